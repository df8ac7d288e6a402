import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isRunning, readPidLock, startOfProcess, takePidLock, waitForPidLock } from './pidLock.mjs';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loreview-lock-'));
  path = join(folder, 'a.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a lock is held once, tells its holder, and leaves nothing behind', () => {
  const lock = takePidLock(path, { url: 'http://x' });
  expect(lock.isHeld).toBe(true);
  expect(takePidLock(path)).toMatchObject({ isHeld: false, holder: { pid: process.pid, url: 'http://x' } });
  if (lock.isHeld) lock.update({ url: 'http://y' });
  expect(readPidLock(path)).toMatchObject({ url: 'http://y' });
  if (lock.isHeld) lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['a dead process', JSON.stringify({ pid: spawnSync('true').pid, started: 'boot:1', token: 't' })],
  [
    'a process that came later by the same id',
    JSON.stringify({ pid: process.pid, started: 'boot:1', token: 't' }),
  ],
  ['a file cut short', '{"pid": 12'],
  ['an empty file', ''],
])('the lock of %s is taken over', (_, content) => {
  writeFileSync(path, content);
  expect(takePidLock(path).isHeld).toBe(true);
  expect(readdirSync(folder)).toEqual(['a.lock']);
});

test('a living child of a dead holder still holds', () => {
  const child = { pid: process.pid, started: startOfProcess(process.pid) };
  writeFileSync(path, JSON.stringify({ pid: 0, token: 't', child }));
  expect(takePidLock(path).isHeld).toBe(false);
});

test('a process that ended does not run', async () => {
  const child = spawn('sleep', ['30']);
  const mark = { pid: child.pid ?? 0, started: startOfProcess(child.pid ?? 0) };
  expect(isRunning(mark)).toBe(true);
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await ended;
  expect(isRunning(mark)).toBe(false);
});

test('of many processes that find a stale lock, one at a time holds it', async () => {
  writeFileSync(path, JSON.stringify({ pid: 0, token: 'stale' }));
  const module = fileURLToPath(new URL('./pidLock.mjs', import.meta.url));
  const journal = join(folder, 'journal');
  const script = `
    import { appendFileSync } from 'node:fs';
    import { waitForPidLock } from ${JSON.stringify(module)};
    for (let turn = 0; turn < 5; turn += 1) {
      const lock = await waitForPidLock(${JSON.stringify(path)});
      appendFileSync(${JSON.stringify(journal)}, 'in ' + process.pid + '\\n');
      await new Promise((done) => setTimeout(done, 5));
      appendFileSync(${JSON.stringify(journal)}, 'out ' + process.pid + '\\n');
      lock.release();
    }`;
  const codes = await Promise.all(
    Array.from(
      { length: 4 },
      () =>
        new Promise((done) =>
          spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' }).once(
            'exit',
            done,
          ),
        ),
    ),
  );
  expect(codes).toEqual([0, 0, 0, 0]);
  const { readFileSync } = await import('node:fs');
  const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(40);
  for (let at = 0; at < lines.length; at += 2)
    expect([lines[at], lines[at + 1]]).toEqual([lines[at], lines[at]?.replace('in', 'out')]);
});

test('waiting names whom it waits for, and gives up when told to', async () => {
  const lock = takePidLock(path);
  const waitedFor: number[] = [];
  await expect(
    waitForPidLock(path, { onWait: ({ pid }) => waitedFor.push(pid), giveUpAfter: 1 }),
  ).rejects.toThrow(`process ${process.pid} has held`);
  expect(waitedFor).toEqual([process.pid]);
  if (lock.isHeld) lock.release();
});
