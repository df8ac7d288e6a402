import type { MessageId } from '../mail/index';
import type { Series } from '../series/index';
import { personIn, type Cast } from './cast';
import type { Journey, Stop } from './journey';
import type { Holds, Tag } from './status';

/** Tells whether two postings of one patch carry the same change; undefined when one is not held. */
export type IsSameChange = (earlier: MessageId, later: MessageId) => boolean | undefined;

/** A series as far as it was posted: what a tag is held against. */
export interface Scene {
  readonly series: Series;
  readonly journey: Journey;
  readonly cast: Cast;
  readonly isSame: IsSameChange;
}

export interface Fate {
  readonly holds: Holds;
  /** One sentence. */
  readonly why: string;
}

/**
 * What became of a tag for one of the patches it was given to, in the newest version of a scene: it holds there while the change is the one that
 * was read. One that was given on a condition counts from the first version that carries it: its author says by that that it is met.
 */
export function fateOf(
  tag: Pick<Tag, 'key' | 'person' | 'version' | 'condition'>,
  patch: MessageId,
  { series, journey, cast, isSame }: Scene,
): Fate {
  const newest = series.versions.length - 1;
  const label = series.versions[newest]?.label ?? '';
  const given = journey.stopOf(patch);
  const first =
    tag.condition === undefined
      ? given
      : given && journey.heldFrom(given).find((stop) => stop.at > given.at && carries(tag, stop, cast));
  if (tag.condition !== undefined && !first)
    return { holds: 'conditional', why: `given on a condition: "${tag.condition}"` };
  const met =
    tag.condition === undefined ? '' : `given on a condition, and ${first?.version.label} carries it; `;
  const holds = (why: string): Fate => ({ holds: 'yes', why: `${met}${why}` });
  const stale = (why: string): Fate => ({ holds: 'stale', why: `${met}${why}` });
  const same = tag.version === label ? 'given on the newest version' : `the change is the same in ${label}`;
  if (!first || first.at === newest || first.mail === undefined) return holds(same);
  const last = journey.after(first).at(-1);
  if (last && 'dropped' in last && last.at === newest) return stale(`the patch is not in ${label}`);
  if (!last || 'dropped' in last || last.mail === undefined) return holds(same);
  const isSameChange = isSame(first.mail, last.mail);
  if (isSameChange === undefined)
    return stale(`whether the change is the same in ${last.version.label} is not known: a mail is missing`);
  return isSameChange ? holds(same) : stale(`the change is another one in ${last.version.label}`);
}

/** Whether the posting of a patch carries a tag among its trailers; undefined when it is not held. */
export function carries(
  { key, person }: Pick<Tag, 'key' | 'person'>,
  { version, number }: Stop,
  cast: Cast,
): boolean | undefined {
  const slot = version.patches.find((one) => one.number === number);
  if (slot?.kind !== 'held') return undefined;
  const who = cast.personOf(person);
  return slot.patch.trailers.some((trailer) => {
    const named = personIn(trailer.value);
    return (
      trailer.key.toLowerCase() === key.toLowerCase() && named !== undefined && cast.personOf(named) === who
    );
  });
}
