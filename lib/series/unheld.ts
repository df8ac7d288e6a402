import type { MessageId } from '../mail/index';
import { normaliseTitle } from '../patch/index';
import { runOf, type Batch } from './batch';
import { byText } from './order';
import type { Posting, ReadMail } from './posting';
import type { Threads } from './thread';

/** Postings of a batch that are not among the mails at hand, as far as other mails name them. */
export interface Unheld {
  /** The cover letter's id, when answers or patches name one. */
  readonly cover: MessageId | undefined;
  /** By n of n/m; a number is here when its id or title is known. */
  readonly patches: ReadonlyMap<
    number,
    { readonly mail: MessageId | undefined; readonly title: string | undefined }
  >;
}

interface Naming {
  /** Ghost ids a reply to this number lies under, with how often and how near to the batch they stand. */
  readonly ids: Map<MessageId, { votes: number; depth: number }>;
  readonly titles: Map<string, number>;
}

/**
 * What is known of postings that are not held: the subject of a reply to one tells version, number and title, and
 * its In-Reply-To or References the id; patches that answer one ghost tell their cover letter; the list of titles
 * in a cover letter tells what is left over.
 *
 * @param reads every mail, in the order of `Threads.topDown`.
 */
export function findUnheld(
  reads: readonly ReadMail[],
  batches: readonly Batch[],
  postings: ReadonlyMap<MessageId, Posting>,
  threads: Threads,
  above: ReadonlyMap<MessageId, MessageId>,
): Map<Batch, Unheld> {
  const held = new Set(reads.map(({ mail }) => mail.id));
  const batchOf = new Map<MessageId, Batch>();
  const ghostParent = new Map<MessageId, Batch>();
  for (const batch of batches) {
    for (const { mail } of batch.postings) {
      batchOf.set(mail.id, batch);
      const [parent] = mail.parents;
      if (parent !== undefined && !held.has(parent) && !ghostParent.has(parent))
        ghostParent.set(parent, batch);
    }
  }
  const namings = new Map<Batch, Map<number, Naming>>();
  for (const { mail, subject } of reads) {
    if (postings.has(mail.id) || subject.replyDepth === 0 || subject.number === undefined) continue;
    const ancestor = above.get(mail.id);
    const ghost = mail.parents.find((id) => ghostParent.has(id));
    const batch =
      ancestor !== undefined
        ? batchOf.get(ancestor)
        : ghost !== undefined
          ? ghostParent.get(ghost)
          : undefined;
    if (!batch || subject.total !== batch.total || subject.version !== batch.marks.version) continue;
    if (subject.number === 0 ? batch.cover !== undefined : batch.patches.has(subject.number)) continue;
    const numbers = namings.get(batch) ?? new Map<number, Naming>();
    namings.set(batch, numbers);
    const naming = numbers.get(subject.number) ?? { ids: new Map(), titles: new Map() };
    numbers.set(subject.number, naming);
    naming.titles.set(subject.title, (naming.titles.get(subject.title) ?? 0) + 1);
    const until = mail.parents.findIndex((id) => batchOf.has(id));
    const ghosts = (until < 0 ? mail.parents : mail.parents.slice(0, until)).filter((id) => !held.has(id));
    ghosts.forEach((id, depth) => {
      const seen = naming.ids.get(id) ?? { votes: 0, depth: 0 };
      naming.ids.set(id, { votes: seen.votes + 1, depth: Math.max(seen.depth, depth) });
    });
  }
  return new Map(batches.map((batch) => [batch, unheldOf(batch, namings.get(batch) ?? new Map(), held)]));
}

function unheldOf(batch: Batch, namings: ReadonlyMap<number, Naming>, held: ReadonlySet<MessageId>): Unheld {
  const cover = batch.cover ? undefined : unheldCover(batch, namings.get(0), held);
  const taken = new Set<MessageId>(cover === undefined ? [] : [cover]);
  const patches = new Map<number, { mail: MessageId | undefined; title: string | undefined }>();
  const left = titlesLeft(batch);
  for (let number = 1; number <= batch.total; number++) {
    if (batch.patches.has(number)) continue;
    const naming = namings.get(number);
    const mail = naming && likeliestId(batch, number, naming, taken);
    if (mail !== undefined) taken.add(mail);
    const title = (naming && mostVoted(naming.titles)) ?? left.get(number);
    if (mail !== undefined || title !== undefined) patches.set(number, { mail, title });
  }
  return { cover, patches };
}

