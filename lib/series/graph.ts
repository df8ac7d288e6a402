import type { MessageId } from '../mail/index';
import { normaliseTitle } from '../patch/index';
import type { Batch } from './batch';
import { byText } from './order';
import { nearTitles } from './nearTitle';
import { pairPatches } from './pairing';
import { isSamePerson, nameKey } from './people';
import { mentionsIn, supersededIn } from './mentions';
import type { Posting } from './posting';
import { diffSimilarity, likenessOf } from './similarity';
import type { Signal } from './series';

/** Two batches and how much speaks for their being versions of one series. */
export interface Edge {
  /** Index of the earlier and of the later batch. */
  readonly earlier: number;
  readonly later: number;
  /** Sum of the weights of all signals. */
  readonly weight: number;
  readonly signals: readonly Signal[];
}

/**
 * From this sum on two batches are versions of one series. A weight of 1 is a signal that by itself was never
 * seen to mislead in the way it is used here; weaker ones must come together.
 */
export const JOIN_AT = 1;

/** Signals weaker than this (a link to a reply somewhere) add to the sum and are not shown as evidence. */
const TELLING = 0.3;

/**
 * The same title from the same person means less after this time: people reuse titles ("fix typos") over the
 * years. Then something of the content must be the same too. In milliseconds: 400 days.
 */
const LONG_AFTER = 400 * 24 * 60 * 60 * 1000;

/** One patch with the same title and this share of equal lines is the same patch again. */
const SAME_CONTENT = 0.3;

/** A patch title or patch-id that more batches than this carry ("Linux 5.10", a stable review) tells nothing. */
const MAX_SHARERS = 64;

/** A batch is compared by content with at most this many of the nearest batches that share a patch. */
const MAX_NEIGHBOURS = 16;

const HALF = 0.5;
const QUARTER = 0.25;

interface Weighed {
  readonly signal: Signal;
  readonly weight: number;
}

/**
 * Weighs every pair of batches that something connects.
 *
 * @param batches in the order of time; edges name them by index.
 * @param batchOf the batch of each posting, held or missing.
 * @param spokenTo the posting each reply speaks to.
 */
export function weighEdges(
  batches: readonly Batch[],
  batchOf: ReadonlyMap<MessageId, number>,
  spokenTo: ReadonlyMap<MessageId, MessageId>,
): Edge[] {
  const graph = new Graph(batches);
  graph.addChangeIds();
  graph.addTitles();
  graph.addNearTitles();
  graph.addFormerTitles();
  graph.addMentions(batchOf, spokenTo);
  graph.addThreading(batchOf);
  graph.addSharedPatches();
  return graph.edges();
}

class Graph {
  readonly #batches: readonly Batch[];
  readonly #found = new Map<string, { earlier: number; later: number; weighed: Weighed[] }>();
  readonly #landings = new Set<string>();

  constructor(batches: readonly Batch[]) {
    this.#batches = batches;
  }

