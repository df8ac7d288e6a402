import type { FileMail, FileProblem } from '../inbox/index';
import { parseMail, UnreadableMail } from '../mail/index';
import { refuse, storeMails, type MailToStore, type VectorsOf } from '../store/index';

/** What an import has done so far. */
export interface ImportCount {
  readonly read: number;
  readonly fresh: number;
  readonly known: number;
  readonly refused: readonly FileProblem[];
}

/** Mails stored in one transaction: large enough to be fast, small enough that a crash repeats little. */
const mailsOfABatch = 500;
const bytesOfABatch = 16 * 1024 * 1024;

/**
 * Stores mails as they are read. What was stored before an interruption stays, and importing again goes on from
 * there: mail that is known changes nothing. Mail that cannot be read is written down with its place and reason.
 *
 * @param source Where the mails come from, in the words that are kept with each: a file, a URL.
 * @param vectorsOf Makes what mails are found by; elsewhere than in this thread where there are many.
 */
export async function importMails(
  mails: AsyncIterable<FileMail | FileProblem>,
  source: string,
  onProgress: (count: ImportCount) => void = () => undefined,
  vectorsOf?: VectorsOf,
): Promise<ImportCount> {
  let count: ImportCount = { read: 0, fresh: 0, known: 0, refused: [] };
  let batch: MailToStore[] = [];
  let bytes = 0;
  let storing: Promise<void> = Promise.resolve();
  const store = async (mailsToStore: readonly MailToStore[]) => {
    const stored = await storeMails(mailsToStore, vectorsOf);
    count = { ...count, fresh: count.fresh + stored.fresh, known: count.known + stored.known };
    onProgress(count);
  };
  // One batch is stored while the next is read.
  const flush = async () => {
    await storing;
    storing = store(batch);
    // Heard of where it is waited for.
    storing.catch(() => undefined);
    [batch, bytes] = [[], 0];
  };
  try {
    for await (const found of mails) {
      const read = found.kind === 'mail' ? await readMail(found) : found;
      if ('kind' in read) {
        await refuse(source, read.place, read.why);
        count = { ...count, refused: [...count.refused, read] };
      } else {
        batch.push(read);
        bytes += read.raw.length;
        count = { ...count, read: count.read + 1 };
      }
      if (batch.length >= mailsOfABatch || bytes >= bytesOfABatch) await flush();
    }
    await flush();
  } finally {
    // Whoever called may close the database.
    await Promise.allSettled([storing]);
  }
  await storing;
  return count;
}

async function readMail({ raw, place }: FileMail): Promise<MailToStore | FileProblem> {
  try {
    return { raw, mail: await parseMail(raw), source: place };
  } catch (error) {
    if (error instanceof UnreadableMail) return { kind: 'problem', place, why: error.message };
    throw error;
  }
}
