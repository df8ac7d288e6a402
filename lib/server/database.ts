import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { runningCluster, startCluster, stopCluster } from './cluster';
import { isRunning, readPidLock, startOfProcess, waitForPidLock, type HeldPidLock } from './pidLock.mjs';
import type { Place } from './place';
import { ServerProblem } from './problem';

/** A database this process may use until it gives it back. */
export interface BorrowedDatabase {
  readonly url: string;
  /** True for one that Loreview runs itself. */
  readonly isEmbedded: boolean;
  /** True when this call had to start it. */
  readonly wasStarted: boolean;
  /** Starts the embedded one again when it has died; true when it had. */
  revive(): Promise<boolean>;
  /** Gives it back; the last process that does so stops the embedded one. `immediate` waits for nobody. */
  giveBack(mode?: 'fast' | 'immediate'): Promise<void>;
}

/** Starting, stopping and replaying a log after a crash take seconds; whoever waits longer than this is told. */
const longestWait = 180_000;

/**
 * Gives the database: the operator's when `databaseUrl` names one, else the embedded one of this place, started when
 * it does not run and shared with every other process of the place when it does. A server left running by a killed
 * process is taken over. Throws ServerProblem.
 */
export async function borrowDatabase(
  place: Place,
  databaseUrl: string | undefined,
  say: (what: string) => void,
): Promise<BorrowedDatabase> {
  if (databaseUrl !== undefined) {
    await checkServer(databaseUrl);
    return {
      url: databaseUrl,
      isEmbedded: false,
      wasStarted: false,
      revive: async () => false,
      giveBack: async () => undefined,
    };
  }
  const url = embeddedUrl(place);
  const start = async (): Promise<boolean> => {
    if (runningCluster(place) !== undefined) return false;
    await startCluster(place, say);
    await makeDatabase(place);
    return true;
  };
  const note = join(place.borrowers, `${process.pid}.json`);
  const wasStarted = await underLock(place, say, async () => {
    writeFileSync(note, JSON.stringify({ pid: process.pid, started: startOfProcess(process.pid) }), {
      mode: 0o600,
    });
    try {
      return await start();
    } catch (error) {
      rmSync(note, { force: true });
      throw error;
    }
  });
  return {
    url,
    isEmbedded: true,
    wasStarted,
    revive: async () => (runningCluster(place) === undefined ? await underLock(place, say, start) : false),
    giveBack: async (mode = 'fast') =>
      await underLock(place, say, async () => {
        rmSync(note, { force: true });
        if (!hasBorrowers(place)) await stopCluster(place, mode);
      }),
  };
}

async function underLock<T>(place: Place, say: (what: string) => void, work: () => Promise<T>): Promise<T> {
  let lock: HeldPidLock;
  try {
    lock = await waitForPidLock(place.databaseLock, {
      onWait: ({ pid }) => say(`waiting for process ${pid}, which starts or stops the database`),
      giveUpAfter: longestWait,
    });
  } catch (error) {
    throw new ServerProblem(
      `the database is being started or stopped by another process: ${(error as Error).message}`,
    );
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}

function hasBorrowers(place: Place): boolean {
  return readdirSync(place.borrowers).some((name) => {
    const path = join(place.borrowers, name);
    const borrower = readPidLock(path);
    if (borrower === undefined) return false;
    if (isRunning(borrower)) return true;
    rmSync(path, { force: true });
    return false;
  });
}

/** A URL that pg and Prisma's adapter take for a socket: the folder stands in `host`. */
export function embeddedUrl(place: Pick<Place, 'sockets'>, database = 'loreview'): string {
  return `postgresql://loreview@localhost/${database}?host=${encodeURIComponent(place.sockets)}`;
}

async function makeDatabase(place: Place): Promise<void> {
  const client = new Client({ connectionString: embeddedUrl(place, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'loreview'");
    if (rowCount === 0) await client.query('CREATE DATABASE loreview');
  } finally {
    await client.end();
  }
}

/** Says in plain words why a server named by DATABASE_URL cannot be used. */
async function checkServer(databaseUrl: string): Promise<void> {
  const where = databaseUrl.replace(/:[^:@/]*@/, ':***@');
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  let version: number;
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
    version = Number(rows[0]?.server_version_num ?? 0);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ServerProblem(
      `the database ${where} (DATABASE_URL) cannot be used: ${message || code}.` +
        ' Start it, mend the URL, or unset DATABASE_URL to use the embedded one.',
    );
  } finally {
    await client.end().catch(() => undefined);
  }
  if (version < 150000)
    throw new ServerProblem(
      `the server at ${where} (DATABASE_URL) is PostgreSQL ${Math.floor(version / 10000)}; 15 is the oldest that works`,
    );
}
