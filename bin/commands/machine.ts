import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ANALYSIS_VERSION } from '../../lib/analysis/index';
import { askForPull, askForRebuild, follow, prepareQueue } from '../../lib/ingest/index';
import {
  borrowDatabase,
  isLoopback,
  ServerProblem,
  superviseChild,
  webEnvironment,
  workerEnvironment,
  type BorrowedDatabase,
  type Config,
  type Place,
  type SupervisedChild,
} from '../../lib/server/index';
import { closeStore, database, migrate, openStore } from '../../lib/store/index';
import { CommandProblem, exitCodes } from './exitCodes';
import { root, version } from './program';
import { duration, say } from './terminal';
import { tellFollows } from './tellFollows';
import { migrationsFolder } from './withDatabase';

/** How often a database that died is looked for. Milliseconds. */
const databaseLook = 1000;
/** A web server that has not answered by then is not going to. Milliseconds. */
const longestWebStart = 60_000;

/** What `serve` settled before anything was started. */
export interface Settled {
  readonly config: Config;
  readonly place: Place;
  readonly url: string;
}

/** Starts everything and keeps it running until it is asked to end; gives the exit code. Throws what keeps it from running. */
export async function runMachine({ config, place, url }: Settled): Promise<number> {
  const began = performance.now();
  const since = new Date();
  const stop = new Stop();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.ask());
  const children: SupervisedChild[] = [];
  let borrowed: BorrowedDatabase | undefined;
  try {
    say(`Loreview ${version()}`);
    for (const note of place.notes) line('note', note);
    line('data', place.directory);
    borrowed = await startDatabase(place, config);
    await prepareStore(borrowed, config);
    if (!stop.isAsked) {
      children.push(startWorkerProcess(place, config, borrowed.url));
      children.push(startWebServer(place, config, borrowed.url, stop));
      const web = await waitForWeb(url, stop);
      if (web !== undefined) line('web server', web);
    }
    if (!stop.isAsked) {
      process.stdout.write(
        `\nLoreview is at ${url} (started in ${duration(performance.now() - began)}; Ctrl-C stops it)\n\n`,
      );
      if (!isLoopback(config.host))
        say(
          `  Whoever reaches ${config.host}:${config.port} can read everything and add to it; there is no log-in.\n`,
        );
      await Promise.race([stop.asked, watchDatabase(borrowed, stop), tellFollows(config, since, stop.asked)]);
    }
    if (stop.problem !== undefined) throw stop.problem;
    return exitCodes.ok;
  } finally {
    if (stop.isAsked) say('\nstopping');
    stop.isOver = true;
    stop.onSecond(() => {
      for (const child of children) child.kill();
    });
    await Promise.all(children.map((child) => child.stop()));
    await closeStore();
    await borrowed?.giveBack(stop.isUrgent ? 'immediate' : 'fast');
    if (stop.isAsked) say('stopped');
  }
}

/** A terminal sends Ctrl-C to npm and to us, and npm passes it on: within this time it is one wish. Milliseconds. */
const oneWish = 1000;

/** A wish to end: from a person, or because going on is no use. A second wish is an urgent one. */
class Stop {
  readonly asked: Promise<void>;
  problem: Error | undefined;
  isAsked = false;
  /** Everything is being ended, for whatever reason: nothing may be started again. */
  isOver = false;
  isUrgent = false;
  private askedAt = 0;
  private settle: () => void = () => undefined;
  private urgent: () => void = () => undefined;

  constructor() {
    this.asked = new Promise((done) => (this.settle = done));
  }

  ask(problem?: Error): void {
    if (this.isAsked && problem === undefined && performance.now() - this.askedAt > oneWish) {
      this.isUrgent = true;
      this.urgent();
    }
    if (!this.isAsked) this.askedAt = performance.now();
    this.isAsked = true;
    this.problem ??= problem;
    this.settle();
  }

  onSecond(urgent: () => void): void {
    this.urgent = urgent;
    if (this.isUrgent) urgent();
  }
}

