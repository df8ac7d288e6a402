import type { TagView } from '../../lib/query/index';
import { homePath } from './discussion-links';

const short: Readonly<Record<string, string>> = {
  'reviewed-by': 'R-b',
  'acked-by': 'A-b',
  'tested-by': 'T-b',
  'nacked-by': 'NACK',
  nacked: 'NACK',
  nack: 'NACK',
};

/** A trailer given in a reply: short name, person, the version it was given on; leads to the reply. */
export function Tag({ tag }: { readonly tag: TagView }) {
  const name = short[tag.key.toLowerCase()] ?? tag.key;
  return (
    <a
      className={name === 'NACK' ? 'tag nack' : 'tag'}
      href={homePath(tag.reply)}
      title={`${tag.key}, given on ${tag.version}`}
    >
      <b>{name}</b> {tag.name} <span className="muted">on {tag.version}</span>
    </a>
  );
}