/**
 * The ghost that is the posting itself and not a reply to it: the one whose id the mail tool would have given
 * to that number, else the one most replies lie under, of these the one nearest to the batch.
 */
function likeliestId(
  batch: Batch,
  number: number,
  naming: Naming,
  taken: ReadonlySet<MessageId>,
): MessageId | undefined {
  const ids = [...naming.ids].filter(([id]) => !taken.has(id));
  const made = ids.find(([id]) => isOfRun(batch, id, number));
  if (made) return made[0];
  const others = ids.filter(([id]) => !isOfRun(batch, id));
  others.sort(([a, x], [b, y]) => y.votes - x.votes || y.depth - x.depth || byText(a, b));
  return others[0]?.[0];
}

/** True when the id is of the same run of a mail tool as a held posting, and (if given) at that number's place. */
function isOfRun(batch: Batch, id: string, number?: number): boolean {
  const run = runOf(id);
  if (!run) return false;
  return batch.postings.some((posting) => {
    const other = runOf(posting.mail.id);
    if (other?.stem !== run.stem) return false;
    return number === undefined || run.number - other.number === number - posting.number;
  });
}

/**
 * The ghost that patch 1 and others of the batch answer, or that a reply to 0/m names. Patches without patch 1
 * say nothing: they may answer patch 1 itself.
 */
function unheldCover(
  batch: Batch,
  naming: Naming | undefined,
  held: ReadonlySet<MessageId>,
): MessageId | undefined {
  const own = new Set(batch.postings.map(({ mail }) => mail.id));
  const tops = [...batch.patches.values()].filter(({ mail }) => !mail.parents.some((id) => own.has(id)));
  const parents = new Set(tops.map(({ mail }) => mail.parents[0]));
  const [ghost] = parents;
  const isShared = parents.size === 1 && ghost !== undefined && !held.has(ghost) && batch.total > 1;
  if (isShared && (isOfRun(batch, ghost, 0) || (tops.length > 1 && batch.patches.has(1)))) return ghost;
  if (naming) return isShared && naming.ids.has(ghost) ? ghost : likeliestId(batch, 0, naming, new Set());
  return undefined;
}

/** "Ann Author (3):", then the indented titles of her patches: `git shortlog`, as cover letters carry it. */
const shortlogAuthor = /^\S.{0,120} \((\d{1,4})\):$/;
const shortlogTitle = /^( {2,12})(\S.*)$/;

/** Titles the cover letter lists and no held patch has, by number; only where there is no choice. */
function titlesLeft(batch: Batch): Map<number, string> {
  const left = new Map<number, string>();
  const text = batch.cover?.mail.text;
  if (text === undefined || batch.patches.size >= batch.total) return left;
  const titles: string[] = [];
  const lines = text.split('\n');
  let authors = 0;
  for (let at = 0; at < lines.length; at++) {
    const count = Number(shortlogAuthor.exec(lines[at] ?? '')?.[1] ?? 0);
    if (count === 0) continue;
    authors++;
    const indent = shortlogTitle.exec(lines[at + 1] ?? '')?.[1]?.length ?? 0;
    for (let found; (found = shortlogTitle.exec(lines[at + 1] ?? '')); at++) {
      const [, space = '', title = ''] = found;
      // A title that git folded goes on at a deeper indent.
      if (space.length > indent) titles[titles.length - 1] += ` ${title}`;
      else titles.push(title);
    }
  }
  if (titles.length !== batch.total) return left;
  const missing: number[] = [];
  for (let number = 1; number <= batch.total; number++) if (!batch.patches.has(number)) missing.push(number);
  const heldKeys = new Set([...batch.patches.values()].map((posting) => posting.titleKey));
  const unclaimed = titles.filter((title) => !heldKeys.has(normaliseTitle(title)));
  if (unclaimed.length !== missing.length || (authors > 1 && missing.length > 1)) return left;
  missing.forEach((number, index) => {
    const title = unclaimed[index];
    if (title !== undefined) left.set(number, title);
  });
  return left;
}

function mostVoted(votes: ReadonlyMap<string, number>): string | undefined {
  return [...votes].sort(([a, m], [b, n]) => n - m || byText(a, b))[0]?.[0];
}
