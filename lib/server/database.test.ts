import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runningCluster, stopCluster } from './cluster';
import { borrowDatabase, type BorrowedDatabase } from './database';
import { openPlace, type Place } from './place';
import { isRunning } from './pidLock.mjs';
import { ServerProblem } from './problem';

/** A real PostgreSQL in a folder with a blank and a quote in its name. */
let folder: string;
let place: Place;
const quiet = (): void => undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "loreview d'b "));
  chmodSync(folder, 0o755);
  place = openPlace({ dataDirectory: join(folder, 'data') });
});
afterAll(async () => {
  await stopCluster(place, 'immediate');
  rmSync(folder, { recursive: true, force: true });
});

async function ask(database: BorrowedDatabase, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows[0] && Object.values(rows[0])[0];
  } finally {
    await client.end();
  }
}

test('it starts, is found running by the next, and stops with the last', async () => {
  const first = await borrowDatabase(place, undefined, quiet);
  expect(first.wasStarted).toBe(true);
  expect(await ask(first, 'SHOW server_encoding')).toBe('UTF8');
  expect(await ask(first, "SELECT lower('ÄÖ')")).toBe('äö');
  expect(await ask(first, 'SHOW listen_addresses')).toBe('');
  const second = await borrowDatabase(place, undefined, quiet);
  expect(second.wasStarted).toBe(false);
  await second.giveBack();
  expect(runningCluster(place)).toBeUndefined();
});

test('another process keeps it running, until that one has ended', async () => {
  const database = await borrowDatabase(place, undefined, quiet);
  const other = spawn('sleep', ['60']);
  const started = execFileSync(process.execPath, [
    '--input-type=module',
    '-e',
    `import { startOfProcess } from ${JSON.stringify(fileURLToPath(new URL('./pidLock.mjs', import.meta.url)))};
     process.stdout.write(startOfProcess(${other.pid ?? 0}));`,
  ]).toString();
  writeFileSync(join(place.borrowers, `${other.pid ?? 0}.json`), JSON.stringify({ pid: other.pid, started }));
  await database.giveBack();
  expect(runningCluster(place)).toBeDefined();
  const ended = new Promise((done) => other.once('exit', done));
  other.kill('SIGKILL');
  await ended;
  const again = await borrowDatabase(place, undefined, quiet);
  expect(again.wasStarted).toBe(false);
  await again.giveBack();
  expect(runningCluster(place)).toBeUndefined();
});

test('after kill -9 it is started again, with every acknowledged row', async () => {
  const database = await borrowDatabase(place, undefined, quiet);
  await ask(database, 'CREATE TABLE kept AS SELECT 42 AS n');
  const killed = runningCluster(place);
  process.kill(killed?.pid ?? 0, 'SIGKILL');
  await expect.poll(() => killed && isRunning(killed)).toBe(false);
  expect(await database.revive()).toBe(true);
  expect(await database.revive()).toBe(false);
  expect(await ask(database, 'SELECT n FROM kept')).toBe(42);
  await database.giveBack();
});

test.runIf(process.platform === 'linux')(
  'a pid file that names a stranger does not keep it from starting',
  async () => {
    const pidFile = join(place.cluster, 'postmaster.pid');
    expect(existsSync(pidFile)).toBe(false);
    writeFileSync(pidFile, `${process.pid}\n${place.cluster}\n1\n5432\n${place.sockets}\n\n0\nready   \n`);
    expect(runningCluster(place)).toBeUndefined();
    const database = await borrowDatabase(place, undefined, quiet);
    expect(database.wasStarted).toBe(true);
    await database.giveBack();
  },
);

test('a making that was interrupted is made anew', async () => {
  const other = openPlace({ dataDirectory: join(folder, 'half') });
  mkdirSync(`${other.cluster}.new`);
  writeFileSync(join(`${other.cluster}.new`, 'PG_VERSION'), '18\n');
  const database = await borrowDatabase(other, undefined, quiet);
  expect(database.wasStarted).toBe(true);
  await database.giveBack();
});

test('a database of a version that is not here is named, and left as it is', async () => {
  const version = join(place.cluster, 'PG_VERSION');
  const real = readFileSync(version, 'utf8');
  writeFileSync(version, '9\n');
  try {
    await expect(borrowDatabase(place, undefined, quiet)).rejects.toThrow(
      /was made by PostgreSQL 9, and no PostgreSQL 9 is here/,
    );
  } finally {
    writeFileSync(version, real);
  }
});

test('a server that DATABASE_URL names and that does not answer is told of, without its password', async () => {
  const asked = borrowDatabase(place, 'postgresql://me:secret@127.0.0.1:9/x', quiet);
  await expect(asked).rejects.toThrow(ServerProblem);
  await expect(asked).rejects.toThrow(/me:\*\*\*@127\.0\.0\.1:9\/x \(DATABASE_URL\) cannot be used/);
});
