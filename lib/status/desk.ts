import type { Mailbox, MessageId } from '../mail/index';
import type { Remark } from '../discussion/index';
import type { PatchSlot } from '../series/index';
import { Addressees, FirstNames } from './addressees';
import { Awaited } from './awaited';
import { NewestPosting } from './newestPosting';
import { talkTurn } from './settledTalk';
import type { RemarkStatus, Review, Turn, Word } from './status';
import { isOfNewest, momentOf } from './taken';
import type { Asked } from './talk';
import { holdIn, momentIn, type Hold } from './talkTurn';
import type { TurnSources } from './turnSources';

/** What a talk was found to hold, and of what that was read. */
interface KnownTalk {
  readonly asked: Asked;
  readonly status: RemarkStatus | undefined;
  readonly since: number;
  readonly hold: Hold | undefined;
}

/** What has been said since a patch of the newest version was posted. */
export class Desk {
  readonly addressees: Addressees;
  private readonly awaited: Awaited;
  private readonly posting: NewestPosting;
  private readonly words: readonly Word[];
  private readonly newest: number;
  private readonly posted: number;
  /** Who takes it, or will, asks for nothing by these words. */
  private readonly taking: ReadonlySet<Remark>;
  private readonly moment: (remark: Remark, posting: MessageId | undefined) => number;
  private readonly names: FirstNames;
  private readonly known: Map<Remark, KnownTalk>;

  /** @param before The desk of an earlier moment at which the series had the same versions: what did not change since is not read again. */
  constructor(
    private readonly from: TurnSources,
    before?: Desk,
  ) {
    const { recognition, series, remarkAt, journey, cast } = from;
    this.names = before?.names ?? new FirstNames(recognition, series, cast);
    this.known = before?.known ?? new Map<Remark, KnownTalk>();
    this.addressees = new Addressees(recognition, this.names, remarkAt, cast);
    this.awaited = new Awaited(from, before?.awaited);
    this.posting = new NewestPosting(from, this.awaited);
    this.newest = series.versions.length - 1;
    this.posted = series.versions.at(-1)?.date?.getTime() ?? -Infinity;
    this.words = from.words.filter((word) => isOfNewest(word, this.newest, this.posted));
    this.taking = new Set(
      this.words.flatMap(({ kind, remark }) =>
        remark && (kind === 'taken' || kind === 'will-take') ? [remark] : [],
      ),
    );
    this.moment = momentIn((posting) => journey.stopOf(posting)?.version.date);
  }

  /** Gives the author's turn its name: who sent the newest version. */
  named(turn: Turn): Turn {
    if (turn.waitingOn !== 'author') return turn;
    const sender = this.from.series.versions.at(-1)?.sender ?? this.from.series.author;
    return { ...turn, people: [{ name: sender.name, address: sender.key }] };
  }

  /** Review tags that count for a patch of the newest version. */
  reviewsOf(slot: PatchSlot): readonly Review[] {
    return this.awaited.reviews.of(slot);
  }

  /** The turn of a patch of the newest version. */
  ofPatch(slot: PatchSlot): Turn {
    const end = this.endOf(slot);
    if (end) return turnBy('nobody', [], end);
    if (slot.mail === undefined) return notKnown('the patch is not held, and nothing is said of it');
    const since = this.postedAt(slot);
    const talk = this.afterTalk(this.talks((posting) => this.isOf(posting, slot), since));
    return (
      this.afterWords(talk, [slot]) ?? this.posting.waitsFor(this.awaited.reviewersOf(slot, since), since)
    );
  }

