import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canReach, openPlace } from './place';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loreview-place-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o777;

test('everything is in the data directory, closed to others', () => {
  const place = openPlace({ dataDirectory: join(folder, 'a') });
  expect(place.directory).toBe(join(folder, 'a'));
  expect(place.databaseHome).toBe(place.directory);
  expect(place.notes).toEqual([]);
  expect(modeOf(place.directory) & 0o066).toBe(0);
  for (const closed of [place.logs, place.borrowers, place.sockets]) expect(modeOf(closed)).toBe(0o700);
});

test('opening a place twice changes nothing', () => {
  const dataDirectory = join(folder, 'a');
  expect(openPlace({ dataDirectory })).toEqual(openPlace({ dataDirectory }));
});

test('a socket path fits, however long the data directory', () => {
  const dataDirectory = join(folder, 'd'.repeat(100), 'd'.repeat(100));
  const place = openPlace({ dataDirectory }, {});
  try {
    expect(Buffer.byteLength(join(place.sockets, '.s.PGSQL.5432'))).toBeLessThanOrEqual(103);
    expect(existsSync(place.sockets)).toBe(true);
  } finally {
    for (const made of [place.sockets, place.databaseHome]) rmSync(made, { recursive: true, force: true });
  }
});

// Only root has PostgreSQL run as somebody else, who may be unable to enter.
test.runIf(process.getuid?.() === 0)('a database stays where it was made', () => {
  const dataDirectory = join(folder, 'a');
  mkdirSync(dataDirectory, { mode: 0o700 });
  writeFileSync(join(dataDirectory, 'thread.mbox'), '');
  const { databaseHome, cluster } = openPlace({ dataDirectory });
  try {
    expect(databaseHome).not.toBe(dataDirectory);
    mkdirSync(cluster);
    writeFileSync(join(cluster, 'PG_VERSION'), '18');
    chmodSync(dataDirectory, 0o755);
    expect(openPlace({ dataDirectory }).databaseHome).toBe(databaseHome);
    rmSync(dataDirectory, { recursive: true });
    expect(openPlace({ dataDirectory }).databaseHome).toBe(dataDirectory);
  } finally {
    rmSync(databaseHome, { recursive: true });
  }
});

test('a file in its place is named', () => {
  expect(() => openPlace({ dataDirectory: '/dev/null' })).toThrow('/dev/null is no folder');
});

test('XDG_DATA_HOME is where data goes when nobody chose', () => {
  expect(openPlace({ dataDirectory: undefined }, { XDG_DATA_HOME: folder }).directory).toBe(
    join(folder, 'loreview'),
  );
});

test('whether a user may enter is read off every folder on the way', () => {
  const closed = join(folder, 'closed');
  mkdirSync(join(closed, 'in'), { recursive: true });
  const { uid, gid } = statSync(closed);
  const stranger = { name: 'stranger', uid: uid + 1, gid: gid + 1 };
  const owner = { name: 'owner', uid, gid };
  expect(canReach(join(closed, 'in', 'new'), stranger)).toBe(true);
  chmodSync(closed, 0o700);
  expect(canReach(join(closed, 'in', 'new'), stranger)).toBe(false);
  expect(canReach(join(closed, 'in', 'new'), owner)).toBe(true);
});
