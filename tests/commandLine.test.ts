import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chmodSync, createReadStream, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { run } from '../bin/commands/main';
import { borrowDatabase, openPlace } from '../lib/server/index';

/** `bin/loreview` as a person calls it: what it prints where, and what it ends with. */
const root = fileURLToPath(new URL('..', import.meta.url));
const thread = (name: string): string => join(root, 'fixtures', 'threads', name, 'thread.mbox');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loreview-command-'));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'empty.mbox'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly printed: string;
  readonly said: string;
}

function loreview(args: readonly string[], stdin?: string): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'bin', 'loreview'), ...args], {
    env: { ...process.env, LOREVIEW_DATA: join(folder, 'data'), DATABASE_URL: '' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let printed = '';
  let said = '';
  child.stdout.on('data', (chunk) => (printed += String(chunk)));
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  if (stdin === undefined) child.stdin.end();
  else createReadStream(stdin).pipe(child.stdin);
  return new Promise((done) => child.once('close', (code) => done({ code, printed, said })));
}

/**
 * The same without a process, for what is refused or answered before any work: starting one costs a second or two, and
 * `bin/loreview` does nothing else with a command line than to hand it over.
 */
async function loreviewHere(args: readonly string[]): Promise<Ended> {
  const told = { printed: '', said: '' };
  const listeners = [process.stdout, process.stderr].map(
    (stream) => [stream, stream.listeners('error')] as const,
  );
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((words) => {
      told.printed += String(words);
      return true;
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((words) => {
      told.said += String(words);
      return true;
    }),
  ];
  try {
    await run(['node', 'loreview', ...args], () => Promise.resolve());
    return { ...told, code: Number(process.exitCode) };
  } finally {
    process.exitCode = undefined;
    for (const spy of spies) spy.mockRestore();
    for (const [stream, before] of listeners)
      for (const listener of stream.listeners('error'))
        if (!before.includes(listener)) stream.off('error', listener as () => void);
  }
}

test('analyse prints one JSON document and nothing else', async () => {
  const { code, printed } = await loreview(['analyse', thread('sample'), '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({
    format: 'loreview-bundle/1',
    series: [{ versions: { length: 3 } }],
  });
});

test('analyse reads standard input as it reads files', async () => {
  const fromFile = await loreview(['analyse', '--json', thread('nested-replies')]);
  const fromStdin = await loreview(['analyse', '--json', '-'], thread('nested-replies'));
  expect(fromStdin).toEqual(fromFile);
});

test('analyse --at leaves out what came later', async () => {
  const { printed } = await loreview(['analyse', '--json', '--at', '1990-01-01', thread('sample')]);
  expect(JSON.parse(printed)).toMatchObject({ series: [], remarks: [] });
});

test('a reader that stops reading is no error', async () => {
  const child = spawn(
    process.execPath,
    [join(root, 'bin', 'loreview'), 'analyse', '--json', thread('sample')],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  child.stdout.destroy();
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  expect(await new Promise((done) => child.once('close', done))).toBe(0);
  expect(said).toBe('');
});

test.each([
  ['nothing', [], 2, /Usage: loreview/],
  ['a command that is none', ['frob'], 2, /unknown command 'frob'/],
  ['an option that is none', ['rebuild', '--fast'], 2, /unknown option '--fast'/],
  ['no file', ['analyse'], 2, /missing required argument/],
  ['a time that is none', ['analyse', '--at', 'yesterday', 'x'], 2, /no ISO 8601 time/],
  ['a day that does not exist', ['analyse', '--at', '2024-02-30', 'x'], 2, /no ISO 8601 time/],
  [
    'no MAINTAINERS file',
    ['analyse', '--maintainers', '/nowhere/at/all', thread('sample')],
    2,
    /\/nowhere\/at\/all: cannot be read/,
  ],
  [
    'a MAINTAINERS file that is none',
    ['analyse', '--maintainers', thread('sample'), thread('sample')],
    2,
    /no section in it has a file pattern/,
  ],
  ['a port that is none', ['serve', '--port', 'http'], 2, /--port "http" is no number/],
  [
    'a file that is not there',
    ['analyse', '/nowhere/at.all'],
    1,
    /\/nowhere\/at\.all: there is no such file/,
  ],
])('%s', async (name, args, code, message) => {
  const ended = await (name === 'nothing' ? loreview : loreviewHere)(args);
  expect(ended.said).toMatch(message);
  expect(ended.printed).toBe('');
  expect(ended.code).toBe(code);
});

test('some inputs refused: the others are told, and the code says so', async () => {
  const { code, printed, said } = await loreview(['analyse', join(folder, 'empty.mbox'), thread('no-cover')]);
  expect(code).toBe(3);
  expect(said).toContain(`${join(folder, 'empty.mbox')}: it is empty`);
  expect(printed).toContain('1 series');
});

test.each(['serve', 'pull', 'import', 'analyse', 'rebuild', 'doctor', 'correct', 'correct join'])(
  '%s --help',
  async (command) => {
    const ask = command === 'serve' ? loreview : loreviewHere;
    const { code, printed } = await ask([...command.split(' '), '--help']);
    expect(code).toBe(0);
    expect(printed).toContain(`Usage: loreview ${command}`);
  },
);

test('import starts the database, stores each mail once, and stops the database', async () => {
  const first = await loreview(['import', thread('no-cover'), join(root, 'fixtures', 'threads', 'sample')]);
  expect(first.said).toMatch(/mails read in .*: (\d+) new, 0 known already, 0 refused; 2 series derived/);
  expect(first.code).toBe(0);
  const again = await loreview(['import', thread('no-cover')]);
  expect(again.said).toMatch(/ 0 new, \d+ known already, 0 refused; 0 series derived/);
  expect(existsSync(join(folder, 'data', 'postgres', 'postmaster.pid'))).toBe(false);
});

test('rebuild derives the same series again', async () => {
  const { code, said } = await loreview(['rebuild']);
  expect(said).toMatch(/in 2 series derived again/);
  expect(code).toBe(0);
});

test('a correction is recorded with its number and can be taken back', async () => {
  // Kept running from one command to the next; that a command starts and stops it is told above.
  const kept = await borrowDatabase(
    openPlace({ dataDirectory: join(folder, 'data') }),
    undefined,
    () => undefined,
  );
  onTestFinished(() => kept.giveBack());
  const unknown = await loreview(['correct', 'join', 'nobody@example.org', 'neither@example.org']);
  expect(unknown.said).toContain('There is no mail nobody@example.org here');
  expect(unknown.code).toBe(1);
  const firstPatches = ['20240603-chime-rfc-1@example.com', 'nc.1@example.com'];
  const joined = await loreview(['correct', 'join', ...firstPatches, '--reason', 'a test']);
  const number = /recorded as correction (\d+)/.exec(joined.said)?.[1];
  expect(number).toBeDefined();
  expect((await loreview(['rebuild'])).said).toMatch(/in 1 series derived again/);
  expect((await loreview(['correct', 'undo', number ?? ''])).code).toBe(0);
  expect((await loreview(['rebuild'])).said).toMatch(/in 2 series derived again/);
});

test('Ctrl-C ends a pull whose archive does not answer, and one that waits for it', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  onTestFinished(() => void silent.close().closeAllConnections());
  await once(silent, 'listening');
  const archive = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const begin = (id: string) => {
    const child = spawn(process.execPath, [join(root, 'bin', 'loreview'), 'pull', id], {
      env: {
        ...process.env,
        LOREVIEW_DATA: join(folder, 'data'),
        DATABASE_URL: '',
        LOREVIEW_ARCHIVES: archive,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    const ended = once(child, 'exit');
    onTestFinished(() => void child.kill('SIGKILL'));
    return { child, ended, said: () => said };
  };
  const asking = begin('first@x.example');
  await once(silent, 'request');
  const waiting = begin('second@x.example');
  await vi.waitFor(() => expect(waiting.said()).toContain('waiting for its turn'), { timeout: 20_000 });
  for (const { child, ended } of [waiting, asking]) {
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
  }
});
