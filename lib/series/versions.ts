import type { MessageId } from '../mail/index';
import type { Batch } from './batch';
import { changeIdOf, versionNumber } from './graph';
import { byText } from './order';
import type { Posting } from './posting';
import type { PatchSlot, Person, Signal, Version } from './series';
import type { Sender } from './people';
import type { Unheld } from './unheld';

/**
 * Clocks of senders go wrong by hours, so two versions closer than this stand in the order of their numbers and
 * not of their dates. In milliseconds: two days.
 */
const CLOCK_ERROR = 2 * 24 * 60 * 60 * 1000;

/**
 * Batches of one series, oldest first. Dates decide, within `CLOCK_ERROR` the version numbers; where a person put a
 * batch outranks both.
 */
export function orderVersions(batches: readonly Batch[]): Batch[] {
  const ordered = [...batches].sort(
    (a, b) =>
      a.time - b.time || versionNumber(a) - versionNumber(b) || byText(a.head.mail.id, b.head.mail.id),
  );
  for (let at = 1; at < ordered.length; at++) {
    for (let to = at; to > 0; to--) {
      const [before, mover] = [ordered[to - 1], ordered[to]];
      if (!before || !mover || !isMisdated(before, mover)) break;
      ordered[to - 1] = mover;
      ordered[to] = before;
    }
  }
  for (const batch of ordered.filter(({ after }) => after !== undefined)) {
    const before = ordered.find(
      (one) => one !== batch && one.postings.some(({ mail }) => mail.id === batch.after),
    );
    if (!before) continue;
    ordered.splice(ordered.indexOf(batch), 1);
    ordered.splice(ordered.indexOf(before) + 1, 0, batch);
  }
  return ordered;
}

function isMisdated(before: Batch, mover: Batch): boolean {
  const isDraft = (batch: Batch): boolean => batch.marks.isRfc || batch.marks.isPreview;
  const isUndated = !Number.isFinite(before.time) || !Number.isFinite(mover.time);
  if (!isUndated && mover.time - before.time > CLOCK_ERROR) return false;
  if (isDraft(before) !== isDraft(mover))
    return isDraft(mover) && versionNumber(mover) <= versionNumber(before);
  return versionNumber(mover) < versionNumber(before);
}

/** A version and the postings of its slots, which the comparison of versions needs. */
export interface MadeVersion {
  readonly version: Version;
  readonly batch: Batch;
  /** The posting in each slot, held here or carried over; undefined where it is missing. */
  readonly postings: readonly (Posting | undefined)[];
}

/**
 * Makes the versions of one series.
 *
 * @param ordered see `orderVersions`.
 * @param signalsOf the evidence that a batch belongs to the series.
 */
export function makeVersions(
  ordered: readonly Batch[],
  unheldOf: ReadonlyMap<Batch, Unheld>,
  signalsOf: (batch: Batch) => readonly Signal[],
  personOf: (sender: Sender) => Person,
): MadeVersion[] {
  const made: MadeVersion[] = [];
  const labels = new Set<string>();
  for (const batch of ordered) {
    const label = freeLabel(labelOf(batch), labels);
    labels.add(label);
    const unheld = unheldOf.get(batch);
    const base = baseOf(batch, unheld, made);
    const { slots, postings } = makeSlots(batch, unheld, base);
    const { cover, head, marks } = batch;
    made.push({
      batch,
      postings,
      version: {
        label,
        slug: label
          .toLowerCase()
          .replaceAll('#', '')
          .replace(/[^a-z0-9.]+/g, '-'),
        version: marks.version,
        isRfc: marks.isRfc,
        isPreview: marks.isPreview,
        isResend: marks.isResend,
        date: batch.postings[0].mail.date,
        cover: cover
          ? { kind: 'held', mail: cover.mail.id, title: cover.subject.title, patch: cover.patch }
          : unheld?.cover !== undefined
            ? { kind: 'missing', mail: unheld.cover }
            : undefined,
        patches: slots,
        partialOf: base?.version.label,
        changeId: changeIdOf(batch),
        baseCommit: [head, ...batch.postings]
          .map((one) => one.patch.baseCommit)
          .find((commit) => commit !== undefined),
        linkedBy: made.length === 0 ? [] : signalsOf(batch),
        sender: personOf(head.sender),
      },
    });
  }
  return made;
}