function line(what: string, how: string): void {
  say(`  ${what.padEnd(10)}  ${how}`);
}

async function startDatabase(place: Place, config: Config): Promise<BorrowedDatabase> {
  const began = performance.now();
  const borrowed = await borrowDatabase(place, config.databaseUrl, (what) => line('database', what));
  const took = duration(performance.now() - began);
  const how = !borrowed.isEmbedded
    ? 'the one DATABASE_URL names'
    : borrowed.wasStarted
      ? `PostgreSQL started in ${took}`
      : 'PostgreSQL was running already';
  line('database', how);
  return borrowed;
}

/** Brings the schema up to date, has series of older rules derived again, and gives a fresh install something to follow. */
async function prepareStore(borrowed: BorrowedDatabase, config: Config): Promise<void> {
  const applied = await migrate(borrowed.url, migrationsFolder);
  if (applied.length > 0) line('schema', `migrated: ${applied.join(', ')}`);
  openStore(borrowed.url);
  await prepareQueue();
  if ((await database().series.count({ where: { analysisVersion: { not: ANALYSIS_VERSION } } })) > 0) {
    await askForRebuild();
    line('series', 'the rules they were derived by have changed: they are derived again while pages work');
  }
  if (config.follow === undefined || (await database().follow.count()) > 0) return;
  if ((await database().rawMail.count()) > 0) return;
  const followed = await follow(config.follow, config.archives);
  if ('why' in followed)
    throw new CommandProblem(`cannot follow "${config.follow}": ${followed.why}`, exitCodes.usage);
  await askForPull(followed.id);
}

function startWorkerProcess(place: Place, config: Config, databaseUrl: string): SupervisedChild {
  return superviseChild(
    {
      name: 'worker',
      args: ['--enable-source-maps', fileURLToPath(new URL('./worker.ts', import.meta.url))],
      environment: {
        ...workerEnvironment(process.env, config, databaseUrl),
        LOREVIEW_DATA: place.directory,
      },
      workingDirectory: root,
      log: join(place.logs, 'worker.log'),
      grace: 8000,
    },
    (what) => line('worker', what),
  );
}

function startWebServer(place: Place, config: Config, databaseUrl: string, stop: Stop): SupervisedChild {
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
  return superviseChild(
    {
      name: 'web server',
      args: [next, 'start', root, '--port', String(config.port), '--hostname', config.host],
      environment: webEnvironment(process.env, config, databaseUrl),
      workingDirectory: root,
      log: join(place.logs, 'web.log'),
      grace: 2000,
    },
    (what) => line('web server', what),
    (lastWords) => {
      const isHopeless = /EADDRINUSE|Could not find a production build/.test(lastWords);
      if (isHopeless) stop.ask(new ServerProblem(`the web server cannot run:\n${lastWords}`));
      return isHopeless ? 'leave' : 'restart';
    },
  );
}

/** What there is to say of the first answer; undefined when we are to end before it came. */
async function waitForWeb(url: string, stop: Stop): Promise<string | undefined> {
  const began = performance.now();
  while (!stop.isAsked && performance.now() - began < longestWebStart) {
    try {
      const { status } = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(30_000) });
      const took = duration(performance.now() - began);
      return status < 500
        ? `answered after ${took}`
        : `answers with an error (HTTP ${status}); see web.log among the logs`;
    } catch {
      // Not listening yet.
      await sleep(50);
    }
  }
  return stop.isAsked
    ? undefined
    : `has not answered within ${duration(longestWebStart)}; it is left running`;
}

/** Starts an embedded database again that died, until all is over. Throws when it cannot be started. */
async function watchDatabase(borrowed: BorrowedDatabase, stop: Stop): Promise<void> {
  while (!stop.isOver) {
    await Promise.race([sleep(databaseLook, undefined, { ref: false }), stop.asked]);
    if (stop.isOver || stop.isAsked) return;
    const began = performance.now();
    if (await borrowed.revive())
      line('database', `PostgreSQL had ended; started again in ${duration(performance.now() - began)}`);
  }
}
