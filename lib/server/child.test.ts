import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { superviseChild, waitBeforeRestart, type ChildPlan, type SupervisedChild } from './child';
import { isRunning, startOfProcess } from './pidLock.mjs';

test.each([
  [1, 500],
  [2, 1000],
  [3, 2000],
  [6, 16_000],
  [7, 30_000],
  [1000, 30_000],
])('after %i failures in a row: %i ms', (failures, wait) => expect(waitBeforeRestart(failures)).toBe(wait));

let folder: string;
let child: SupervisedChild | undefined;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'loreview-child-'))));
afterEach(async () => {
  child?.kill();
  // It writes its log in the folder until it has ended.
  await child?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function plan(script: string, grace = 5000): ChildPlan {
  const file = join(folder, 'script.mjs');
  writeFileSync(file, script);
  return {
    name: 'child',
    args: [file],
    environment: { PATH: process.env['PATH'] ?? '', ONLY: 'this' },
    workingDirectory: folder,
    log: join(folder, 'log'),
    grace,
  };
}

const journal = (): string => readFileSync(join(folder, 'log'), 'utf8');

test('a child that is killed is started again, and told of', async () => {
  const said: string[] = [];
  child = superviseChild(
    plan(`console.log(Object.keys(process.env)); setInterval(() => {}, 1000);`),
    (what) => said.push(what),
  );
  const first = child.pid ?? 0;
  await vi.waitFor(() => expect(journal()).toContain('ONLY'));
  expect(journal()).not.toContain('HOME');
  process.kill(first, 'SIGKILL');
  await vi.waitFor(() => expect(said).toEqual(['the child ended (SIGKILL); starting it again in 0.5 s']));
  await vi.waitFor(() => expect(child?.pid).not.toBe(first), { timeout: 5000 });
  const second = { pid: child.pid ?? 0, started: startOfProcess(child.pid ?? 0) };
  await child.stop();
  expect(isRunning(second)).toBe(false);
});

test('its last words are told when it fails again, and a restart can be forbidden', async () => {
  const said: string[] = [];
  const words: string[] = [];
  child = superviseChild(
    plan(`console.error('no luck'); process.exitCode = 3;`),
    (what) => said.push(what),
    (last) => (words.push(last), words.length < 3 ? 'restart' : 'leave'),
  );
  await vi.waitFor(() => expect(words).toHaveLength(3), { timeout: 10_000 });
  expect(words).toEqual(['no luck', 'no luck', 'no luck']);
  expect(said).toEqual([
    'the child ended (exit code 3); starting it again in 0.5 s',
    'the child ended (exit code 3); starting it again in 1 s; it said last:\n    no luck',
  ]);
});

test('a child that does not end when asked is killed after its grace', async () => {
  child = superviseChild(
    plan(`process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000);`, 200),
    () => undefined,
  );
  await vi.waitFor(() => expect(journal()).toContain('up'));
  const mark = { pid: child.pid ?? 0, started: startOfProcess(child.pid ?? 0) };
  await child.stop();
  expect(isRunning(mark)).toBe(false);
});

test('a child may start threads', async () => {
  const module = join(folder, 'thread.mjs');
  writeFileSync(
    module,
    `import { parentPort } from 'node:worker_threads'; parentPort.postMessage('at work');`,
  );
  const ends: string[] = [];
  child = superviseChild(
    plan(
      `import { Worker } from 'node:worker_threads';
       const thread = new Worker(${JSON.stringify(module)});
       thread.on('message', (words) => console.log(words));
       thread.on('exit', () => setTimeout(() => console.log('and goes on'), 100));
       setInterval(() => {}, 1000);`,
    ),
    (what) => ends.push(what),
  );
  await vi.waitFor(() => expect(journal()).toMatch(/at work\nand goes on/), { timeout: 20_000 });
  expect(ends).toEqual([]);
});

test('a child ends when its parent is killed', async () => {
  const guard = fileURLToPath(new URL('./endWithParent.mjs', import.meta.url));
  const parent = spawn(
    process.execPath,
    [
      '-e',
      `const { spawn } = require('node:child_process');
       spawn(process.execPath,
         ['--import', ${JSON.stringify(guard)}, '-e', 'console.log(process.pid); setInterval(() => {}, 1000)'],
         { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true });
       setInterval(() => {}, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const pid = await new Promise<number>((done) => parent.stdout.once('data', (text) => done(Number(text))));
  const mark = { pid, started: startOfProcess(pid) };
  expect(isRunning(mark)).toBe(true);
  parent.kill('SIGKILL');
  await vi.waitFor(() => expect(isRunning(mark)).toBe(false), { timeout: 8000 });
});