  #at(index: number): Batch {
    const batch = this.#batches[index];
    if (!batch) throw new RangeError(`no batch ${index} among ${this.#batches.length}`);
    return batch;
  }

  /** Of signals of one kind between two batches the weightiest counts once. */
  #add(
    a: number,
    b: number,
    kind: Signal['kind'],
    weight: number,
    because: readonly MessageId[],
    why: string,
  ): void {
    if (a === b) return;
    const [earlier, later] = a < b ? [a, b] : [b, a];
    const key = `${earlier} ${later}`;
    const edge = this.#found.get(key) ?? { earlier, later, weighed: [] };
    this.#found.set(key, edge);
    const signal: Signal = { kind, because, why };
    const same = edge.weighed.findIndex((other) => other.signal.kind === kind);
    if (same < 0) edge.weighed.push({ signal, weight });
    else if ((edge.weighed[same]?.weight ?? 0) < weight) edge.weighed[same] = { signal, weight };
  }

  /** b4 writes the change-id of a branch into every version sent from it. */
  addChangeIds(): void {
    for (const [id, members] of this.#grouped((batch) => [changeIdOf(batch)])) {
      for (const [a, b] of consecutive(members)) {
        const why = `both carry change-id ${id}`;
        this.#add(a, b, 'change-id', 1, [this.#at(a).head.mail.id, this.#at(b).head.mail.id], why);
      }
    }
  }

  /**
   * One title, one person: each batch with the one before it. A version number that does not grow is a new
   * beginning unless the content is the same; so is a long pause.
   */
  addTitles(): void {
    for (const [, members] of this.#grouped((batch) => [titleKeyOf(batch)])) {
      for (const line of this.#bySender(members)) {
        for (const [a, b] of consecutive(line)) {
          const [one, other] = [this.#at(a), this.#at(b)];
          const isNext = isProgress(one, other) && other.time - one.time <= LONG_AFTER;
          const isVersion =
            treesOf(one) === treesOf(other) && (isNext || sharedPatches(one, other).length > 0);
          const why = `both are titled "${other.head.subject.title}" and sent by ${nameOf(other.head)}`;
          this.#add(a, b, 'subject+author', isVersion ? 1 : 0.3, [one.head.mail.id, other.head.mail.id], why);
        }
      }
      const nearest = [...members].sort((a, b) => a - b);
      for (const [a, b] of consecutive(nearest)) {
        const [one, other] = [this.#at(a), this.#at(b)];
        if (isSamePerson(one.head.sender, other.head.sender)) continue;
        const why = `both are titled "${other.head.subject.title}", sent by ${nameOf(one.head)} and ${nameOf(other.head)}`;
        const weight = isProgress(one, other) ? 0.4 : 0.3;
        this.#add(a, b, 'subject+author', weight, [one.head.mail.id, other.head.mail.id], why);
      }
    }
  }

  /**
   * A title changed by a word or in its subsystem: the same person, a version number that grows, and a file that
   * both touch; or half of the patches the same, when a second RFC is only called RFC.
   */
  addNearTitles(): void {
    const near = this.#grouped((batch) => (hasOwnTitle(batch) ? nearTitles(batch.head.subject.title) : []));
    for (const [, members] of near) {
      if (members.length < 2 || members.length > MAX_SHARERS) continue;
      for (const line of this.#bySender(members)) {
        for (const [a, b] of consecutive(line)) {
          const [one, other] = [this.#at(a), this.#at(b)];
          if (titleKeyOf(one) === titleKeyOf(other)) continue;
          const isNext = isProgress(one, other) && other.time - one.time <= LONG_AFTER;
          const isSame = isNext ? haveCommonFile(one, other) : areHalfShared(one, other);
          const weight = treesOf(one) === treesOf(other) && isSame ? 1 : 0.3;
          const why = `"${one.head.subject.title}" and "${other.head.subject.title}" are sent by ${nameOf(other.head)}`;
          this.#add(a, b, 'subject+author', weight, [one.head.mail.id, other.head.mail.id], why);
        }
      }
    }
  }

  /** "(was: old title)" names the title an earlier version had. */
  addFormerTitles(): void {
    const byTitle = new Map(
      this.#grouped((batch) => [titleKeyOf(batch), ...[...batch.patches.values()].map((p) => p.titleKey)]),
    );
    this.#batches.forEach((batch, later) => {
      for (const posting of batch.postings) {
        const former = posting.subject.formerTitle;
        if (former === undefined) continue;
        const earlier = (byTitle.get(normaliseTitle(former)) ?? []).filter((index) => index < later).at(-1);
        if (earlier === undefined) continue;
        const other = this.#at(earlier);
        const weight = isSamePerson(other.head.sender, posting.sender) ? 1 : HALF;
        this.#add(
          earlier,
          later,
          'was',
          weight,
          [posting.mail.id],
          `the subject says it was "${former}" before`,
        );
      }
    });
  }

  /** Links to archives and "Supersedes:". */
  addMentions(batchOf: ReadonlyMap<MessageId, number>, spokenTo: ReadonlyMap<MessageId, MessageId>): void {
    this.#batches.forEach((batch, later) => {
      for (const posting of batch.postings) {
        const superseded = supersededIn(posting.mail, posting.patch);
        const earlier = superseded === undefined ? undefined : batchOf.get(superseded);
        if (superseded === undefined || earlier === undefined) continue;
        this.#add(
          earlier,
          later,
          'supersedes',
          1,
          [posting.mail.id, superseded],
          `it says it supersedes ${superseded}`,
        );
      }
      for (const mention of mentionsIn(batch)) {
        const direct = batchOf.get(mention.id);
        const earlier = direct ?? batchOf.get(spokenTo.get(mention.id) ?? mention.id);
        if (earlier === undefined || earlier === later) continue;
        const other = this.#at(earlier);
        const isOwn = isSamePerson(other.head.sender, batch.head.sender);
        if (mention.as === 'trailer') {
          if (!isOwn) this.#landings.add(`${earlier} ${later}`);
          continue;
        }
        if (mention.as === 'dependency') continue;
        const { marks } = other;
        const isNamed = mention.versions.includes(marks.version) || (mention.namesRfc && marks.isRfc);
        const isVague = mention.versions.length === 0 && mention.as === 'earlier';
        const isEarlier =
          mention.as === 'earlier' &&
          (isNamed || isVague) &&
          isProgress(other, batch) &&
          direct !== undefined;
        // Who names the version he goes on from, and keeps its title but for a word, has taken it over.
        const isSure = isNamed && (isOwn || haveNearTitles(other, batch));
        const weight = isEarlier
          ? isSure
            ? 1
            : isOwn || isNamed
              ? 0.7
              : HALF
          : direct === undefined
            ? 0.2
            : isOwn
              ? HALF
              : 0.3;
        const what = mention.in.kind === 'cover' ? 'the cover letter' : `patch ${mention.in.number}`;
        const called = isEarlier && isNamed ? ' as an earlier version' : '';
        this.#add(
          earlier,
          later,
          'lore-link',
          weight,
          [mention.in.mail.id, mention.id],
          `${what} links ${mention.id}${called}`,
        );
      }
    });
  }

  /**
   * A version sent into the thread of the one before it. A part of a version sent again under that version's own
   * cover letter is of it. Somebody else who posts the next number there has taken the work over if the patches
   * are alike.
   */
  addThreading(batchOf: ReadonlyMap<MessageId, number>): void {
    this.#batches.forEach((batch, later) => {
      const earlier = batch.answers === undefined ? undefined : batchOf.get(batch.answers);
      if (batch.answers === undefined || earlier === undefined || earlier === later) return;
      const other = this.#at(earlier);
      const isOwn = isSamePerson(other.head.sender, batch.head.sender);
      const isNext = isProgress(other, batch);
      const isSaid = batch.marks.versionText !== undefined || batch.marks.isResend;
      const isPart =
        !batch.cover && batch.total > 1 && batch.total === other.total && batch.patches.size < batch.total;
      const isAgain = isOwn && isPart && versionNumber(batch) === versionNumber(other);
      const isSure = isAgain || (isNext && isSaid && (isOwn || areMostlyAlike(other, batch)));
      const why = `${batch.head.mail.id} was sent into the thread of ${batch.answers}`;
      const weight = isSure ? 1 : isOwn && isNext ? 0.7 : 0.3;
      this.#add(earlier, later, 'threading', weight, [batch.head.mail.id, batch.answers], why);
    });
  }

  /** The same patches, by diff or by title and author. Both sets must largely consist of them. */
  addSharedPatches(): void {
    const sharers = this.#grouped((batch) => [...batch.patches.values()].flatMap(patchKeys));
    const neighbours = this.#batches.map(() => new Set<number>());
    for (const [, members] of sharers) {
      if (members.length < 2 || members.length > MAX_SHARERS) continue;
      members.forEach((later, position) => {
        for (const earlier of members.slice(Math.max(0, position - MAX_NEIGHBOURS), position))
          neighbours[later]?.add(earlier);
      });
    }
    neighbours.forEach((others, later) => {
      for (const earlier of [...others].sort((a, b) => b - a).slice(0, MAX_NEIGHBOURS))
        this.#weighShared(earlier, later);
    });
  }

  #weighShared(earlier: number, later: number): void {
    const [one, other] = [this.#at(earlier), this.#at(later)];
    const shared = sharedPatches(one, other);
    if (shared.length === 0) return this.#weighNamesakes(earlier, later);
    const ofLarger = shared.length / Math.max(one.patches.size, other.patches.size);
    const ofSmaller = shared.length / Math.min(one.patches.size, other.patches.size);
    const weight = this.#weightOfShared(earlier, later, ofLarger, ofSmaller);
    const why = `${shared.length} of ${other.patches.size} patches are among the ${one.patches.size} of ${one.head.mail.id}`;
    this.#add(
      earlier,
      later,
      'patches',
      weight,
      shared.slice(0, 8).flatMap(([a, b]) => [a.mail.id, b.mail.id]),
      why,
    );
  }

  /**
   * Patches of another author with the titles and much of the content of earlier ones: somebody took them over, or one
   * person has another name and address now. By itself that is never enough to join.
   */
  #weighNamesakes(earlier: number, later: number): void {
    const [one, other] = [this.#at(earlier), this.#at(later)];
    if (isSamePerson(one.head.sender, other.head.sender) || treesOf(one) !== treesOf(other)) return;
    const titled = new Map([...one.patches.values()].map((patch) => [patch.titleKey, patch]));
    const alike = [...other.patches.values()].flatMap((patch) => {
      const namesake = patch.titleKey === '' ? undefined : titled.get(patch.titleKey);
      return namesake && isAlike(namesake, patch) ? [[namesake, patch] as const] : [];
    });
    const ofLarger = alike.length / Math.max(one.patches.size, other.patches.size);
    if (ofLarger < HALF) return;
    const why = `${alike.length} of ${other.patches.size} patches have titles and lines of those of ${one.head.mail.id}, by another author`;
    const because = alike.slice(0, 8).flatMap(([a, b]) => [a.mail.id, b.mail.id]);
    this.#add(earlier, later, 'patches', isProgress(one, other) ? HALF : 0.3, because, why);
  }

  #weightOfShared(earlier: number, later: number, ofLarger: number, ofSmaller: number): number {
    const [one, other] = [this.#at(earlier), this.#at(later)];
    const isOwn = isSamePerson(one.head.sender, other.head.sender);
    if (treesOf(one) !== treesOf(other)) return 0.1;
    const isNext = isProgress(one, other);
    if (!isOwn) {
      // A maintainer who reposts what he took links it in trailers: that is a landing, not a version.
      if (this.#landings.has(`${earlier} ${later}`) && !isNext) return 0;
      if (ofLarger < QUARTER) return 0.1;
      return ofLarger < HALF ? 0.3 : isNext ? 0.6 : 0.3;
    }
    const isNear = other.time - one.time <= LONG_AFTER;
    if (isNext && isNear && ofSmaller >= HALF && ofLarger >= QUARTER) return 1;
    // Retitled and changed patches count too where one at least is the same.
    if (isNext && isNear && areMostlyAlike(one, other)) return 1;
    if (!isNext && ofLarger >= 0.75) return 1;
    return ofLarger >= QUARTER ? 0.5 : 0.3;
  }

  /** Batches by key, each list in order; batches without a key are in none. */
  #grouped(keysOf: (batch: Batch) => readonly (string | undefined)[]): [string, number[]][] {
    const groups = new Map<string, number[]>();
    this.#batches.forEach((batch, index) => {
      for (const key of new Set(keysOf(batch))) {
        if (key === undefined || key === '') continue;
        const group = groups.get(key);
        if (group) group.push(index);
        else groups.set(key, [index]);
      }
    });
    return [...groups].sort(([a], [b]) => byText(a, b));
  }

  /** Members parted by sender, each part in order. */
  #bySender(members: readonly number[]): number[][] {
    const parts: number[][] = [];
    const known = new Map<string, number[]>();
    for (const member of members) {
      const { name, address } = this.#at(member).head.sender;
      const keys = [address.toLowerCase(), nameKey(name)].filter((key) => key !== '');
      const part = keys.map((key) => known.get(key)).find((held) => held !== undefined) ?? [];
      if (part.length === 0) parts.push(part);
      part.push(member);
      for (const key of keys) if (!known.has(key)) known.set(key, part);
    }
    return parts;
  }

  edges(): Edge[] {
    return [...this.#found.values()]
      .map(({ earlier, later, weighed }) => ({
        earlier,
        later,
        weight: weighed.reduce((sum, { weight }) => sum + weight, 0),
        signals: weighed
          .filter((one) => one.weight >= TELLING)
          .sort((a, b) => b.weight - a.weight || byText(a.signal.kind, b.signal.kind))
          .map(({ signal }) => signal),
      }))
      .sort((a, b) => a.later - b.later || b.earlier - a.earlier);
  }
}

