import { portLines, type Compared, type Ported } from '../compare/index';
import { readPatch } from '../patch/index';
import type { Lineage } from '../series/index';
import { database } from '../store/index';

/** The same patch in the newest version of its series, and where lines of the earlier one are there. */
export type NewerPlaces =
  | {
      readonly kind: 'posted';
      readonly series: string;
      readonly version: { readonly slug: string; readonly label: string };
      readonly number: number;
      readonly total: number;
      readonly messageId: string;
      readonly sentAt: Date | undefined;
      /** True when both mails say the same, word for word. */
      readonly isSame: boolean;
      /** One for each line asked for, in their order. */
      readonly places: readonly Ported[];
    }
  /** The newest version has no such patch, or its mail is not held. */
  | {
      readonly kind: 'dropped' | 'missing';
      readonly series: string;
      readonly version: { readonly slug: string; readonly label: string };
    };

/**
 * Where lines of a posting are in the newest version of its series; undefined when it is of the newest, or no posting.
 *
 * @param lines body lines of the mail, counted from 1.
 */
export async function findNewerPlaces(
  messageId: string,
  lines: readonly number[],
): Promise<NewerPlaces | undefined> {
  const series = await readPosted(messageId);
  if (!series) return undefined;
  const { versions, slug } = series;
  const here = versions.findIndex(
    ({ coverId, patches }) =>
      coverId === messageId ||
      patches.some((patch) => patch.messageId === messageId && patch.kind !== 'carried'),
  );
  const newest = versions.length - 1;
  const [own, last] = [versions[here], versions[newest]];
  if (!own || !last || here === newest) return undefined;
  const version = { slug: last.slug, label: last.label };
  const number = own.patches.find((patch) => patch.messageId === messageId)?.number;
  const later =
    number === undefined
      ? { number: 0, messageId: last.coverId }
      : patchOf(last, series.lineages.find(({ cells }) => cells[here] === number)?.cells[newest]);
  if (!later) return { kind: 'dropped', series: slug, version };
  // A patch that was not sent again is the same mail still.
  if (later.messageId === messageId) return undefined;
  const texts = await readTexts([messageId, later.messageId ?? '']);
  const [from, to] = [texts.get(messageId), texts.get(later.messageId ?? '')];
  if (!from) return undefined;
  if (!to || later.messageId === null) return { kind: 'missing', series: slug, version };
  return {
    kind: 'posted',
    series: slug,
    version,
    number: later.number,
    total: last.patches.length,
    messageId: later.messageId,
    sentAt: to.sentAt ?? undefined,
    isSame: from.text === to.text,
    places: portLines(comparedOf(from), comparedOf(to), lines),
  };
}

function patchOf(version: VersionRow, number: number | null | undefined): PatchRow | undefined {
  return version.patches.find((patch) => patch.number === number);
}

function comparedOf({ subject, text }: TextRow): Compared {
  return { title: subject, text, patch: readPatch(text) };
}

interface VersionRow {
  readonly slug: string;
  readonly label: string;
  readonly coverId: string | null;
  readonly patches: readonly PatchRow[];
}

interface PatchRow {
  readonly number: number;
  readonly kind: string;
  readonly messageId: string | null;
}

interface SeriesRow {
  readonly slug: string;
  readonly lineages: readonly Lineage[];
  readonly versions: readonly VersionRow[];
}

async function readPosted(messageId: string): Promise<SeriesRow | undefined> {
  const [row] = await database().$queryRaw<SeriesRow[]>`
    SELECT s.slug, s.lineages,
      (SELECT json_agg(json_build_object('slug', v.slug, 'label', v.label, 'coverId', v.cover_id,
          'patches', (SELECT coalesce(json_agg(json_build_object('number', p.number, 'kind', p.kind,
              'messageId', p.message_id) ORDER BY p.number), '[]') FROM patch p WHERE p.version_id = v.id))
          ORDER BY v.ordinal)
        FROM version v WHERE v.series_id = s.id) AS versions
    FROM series s WHERE s.id IN (
      SELECT v.series_id FROM version v WHERE v.cover_id = ${messageId}
      UNION ALL SELECT v.series_id FROM patch p JOIN version v ON v.id = p.version_id
      WHERE p.message_id = ${messageId} AND p.kind <> 'carried')
    LIMIT 1`;
  return row;
}

interface TextRow {
  readonly messageId: string;
  readonly subject: string;
  readonly sentAt: Date | null;
  readonly text: string;
}

async function readTexts(ids: readonly string[]): Promise<ReadonlyMap<string, TextRow>> {
  const rows = await database().$queryRaw<TextRow[]>`
    SELECT message_id AS "messageId", subject, sent_at AS "sentAt", text FROM mail
    WHERE message_id = ANY(${[...ids]}::text[]) AND NOT is_variant`;
  return new Map(rows.map((row) => [row.messageId, row]));
}
