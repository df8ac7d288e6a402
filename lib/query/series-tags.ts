import type { PickedUp } from '../status/index';
import { select } from '../store/index';
import { nameOf } from './people';
import type { Holds } from './states';

/** A trailer somebody gave in a reply, and whether it holds on the newest version. */
export interface TagView {
  readonly key: string;
  readonly name: string;
  /** Lower case. */
  readonly address: string;
  readonly reply: string;
  readonly block: number;
  readonly at: Date | undefined;
  /** Label of the version it was given on; undefined when that is not known. */
  readonly version: string | undefined;
  /** Message-IDs of the patches it is for, in that version. */
  readonly patches: readonly string[];
  readonly scope: 'patch' | 'series' | 'range';
  readonly holds: Holds;
  readonly why: string;
  readonly pickedUp: PickedUp | undefined;
}

/** A review tag that counts for a patch of the newest version. */
export interface ReviewView {
  /** "Reviewed-by". */
  readonly key: string;
  readonly name: string;
  /** The reply that gave it, or the posting that carries it, where no reply that gave it is held. */
  readonly mail: string;
  readonly isCarried: boolean;
  readonly version: string | undefined;
}

/** Tags that an author forgot in one version and carries in a later one, or in none. */
export interface TagsMissed {
  readonly name: string;
  /** "Reviewed-by". */
  readonly key: string;
  /** Numbers of the patches in the newest version that has them. */
  readonly numbers: readonly number[];
  readonly missedIn: readonly string[];
  /** The version that carries them; undefined when none does. */
  readonly carriedIn: string | undefined;
}

/** Every tag given in replies of a series, oldest first. */
export async function readTags(seriesId: number): Promise<readonly TagView[]> {
  const rows = await select<{
    key: string;
    name: string;
    address: string;
    mail: string;
    block: number;
    given_at: Date | null;
    version: string | null;
    patches: string[];
    scope: string;
    holds: string;
    why: string;
    picked_up: { readonly in?: string; readonly missedIn: readonly string[] } | null;
  }>`
    SELECT key, name, address, mail, block, given_at, version, patches, scope, holds, why, picked_up
    FROM tag WHERE series_id = ${seriesId} ORDER BY given_at NULLS LAST, id`;
  return rows.map((row): TagView => ({
    key: row.key,
    name: nameOf(row.name, row.address).name,
    address: row.address,
    reply: row.mail,
    block: row.block,
    at: row.given_at ?? undefined,
    version: row.version ?? undefined,
    patches: row.patches,
    // The store holds what lib/status made.
    scope: row.scope as TagView['scope'],
    holds: row.holds as Holds,
    why: row.why,
    pickedUp: row.picked_up ? { in: row.picked_up.in, missedIn: row.picked_up.missedIn } : undefined,
  }));
}

/**
 * Reviews of a patch that none of its tags in the grid shows: only its posting carries them, or they were given to a patch that the grid follows in
 * another row.
 */
export function reviewsBeside(
  reviews: readonly ReviewView[],
  tags: readonly TagView[],
): readonly ReviewView[] {
  return reviews.filter(
    ({ mail, key, name }) =>
      !tags.some((tag) => tag.reply === mail && tag.key === key && tag.name === name && tag.holds === 'yes'),
  );
}

/** Each tag once, though it fared in several ways for the patches it was given to. */
export function eachGiven(tags: readonly TagView[]): readonly TagView[] {
  const keyOf = ({ reply, block, key, name, address }: TagView) =>
    [block, reply, key, name, address].join(' ');
  return [...new Map(tags.map((tag) => [keyOf(tag), tag])).values()];
}

/** Of the tags of one patch, of each person and kind the last: one given anew stands for the one before. */
export function tagsInForce(tags: readonly TagView[]): readonly TagView[] {
  const keyOf = ({ key, name, address }: TagView) => `${key} ${name || address}`.toLowerCase();
  return [...new Map(tags.map((tag) => [keyOf(tag), tag])).values()];
}

/** True when no version carries a tag that holds: the author forgot it. One that is stale is rightly left out. */
export function isForgotten({ holds, pickedUp }: TagView): boolean {
  return (
    holds === 'yes' && pickedUp !== undefined && pickedUp.in === undefined && pickedUp.missedIn.length > 0
  );
}

/** Which tags an author forgot, in one sentence's worth for each person, kind and fate. */
export function tagsMissed(
  rows: readonly { readonly number: number | undefined; readonly tags: readonly TagView[] }[],
): readonly TagsMissed[] {
  const missed = new Map<string, { numbers: number[]; tag: TagView; pickedUp: PickedUp }>();
  for (const { number, tags } of rows) {
    for (const tag of tags) {
      const { pickedUp } = tag;
      if (!pickedUp || pickedUp.missedIn.length === 0 || number === undefined) continue;
      if (pickedUp.in === undefined && !isForgotten(tag)) continue;
      const key = [tag.key, tag.address, pickedUp.in ?? '', ...pickedUp.missedIn].join('\n');
      const known = missed.get(key);
      if (known) known.numbers.push(number);
      else missed.set(key, { numbers: [number], tag, pickedUp });
    }
  }
  return [...missed.values()].map(({ numbers, tag, pickedUp }) => ({
    name: tag.name,
    key: tag.key,
    numbers,
    missedIn: pickedUp.missedIn,
    carriedIn: pickedUp.in,
  }));
}
