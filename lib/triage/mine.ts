import type { State } from '../status/index';
import type { Part, WordSaid } from './facts';

/** The parts of a reader in a series, taken together. */
export interface Mine {
  readonly keys: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
  /** Full names of the reader, as mail writes them; a name of one word is left out, it stands in other words too. */
  readonly names: readonly string[];
  readonly isAuthor: boolean;
  readonly isAddressed: boolean;
  readonly listed: Part['listed'];
  readonly remarks: number;
  readonly spokeAt: number | undefined;
  readonly reviewed: Part['reviewed'];
  readonly asks: Readonly<Partial<Record<State, number>>>;
  readonly tags: { readonly hold: number; readonly stale: number };
  readonly answer: WordSaid | undefined;
}

/** Takes the parts of a reader together: mail that does not prove two addresses to be one person's counts for both. */
export function mine(parts: readonly Part[], addresses: readonly string[]): Mine {
  const asks: Partial<Record<State, number>> = {};
  for (const part of parts)
    for (const [state, count] of Object.entries(part.asks) as [State, number][])
      asks[state] = (asks[state] ?? 0) + count;
  const keys = new Set(parts.map(({ key }) => key));
  return {
    keys,
    addresses: new Set([...addresses, ...parts.flatMap((part) => part.addresses)]),
    names: [...new Set(parts.map(({ name }) => name))].filter((name) => /\S \S/.test(name)),
    isAuthor: parts.some(({ isAuthor }) => isAuthor),
    isAddressed: parts.some(({ isAddressed }) => isAddressed),
    listed: parts.some(({ listed }) => listed === 'maintainer')
      ? 'maintainer'
      : parts.find(({ listed }) => listed !== undefined)?.listed,
    remarks: parts.reduce((sum, { remarks }) => sum + remarks, 0),
    spokeAt: latest(parts.map(({ spokeAt }) => spokeAt)),
    reviewed: parts.reduce<Part['reviewed']>(
      (last, { reviewed }) => ((reviewed?.ordinal ?? -1) > (last?.ordinal ?? -1) ? reviewed : last),
      undefined,
    ),
    asks,
    tags: {
      hold: parts.reduce((sum, { tags }) => sum + tags.hold, 0),
      stale: parts.reduce((sum, { tags }) => sum + tags.stale, 0),
    },
    answer: parts.reduce<WordSaid | undefined>(
      (last, { answer }) =>
        answer && !keys.has(answer.by) && (answer.at ?? -Infinity) > (last?.at ?? -Infinity) ? answer : last,
      undefined,
    ),
  };
}

function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.flatMap((time) => time ?? []);
  return known.length > 0 ? Math.max(...known) : undefined;
}
