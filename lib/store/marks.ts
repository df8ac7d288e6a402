import { z } from 'zod';
import type { MessageId } from '../mail/index';
import type { Mark, SnoozeUntil } from '../triage/index';
import { clean, cleanJson } from '../rows/index';
import { database, inTransaction, pool } from './database';
import { select } from './select';

/** Kinds of corrections that say what a reader does with a series; none of them changes what is derived. */
export const markKinds = ['done', 'snooze', 'mute', 'note', 'assign'] as const;

const posting = z
  .string()
  .min(1)
  .transform((id) => id as MessageId);
const common = {
  /** A posting of the series: it names it through every rebuild. */
  series: posting,
  /** Date of the newest mail of the series when it was made; milliseconds. */
  seen: z.number().optional(),
};

/** What a mark says, by kind. */
const Target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), ...common }),
  z.object({ kind: z.literal('mute'), ...common }),
  z.object({
    kind: z.literal('snooze'),
    ...common,
    until: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('date'), at: z.number() }),
      z.object({ kind: z.literal('version') }),
      z.object({ kind: z.literal('reply') }),
    ]),
  }),
  z.object({ kind: z.literal('note'), ...common, text: z.string() }),
  z.object({ kind: z.literal('assign'), ...common, name: z.string(), address: z.string() }),
]);

/** What a reader does with a series; `series` is any posting of it. */
export type MarkGiven = { readonly series: MessageId } & (
  | { readonly kind: 'done' | 'mute' }
  | { readonly kind: 'snooze'; readonly until: SnoozeUntil }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'assign'; readonly name: string; readonly address: string }
);

export interface MarkReader {
  readonly id: number;
  readonly name: string;
}

/**
 * Keeps a mark. Whom a series is assigned to all see; the others are the reader's own.
 *
 * @returns Its number; undefined when no version of a series has that posting.
 */
export async function addMark(reader: MarkReader, given: MarkGiven): Promise<number | undefined> {
  const seen = await seenOf(given.series);
  if (seen === undefined) return undefined;
  const target = Target.parse({ ...given, ...(seen.at && { seen: seen.at.getTime() }) });
  const { rows } = await pool().query<{ id: number }>(
    'INSERT INTO correction (kind, target, author, reader_id) VALUES ($1, $2, $3, $4) RETURNING id',
    [target.kind, cleanJson(target), clean(reader.name), target.kind === 'assign' ? null : reader.id],
  );
  return rows[0]?.id;
}

/** What can be seen of the series of a posting: the date of its newest mail. Undefined when it is no posting of any. */
export async function seenOf(
  id: MessageId,
): Promise<{ readonly at: Date | undefined; readonly slug: string } | undefined> {
  const [series] = await select<{ last_at: Date | null; slug: string }>`
    SELECT last_at, slug FROM series_mail JOIN series ON series.id = series_id
    WHERE message_id = ${id} AND posting = message_id LIMIT 1`;
  return series && { at: series.last_at ?? undefined, slug: series.slug };
}

/** The marks a reader sees that are in force, in the order they were made. */
export async function findMarks(reader: number): Promise<readonly Mark[]> {
  const { rows } = await pool().query<{
    id: number;
    kind: string;
    target: object & { readonly correction?: number };
    author: string;
    made_at: Date;
  }>(
    `SELECT id, kind, target, author, made_at FROM correction
     WHERE (kind = ANY($1::text[]) AND (reader_id = $2 OR reader_id IS NULL)) OR kind = 'undo' ORDER BY id`,
    [[...markKinds], reader],
  );
  const undone = new Set<number>();
  for (const { id, kind, target } of [...rows].reverse())
    if (kind === 'undo' && target.correction !== undefined && !undone.has(id)) undone.add(target.correction);
  return rows.flatMap(({ id, kind, target, author, made_at }): Mark[] => {
    if (kind === 'undo' || undone.has(id)) return [];
    const said = Target.parse({ ...target, kind });
    return [{ ...said, id, by: author, madeAt: made_at.getTime(), seen: said.seen }];
  });
}

/**
 * Takes back a mark of the reader's, or one all see; without a number the last they made.
 *
 * @returns The mark as it was; undefined when it is not in force or is another reader's.
 */
export async function undoMark(reader: MarkReader, id: number | undefined): Promise<Mark | undefined> {
  return inTransaction(async (client) => {
    // Two clicks at once take one mark back once.
    await client.query('SELECT 1 FROM reader WHERE id = $1 FOR UPDATE', [reader.id]);
    const marks = await findMarks(reader.id);
    const mark =
      id === undefined ? marks.findLast(({ by }) => by === reader.name) : marks.find((one) => one.id === id);
    if (!mark) return undefined;
    await client.query('INSERT INTO correction (kind, target, author, reader_id) VALUES ($1, $2, $3, $4)', [
      'undo',
      JSON.stringify({ kind: 'undo', correction: mark.id }),
      clean(reader.name),
      mark.kind === 'assign' ? null : reader.id,
    ]);
    return mark;
  });
}

/** A filter of triage with a name. */
export interface SavedView {
  readonly id: number;
  readonly name: string;
  readonly query: string;
}

export async function findViews(reader: number): Promise<readonly SavedView[]> {
  return database().savedView.findMany({
    where: { readerId: reader },
    orderBy: { name: 'asc' },
    select: { id: true, name: true, query: true },
  });
}

/** Keeps a filter under a name, in the place of what had that name. */
export async function addView(reader: number, { name, query }: Omit<SavedView, 'id'>): Promise<void> {
  const view = { name: clean(name), query: clean(query) };
  await database().savedView.upsert({
    where: { readerId_name: { readerId: reader, name: view.name } },
    create: { readerId: reader, ...view },
    update: { query: view.query },
  });
}

export async function dropView(reader: number, id: number): Promise<void> {
  await database().savedView.deleteMany({ where: { id, readerId: reader } });
}
