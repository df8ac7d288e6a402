import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askForDerive, importMails, sampleSource } from '../../lib/ingest/index';
import { readMailFiles, type FileMail, type FileProblem } from '../../lib/inbox/index';
import type { Config } from '../../lib/server/index';
import { database, findFollow, findFollows, type Follow } from '../../lib/store/index';
import { root } from './program';
import { count, moment, say } from './terminal';

/** Milliseconds between looks, while a pull is under way and while nothing is. */
const busyLook = 500;
const idleLook = 5000;

/**
 * Tells on the terminal what the worker's pulls do from `since` on, until `asked` settles. While the database is
 * away (it is being started again) it says so once and looks again.
 */
export async function tellFollows(config: Config, since: Date, asked: Promise<void>): Promise<void> {
  const told = new Map<number, Told>();
  let isOver = false;
  let isAway = false;
  let isSampleShown = false;
  void asked.then(() => (isOver = true));
  for (let isFirst = true; !isOver; isFirst = false) {
    let isBusy = true;
    try {
      const follows = await findFollows();
      for (const follow of follows) {
        const before = told.get(follow.id) ?? (isFirst ? alreadyTold(follow, since) : nothingTold);
        told.set(follow.id, tellFollow(follow, before));
        if (follow.problem !== undefined && !isSampleShown) isSampleShown = await showSample(config);
      }
      isBusy = follows.some(({ state }) => state === 'queued' || state === 'running');
      isAway = false;
    } catch (error) {
      if (!isAway && !isOver)
        tell(
          `cannot see the pulls for the moment: ${(error as Error).message.trim().split('\n').at(-1) ?? ''}`,
        );
      isAway = true;
    }
    // Not waited for at the end.
    await Promise.race([sleep(isBusy ? busyLook : idleLook, undefined, { ref: false }), asked]);
  }
}

/** Tells of one follow from `since` on, until `ended` settles; for a pull of this process. */
export async function tellOneFollow(id: number, since: Date, ended: Promise<unknown>): Promise<void> {
  const before = await findFollow(id);
  let told = before ? { ...alreadyTold(before, since), state: '' } : nothingTold;
  let isOver = false;
  const end = ended.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  for (;;) {
    const isLast = isOver;
    const follow = await findFollow(id);
    if (follow) told = tellFollow(follow, told);
    if (isLast) return;
    await Promise.race([sleep(busyLook), end]);
  }
}

/** What was said of a follow so far. */
interface Told {
  readonly state: string;
  readonly problem: string | undefined;
  readonly lastEntry: string;
}

const nothingTold: Told = { state: '', problem: undefined, lastEntry: '' };

/** At a start, what was done before it is no news. */
function alreadyTold(follow: Follow, since: Date): Told {
  const { state, progress, lastRunAt } = follow;
  const isNews = state === 'running' || state === 'queued' || (lastRunAt !== undefined && lastRunAt >= since);
  return {
    state: isNews ? '' : state,
    problem: undefined,
    lastEntry: progress.log.findLast(({ at }) => at < since.toISOString())?.at ?? '',
  };
}

/** Says what is new of a follow since `before`, and gives back what is said of it now. */
export function tellFollow(follow: Follow, before: Told = nothingTold): Told {
  const { state, progress, problem } = follow;
  const isBegun =
    state === 'queued' || before.state === '' || (state === 'running' && before.state === 'waiting');
  if (isBegun && state !== before.state) tell(`following ${follow.messageId}`);
  for (const { at, what } of progress.log) if (at > before.lastEntry && what !== problem) tell(`  ${what}`);
  if (state === 'waiting' && (before.state !== state || before.problem !== problem)) {
    tell(`  could not pull ${follow.messageId}: ${problem ?? 'no reason given'}`);
    if (follow.nextTryAt) tell(`  next try at ${moment(follow.nextTryAt)}; the page has a button to try now`);
  }
  if (state === 'failed' && before.state !== state)
    tell(`  gave up on ${follow.messageId}: ${problem ?? 'no reason given'}`);
  if (state === 'done' && before.state !== state && before.state !== '')
    tell(
      `  done: ${progress.versionsFound.join(', ') || 'no version'}; ${count(progress.mailsFound, 'mail')} in ${count(progress.requests, 'request')}`,
    );
  return { state, problem, lastEntry: progress.log.at(-1)?.at ?? before.lastEntry };
}

function tell(what: string): void {
  say(`  ${what}`);
}

/** While an archive cannot be asked and there is nothing else, the thread written for this project is there to see. True: it is taken care of. */
async function showSample(config: Config): Promise<boolean> {
  if ((await database().series.count()) > 0) return true;
  const file = join(root, 'fixtures', 'threads', 'sample', 'thread.mbox');
  await importMails(fromSample(readMailFiles([file])), sampleSource);
  await askForDerive();
  tell(
    `  until ${config.archives[0] ?? 'an archive'} answers, a bundled sample series is shown, named as a sample`,
  );
  return true;
}

async function* fromSample(
  mails: AsyncIterable<FileMail | FileProblem>,
): AsyncGenerator<FileMail | FileProblem> {
  let number = 0;
  for await (const found of mails) {
    number += 1;
    yield { ...found, place: `${sampleSource}, mail ${number}` };
  }
}