/** The change-id of a batch: the cover letter's, else its patches'. */
export function changeIdOf(batch: Batch): string | undefined {
  return [batch.head, ...batch.postings]
    .map((posting) => posting.patch.changeId)
    .find((id) => id !== undefined);
}

/** The folded title of the cover letter or of a patch posted alone; a set without a cover letter has none. */
function titleKeyOf(batch: Batch): string | undefined {
  return hasOwnTitle(batch) ? batch.head.titleKey : undefined;
}

function hasOwnTitle(batch: Batch): boolean {
  return batch.cover !== undefined || batch.total === 1;
}

function haveCommonFile(one: Batch, other: Batch): boolean {
  const touched = (batch: Batch): (string | undefined)[] =>
    [...batch.patches.values()].flatMap(({ patch }) =>
      patch.files.flatMap((file) => [file.oldPath, file.newPath]),
    );
  const known = new Set(touched(one));
  return touched(other).some((path) => path !== undefined && known.has(path));
}

function areHalfShared(one: Batch, other: Batch): boolean {
  const larger = Math.max(one.patches.size, other.patches.size);
  return larger > 0 && sharedPatches(one, other).length >= HALF * larger;
}

function haveNearTitles(one: Batch, other: Batch): boolean {
  if (!hasOwnTitle(one) || !hasOwnTitle(other)) return false;
  const near = new Set(nearTitles(one.head.subject.title));
  return nearTitles(other.head.subject.title).some((title) => near.has(title));
}