/** "RFC PREVIEW", "RFC v2", "v1", "v2.1", "v3 RESEND". */
export function labelOf({ marks }: Batch): string {
  const isDraft = marks.isRfc || marks.isPreview;
  const number = marks.versionText ?? String(marks.version);
  const parts = [marks.isRfc ? 'RFC' : '', marks.isPreview ? 'PREVIEW' : ''];
  if (!isDraft || (number !== '1' && number !== '0')) parts.push(`v${number}`);
  if (marks.isResend) parts.push('RESEND');
  return parts.filter((part) => part !== '').join(' ');
}

/** A label posted twice without a word gets a number: "v2 #2". */
function freeLabel(label: string, taken: ReadonlySet<string>): string {
  if (!taken.has(label)) return label;
  let count = 2;
  while (taken.has(`${label} #${count}`)) count++;
  return `${label} #${count}`;
}

/**
 * The version a batch re-rolls a part of: it lacks numbers and a cover letter, and what it has was sent into the
 * thread of an earlier version or alone in one of its own. Patches that answer a ghost are a set with holes.
 */
function baseOf(
  batch: Batch,
  unheld: Unheld | undefined,
  made: readonly MadeVersion[],
): MadeVersion | undefined {
  if (batch.cover || unheld?.cover !== undefined || batch.patches.size >= batch.total) return undefined;
  if ([...(unheld?.patches.values() ?? [])].some(({ mail }) => mail !== undefined)) return undefined;
  const isAlone = [...batch.patches.values()].every(({ mail }) => mail.parents.length === 0);
  const earlier = made.find((one) => holds(one, batch.answers));
  if (!isAlone && !earlier) return undefined;
  const fitting = made.filter((one) => one.version.patches.length === batch.total);
  return fitting.at(-1);
}

function holds({ batch }: MadeVersion, id: MessageId | undefined): boolean {
  return id !== undefined && batch.postings.some(({ mail }) => mail.id === id);
}

function makeSlots(batch: Batch, unheld: Unheld | undefined, base: MadeVersion | undefined) {
  const slots: PatchSlot[] = [];
  const postings: (Posting | undefined)[] = [];
  const last = Math.max(batch.patches.size === 0 ? 0 : batch.total, ...batch.patches.keys());
  for (const number of slotNumbers(batch, unheld, last)) {
    const posting = batch.patches.get(number);
    const carried = base?.postings[number - 1];
    if (posting) {
      const { mail, subject, author, patch } = posting;
      slots.push({ kind: 'held', number, mail: mail.id, title: subject.title, author, patch });
      postings.push(posting);
    } else if (carried) {
      slots.push({ kind: 'carried', number, mail: carried.mail.id, title: carried.subject.title });
      postings.push(carried);
    } else {
      const named = unheld?.patches.get(number);
      slots.push({ kind: 'missing', number, mail: named?.mail, title: named?.title });
      postings.push(undefined);
    }
  }
  return { slots, postings };
}

/** A total above this that few patches stand behind is a slip or malice ("[PATCH 1/9999]"): only what is known gets a slot. */
const MAX_MISSING = 500;

function slotNumbers(batch: Batch, unheld: Unheld | undefined, last: number): number[] {
  const all = Math.max(last, batch.patches.size === 0 ? batch.total : 0);
  if (all - batch.patches.size <= MAX_MISSING) return Array.from({ length: all }, (_, index) => index + 1);
  return [...new Set([...batch.patches.keys(), ...(unheld?.patches.keys() ?? [])])].sort((a, b) => a - b);
}
