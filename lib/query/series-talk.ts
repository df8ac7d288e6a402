import { database, pool } from '../store/index';
import { nameOf } from './people';

/** One remark in the order of time. */
export interface TalkView {
  readonly reply: string;
  readonly block: number;
  readonly name: string;
  readonly at: Date | undefined;
  readonly kind: string;
  readonly text: string;
  /** "v1 3/6 drivers/iommu/intel/Kconfig:54", as far as it is known. */
  readonly place: string;
}

/** Remarks shown at once in the order of time; the rest is on further pages. */
const talksOfAPage = 200;

/** Every remark of a series, oldest first, a page at a time (from 1). */
export async function findSeriesTalk(
  slug: string,
  page: number,
): Promise<{ readonly talks: readonly TalkView[]; readonly pages: number; readonly page: number }> {
  const series = await database().series.findUnique({
    where: { slug },
    select: { id: true, remarkCount: true },
  });
  if (!series) return { talks: [], pages: 1, page: 1 };
  const pages = Math.max(1, Math.ceil(series.remarkCount / talksOfAPage));
  const shown = Math.min(Math.max(1, page), pages);
  const { rows } = await pool().query<{
    reply: string;
    block: number;
    from_name: string;
    from_address: string;
    sent_at: Date | null;
    kind: string;
    text: string;
    anchor: { at?: { path: string; line: number }; part?: string; path?: string };
    anchor_kind: string;
    label: string | null;
    number: number | null;
    total: string | null;
  }>(
    `SELECT remark.reply, remark.block, from_name, from_address, remark.sent_at, remark.kind, remark.text, anchor, anchor_kind,
       place.label, place.number, place.total
     FROM remark LEFT JOIN LATERAL (
       SELECT version.label, patch.number, (SELECT count(*) FROM patch AS other WHERE other.version_id = version.id) AS total
       FROM version LEFT JOIN patch ON patch.version_id = version.id AND patch.message_id = remark.patch AND patch.kind <> 'carried'
       WHERE version.series_id = remark.series_id AND (patch.id IS NOT NULL OR version.cover_id = remark.patch) LIMIT 1) AS place ON true
     WHERE remark.series_id = $1 ORDER BY remark.sent_at NULLS LAST, remark.reply, remark.block LIMIT $2 OFFSET $3`,
    [series.id, talksOfAPage, (shown - 1) * talksOfAPage],
  );
  const talks = rows.map((row): TalkView => ({
    reply: row.reply,
    block: row.block,
    name: nameOf(row.from_name, row.from_address).name,
    at: row.sent_at ?? undefined,
    kind: row.kind,
    text: row.text,
    place: placeOf(row),
  }));
  return { talks, pages, page: shown };
}

function placeOf(row: {
  readonly label: string | null;
  readonly number: number | null;
  readonly total: string | null;
  readonly anchor: {
    readonly at?: { readonly path: string; readonly line: number };
    readonly part?: string;
    readonly path?: string;
  };
  readonly anchor_kind: string;
}): string {
  const posting =
    row.label === null
      ? ''
      : row.number === null
        ? `${row.label} cover letter`
        : `${row.label} ${row.number}/${row.total ?? '?'}`;
  const { at, part, path } = row.anchor;
  const line = at ? `${at.path}:${at.line}` : part === 'message' ? 'commit message' : (path ?? '');
  const doubt =
    row.anchor_kind === 'unplaced' ? 'place not found' : row.anchor_kind === 'unheld' ? 'mail not held' : '';
  return [posting, line, doubt].filter((words) => words !== '').join(', ');
}
