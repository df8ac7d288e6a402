import type { MessageId } from '../mail/index';
import { DisjointSets } from './disjoint';
import { timeOf } from './order';
import { isSamePerson } from './people';
import type { Posting } from './posting';
import type { Threads } from './thread';

/** Mails posted together: one version of a series, whole or in part. */
export interface Batch {
  readonly cover: Posting | undefined;
  /** By n of n/m. */
  readonly patches: ReadonlyMap<number, Posting>;
  /** m of n/m. */
  readonly total: number;
  /** By date then id. Never empty. */
  readonly postings: readonly [Posting, ...Posting[]];
  /** The mail that says what the batch is: the cover letter, else the patch with the lowest number. */
  readonly head: Posting;
  /** The nearest posting above the batch in its thread that is not of the batch. */
  readonly answers: MessageId | undefined;
  /** What the subjects say of the whole. */
  readonly marks: BatchMarks;
  /** Milliseconds; Infinity without a date. */
  readonly time: number;
  /** Where a person put it: right after the batch that holds this mail. */
  readonly after?: MessageId | undefined;
}

/** The version as the head names it; as a patch names it where the head names none ("[PATCH 0/3]", "[PATCH v6 3/3]"). */
export interface BatchMarks {
  readonly version: number;
  readonly versionText: string | undefined;
  readonly isRfc: boolean;
  readonly isPreview: boolean;
  readonly isResend: boolean;
}

/**
 * Mails of one posting that share nothing but sender, version and total belong together when no more time than
 * this lies between one and the next: sent by hand or by a script that does not thread. In milliseconds.
 */
export const UNTHREADED_GAP = 60 * 60 * 1000;

/** Answers to one mail by one sender with one total are one posting within this time: a slow mail queue. */
const SIBLING_GAP = 24 * 60 * 60 * 1000;

/** How `git send-email` and `b4 send` number the Message-IDs of one run, with the number as second group. */
const runNumbers: readonly RegExp[] = [
  /^(\d{10,20}\.[0-9a-z]{1,12}-)(\d{1,4})(-.+)$/i,
  /^(\d{8}-.{1,120}-v\d{1,3}-)(\d{1,4})(-[0-9a-f]{6,40}@.+)$/i,
];

/** What the Message-IDs of one run have in common, and the number of this one in the run. */
export function runOf(id: string): { readonly stem: string; readonly number: number } | undefined {
  for (const pattern of runNumbers) {
    const found = pattern.exec(id);
    if (found) return { stem: `${found[1] ?? ''}*${found[3] ?? ''}`, number: Number(found[2]) };
  }
  return undefined;
}

/** The nearest posting above each mail, itself not counted. Mails in the order of `Threads.topDown`. */
export function postingsAbove(
  threads: Threads,
  postings: ReadonlyMap<MessageId, Posting>,
): Map<MessageId, MessageId> {
  const above = new Map<MessageId, MessageId>();
  for (const { id } of threads.topDown) {
    const parent = threads.parentOf.get(id);
    if (parent === undefined) continue;
    const posting = postings.has(parent) ? parent : above.get(parent);
    if (posting !== undefined) above.set(id, posting);
  }
  return above;
}

/**
 * Puts postings together that were sent as one. Evidence in this order, each only while no number is taken twice:
 * one answers the other with the same version and total; they answer the same mail; one run of a mail tool made
 * their ids; the same sender, version and total within `UNTHREADED_GAP`; parts of a re-roll, each answering a
 * patch of the same earlier batch; a slip of the pen in version or total under one cover letter, or in version within one
 * run (`20190515163625.21776-6-keith.busch@intel.com` is a "PATCHv2 6/6" after five of a first version).
 *
 * @param ordered postings by date then id.
 */
export function gatherBatches(
  ordered: readonly Posting[],
  threads: Threads,
  above: ReadonlyMap<MessageId, MessageId>,
): Batch[] {
  const gathering = new Gathering(ordered, threads);
  gathering.joinAnswers();
  gathering.joinWithin((posting) => siblingKey(posting), SIBLING_GAP);
  gathering.joinWithin((posting) => runKey(posting), SIBLING_GAP);
  gathering.joinWithin(
    (posting) => (posting.total > 1 ? senderKey(posting) : undefined),
    UNTHREADED_GAP,
    true,
  );
  const first = gathering.batches(above);
  const rerolled = numberRerolls(ordered, first, above);
  const again = new Gathering(rerolled, threads);
  again.joinAs(gathering);
  again.joinParts(first, above);
  again.joinSlips();
  again.joinWithin((posting) => (posting.total > 1 ? runSlipKey(posting) : undefined), SIBLING_GAP);
  return again.batches(above);
}

function senderKey(posting: Posting): string | undefined {
  if (!posting.isNumbered) return undefined;
  const { subject, sender, total } = posting;
  const flags = `${subject.isRfc ? 'rfc' : ''}${subject.isResend ? 'resend' : ''}${subject.isPreview ? 'preview' : ''}`;
  return `${sender.address || sender.name}|${versionKey(posting)}|${total}|${flags}`;
}

