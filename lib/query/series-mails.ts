import { pool } from '../store/index';
import { groupBy } from './group-by';
import { nameOf } from './people';

export interface SeriesMailView {
  readonly messageId: string;
  readonly subject: string;
  readonly name: string;
  readonly at: Date | undefined;
  readonly kind: string;
  readonly remarks: number;
  /** Levels below the first mail of its thread. */
  readonly depth: number;
}

/** Every mail of a series as threads: an answer stands below what it answers. */
export async function findSeriesMails(slug: string): Promise<readonly SeriesMailView[]> {
  const { rows } = await pool().query<{
    message_id: string;
    parent: string | null;
    subject: string;
    from_name: string;
    from_address: string;
    sent_at: Date | null;
    kind: string;
    remarks: string;
  }>(
    `SELECT series_mail.message_id, series_mail.parent, subject, from_name, from_address, sent_at, series_mail.kind,
       (SELECT count(*) FROM remark WHERE remark.series_id = series.id AND remark.reply = series_mail.message_id) AS remarks
     FROM series JOIN series_mail ON series_id = series.id JOIN mail USING (message_id)
     WHERE slug = $1 AND NOT is_variant ORDER BY sent_at NULLS LAST, message_id`,
    [slug],
  );
  const held = new Set(rows.map((row) => row.message_id));
  const children = groupBy(rows, ({ parent }) => (parent !== null && held.has(parent) ? parent : null));
  const mails: SeriesMailView[] = [];
  const stack = [...(children.get(null) ?? [])].reverse().map((row) => ({ row, depth: 0 }));
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { row, depth } = next;
    mails.push({
      messageId: row.message_id,
      subject: row.subject,
      name: nameOf(row.from_name, row.from_address).name,
      at: row.sent_at ?? undefined,
      kind: row.kind,
      remarks: Number(row.remarks),
      depth,
    });
    for (const child of [...(children.get(row.message_id) ?? [])].reverse())
      stack.push({ row: child, depth: depth + 1 });
  }
  return mails;
}