  /** The turn of the series: what ends it, then the author, then people who were answered, then the tags, then the version. */
  ofSeries(): Turn {
    const version = this.from.series.versions.at(-1);
    if (!version) return notKnown('no version is held');
    if (!version.date) return notKnown(`${version.label} has no date`);
    const ends = new Map(
      version.patches.flatMap((slot) => {
        const end = this.endOf(slot);
        return end ? [[slot, end] as const] : [];
      }),
    );
    const left = version.patches.filter((slot) => !ends.has(slot));
    if (left.length === 0) {
      // A version of which no patch is known ends by a word that is for all.
      const all = ends.size > 0 ? [...ends.values()] : this.words.filter(isEnd).slice(0, 1);
      if (all.length > 0) return endedBy(all);
    }
    const turn = this.ofRest(left, new Set([...ends.keys()].map(({ mail }) => mail)));
    if (ends.size === 0) return turn;
    const isTaken = [...ends.values()].every(({ kind }) => kind === 'taken');
    const [one, more] = isTaken ? ['was taken', 'were taken'] : ['waits for nobody', 'wait for nobody'];
    const count = `${ends.size} of ${version.patches.length} patches ${ends.size === 1 ? one : more}`;
    return { ...turn, why: `${turn.why}; ${count}` };
  }

  /** The turn of the patches that nothing has ended. */
  private ofRest(left: readonly PatchSlot[], ended: ReadonlySet<MessageId | undefined>): Turn {
    const talks = this.talks((posting) => !this.leadsTo(posting, ended), this.posted);
    const moved = this.afterWords(this.afterTalk(talks), left, ended.size > 0);
    if (moved) return moved;
    const people = new Map<string, Mailbox>();
    for (const slot of left)
      if (this.ofPatch(slot).waitingOn === 'reviewers')
        for (const box of this.awaited.reviewersOf(slot, this.posted))
          people.set(box.address || box.name, box);
    return this.posting.waitsFor([...people.values()], this.posted);
  }

  /** The talk, the words on the whole and the tags, in the order in which they count; undefined: nothing since the version. */
  private afterWords(talk: Turn | undefined, slots: readonly PatchSlot[], areRest = false): Turn | undefined {
    const isFor = ({ patches }: Word): boolean =>
      patches === undefined || slots.some(({ mail }) => mail !== undefined && patches.has(mail));
    const words = this.words.filter(isFor);
    const own = words.findLast(({ kind }) => kind.startsWith('author-'));
    if (own?.kind === 'author-withdraws') return turnBy('nobody', [], own);
    if (talk?.waitingOn === 'author') return talk;
    const asks =
      words.find(({ kind }) => kind === 'changes-requested') ??
      words.findLast(({ kind }) => kind === 'taken-back') ??
      own;
    if (asks) return turnBy('author', [], asks);
    if (talk) return talk;
    const will = words.findLast(({ kind }) => kind === 'will-take');
    if (will?.remark) return turnBy('maintainer', [this.from.cast.boxOf(will.remark.from)], will);
    return this.posting.readyOf(slots, areRest);
  }

  /** The first word that ends a patch: taken or turned down, and not taken back since. */
  private endOf({ mail }: PatchSlot): Word | undefined {
    const words = this.words.filter(
      ({ patches }) => patches === undefined || (mail !== undefined && patches.has(mail)),
    );
    const back = words.findLastIndex(({ kind }) => kind === 'taken-back');
    return words.slice(back + 1).find(isEnd);
  }

  /** When the patch of the newest version was posted: a partial re-roll leaves others as they are. */
  private postedAt({ mail, kind }: PatchSlot): number {
    if (kind !== 'carried') return this.posted;
    const date = this.from.journey.stopOf(mail)?.version.date;
    return date?.getTime() ?? this.posted;
  }

  private isOf(posting: MessageId | undefined, { mail }: PatchSlot): boolean {
    return this.leadsTo(posting, new Set([mail]));
  }

  /** True when what is said of a posting is said of one of these patches. */
  private leadsTo(posting: MessageId | undefined, mails: ReadonlySet<MessageId | undefined>): boolean {
    if (posting === undefined) return false;
    if (mails.has(posting)) return true;
    const stop = this.from.journey.stopOf(posting);
    if (!stop || stop.number === 0) return false;
    return this.from.journey.after(stop).some((one) => !('dropped' in one) && mails.has(one.mail));
  }