function siblingKey(posting: Posting): string | undefined {
  const [parent] = posting.mail.parents;
  const key = senderKey(posting);
  return parent === undefined || key === undefined ? undefined : `${parent}|${key}`;
}

function runKey(posting: Posting): string | undefined {
  const run = runOf(posting.mail.id);
  return run && posting.isNumbered ? `${run.stem}|${versionKey(posting)}|${posting.total}` : undefined;
}

/** One run of a mail tool with one total is one set, also when one of its patches is marked as another version. */
function runSlipKey(posting: Posting): string | undefined {
  const run = runOf(posting.mail.id);
  return run && posting.isNumbered ? `${run.stem}|${posting.total}` : undefined;
}

function versionKey(posting: Posting): string {
  return posting.subject.versionText ?? String(posting.subject.version);
}

/** Batches while they are being put together. */
class Gathering {
  readonly #ordered: readonly Posting[];
  readonly #threads: Threads;
  readonly #indexOf: ReadonlyMap<MessageId, number>;
  readonly #sets: DisjointSets;
  /** Numbers of the group, at its standing member. */
  readonly #numbers: Set<number>[];

  constructor(ordered: readonly Posting[], threads: Threads) {
    this.#ordered = ordered;
    this.#threads = threads;
    this.#indexOf = new Map(ordered.map((posting, index) => [posting.mail.id, index]));
    this.#sets = new DisjointSets(ordered.length);
    this.#numbers = ordered.map((posting) => new Set([posting.number]));
  }

  /** Joins two groups unless a number would be there twice. Returns whether they are one group now. */
  #join(a: number, b: number): boolean {
    const [left, right] = [this.#sets.find(a), this.#sets.find(b)];
    if (left === right) return true;
    const [some, others] = [this.#numbers[left], this.#numbers[right]];
    if (!some || !others) return false;
    const [small, large] = some.size < others.size ? [some, others] : [others, some];
    for (const number of small) if (large.has(number)) return false;
    for (const number of small) large.add(number);
    this.#numbers[this.#sets.join(left, right)] = large;
    return true;
  }

  #postingAt(index: number): Posting {
    const posting = this.#ordered[index];
    if (!posting) throw new RangeError(`no posting ${index} among ${this.#ordered.length}`);
    return posting;
  }

  joinAnswers(): void {
    this.#ordered.forEach((posting, index) => {
      const parent = this.#indexOf.get(this.#threads.parentOf.get(posting.mail.id) ?? posting.mail.id);
      if (parent === undefined || parent === index || !posting.isNumbered) return;
      const other = this.#postingAt(parent);
      if (!other.isNumbered || other.total !== posting.total || versionKey(other) !== versionKey(posting))
        return;
      this.#join(parent, index);
    });
  }

  /**
   * Joins postings with the same key, each to the latest group before it that lacks its number and whose last
   * mail is no older than `gap`. With `onlyLoose` two groups that are both threaded stay apart.
   */
  joinWithin(keyOf: (posting: Posting) => string | undefined, gap: number, onlyLoose = false): void {
    const open = new Map<string, { last: number; time: number }[]>();
    const tops = onlyLoose ? this.#groupSizes() : undefined;
    this.#ordered.forEach((posting, index) => {
      const key = keyOf(posting);
      if (key === undefined) return;
      const time = timeOf(posting.mail.date);
      const groups = (open.get(key) ?? []).filter((group) => time - group.time <= gap || time === group.time);
      open.set(key, groups);
      const mine = this.#sets.find(index);
      const fitting =
        groups.find((group) => this.#sets.find(group.last) === mine) ??
        [...groups].reverse().find((group) => {
          if (tops && (tops.get(group.last) ?? 0) > 1 && (tops.get(index) ?? 0) > 1) return false;
          return this.#join(group.last, index);
        });
      if (!fitting) groups.push({ last: index, time });
      else Object.assign(fitting, { last: index, time });
    });
  }

  #groupSizes(): Map<number, number> {
    const sizes = new Map<number, number>();
    for (const group of this.#sets.groups()) for (const member of group) sizes.set(member, group.length);
    return sizes;
  }

  /** Takes over the groups of another gathering of the same postings. */
  joinAs(other: Gathering): void {
    for (const group of other.#sets.groups())
      for (const member of group) this.#join(group[0] ?? member, member);
  }

  /** Parts of one re-roll: no cover, not complete, answering patches of one earlier batch. */
  joinParts(batches: readonly Batch[], above: ReadonlyMap<MessageId, MessageId>): void {
    const batchOf = new Map<MessageId, number>();
    batches.forEach((batch, index) => batch.postings.forEach(({ mail }) => batchOf.set(mail.id, index)));
    const parts = new Map<string, number[]>();
    this.#ordered.forEach((posting, index) => {
      const numbers = this.#numbers[this.#sets.find(index)];
      if (
        !posting.isNumbered ||
        posting.total < 2 ||
        !numbers ||
        numbers.has(0) ||
        numbers.size >= posting.total
      )
        return;
      const answered = batchOf.get(above.get(posting.mail.id) ?? posting.mail.id);
      if (answered === undefined || answered === batchOf.get(posting.mail.id)) return;
      const key = `${answered}|${versionKey(posting)}|${posting.total}|${posting.sender.address || posting.sender.name}`;
      const fitting = (parts.get(key) ?? []).find((other) => this.#join(other, index));
      if (fitting === undefined) parts.set(key, [...(parts.get(key) ?? []), index]);
    });
  }

  /**
   * A patch that answers a cover letter which lacks its number, sent by the same person in the same run or hour,
   * is of that set even if version or total differ: a slip ("[RESEND PATCH 0/3]" over "[PATCH 3/3 v6]").
   */
  joinSlips(): void {
    this.#ordered.forEach((posting, index) => {
      const parent = this.#indexOf.get(posting.mail.parents[0] ?? posting.mail.id);
      if (parent === undefined || parent === index || !posting.isNumbered || posting.kind === 'cover') return;
      const cover = this.#postingAt(parent);
      const isOneSlip = versionKey(posting) === versionKey(cover) || posting.total === cover.total;
      if (cover.kind === 'cover' && isOneSlip && isSentWith(posting, cover)) this.#join(parent, index);
    });
  }

  batches(above: ReadonlyMap<MessageId, MessageId>): Batch[] {
    return this.#sets.groups().map((group) =>
      batch(
        group.map((index) => this.#postingAt(index)),
        above,
      ),
    );
  }
}

