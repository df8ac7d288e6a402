import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freePort } from './freePort';

/**
 * The whole machine, as a person starts it: every process of it is killed in turn, and it goes on. The tests
 * follow one another: each takes up what the one before left running.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
let data: string;
let port: number;
let loreview: Running;

interface Running {
  readonly process: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

beforeAll(async () => {
  execFileSync(process.execPath, [join(root, 'bin', 'setup.mjs'), '--generate', '--bundle', '--build'], {
    stdio: 'ignore',
  });
  data = mkdtempSync(join(tmpdir(), 'loreview-start-'));
  chmodSync(data, 0o755);
  port = await freePort();
  loreview = start(port);
  await until(() => loreview.said().includes('Loreview is at'));
}, 300_000);

afterAll(async () => {
  loreview.process.kill('SIGTERM');
  await loreview.ended;
  rmSync(data, { recursive: true, force: true });
});

/** An archive that refuses connections: what is under test is the machine, not a pull. */
function start(onPort: number, environment: Record<string, string> = {}): Running {
  return run(
    process.execPath,
    [join(root, 'bin', 'loreview'), 'serve', '--port', String(onPort)],
    environment,
  );
}

function run(program: string, args: readonly string[], environment: Record<string, string> = {}): Running {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, LOREVIEW_DATA: data, LOREVIEW_ARCHIVES: 'http://127.0.0.1:9', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return { process: child, said: () => said, ended };
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitUntil(isSo, { timeout: 40_000, interval: 100 });
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/`)).status === 200;
  } catch {
    return false;
  }
}

/** Process ids of the supervisor's children by a word of their command line. A zombie is none. */
function childrenOf(pid: number | undefined, word: string): readonly number[] {
  return processes().flatMap((one) => (one.parent === pid && one.command.includes(word) ? [one.pid] : []));
}

function processes(): readonly { pid: number; parent: number; command: string }[] {
  const table = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' });
  return table.split('\n').flatMap((row) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(row) ?? [];
    return pid === undefined || state?.startsWith('Z')
      ? []
      : [{ pid: Number(pid), parent: Number(parent), command: command ?? '' }];
  });
}

/** The web server and the worker, as far as they run now. */
function children(supervisor = loreview.process.pid): readonly number[] {
  return ['next', 'worker.js'].flatMap((word) => childrenOf(supervisor, word));
}

const isAlive = (pid: number): boolean => processes().some((one) => one.pid === pid);

function postmaster(): number {
  return Number.parseInt(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8'), 10);
}

test('it answers on its address', async () => {
  await until(answers);
});

test('an archive that cannot be asked is told of with the next try, and a sample is shown meanwhile', async () => {
  await until(() => loreview.said().includes('a bundled sample series is shown'));
  expect(loreview.said()).toMatch(/following 20240826-iopf\S+\n +reading the thread\n/);
  expect(loreview.said()).toMatch(/could not pull 20240826-iopf\S+: 127\.0\.0\.1:9 cannot be reached/);
  expect(loreview.said()).toMatch(/next try at \d\d:\d\d:\d\d/);
});

test('a second one on the same data says who runs already, and where', async () => {
  const second = start(await freePort());
  expect(await second.ended).toBe(4);
  expect(second.said()).toContain(
    `already running as process ${loreview.process.pid} on http://127.0.0.1:${port}`,
  );
  expect(second.said()).toContain(data);
});

test('a taken port is named before anything starts', async () => {
  const elsewhere = join(data, 'elsewhere');
  const second = start(port, { LOREVIEW_DATA: elsewhere });
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain(`port ${port} of 127.0.0.1 is taken`);
  expect(second.said()).toContain('--port');
  expect(existsSync(join(elsewhere, 'postgres'))).toBe(false);
});

test('the commands share the running database', () => {
  const said = execFileSync(
    process.execPath,
    [join(root, 'bin', 'loreview'), 'import', join(root, 'fixtures', 'threads', 'no-cover')],
    { env: { ...process.env, LOREVIEW_DATA: data }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );
  expect(said).toBe('');
  expect(isAlive(postmaster())).toBe(true);
});

test.each([
  ['web server', 'next'],
  ['worker', 'worker.js'],
])('a killed %s is started again, and said to be', async (name, word) => {
  const [pid] = childrenOf(loreview.process.pid, word);
  expect(pid).toBeDefined();
  process.kill(pid ?? 0, 'SIGKILL');
  await until(() => loreview.said().includes(`the ${name} ended (SIGKILL); starting it again`));
  await until(() => childrenOf(loreview.process.pid, word).some((other) => other !== pid));
  await until(answers);
});

test('a killed database is started again, and said to be', async () => {
  const pid = postmaster();
  process.kill(pid, 'SIGKILL');
  await until(() => loreview.said().includes('PostgreSQL had ended; started again'));
  expect(postmaster()).not.toBe(pid);
  await until(answers);
});

test('without a supervisor its children end, and the next start takes up the database', async () => {
  // A worker that was being started when the database died comes a moment later.
  await until(() => children().length === 2);
  const orphans = children();
  loreview.process.kill('SIGKILL');
  await loreview.ended;
  await until(() => !orphans.some(isAlive));
  loreview = run('npm', ['start', '--', '--port', String(port)]);
  await until(() => loreview.said().includes('Loreview is at'));
  expect(loreview.said()).toContain('PostgreSQL was running already');
  await until(answers);
});

// The way of what runs services, and of Ctrl-C but for the signal's name: npm passes both on to the program it runs.
test('a signal to `npm start` ends everything it started', async () => {
  const [supervisor] = childrenOf(loreview.process.pid, 'loreview serve');
  await until(() => children(supervisor).length === 2);
  const started = [supervisor ?? 0, ...children(supervisor), postmaster()];
  loreview.process.kill('SIGTERM');
  expect(await loreview.ended).toBe(0);
  expect(loreview.said()).toMatch(/stopped\s*$/);
  expect(started.filter(isAlive)).toEqual([]);
  expect(processes().filter(({ command }) => command.includes(data))).toEqual([]);
});