function nameOf(posting: Posting): string {
  return posting.sender.name || posting.sender.address;
}

function consecutive(members: readonly number[]): [number, number][] {
  return members.slice(1).map((member, index) => [members[index] ?? member, member]);
}

/** True when the later batch's subject says it is a later version: RFC to v1, v1 to v2, v2 to v2.1 or to a resend. */
export function isProgress(earlier: Batch, later: Batch): boolean {
  const [a, b] = [earlier.marks, later.marks];
  if (a.isRfc && !b.isRfc) return true;
  if (a.isPreview && !b.isPreview) return true;
  const [m, n] = [versionNumber(earlier), versionNumber(later)];
  return n > m || (n === m && b.isResend);
}

/** "2.1" is 2.001, so that "2.10" comes after "2.9". */
export function versionNumber(batch: Batch): number {
  const { version, versionText } = batch.marks;
  const minor = Number(versionText?.split('.')[1] ?? 0);
  return version + (Number.isFinite(minor) ? minor / 1000 : 0);
}

/** Release trees named in the brackets: a backport to another tree is no new version. */
export function treesOf(batch: Batch): string {
  const trees = batch.head.subject.tags
    .flatMap((tag) => tag.split(/[\s,]+/))
    .filter((tag) => /^v?\d+\.\d+(?:\.\d+)?(?:\.y)?$|stable|^autosel$/i.test(tag));
  return trees
    .map((tree) => tree.toLowerCase())
    .sort(byText)
    .join(' ');
}

