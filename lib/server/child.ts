import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A program that is to run as long as we do. */
export interface ChildPlan {
  /** As the reader knows it: "web server". */
  readonly name: string;
  /** Arguments of Node.js: the script, and what it is told. */
  readonly args: readonly string[];
  /** The whole environment; nothing of ours is added. */
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** All it says goes here. */
  readonly log: string;
  /** Given to finish what it does when asked to end. Milliseconds. */
  readonly grace: number;
}

export interface SupervisedChild {
  readonly pid: number | undefined;
  /** Ends it: asks, waits its grace, then kills. It is not started again. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** First wait before a restart, doubled with each that follows, up to the longest. Milliseconds. */
const firstWait = 500;
const longestWait = 30_000;
/** Who ran this long was well; the next failure starts from the first wait again. Milliseconds. */
const wellAfter = 60_000;
const largestLog = 10 * 1024 * 1024;
const lastLinesKept = 20;

/** How long to wait before a child is started again after so many failures in a row (from 1). Milliseconds. */
export function waitBeforeRestart(failures: number): number {
  return Math.min(firstWait * 2 ** (failures - 1), longestWait);
}

/**
 * Starts a program and starts it again whenever it ends, waiting longer each time. `say` is told of each end; its
 * own words go to its log, and what it said last is told with an end. `onEnd` may forbid the restart.
 */
export function superviseChild(
  plan: ChildPlan,
  say: (what: string) => void,
  onEnd: (lastWords: string) => 'restart' | 'leave' = () => 'restart',
): SupervisedChild {
  let child: ChildProcess | undefined;
  let isStopping = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let ended: Promise<void> = Promise.resolve();

  function start(): void {
    const began = Date.now();
    const lastWords: string[] = [];
    const started = startChild(plan, lastWords);
    child = started;
    ended = new Promise((done) => {
      let isDone = false;
      const finish = (why: string): void => {
        if (isDone) return;
        isDone = true;
        done();
        if (isStopping) return;
        failures = Date.now() - began > wellAfter ? 1 : failures + 1;
        const words = lastWords.join('\n');
        if (onEnd(words) === 'leave') return;
        const wait = waitBeforeRestart(failures);
        const said = failures > 1 && words !== '' ? `; it said last:\n${indented(words)}` : '';
        say(`the ${plan.name} ended (${why}); starting it again in ${wait / 1000} s${said}`);
        timer = setTimeout(start, wait);
      };
      started.once('error', (error) => finish(error.message));
      started.once('close', (code, signal) => finish(signal ?? `exit code ${code}`));
    });
  }
  start();

  return {
    get pid() {
      return child?.pid;
    },
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const killer = setTimeout(() => child?.kill('SIGKILL'), plan.grace);
      await ended;
      clearTimeout(killer);
    },
    kill() {
      isStopping = true;
      clearTimeout(timer);
      child?.kill('SIGKILL');
    },
  };
}

/** In a session of its own, so that Ctrl-C reaches us alone and we end it in order; the channel tells it of our death. */
function startChild(plan: ChildPlan, lastWords: string[]): ChildProcess {
  const log = openLog(plan.log);
  log.write(`--- ${plan.name} ${new Date().toISOString()}\n`);
  const guard = fileURLToPath(new URL('./endWithParent.mjs', import.meta.url));
  const child = spawn(process.execPath, ['--import', guard, ...plan.args], {
    cwd: plan.workingDirectory,
    env: { ...plan.environment } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => {
      log.write(`${line}\n`);
      lastWords.push(line);
      if (lastWords.length > lastLinesKept) lastWords.shift();
    });
  }
  child.once('close', () => log.end());
  return child;
}

function openLog(path: string): ReturnType<typeof createWriteStream> {
  if (existsSync(path) && statSync(path).size > largestLog) renameSync(path, `${path}.1`);
  return createWriteStream(path, { flags: 'a', mode: 0o600 });
}

function indented(text: string): string {
  return text.replace(/^/gm, '    ');
}
