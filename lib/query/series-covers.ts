import { pool } from '../store/index';

export interface CoverView {
  readonly label: string;
  readonly slug: string;
  readonly at: Date | undefined;
  readonly messageId: string;
  readonly title: string | undefined;
  /** Undefined when the mail is not held. */
  readonly text: string | undefined;
}

/** The cover letters of all versions, newest first. */
export async function findSeriesCovers(slug: string): Promise<readonly CoverView[]> {
  const { rows } = await pool().query<{
    label: string;
    slug: string;
    sent_at: Date | null;
    cover_id: string;
    cover_title: string | null;
    text: string | null;
  }>(
    `SELECT version.label, version.slug, version.sent_at, cover_id, cover_title, text
     FROM series JOIN version ON series_id = series.id LEFT JOIN mail ON message_id = cover_id AND NOT is_variant
     WHERE series.slug = $1 AND cover_id IS NOT NULL ORDER BY ordinal DESC`,
    [slug],
  );
  return rows.map((row) => ({
    label: row.label,
    slug: row.slug,
    at: row.sent_at ?? undefined,
    messageId: row.cover_id,
    title: row.cover_title ?? undefined,
    text: row.text ?? undefined,
  }));
}