function patchKeys(posting: Posting): string[] {
  const keys = posting.titleKey === '' ? [] : [`title:${posting.titleKey}`];
  if (posting.patch.patchId !== undefined) keys.push(`patch:${posting.patch.patchId}`);
  return keys;
}

/**
 * Patches of both with the same diff, or the same title and author; each patch counts once. Of two patches posted
 * alone the title is all that was compared already, so there the lines must be alike as well.
 */
function sharedPatches(one: Batch, other: Batch): [Posting, Posting][] {
  const byId = new Map<string, Posting>();
  const byTitle = new Map<string, Posting>();
  for (const patch of one.patches.values()) {
    if (patch.patch.patchId !== undefined) byId.set(patch.patch.patchId, patch);
    if (patch.titleKey !== '') byTitle.set(patch.titleKey, patch);
  }
  const areAlone = one.patches.size === 1 && other.patches.size === 1;
  const used = new Set<Posting>();
  const shared: [Posting, Posting][] = [];
  for (const patch of other.patches.values()) {
    const namesake = byTitle.get(patch.titleKey);
    const isSame =
      namesake && isSamePerson(namesake.author, patch.author) && (!areAlone || isAlike(namesake, patch));
    const match = byId.get(patch.patch.patchId ?? '') ?? (isSame ? namesake : undefined);
    if (!match || used.has(match)) continue;
    used.add(match);
    shared.push([match, patch]);
  }
  return shared;
}

/** A set of more patches than this is not compared patch by patch beyond titles and equal diffs. */
const MAX_COMPARED = 50;

/** True when at least half of the larger set is alike, patch by patch, whatever the titles say. */
function areMostlyAlike(one: Batch, other: Batch): boolean {
  const larger = Math.max(one.patches.size, other.patches.size);
  if (larger === 0 || larger > MAX_COMPARED) return false;
  const [a, b] = [one, other].map((batch) =>
    [...batch.patches.values()].map((posting) => likenessOf(posting.subject.title, posting.patch)),
  );
  return pairPatches(a ?? [], b ?? []).length >= HALF * larger;
}

function isAlike(a: Posting, b: Posting): boolean {
  return (
    diffSimilarity(likenessOf(a.subject.title, a.patch), likenessOf(b.subject.title, b.patch)) >= SAME_CONTENT
  );
}
