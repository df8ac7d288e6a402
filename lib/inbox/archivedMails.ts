import { Readable } from 'node:stream';
import { splitMbox, type MboxEntry } from '../mail/index';
import { ArchiveFailure } from './failure';
import { boundedGunzip, GzipProblem } from './gunzip';
import { largestMail } from './largestMail';
import { peek, shapeOf } from './shape';

/** One mail as an archive gave it: a place in the inflated answer, and cut where it is larger than any mail. */
export interface ArchivedMail extends MboxEntry {
  /** The URL it was read from. */
  readonly source: string;
}

/** Mail deflates about 4:1, and an answer has at most 64 MB: what is inflated beyond that is not mail. */
const largestMbox = 256 * 1024 * 1024;

/**
 * The mails of an answer. It is read to its end, so that none is given out of one that is cut short, and piece by
 * piece: memory holds the mails once.
 *
 * @param bytes As received: gzip of an mboxrd.
 * @throws {ArchiveFailure} 'damaged' when it is cut short, 'too-large' beyond a limit, 'challenge' for a page for browsers,
 * 'unreadable' when it is something else, or nothing.
 */
export async function archivedMails(bytes: Uint8Array, url: string): Promise<readonly ArchivedMail[]> {
  const inflated = boundedGunzip(Readable.from([bytes]), {
    limit: largestMbox,
    ratioOf: () => bytes.length,
  });
  try {
    const { head, all } = await peek(inflated);
    if (head.length === 0) throw unreadable('an empty mbox', url);
    const shape = shapeOf(head);
    if (shape === 'page') throw pageForBrowsers(url);
    if (shape === 'other') throw unreadable('gzip of something that is no mail', url);
    const mails: ArchivedMail[] = [];
    for await (const entry of splitMbox(all(), { largestMail })) mails.push({ ...entry, source: url });
    if (mails.length === 0) throw unreadable('an mbox without a mail', url);
    return mails;
  } catch (error) {
    throw error instanceof GzipProblem ? unusable(error, url) : error;
  } finally {
    await inflated.return(undefined);
  }
}

/** A page where mail was asked for, as it is or in gzip. */
export function pageForBrowsers(url: string): ArchiveFailure {
  return new ArchiveFailure(
    'challenge',
    `${new URL(url).host} answered with a page for browsers where mail was asked for: most likely a bot challenge. Loreview does not solve these. Set LOREVIEW_CONTACT to an address at which you can be reached, wait, and try again.`,
    url,
    { status: 200 },
  );
}

function unreadable(what: string, url: string): ArchiveFailure {
  return new ArchiveFailure(
    'unreadable',
    `${new URL(url).host} answered with ${what} where mail was asked for.`,
    url,
    { status: 200 },
  );
}

/** What to do with an answer that Loreview does not read. */
export const importInstead = 'Import such a thread from a file: loreview import FILE.';

function unusable(problem: GzipProblem, url: string): ArchiveFailure {
  const { host } = new URL(url);
  return problem.kind === 'too-large'
    ? new ArchiveFailure(
        'too-large',
        `The answer of ${host} is too large: ${problem.message}. ${importInstead}`,
        url,
        {
          cause: problem,
        },
      )
    : new ArchiveFailure('damaged', `The answer of ${host} cannot be used: ${problem.message}.`, url, {
        cause: problem,
      });
}
