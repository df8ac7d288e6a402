import type { Holds, Objection, PickedUp } from '../status/index';
import { select } from '../store/index';
import type { Cast } from './people';

/** A tag or an objection as the head of a patch's page shows it. */
export interface PatchTag {
  /** "Reviewed-by"; "NACK" for an objection in words. */
  readonly key: string;
  readonly name: string;
  /** The reply and the remark it was given in. */
  readonly mail: string;
  readonly block: number;
  /** Label of the version it was given on. */
  readonly version: string | undefined;
  /**
   * Whether it holds for the version that is shown; `given` where that is not known, because it was given on an earlier
   * version and only the newest is judged.
   */
  readonly holds: Holds | 'given' | 'against' | 'lifted';
  readonly why: string;
  /** True when this version could have carried it and does not. */
  readonly isLeftOut: boolean;
}

export interface TagRow {
  readonly key: string;
  readonly name: string;
  readonly address: string;
  readonly mail: string;
  readonly block: number;
  readonly version: string | null;
  readonly posting: string | null;
  readonly patches: readonly string[];
  readonly holds: Holds;
  readonly why: string;
  readonly pickedUp: PickedUp | null;
}

export interface TagsAsked {
  readonly tags: readonly TagRow[];
  readonly objections: readonly Objection[];
  /** The patch in this version and in those before. */
  readonly patches: readonly string[];
  /** Label of the version that is shown. */
  readonly version: string;
  readonly isNewest: boolean;
  readonly cast: Cast;
}

/** What was given to a patch up to the version shown, objections first, then in the order given. */
export function tagsOf({ tags, objections, patches, version, isNewest, cast }: TagsAsked): PatchTag[] {
  const own = new Set(patches);
  const against = objections.flatMap((one): PatchTag[] =>
    one.posting === undefined || !own.has(one.posting)
      ? []
      : [
          {
            key: 'NACK',
            name: one.name,
            mail: one.mail,
            block: one.block,
            version: one.version ?? undefined,
            // JSON has no undefined: what is not there comes back as nothing or null.
            holds: (one.liftedBy ?? undefined) === undefined ? 'against' : 'lifted',
            why: one.words,
            isLeftOut: false,
          },
        ],
  );
  const saidAlready = new Set(against.map(({ mail, block }) => `${block} ${mail}`));
  const given = tags.flatMap((tag): PatchTag[] =>
    !tag.patches.some((patch) => own.has(patch)) ||
    (/^nack/i.test(tag.key) && saidAlready.has(`${tag.block} ${tag.mail}`))
      ? []
      : [
          {
            key: tag.key,
            name: cast.nameOf(tag.name, tag.address),
            mail: tag.mail,
            block: tag.block,
            version: tag.version ?? undefined,
            holds: isNewest ? tag.holds : tag.version === version ? 'yes' : 'given',
            why: tag.why,
            isLeftOut: tag.pickedUp?.missedIn.includes(version) ?? false,
          },
        ],
  );
  return [...against, ...given];
}

/** All tags given in a series, in the order given. */
export function readTags(seriesId: number): Promise<TagRow[]> {
  return select<TagRow>`
    SELECT key, name, address, mail, block, version, posting, patches, holds, why, picked_up AS "pickedUp"
    FROM tag WHERE series_id = ${seriesId} ORDER BY given_at, id`;
}
