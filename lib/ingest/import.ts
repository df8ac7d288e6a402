import type { FileMail, FileProblem } from '../inbox/index';
import { isRefusedData, numberMails, refuse, storeMails, type MailToStore } from '../store/index';
import type { Table } from '../rows/index';
import { batchOf, bytesOf, MailCrew, type MailMember, type Piece } from '../threads/index';
import { Lanes } from './lanes';

/** What an import has done so far. */
export interface ImportCount {
  readonly read: number;
  readonly fresh: number;
  readonly known: number;
  readonly refused: readonly FileProblem[];
}

/** Mails stored in one transaction: large enough to be fast, small enough that a crash repeats little. */
const batchSize: Size = { mails: 250, bytes: 2 * 1024 * 1024 };
/** Mails that one member reads after one another: series mostly stand together, and who has read them derives them. */
const stretchSize: Size = { mails: 500, bytes: 4 * 1024 * 1024 };

interface Size {
  readonly mails: number;
  readonly bytes: number;
}

/**
 * Stores mails as they are read. What was stored before an interruption stays, and importing again goes on from
 * there: mail that is known changes nothing. Mail that cannot be read is written down with its place and reason; a path that
 * leads to none is only told.
 *
 * @param source Where the mails come from, in the words that are kept with each: a file, a URL.
 * @param crew Who reads them; the crew keeps some of them for deriving.
 */
export async function importMails(
  mails: AsyncIterable<FileMail | FileProblem>,
  source: string,
  onProgress: (count: ImportCount) => void = () => undefined,
  crew: MailCrew = new MailCrew(1),
): Promise<ImportCount> {
  let count: ImportCount = { read: 0, fresh: 0, known: 0, refused: [] };
  const lanes = new Lanes(crew.members, crew.members.length);
  const note = async (problem: FileProblem) => {
    if (!problem.isPath) await refuse(source, problem.place, problem.why);
    count = { ...count, refused: [...count.refused, problem] };
  };
  const hand = (stretch: readonly FileMail[]) =>
    lanes.hand(async (member, store) => {
      for await (const batch of inPieces(stretch, batchSize)) {
        const read = await readBatch(batch, member, crew.nextBatch());
        count = { ...count, read: count.read + read.mails.length };
        for (const problem of read.refused) await note(problem);
        const ready = await readyToStore(read, member);
        await store(async () => {
          const { fresh, refused } = await storeBatch(ready, crew);
          const known = read.mails.length - fresh - refused.length;
          count = { ...count, fresh: count.fresh + fresh, known: count.known + known };
          for (const problem of refused) await note(problem);
          onProgress(count);
        });
      }
    });
  try {
    for await (const stretch of inPieces(readable(mails, note), stretchSize)) await hand(stretch);
  } finally {
    // Whoever called may close the database.
    await lanes.settled();
  }
  await lanes.done();
  return count;
}

/** The mails among them; of what is none, somebody is told. */
async function* readable(
  mails: AsyncIterable<FileMail | FileProblem>,
  note: (problem: FileProblem) => Promise<void>,
): AsyncGenerator<FileMail> {
  for await (const found of mails)
    if (found.kind === 'problem') await note(found);
    else yield found;
}

async function* inPieces(
  mails: AsyncIterable<FileMail> | Iterable<FileMail>,
  { mails: most, bytes: mostBytes }: Size,
): AsyncGenerator<readonly FileMail[]> {
  let piece: FileMail[] = [];
  let bytes = 0;
  for await (const mail of mails) {
    piece.push(mail);
    bytes += mail.raw.length;
    if (piece.length < most && bytes < mostBytes) continue;
    yield piece;
    [piece, bytes] = [[], 0];
  }
  if (piece.length > 0) yield piece;
}

interface ReadBatch {
  readonly number: number;
  readonly mails: readonly MailToStore[];
  readonly refused: readonly FileProblem[];
}

async function readBatch(batch: readonly FileMail[], member: MailMember, number: number): Promise<ReadBatch> {
  const { mails, packed } = await member.readMails(
    batchOf(
      number,
      batch.map(({ raw }) => raw),
    ),
  );
  const read: MailToStore[] = [];
  const refused: FileProblem[] = [];
  for (const [index, mail] of mails.entries()) {
    const { raw, place } = batch[index] as FileMail;
    if ('why' in mail) {
      refused.push({ kind: 'problem', place, why: mail.why });
      continue;
    }
    const piece = packed.mails[read.length] as Piece;
    read.push({ ...mail, packed: bytesOf(packed, piece), size: raw.length, source: place });
  }
  return { number, mails: read, refused };
}

interface ReadyBatch extends ReadBatch {
  readonly member: MailMember;
  readonly ids: readonly (string | undefined)[];
  readonly tables: readonly Table[];
}

async function readyToStore(batch: ReadBatch, member: MailMember): Promise<ReadyBatch> {
  const ids = await numberMails(batch.mails);
  const tables = await member.tablesOf({ batch: batch.number, ids, now: new Date() });
  return { ...batch, member, ids, tables };
}

/** How many of a batch were not held, and which the database refuses. */
async function storeBatch(
  ready: ReadyBatch,
  crew: MailCrew,
): Promise<{ readonly fresh: number; readonly refused: readonly FileProblem[] }> {
  const { member, number } = ready;
  const { ids, refused } = await storeReady(ready);
  crew.keeps(member, await member.keep({ batch: number, ids }));
  return { fresh: ids.filter((id) => id !== undefined).length, refused };
}

interface Stored {
  /** Of those that were stored. */
  readonly ids: readonly (string | undefined)[];
  readonly refused: readonly FileProblem[];
}

async function storeReady(ready: ReadyBatch): Promise<Stored> {
  const { member } = ready;
  let { ids, tables } = ready;
  try {
    while (!(await storeMails(ready.mails, ids, tables)))
      ({ ids, tables } = await readyToStore(ready, member));
    return { ids, refused: [] };
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    return storeOneByOne(ready, ids);
  }
}

/** What the database refuses of a batch is stored mail by mail, so that only the culprit is left out. */
async function storeOneByOne(
  { number, mails, member }: ReadyBatch,
  ids: readonly (string | undefined)[],
): Promise<Stored> {
  const stored: (string | undefined)[] = [];
  const refused: FileProblem[] = [];
  for (const [at, mail] of mails.entries()) {
    const only = (id: string | undefined) => mails.map((_, place) => (place === at ? id : undefined));
    let id = ids[at];
    try {
      const store = async () =>
        storeMails([mail], [id], await member.tablesOf({ batch: number, ids: only(id), now: new Date() }));
      while (!(await store())) [id] = await numberMails([mail]);
      stored.push(id);
    } catch (error) {
      if (!isRefusedData(error)) throw error;
      stored.push(undefined);
      refused.push({
        kind: 'problem',
        place: mail.source,
        why: `the database refuses <${mail.id}>: ${error.message}; please report it with the mail`,
      });
    }
  }
  return { ids: stored, refused };
}
