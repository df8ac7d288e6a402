import type { MessageId } from '../mail/index';
import { readPatch } from '../patch/index';
import type { Lineage, PatchSlot, Person, Series, Version } from '../series/index';
import { database } from '../store/index';

/** A series as far as two of its versions need it, and the texts of the mails that are compared. */
export interface SeriesToCompare {
  readonly id: number;
  readonly series: Series;
  readonly texts: ReadonlyMap<MessageId, string>;
}

/**
 * Reads a series with the patches of two versions and the cover letters after the earlier one. Patches of other versions
 * stand in it as missing: what is not compared is not read.
 */
export async function readSeriesToCompare(
  slug: string,
  earlier: string,
  later: string,
): Promise<SeriesToCompare | undefined> {
  const row = await readSeries(slug);
  const [first, last] = [earlier, later].map((each) =>
    row?.versions.findIndex((version) => version.slug === each),
  );
  if (!row || first === undefined || last === undefined || first < 0 || last < 0) return undefined;
  const wanted = new Set<string>();
  row.versions.forEach((version, at) => {
    if (
      at >= Math.min(first, last) &&
      at <= Math.max(first, last) &&
      version.isCoverHeld &&
      version.coverId !== null
    )
      wanted.add(version.coverId);
    if (at !== first && at !== last) return;
    for (const { kind, messageId } of version.patches)
      if (kind !== 'missing' && messageId !== null) wanted.add(messageId);
  });
  const texts = await readTexts([...wanted]);
  return { id: row.id, series: seriesOf(row, slug, texts), texts };
}

function seriesOf(row: SeriesRow, slug: string, texts: ReadonlyMap<MessageId, string>): Series {
  const author: Person = { key: row.authorKey, name: row.authorName, addresses: [] };
  return {
    title: row.title,
    slug,
    author,
    versions: row.versions.map((version) => versionOf(version, texts)),
    lineages: row.lineages.map((lineage) => ({
      ...lineage,
      // JSON has no undefined: an empty cell comes back as null.
      cells: lineage.cells.map((cell) => cell ?? undefined),
    })),
    patchPairs: [],
    people: row.people,
    lists: [],
    mails: [],
    reposts: [],
    absent: [],
    maybe: [],
  };
}

function versionOf(row: VersionRow, texts: ReadonlyMap<MessageId, string>): Version {
  const { coverId, coverTitle } = row;
  const text = coverId === null ? undefined : texts.get(coverId as MessageId);
  return {
    label: row.label,
    slug: row.slug,
    version: row.version,
    isRfc: row.isRfc,
    isPreview: row.isPreview,
    isResend: row.isResend,
    date: row.sentAt === null ? undefined : new Date(row.sentAt),
    cover:
      coverId === null
        ? undefined
        : text === undefined
          ? { kind: 'missing', mail: coverId as MessageId }
          : { kind: 'held', mail: coverId as MessageId, title: coverTitle ?? '', patch: readPatch(text) },
    patches: row.patches.map((patch) => slotOf(patch, texts)),
    partialOf: row.partialOf ?? undefined,
    changeId: row.changeId ?? undefined,
    baseCommit: row.baseCommit ?? undefined,
    linkedBy: [],
    sender: { key: row.senderKey, name: '', addresses: [] },
  };
}

function slotOf(row: PatchRow, texts: ReadonlyMap<MessageId, string>): PatchSlot {
  const { number } = row;
  const [mail, title] = [
    row.messageId === null ? undefined : (row.messageId as MessageId),
    row.title ?? undefined,
  ];
  const text = mail === undefined ? undefined : texts.get(mail);
  if (mail === undefined || text === undefined || row.kind === 'missing')
    return { kind: 'missing', number, mail, title };
  if (row.kind === 'carried') return { kind: 'carried', number, mail, title: title ?? '' };
  const author = { name: row.authorName ?? '', address: '' };
  return { kind: 'held', number, mail, title: title ?? '', author, patch: readPatch(text) };
}

interface SeriesRow {
  readonly id: number;
  readonly title: string;
  readonly authorKey: string;
  readonly authorName: string;
  readonly people: readonly Person[];
  readonly lineages: readonly Lineage[];
  readonly versions: readonly VersionRow[];
}

interface VersionRow {
  readonly slug: string;
  readonly label: string;
  readonly version: number;
  readonly isRfc: boolean;
  readonly isPreview: boolean;
  readonly isResend: boolean;
  /** As JSON has it. */
  readonly sentAt: string | null;
  readonly coverId: string | null;
  readonly isCoverHeld: boolean;
  readonly coverTitle: string | null;
  readonly partialOf: string | null;
  readonly changeId: string | null;
  readonly baseCommit: string | null;
  readonly senderKey: string;
  readonly patches: readonly PatchRow[];
}

interface PatchRow {
  readonly number: number;
  readonly kind: PatchSlot['kind'];
  readonly messageId: string | null;
  readonly title: string | null;
  readonly authorName: string | null;
}

async function readSeries(slug: string): Promise<SeriesRow | undefined> {
  const [row] = await database().$queryRaw<SeriesRow[]>`
    SELECT s.id, s.title, s.author_key AS "authorKey", s.author_name AS "authorName", s.people, s.lineages,
      (SELECT coalesce(json_agg(json_build_object('slug', v.slug, 'label', v.label, 'version', v.version,
          'isRfc', v.is_rfc, 'isPreview', v.is_preview, 'isResend', v.is_resend, 'sentAt', v.sent_at,
          'coverId', v.cover_id, 'isCoverHeld', v.is_cover_held, 'coverTitle', v.cover_title,
          'partialOf', v.partial_of, 'changeId', v.change_id, 'baseCommit', v.base_commit, 'senderKey', v.sender_key,
          'patches', (SELECT coalesce(json_agg(json_build_object('number', p.number, 'kind', p.kind,
              'messageId', p.message_id, 'title', p.title, 'authorName', p.author_name) ORDER BY p.number), '[]')
            FROM patch p WHERE p.version_id = v.id)) ORDER BY v.ordinal), '[]')
        FROM version v WHERE v.series_id = s.id) AS versions
    FROM series s WHERE s.slug = ${slug}`;
  return row;
}

async function readTexts(ids: readonly string[]): Promise<ReadonlyMap<MessageId, string>> {
  const rows = await database().$queryRaw<{ messageId: string; text: string }[]>`
    SELECT message_id AS "messageId", text FROM mail
    WHERE message_id = ANY(${[...ids]}::text[]) AND NOT is_variant`;
  return new Map(rows.map(({ messageId, text }) => [messageId as MessageId, text]));
}
