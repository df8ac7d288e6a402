import { interdiff, type Compared } from '../compare/index';
import { readPatch } from '../patch/index';
import type { Lineage } from '../series/index';
import { select } from '../store/index';
import type { StoredVersion } from './series-rows';

type Cover = Pick<StoredVersion, 'coverId' | 'isCoverHeld' | 'coverTitle'>;

/** What became of the cover letter from each version to the next, as `Lineage.steps` tells it of a patch. */
export async function findCoverSteps(versions: readonly Cover[]): Promise<Lineage['steps']> {
  const ids = versions.flatMap(({ coverId, isCoverHeld }) =>
    coverId !== null && isCoverHeld ? [coverId] : [],
  );
  const rows =
    ids.length < 2
      ? []
      : await select<{ messageId: string; text: string }>`
          SELECT message_id AS "messageId", text FROM mail
          WHERE message_id = ANY(${ids}::text[]) AND NOT is_variant`;
  return coverSteps(versions, new Map(rows.map(({ messageId, text }) => [messageId, text])));
}

/**
 * Of a cover letter that comes or goes nothing is told: whether one is written hangs on the number of patches.
 *
 * @param texts Of the cover letters that are held, by Message-ID.
 */
export function coverSteps(versions: readonly Cover[], texts: ReadonlyMap<string, string>): Lineage['steps'] {
  const held = versions.map(({ coverId, coverTitle }): Compared | undefined => {
    const text = coverId === null ? undefined : texts.get(coverId);
    return text === undefined ? undefined : { title: coverTitle ?? '', text, patch: readPatch(text) };
  });
  return versions.slice(1).map((version, index) => {
    if (versions[index]?.coverId === null || version.coverId === null) return 'none';
    const [one, other] = [held[index], held[index + 1]];
    if (!one || !other) return 'unknown';
    return (one.title === other.title && one.text === other.text) || interdiff(one, other).changes.size === 0
      ? 'same'
      : 'changed';
  });
}
