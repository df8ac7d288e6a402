import {
  ArchiveFailure,
  openArchive,
  parseLink,
  type ArchiveConfig,
  type FileMail,
  type FileProblem,
  type LinkProblem,
} from '../inbox/index';
import { pullSeries, type PulledSeries } from '../pull/index';
import {
  addFollow,
  changeFollow,
  database,
  findFollow,
  followOf,
  holding,
  holdingFollow,
  type Follow,
  type FollowProgress,
} from '../store/index';
import { MailCrew } from '../threads/index';
import { deriveSeries } from './derive';
import { importMails, type ImportCount } from './import';

/** First wait after a failure that passes, in seconds; doubled each time, up to six hours. */
const firstWait = 30;
const longestWait = 6 * 3600;
/** A series with mail in the last 30 days is asked for again every hour; a quiet one not by itself. */
const activeFor = 30 * 24 * 3600_000;
const askAgainAfter = 3600_000;
const logKept = 50;

/**
 * Takes up a link that a person pasted; a mail of a series that is followed asks for that one again. A problem is told in its
 * words, and nothing is stored.
 */
export async function follow(pasted: string, archives: readonly string[]): Promise<Follow | LinkProblem> {
  const link = parseLink(pasted, archives);
  if (link.kind === 'problem') return link;
  const known = await followOf(link.messageId);
  return known ? addFollow(known.link, known.messageId) : addFollow(pasted.trim(), link.messageId);
}

/**
 * Pulls a followed series: every version of it, stored and derived, with progress in its row. A failure that
 * passes is written down with the time of the next try; one that does not, with the reason.
 *
 * @returns The follow as it stands afterwards; undefined when another process is pulling it, it was stopped, or there is none.
 */
export async function pullFollow(id: number, config: ArchiveConfig): Promise<Follow | undefined> {
  return holdingFollow(id, async () => {
    const follow = await findFollow(id);
    if (!follow || follow.state === 'stopped') return undefined;
    const link = parseLink(follow.link, config.origins);
    if (link.kind === 'problem') {
      await changeFollow(id, { state: 'failed', problem: link.why, nextTryAt: null });
      return findFollow(id);
    }
    const journal = new Journal(id, follow.progress);
    await changeFollow(id, { state: 'running', problem: null, nextTryAt: null, lastRunAt: new Date() });
    const archive = openArchive(config);
    try {
      const found = await holding(
        'archive',
        () =>
          pullSeries(archive, link, (progress) =>
            journal.note(progress.step, {
              requests: progress.requests,
              mailsFound: progress.mails,
              versionsFound: progress.versions,
            }),
          ),
        () => journal.note('waiting for its turn: another pull is asking an archive', {}),
      );
      await keep(found, link.messageId, journal);
      await changeFollow(
        id,
        found.isAskedHere
          ? { state: 'done', problem: null, tries: 0, nextTryAt: await nextLook(found) }
          : { state: 'failed', problem: notInAnswer(link.messageId), tries: 0, nextTryAt: null },
      );
    } catch (error) {
      if (!(error instanceof ArchiveFailure)) {
        await changeFollow(id, {
          state: 'waiting',
          problem: `An error in Loreview itself: ${error instanceof Error ? error.message : String(error)}`,
        });
        throw error;
      }
      await journal.note(error.message, { requests: archive.requests });
      await changeFollow(id, afterFailure(error, follow.tries + 1));
    } finally {
      await archive.close();
    }
    return findFollow(id);
  });
}

async function keep(found: PulledSeries, asked: string, journal: Journal): Promise<void> {
  const crew = new MailCrew(1);
  const stored = await importMails(readOf(found), 'archive', undefined, crew);
  await journal.note(
    `${stored.fresh} new ${stored.fresh === 1 ? 'mail' : 'mails'} stored, ${stored.known} known${refusedOf(stored)}`,
    {
      mailsNew: stored.fresh,
      mailsFound: found.mails.length,
      notFound: found.notFound,
      absent: found.absent.map(({ what, evidence }) => ({ what, why: evidence.map(({ why }) => why) })),
    },
  );
  const { series } = await deriveSeries(undefined, crew);
  if (!found.isAskedHere) await journal.note(notInAnswer(asked), {});
  else if (found.isWithoutPatch)
    await journal.note(
      'This thread holds no patch: its mails are stored, and there is no series to show.',
      {},
    );
  else await journal.note(stored.fresh > 0 ? `${series} series derived` : 'nothing new', {});
}

function notInAnswer(asked: string): string {
  return `The archive answered with other mail: <${asked}> is not in its answer. What came is stored. Check the Message-ID.`;
}

/** How many could not be read, and why the first: all of them stand on the page of the status. */
function refusedOf({ refused }: ImportCount): string {
  const [first] = refused;
  return first === undefined
    ? ''
    : `, ${refused.length} could not be read and ${refused.length === 1 ? 'is' : 'are'} listed under Status (${first.why})`;
}

async function* readOf({ mails, unreadable }: PulledSeries): AsyncGenerator<FileMail | FileProblem> {
  for (const { raw, source } of mails) yield { kind: 'mail', raw, place: source };
  yield* unreadable;
}

function afterFailure(failure: ArchiveFailure, tries: number) {
  if (!failure.isPassing)
    return { state: 'failed', problem: failure.message, tries, nextTryAt: null } as const;
  const wait = Math.max(failure.details.retryAfter ?? 0, Math.min(firstWait * 2 ** (tries - 1), longestWait));
  return {
    state: 'waiting',
    problem: failure.message,
    tries,
    nextTryAt: new Date(Date.now() + wait * 1_000),
  } as const;
}

async function nextLook(found: PulledSeries): Promise<Date | null> {
  if (found.isWithoutPatch) return null;
  const newest = await database().series.aggregate({ _max: { lastAt: true }, where: { isSample: false } });
  const last = newest._max.lastAt?.getTime() ?? 0;
  return Date.now() - last < activeFor ? new Date(Date.now() + askAgainAfter) : null;
}

/** Writes each step into the follow's row as it happens. */
class Journal {
  constructor(
    private readonly id: number,
    private progress: FollowProgress,
  ) {}

  async note(
    step: string,
    found: Partial<{ [key in keyof FollowProgress]: FollowProgress[key] | Readonly<FollowProgress[key]> }>,
  ): Promise<void> {
    const log = [...this.progress.log, { at: new Date().toISOString(), what: step }].slice(-logKept);
    this.progress = { ...this.progress, ...(found as Partial<FollowProgress>), step, log };
    await changeFollow(this.id, { progress: this.progress });
  }
}
