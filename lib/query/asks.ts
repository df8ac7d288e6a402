import { pool, select } from '../store/index';
import type { GroupCounts, StoredAsk } from './ledger';
import { groupOf, stateOf, statesOf, type Group } from './states';

/** Every remark of a series that asks, and those of which somebody said that they do not; oldest first. */
export function readAsks(seriesId: number): Promise<readonly StoredAsk[]> {
  return select<StoredAsk>`
    SELECT remark.reply, remark.block, start_line AS "startLine", remark.text, from_name AS "fromName",
       from_address AS "fromAddress", remark.sent_at AS "sentAt", remark.kind, asks, state, made_on AS "madeOn",
       addressed_in AS "addressedIn", state_why AS "stateWhy", evidence, anchor_kind AS "anchorKind",
       COALESCE(remark.patch, series_mail.posting) AS posting,
       COALESCE(anchor->'at'->>'path', anchor->>'path') AS path, (anchor->'at'->>'line')::int AS line, anchor->>'part' AS part
     FROM remark LEFT JOIN series_mail ON series_mail.series_id = remark.series_id AND message_id = reply
     WHERE remark.series_id = ${seriesId} AND (asks OR evidence @> '[{"kind": "correction"}]')
     ORDER BY remark.sent_at NULLS LAST, remark.reply, remark.block`;
}

/** When the mails were sent that their states rest on, and more of them. */
export async function readDates(
  asks: readonly StoredAsk[],
  more: readonly string[] = [],
): Promise<ReadonlyMap<string, Date>> {
  const ids = new Set<string>([
    ...more,
    ...asks.flatMap(({ evidence }) => evidence.flatMap((one) => ('mail' in one ? [one.mail] : []))),
  ]);
  const rows = await select<{ message_id: string; sent_at: Date | null }>`
    SELECT message_id, sent_at FROM mail WHERE message_id = ANY(${[...ids]}::text[]) AND NOT is_variant`;
  return new Map(rows.flatMap((row) => (row.sent_at ? [[row.message_id, row.sent_at] as const] : [])));
}

/**
 * How many remarks of each series ask and are in each group: of people and bots, on all its versions, those on the newest too. What
 * every page counts; the ledger lists them.
 */
export async function countGroupsOf(ids: readonly number[]): Promise<ReadonlyMap<number, GroupCounts>> {
  const { rows } = await pool().query<{ series_id: number; state: string; count: string }>(
    'SELECT series_id, state, count(*) AS count FROM remark WHERE series_id = ANY($1::int[]) AND asks GROUP BY 1, 2',
    [ids],
  );
  const counts = new Map<number, Record<Group, number>>();
  for (const row of rows) {
    const of = counts.get(row.series_id) ?? { unsettled: 0, confirm: 0, settled: 0 };
    of[groupOf(stateOf(row.state) ?? 'open')] += Number(row.count);
    counts.set(row.series_id, of);
  }
  return counts;
}

/** Of these, the unsettled ones alone, where there may be thousands of series; a series that has none is left out. */
export async function countUnsettled(ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows } = await pool().query<{ id: number; count: number }>(
    `SELECT series_id AS id, count(*)::int AS count FROM remark
     WHERE series_id = ANY($1::int[]) AND asks AND coalesce(state, 'open') = ANY($2::text[]) GROUP BY 1`,
    [ids, statesOf.unsettled],
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}
