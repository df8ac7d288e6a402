import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client';
import { sqlStateOf } from './sqlState';

/** The database of this process: one pool, and Prisma on top of it. */
interface Opened {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
}

/** Kept on globalThis, because a development server loads a module more than once in one process. */
const shared = globalThis as typeof globalThis & { loreviewStore?: Opened };

const connectionsOfAProcess = 8;

/** Opens the database for this process; opening the same one again is opening it once. */
export function openStore(url: string): void {
  if (shared.loreviewStore?.url === url) return;
  if (shared.loreviewStore) throw new Error('This process has another database open already.');
  const pool = new pg.Pool({ connectionString: url, max: connectionsOfAProcess });
  // A connection that breaks while idle is replaced at the next query, which reports what is wrong if it still is.
  pool.on('error', () => undefined);
  // One that breaks while in use rejects what it was asked; unheard, its own event would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  shared.loreviewStore = { url, pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

/** Prisma's client, for reading and small writes. Opens `DATABASE_URL` when nothing was opened. */
export function database(): PrismaClient {
  return opened().prisma;
}

/** The pool under it, for bulk writes and locks. */
export function pool(): pg.Pool {
  return opened().pool;
}

export async function closeStore(): Promise<void> {
  const open = shared.loreviewStore;
  if (!open) return;
  delete shared.loreviewStore;
  await open.prisma.$disconnect();
  await open.pool.end();
}

function opened(): Opened {
  if (!shared.loreviewStore) {
    const url = process.env['DATABASE_URL'];
    if (!url) throw new Error('No database is open: set DATABASE_URL, or start with `loreview serve`.');
    openStore(url);
  }
  if (!shared.loreviewStore) throw new Error('The database could not be opened.');
  return shared.loreviewStore;
}

/** What PostgreSQL says to one of several transactions that wait for each other in a circle: it is rolled back, and the others go on. */
const deadlockDetected = '40P01';
/** More than this in a row is no chance. */
const mostDeadlocks = 5;

/**
 * Runs a piece of work in one transaction, rolled back whole when it throws. After a deadlock it is run again, so all that it
 * changes must be in the database.
 */
export async function inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  for (let left = mostDeadlocks; ; left -= 1) {
    try {
      return await inOneTransaction(work);
    } catch (error) {
      if (left === 0 || sqlStateOf(error) !== deadlockDetected) throw error;
    }
  }
}

async function inOneTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // The connection may be what broke; then there is nothing to roll back on it and it is thrown away.
    await client.query('ROLLBACK').catch((lost: unknown) => {
      broken = lost instanceof Error ? lost : new Error(String(lost));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Numbers of the advisory locks, so that no two uses share one; those of single things have two (`lockSpaces`). */
export const locks = {
  migrate: 7_245_001,
  derive: 7_245_002,
  archive: 7_245_003,
  worker: 7_245_004,
  /** Reading trees from clones. */
  trees: 7_245_005,
  /** Changing what is held of commits. */
  commits: 7_245_006,
} as const;

/**
 * Holds an advisory lock of the database while `work` runs; waits for its turn. The database lets go of it when the
 * process dies.
 *
 * @param onWait Called when somebody else holds it.
 */
export async function holding<T>(
  lock: keyof typeof locks,
  work: () => Promise<T>,
  onWait: () => Promise<void> = () => Promise.resolve(),
): Promise<T> {
  const client = await pool().connect();
  try {
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [
      locks[lock],
    ]);
    if (!rows[0]?.got) {
      await onWait();
      await client.query('SELECT pg_advisory_lock($1)', [locks[lock]]);
    }
    try {
      return await work();
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [locks[lock]]);
    }
  } finally {
    client.release();
  }
}

/**
 * Counts this process among the living workers of the database until what it returns is called, or it dies.
 * `ifAlone` is run first when no other worker lives, and none can begin meanwhile.
 */
export async function joinWorkers(ifAlone: () => Promise<void>): Promise<() => void> {
  const client = await pool().connect();
  try {
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [
      locks.worker,
    ]);
    const isAlone = rows[0]?.got === true;
    if (isAlone) await ifAlone();
    await client.query('SELECT pg_advisory_lock_shared($1)', [locks.worker]);
    if (isAlone) await client.query('SELECT pg_advisory_unlock($1)', [locks.worker]);
  } catch (error) {
    client.release(true);
    throw error;
  }
  return () => client.release(true);
}

/**
 * First numbers of the locks of single things; the second is the thing's id or a hash of it: what only shares a hash waits. They
 * share nothing with `locks`, whatever somebody calls a mail.
 */
export const lockSpaces = { follow: 7_245, mail: 7_246, draft: 7_247 } as const;

/**
 * Runs `work` while this process alone has the follow; undefined when another process has it just now, on this or
 * another machine.
 */
export async function holdingFollow<T>(id: number, work: () => Promise<T>): Promise<T | undefined> {
  const client = await pool().connect();
  try {
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS got', [
      lockSpaces.follow,
      id,
    ]);
    if (!rows[0]?.got) return undefined;
    try {
      return await work();
    } finally {
      await client.query('SELECT pg_advisory_unlock($1, $2)', [lockSpaces.follow, id]);
    }
  } finally {
    client.release();
  }
}
