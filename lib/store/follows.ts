import { z } from 'zod';
import { clean } from '../rows/index';
import { database, holdingFollow, pool } from './database';
import { select } from './select';

/** How far a pull has come, as pages and terminals tell it. */
export const FollowProgress = z.object({
  step: z.string().default(''),
  requests: z.number().int().default(0),
  mailsFound: z.number().int().default(0),
  mailsNew: z.number().int().default(0),
  versionsFound: z.array(z.string()).default([]),
  notFound: z.array(z.string()).default([]),
  /** Versions that were looked for and not found, and why they are thought to exist. */
  absent: z.array(z.object({ what: z.string(), why: z.array(z.string()) })).default([]),
  /** What happened, oldest first, at most the last fifty; times in ISO 8601. */
  log: z.array(z.object({ at: z.string(), what: z.string() })).default([]),
});
export type FollowProgress = z.infer<typeof FollowProgress>;

/** Stopped is what a person no longer wants followed; what was found stays. */
export type FollowState = 'queued' | 'running' | 'waiting' | 'done' | 'failed' | 'stopped';

export interface Follow {
  readonly id: number;
  readonly link: string;
  readonly messageId: string;
  readonly addedAt: Date;
  readonly state: FollowState;
  readonly progress: FollowProgress;
  readonly problem: string | undefined;
  readonly tries: number;
  readonly nextTryAt: Date | undefined;
  readonly lastRunAt: Date | undefined;
}

type FollowRow = NonNullable<Awaited<ReturnType<typeof findRow>>>;

function findRow(id: number) {
  return database().follow.findUnique({ where: { id } });
}

function fromRow(row: FollowRow): Follow {
  return {
    ...row,
    state: row.state as FollowState,
    progress: FollowProgress.parse(row.progress),
    problem: row.problem ?? undefined,
    nextTryAt: row.nextTryAt ?? undefined,
    lastRunAt: row.lastRunAt ?? undefined,
  };
}

/** Writes down what a person wants followed; the same mail again is the same follow, queued anew. */
export async function addFollow(link: string, messageId: string): Promise<Follow> {
  const row = await database().follow.upsert({
    where: { messageId: clean(messageId) },
    create: { link: clean(link), messageId: clean(messageId) },
    update: { state: 'queued', nextTryAt: null },
  });
  return fromRow(row);
}

export async function findFollow(id: number): Promise<Follow | undefined> {
  const row = await findRow(id);
  return row ? fromRow(row) : undefined;
}

export async function findFollows(): Promise<readonly Follow[]> {
  return (await database().follow.findMany({ orderBy: { id: 'asc' } })).map(fromRow);
}

export interface FollowChange {
  readonly state?: FollowState;
  readonly progress?: FollowProgress;
  readonly problem?: string | null;
  readonly tries?: number;
  readonly nextTryAt?: Date | null;
  readonly lastRunAt?: Date;
}

/** Tells how a pull goes; one that was stopped meanwhile stays stopped. */
export async function changeFollow(id: number, change: FollowChange): Promise<void> {
  const isState = change.state !== undefined;
  await database().follow.updateMany({
    where: { id, ...(isState && { state: { not: 'stopped' } }) },
    data: change,
  });
}

/** Is not looked at again, until somebody asks for it. */
export async function stopFollow(id: number): Promise<void> {
  await changeFollow(id, { state: 'stopped', problem: null, nextTryAt: null });
}

/** What is followed of the series that a mail is of, the oldest; undefined for a mail that is not held, or of no followed series. */
export async function followOf(messageId: string): Promise<Follow | undefined> {
  const [found] = await select<{ id: number }>`
    SELECT follow.id FROM series_mail AS asked JOIN series_mail AS held USING (series_id)
    JOIN follow ON follow.message_id = held.message_id
    WHERE asked.message_id = ${messageId} AND follow.state <> 'stopped' ORDER BY follow.id LIMIT 1`;
  return found && findFollow(found.id);
}

/**
 * Pulls that are asked for and that no living process works on: queued ones, waiting ones whose time has come, and
 * those whose process died (its lock is free). They are marked queued.
 */
export async function unattendedFollows(now: Date): Promise<readonly number[]> {
  const { rows } = await pool().query<{ id: number }>(
    `SELECT id FROM follow WHERE state IN ('running', 'queued') OR (state IN ('waiting', 'done') AND next_try_at <= $1) ORDER BY id`,
    [now],
  );
  const free: number[] = [];
  for (const { id } of rows) {
    const isFree = await holdingFollow(id, async () => {
      await changeFollow(id, { state: 'queued', nextTryAt: null });
      return true;
    });
    if (isFree) free.push(id);
  }
  return free;
}
