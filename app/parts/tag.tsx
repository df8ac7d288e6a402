import { isForgotten, type ReviewView, type TagView } from '../../lib/query/index';
import { Brief } from './brief';
import { homePath } from './discussion-links';
import { isAgainst, shortTag } from './discussion-words';

/** The word for a tag that does not simply hold; undefined for one that does. */
export function holdWord(tag: TagView): string | undefined {
  if (tag.holds !== 'yes') return tag.holds;
  return isForgotten(tag) ? 'not picked up' : undefined;
}

/** How a review that no tag of the row shows came to be. */
export function reviewWords({ version, isCarried }: Pick<ReviewView, 'version' | 'isCarried'>): string {
  return isCarried
    ? `${version ?? 'the newest version'} carries it, and no reply that gave it is held`
    : `given on ${version ?? 'an earlier version'}, to a patch that became this one`;
}

/**
 * A trailer given in a reply: short name, person, and the word for what is amiss with it. It leads to the reply; "stale"
 * leads to what changed since.
 */
export function Tag({ tag, since }: { readonly tag: TagView; readonly since: string | undefined }) {
  const word = holdWord(tag);
  const tone = isAgainst(tag.key)
    ? 'nack'
    : tag.holds !== 'yes'
      ? 'stale'
      : word === undefined
        ? 'holds'
        : 'missed';
  return (
    <span className={`tag ${tone}`}>
      <a href={`${homePath(tag.reply)}?block=${tag.block}`} title={tag.why}>
        <b>{shortTag(tag.key)}</b> <Brief text={tag.name} />
      </a>{' '}
      {word === undefined ? null : tag.holds === 'stale' && since !== undefined ? (
        <a className="word" href={since}>
          {word}
        </a>
      ) : (
        <span className="word">{word}</span>
      )}
    </span>
  );
}