  /** What the talks about some postings hold since a moment, as far as they are not settled. */
  private talks(isAbout: (posting: MessageId | undefined) => boolean, since: number): readonly Hold[] {
    const told = new Map<MessageId | undefined, boolean>();
    const holds: Hold[] = [];
    for (const one of this.from.asked) {
      const { remark, posting } = one;
      if (remark.kind === 'bot' || this.taking.has(remark)) continue;
      const isTold = told.get(posting) ?? isAbout(posting);
      told.set(posting, isTold);
      const hold = isTold ? this.holdOf(one, since) : undefined;
      if (hold) holds.push(hold);
    }
    return holds;
  }

  /** Who holds a talk since a moment, unless that is nobody or it is settled. */
  private holdOf(one: Asked, since: number): Hold | undefined {
    const { recognition, series, states, cast } = this.from;
    const { remark, posting } = one;
    const status = states.get(remark);
    const known = this.known.get(remark);
    if (known && known.asked === one && known.status === status && known.since === since) return known.hold;
    const momentOf = (said: Remark) => this.moment(said, posting);
    const hold = holdIn(one, since, momentOf, cast, this.addressees);
    const isHeld =
      hold !== undefined &&
      hold.on !== 'nobody' &&
      talkTurn(one, hold, status, recognition, series, cast).waitingOn !== 'nobody';
    const found = isHeld ? hold : undefined;
    this.known.set(remark, { asked: one, status, since, hold: found });
    return found;
  }

  /** The author comes first, since the first ask that waits; then all who were answered or asked. */
  private afterTalk(holds: readonly Hold[]): Turn | undefined {
    const mine = holds.filter(({ on }) => on === 'author');
    const first = earliest(mine);
    if (first)
      return {
        waitingOn: 'author',
        people: [],
        since: first.since,
        why: mine.length === 1 ? first.why : `${first.why}; ${mine.length} remarks wait in all`,
        evidence: mine.flatMap(({ evidence }) => evidence),
      };
    const theirs = holds.filter(({ on }) => typeof on !== 'string');
    const oldest = earliest(theirs);
    if (!oldest) return undefined;
    const people = new Map<string, Mailbox>();
    for (const { on } of theirs)
      if (typeof on !== 'string') for (const box of on) people.set(box.address || box.name, box);
    return {
      waitingOn: 'reviewers',
      people: [...people.values()],
      since: oldest.since,
      why: theirs.length === 1 ? oldest.why : `${oldest.why}; ${theirs.length} answers wait in all`,
      evidence: theirs.flatMap(({ evidence }) => evidence),
    };
  }
}

function isEnd({ kind }: Word): boolean {
  return kind === 'taken' || kind === 'turned-down';
}

/** Nobody's, since the last of the patches was ended. */
function endedBy(ends: readonly Word[]): Turn {
  const last = ends.reduce((a, b) => ((momentOf(b) ?? Infinity) > (momentOf(a) ?? Infinity) ? b : a));
  const commits = ends.flatMap(({ evidence }) => (evidence.kind === 'commit' ? [evidence] : []));
  if (ends.length === 1 || commits.length < ends.length) return turnBy('nobody', [], last);
  const trees = [...new Set(commits.map(({ tree }) => tree))];
  const where = trees.length > 1 ? `${trees.slice(0, -1).join(', ')} or ${trees.at(-1) ?? ''}` : trees[0];
  return {
    ...turnBy('nobody', [], last),
    why: `all ${ends.length} patches are in ${where ?? ''}`,
    evidence: commits,
  };
}

function earliest(holds: readonly Hold[]): Hold | undefined {
  return holds.reduce<Hold | undefined>(
    (first, one) =>
      !first || (one.since?.getTime() ?? Infinity) < (first.since?.getTime() ?? Infinity) ? one : first,
    undefined,
  );
}

function turnBy(
  waitingOn: Turn['waitingOn'],
  people: readonly Mailbox[],
  { date, why, evidence }: Word,
): Turn {
  return { waitingOn, people, since: date, why, evidence: [evidence] };
}

function notKnown(why: string): Turn {
  return { waitingOn: 'unknown', people: [], since: undefined, why, evidence: [] };
}
