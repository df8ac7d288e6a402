import type pg from 'pg';
import { pool } from './database';

/** A mail whose series is to be derived again, as it was asked for when this was read. */
export interface PendingMark {
  readonly rawId: string;
  /** Another number each time it is asked for. */
  readonly mark: string;
}

export type Query = pg.Pool['query'] | pg.PoolClient['query'];

/** Asks for the series of some mails to be derived again, also of those that are being derived just now. Rows are locked in one order. */
export async function askAgain(query: Query, rawIds: readonly string[]): Promise<void> {
  await query(
    `INSERT INTO pending_mail (raw_id) SELECT DISTINCT unnest($1::bigint[]) AS raw_id ORDER BY raw_id
     ON CONFLICT (raw_id) DO UPDATE SET mark = excluded.mark, problem = NULL`,
    [rawIds],
  );
}

/** Raw ids of mails whose series is to be derived again, oldest first, without those whose derivation failed. */
export async function pendingMails(limit: number): Promise<readonly string[]> {
  const { rows } = await pool().query<{ raw_id: string }>(
    'SELECT raw_id FROM pending_mail WHERE problem IS NULL ORDER BY raw_id LIMIT $1',
    [limit],
  );
  return rows.map((row) => row.raw_id);
}

/** How many mails wait for their series, those included whose derivation failed. */
export async function pendingCount(): Promise<number> {
  const { rows } = await pool().query<{ count: string }>('SELECT count(*) AS count FROM pending_mail');
  return Number(rows[0]?.count ?? 0);
}

/** Bytes, as received, of the mails whose series is to be derived again. */
export async function pendingBytes(): Promise<number> {
  const { rows } = await pool().query<{ bytes: string }>(
    'SELECT COALESCE(sum(size), 0) AS bytes FROM pending_mail JOIN raw_mail ON raw_mail.id = raw_id WHERE problem IS NULL',
  );
  return Number(rows[0]?.bytes ?? 0);
}

/**
 * The marks that some mails bear now. Read before what is derived from, and given to `settle` afterwards, they tell
 * what was asked for in between.
 */
export async function marksOf(rawIds: readonly string[]): Promise<readonly PendingMark[]> {
  const { rows } = await pool().query<{ raw_id: string; mark: string }>(
    'SELECT raw_id, mark FROM pending_mail WHERE raw_id = ANY($1::bigint[])',
    [rawIds],
  );
  return rows.map((row) => ({ rawId: row.raw_id, mark: row.mark }));
}

/** Takes marks away that nobody has renewed since. */
export async function settle(query: Query, marks: readonly PendingMark[]): Promise<void> {
  await query(
    `DELETE FROM pending_mail USING unnest($1::bigint[], $2::bigint[]) AS done(raw_id, mark)
     WHERE pending_mail.raw_id = done.raw_id AND pending_mail.mark = done.mark`,
    [marks.map((one) => one.rawId), marks.map((one) => one.mark)],
  );
}

/** Writes down why a derivation failed; its mails are left alone until they are asked for again. */
export async function setAside(marks: readonly PendingMark[], problem: string): Promise<void> {
  await pool().query(
    `UPDATE pending_mail SET problem = $3 FROM unnest($1::bigint[], $2::bigint[]) AS failed(raw_id, mark)
     WHERE pending_mail.raw_id = failed.raw_id AND pending_mail.mark = failed.mark`,
    [marks.map((one) => one.rawId), marks.map((one) => one.mark), problem.slice(0, 2_000)],
  );
}

/** Lets everything that was set aside be tried again: another program may do better. */
export async function tryAllAgain(): Promise<void> {
  await pool().query('UPDATE pending_mail SET problem = NULL WHERE problem IS NOT NULL');
}

/** A derivation that failed. */
export interface DerivationProblem {
  readonly problem: string;
  /** How many mails wait for it, and the Message-ID of the first. */
  readonly mails: number;
  readonly messageId: string;
}

export async function derivationProblems(): Promise<readonly DerivationProblem[]> {
  const { rows } = await pool().query<{ problem: string; mails: number; message_id: string }>(
    `SELECT problem, count(*)::int AS mails, (array_agg(message_id ORDER BY raw_mail.id))[1] AS message_id
     FROM pending_mail JOIN raw_mail ON raw_mail.id = raw_id WHERE problem IS NOT NULL GROUP BY problem ORDER BY min(raw_mail.id)`,
  );
  return rows.map((row) => ({ problem: row.problem, mails: row.mails, messageId: row.message_id }));
}
