import { Brief } from './brief';
import { personPath } from './search-params';

/** A name that leads to what is known of the person, where a series knows an address of theirs. */
export function PersonName({
  name,
  people,
}: {
  readonly name: string;
  readonly people: readonly { readonly name: string; readonly addresses: readonly string[] }[];
}) {
  const address = people.find((person) => person.name === name)?.addresses[0];
  return address === undefined ? (
    <Brief text={name} />
  ) : (
    <a href={personPath(address)}>
      <Brief text={name} />
    </a>
  );
}
