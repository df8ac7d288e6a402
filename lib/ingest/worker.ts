import { Logger, run, runMigrations, type Runner } from 'graphile-worker';
import { z } from 'zod';
import type { ArchiveConfig } from '../inbox/index';
import {
  fillWords,
  findFollow,
  githubJob,
  joinWorkers,
  lacksWords,
  pendingCount,
  pool,
  tryAllAgain,
  unattendedFollows,
  wantsCommits,
} from '../store/index';
import { readPacked } from '../threads/index';
import { deriveSeries, rebuild } from './derive';
import { dueAtGithub, lookAtGithub } from './github';
import { lookAtMaintainers } from './maintainers';
import { pullFollow } from './pull';
import { readTrees, treesInUse } from './trees';

/** Jobs of one worker process at a time: a pull and GitHub wait for the network most of the time, deriving takes a processor. */
const concurrency = 3;

const PullPayload = z.object({ follow: z.number().int() });
const GithubPayload = z.object({ slug: z.string(), isAsked: z.boolean(), tries: z.number().int() });
/** What GitHub could not be asked is tried again when it says, so often; then the next day's look has it. */
const mostGithubTries = 5;

/** Lays out the queue's own tables, as its library has them. */
export async function prepareQueue(): Promise<void> {
  await runMigrations({ pgPool: pool(), logger: silent });
}

/**
 * Asks for a pull. One job a follow: asking twice is asking once, unless the first is running already.
 *
 * @param at When to start it; now when left out.
 */
export async function askForPull(follow: number, at?: Date): Promise<void> {
  await addJob('pull', { follow }, `pull:${follow}`, at);
}

export async function askForDerive(): Promise<void> {
  await addJob('derive', {}, 'derive');
}

/** Asks for what older programs did not make: what a search finds their mail by. */
async function askForWords(): Promise<void> {
  await addJob('words', {}, 'words');
}

export async function askForRebuild(): Promise<void> {
  await addJob('rebuild', {}, 'rebuild');
}

/** Asks for the local clones to be read: what is new in them, and what series ask about. */
async function askForTrees(): Promise<void> {
  await addJob('trees', {}, 'trees');
}

/**
 * Asks that GitHub be asked about a series. One job a series, and one of these jobs at a time whatever the number of workers.
 *
 * @param isAsked A person wants to know now.
 */
export async function askForGithub(
  slug: string,
  { isAsked, tries = 0, at }: { readonly isAsked: boolean; readonly tries?: number; readonly at?: Date },
): Promise<void> {
  await addJob('github', { slug, isAsked, tries }, githubJob(slug), at, 'github');
}

async function addJob(task: string, payload: object, key: string, at?: Date, queue?: string): Promise<void> {
  await pool().query(
    `SELECT graphile_worker.add_job($1, $2::json, job_key := $3, run_at := $4, max_attempts := 8, queue_name := $5)`,
    [task, JSON.stringify(payload), key, at ?? null, queue ?? null],
  );
}

export interface WorkerHandle {
  /** Lets running jobs end, then stops. */
  stop(): Promise<void>;
  /** Settles when the worker has ended by itself. */
  readonly ended: Promise<void>;
}

/**
 * Starts taking jobs: pulls, deriving, rebuilds; wakes up by NOTIFY. What a killed worker left behind is taken up at
 * once: jobs it held would stay locked for hours, so they are freed when no other worker lives, and the work itself
 * is looked for (follows that nobody has the lock of, mails still pending) and asked for again.
 */
export async function startWorker(
  config: ArchiveConfig,
  onError: (message: string) => void,
): Promise<WorkerHandle> {
  await prepareQueue();
  const leave = await joinWorkers(freeLeftJobs);
  await takeUpWhatIsLeft();
  const runner: Runner = await run({
    pgPool: pool(),
    concurrency,
    noHandleSignals: true,
    logger: loggerOf(onError),
    taskList: {
      pull: async (payload) => {
        const { follow } = PullPayload.parse(payload);
        const after = await pullFollow(follow, config);
        const next = after?.nextTryAt ?? (await findFollow(follow))?.nextTryAt;
        if (next) await askForPull(follow, next);
      },
      derive: async () => {
        await deriveSeries();
        if (treesInUse().length > 0 && (await wantsCommits())) await askForTrees();
        await addJob('githubDue', {}, 'githubDue');
      },
      githubDue: async () => {
        for (const slug of await dueAtGithub(new Date())) await askForGithub(slug, { isAsked: false });
      },
      github: async (payload) => {
        const { slug, isAsked, tries } = GithubPayload.parse(payload);
        const look = await lookAtGithub(slug, isAsked);
        if (look.isNews) await askForDerive();
        if (look.until && tries < mostGithubTries)
          await askForGithub(slug, { isAsked, tries: tries + 1, at: look.until });
      },
      words: async () => {
        await fillWords(readPacked);
      },
      rebuild: async () => {
        await rebuild();
      },
      maintainers: async () => {
        if ((await lookAtMaintainers()) > 0) await askForDerive();
      },
      trees: async () => {
        await readTrees();
        if ((await pendingCount()) > 0) await askForDerive();
      },
    },
    crontab: [everyFiveMinutes, everyHour, ...(treesInUse().length > 0 ? [everyQuarter] : [])].join('\n'),
  });
  if (treesInUse().length > 0) await askForTrees();
  await addJob('maintainers', {}, 'maintainers');
  return { stop: () => runner.stop().finally(leave), ended: runner.promise };
}

/** Jobs without a key were asked for again while they ran: another job has their work, and they are done with. */
async function freeLeftJobs(): Promise<void> {
  await pool().query(
    `SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by))
     FROM graphile_worker.jobs WHERE locked_by IS NOT NULL HAVING count(*) > 0`,
  );
  await pool().query(
    `SELECT graphile_worker.complete_jobs(array_agg(id))
     FROM graphile_worker.jobs WHERE key IS NULL AND locked_by IS NULL HAVING count(*) > 0`,
  );
}

async function takeUpWhatIsLeft(): Promise<void> {
  for (const follow of await unattendedFollows(new Date())) await askForPull(follow);
  await tryAllAgain();
  if ((await pendingCount()) > 0) await askForDerive();
  if (await lacksWords()) await askForWords();
}

/** A MAINTAINERS file that changed is noticed within this time; looking costs one question to the file system. */
const everyFiveMinutes = '*/5 * * * * maintainers ?jobKey=maintainers';

/** A clone that was fetched is noticed within this time; where nothing is new, looking costs a few short calls of git for each tree. */
const everyQuarter = '*/15 * * * * trees ?jobKey=trees';

/** What is due at GitHub is asked about within this time. */
const everyHour = '23 * * * * githubDue ?jobKey=githubDue';

const silent = new Logger(() => () => undefined);

/** Errors and warnings of jobs, without the chatter. */
function loggerOf(onError: (message: string) => void): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') onError(message);
  });
}