function batch(postings: readonly Posting[], above: ReadonlyMap<MessageId, MessageId>): Batch {
  const [first, ...rest] = postings;
  if (!first) throw new RangeError('a batch has at least one posting');
  const cover = postings.find((posting) => posting.kind === 'cover');
  const patches = new Map(
    postings
      .filter((posting) => posting.kind === 'patch')
      .sort((a, b) => a.number - b.number)
      .map((posting) => [posting.number, posting]),
  );
  const head = cover ?? [...patches.values()][0] ?? first;
  const own = new Set(postings.map(({ mail }) => mail.id));
  let answers = above.get(head.mail.id);
  while (answers !== undefined && own.has(answers)) answers = above.get(answers);
  const named =
    head.subject.versionText === undefined ? postings.find(({ subject }) => subject.versionText) : undefined;
  const { isRfc, isPreview, isResend } = head.subject;
  const { version, versionText } = (named ?? head).subject;
  const marks = { version, versionText, isRfc, isPreview, isResend };
  const total = Math.max(
    ...postings
      .filter((posting) => posting !== cover || postings.length === 1)
      .map((posting) => posting.total),
  );
  return {
    cover,
    patches,
    total,
    postings: [first, ...rest],
    head,
    answers,
    marks,
    time: timeOf(first.mail.date),
  };
}

/** True when one person sent both in one run of a mail tool, or within `UNTHREADED_GAP`. */
function isSentWith(a: Posting, b: Posting): boolean {
  if (!isSamePerson(a.sender, b.sender)) return false;
  const run = runOf(a.mail.id);
  if (run && run.stem === runOf(b.mail.id)?.stem) return true;
  return Math.abs(timeOf(a.mail.date) - timeOf(b.mail.date)) <= UNTHREADED_GAP;
}

/**
 * Patches whose number was only not written. "[PATCH v2] x" in answer to "[PATCH 3/5] x" of the same person is
 * number 3 of a new version of that set; "[PATCH] x" sent with a cover letter, as its answer, fills the one hole
 * that set has. Any other patch in the thread is one of its own.
 */
function numberRerolls(
  ordered: readonly Posting[],
  batches: readonly Batch[],
  above: ReadonlyMap<MessageId, MessageId>,
): Posting[] {
  const batchOf = new Map<MessageId, Batch>();
  for (const one of batches) for (const { mail } of one.postings) batchOf.set(mail.id, one);
  return ordered.map((posting) => {
    if (posting.isNumbered || posting.kind !== 'patch') return posting;
    const answered = batchOf.get(above.get(posting.mail.id) ?? posting.mail.id);
    const number = answered && answered.total > 1 ? numberIn(answered, posting) : undefined;
    if (!answered || number === undefined) return posting;
    return { ...posting, number, total: answered.total, isNumbered: true };
  });
}

function numberIn(answered: Batch, posting: Posting): number | undefined {
  for (const [number, patch] of answered.patches) {
    if (patch.titleKey === posting.titleKey && isSamePerson(patch.sender, posting.sender)) return number;
  }
  const { cover, patches, total } = answered;
  const isFromCover =
    cover !== undefined && posting.mail.parents[0] === cover.mail.id && isSentWith(posting, cover);
  if (!isFromCover || patches.size !== total - 1) return undefined;
  let hole = 1;
  while (patches.has(hole)) hole++;
  return hole <= total ? hole : undefined;
}
