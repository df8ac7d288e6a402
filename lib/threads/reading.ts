import { joinParts, type BundlePart } from '../analysis/index';
import { bearingOn, byCommitKey } from '../progress/index';
import { groupsByKeys } from '../series/index';
import { batchOf, type Batch, type Piece } from './batch';
import { crewOf, type Member } from './crew';
import { Pulls } from './pulls';
import type { Besides, Leads } from './tasks';
import { together, Work } from './work';

/** A task has about this many bytes of mail: a fraction of a second's work. Less than one task needs no threads. */
const mostBytesOfATask = 1024 * 1024;

export interface ReadingOptions {
  readonly threads: number;
  /** Mail dated later is left out, and this moment is taken for now. */
  readonly at?: Date | undefined;
  readonly bytesOfATask?: number;
}

/** What is said by all mails, and which of them were none. */
export interface Told {
  readonly part: BundlePart;
  /** Mails that were read, those included that are left out by their date. */
  readonly mails: number;
  readonly leftOut: number;
  /** In the order they were added. */
  readonly refused: readonly { readonly place: string; readonly why: string }[];
}

/** The keys of the commits that mails may have become, and when the first was sent. */
export interface Known {
  readonly keys: ReadonlySet<string>;
  readonly since: Date | undefined;
}

/** A raw mail that is waiting to be analysed. */
interface Waiting {
  readonly number: number;
  readonly batch: Batch;
  readonly piece: Piece;
  readonly leads: Leads;
  /** Who read it. */
  readonly by: Member;
}

/**
 * Analyses mails in several threads: what `analyse` makes of all of them, whatever the number of threads. Each mail is read
 * for its keys, and then told with those it shares keys with, where possible by the thread that has read it. Memory holds the bytes of
 * all mails, but of parsed ones only those at work and a bounded number that threads keep.
 */
export class Reading {
  private crew: readonly Member[] | undefined;
  private readonly busy = new Map<Member, number>();
  private batches = 0;
  private readonly waiting: Waiting[] = [];
  private readonly refused: { readonly number: number; readonly place: string; readonly why: string }[] = [];
  private readonly tasks: Promise<void>[] = [];
  private readonly bytesOfATask: number;
  private fresh: { readonly raw: Uint8Array; readonly place: string }[] = [];
  private freshBytes = 0;
  private count = 0;
  private leftOut = 0;

  constructor(private readonly options: ReadingOptions) {
    this.bytesOfATask = options.bytesOfATask ?? mostBytesOfATask;
  }

  /** Mails added so far. */
  get added(): number {
    return this.count;
  }

  add(raw: Uint8Array, place: string): void {
    this.fresh.push({ raw, place });
    this.freshBytes += raw.length;
    this.count += 1;
    if (this.freshBytes < this.bytesOfATask) return;
    this.crew ??= crewOf(this.options.threads);
    this.handOut(this.crew);
  }

  private handOut(crew: readonly Member[]): void {
    const [fresh, first] = [this.fresh, this.count - this.fresh.length];
    const batch = batchOf(
      this.batches++,
      fresh.map(({ raw }) => raw),
    );
    const places = fresh.map(({ place }) => place);
    [this.fresh, this.freshBytes] = [[], 0];
    const task = this.readKeys(this.leastBusy(crew), batch, places, first);
    // Heard of where all of them are waited for.
    task.catch(() => undefined);
    this.tasks.push(task);
  }

  private leastBusy(crew: readonly Member[]): Member {
    const workOf = (member: Member) => this.busy.get(member) ?? 0;
    return crew.reduce((least, member) => (workOf(member) < workOf(least) ? member : least));
  }

  private async readKeys(by: Member, batch: Batch, places: readonly string[], first: number): Promise<void> {
    const { at } = this.options;
    this.busy.set(by, (this.busy.get(by) ?? 0) + 1);
    const read = await by.readKeys({ batch, at });
    this.busy.set(by, (this.busy.get(by) ?? 1) - 1);
    for (const [index, one] of read.entries()) {
      const [piece, number] = [batch.mails[index], first + index];
      if (one !== 'left out' && 'why' in one) {
        this.refused.push({ number, place: places[index] ?? '', why: one.why });
        continue;
      }
      if (one === 'left out') this.leftOut += 1;
      if (one === 'left out' || !piece) continue;
      this.waiting.push({ number, batch, piece, leads: one, by });
    }
  }

  /** What is known of the mails before they are analysed. */
  async known(): Promise<Known> {
    await this.readAll();
    const since = this.waiting.reduce(
      (first, { leads }) => Math.min(first, leads.date?.getTime() ?? Infinity),
      Infinity,
    );
    return {
      keys: new Set(this.waiting.flatMap(({ leads }) => leads.commits)),
      since: Number.isFinite(since) ? new Date(since) : undefined,
    };
  }

  private async readAll(): Promise<readonly Member[]> {
    const crew = (this.crew ??= crewOf(1));
    if (this.fresh.length > 0) this.handOut(crew);
    await Promise.all(this.tasks);
    return crew;
  }

  /** What is said by everything that was added. */
  async told(
    onProgress: (mails: number) => void = () => undefined,
    besides: Besides = { commits: [], maintainers: undefined },
  ): Promise<Told> {
    const crew = await this.readAll();
    const { at } = this.options;
    const waiting = this.waiting.splice(0).sort((a, b) => a.number - b.number);
    const pulls = new Pulls(waiting);
    const commits = byCommitKey(besides.commits);
    let done = 0;
    const work = new Work(
      tasksOf(waiting, this.bytesOfATask).map((mails) => ({
        mails,
        size: sizeOf(mails),
        by: readerOf(mails),
      })),
    );
    const parts: BundlePart[] = [];
    await Promise.all(
      crew.map(async (member) => {
        for (let task = work.next(member); task; task = work.next(member)) {
          const { mails } = task;
          const [own, about] = [batchesOf(mails), batchesOf(pulls.about(mails))];
          const keys = mails.flatMap(({ leads }) => leads.commits);
          const bearing = { ...besides, commits: bearingOn(commits, keys) };
          parts.push(await member.tellMails({ batches: own, pulls: about, besides: bearing, at }));
          done += mails.length;
          onProgress(done);
        }
      }),
    );
    return {
      part: joinParts(parts),
      mails: this.count - this.refused.length,
      leftOut: this.leftOut,
      refused: [...this.refused].sort((a, b) => a.number - b.number),
    };
  }

  async end(): Promise<void> {
    await Promise.all((this.crew ?? []).map((member) => member.end()));
  }
}

/** Mails that share keys in one task. Mails are in the order they came, whichever thread read them first. */
function tasksOf(mails: readonly Waiting[], bytesOfATask: number): readonly (readonly Waiting[])[] {
  const groups = groupsByKeys(mails.map(({ leads }) => leads.keys))
    .map((group) => group.flatMap((index) => mails[index] ?? []))
    .map((group) => ({ group, size: sizeOf(group) }));
  return together(groups, bytesOfATask).map((task) => task.flatMap(({ group }) => group));
}

function sizeOf(mails: readonly Waiting[]): number {
  return mails.reduce((sum, { piece }) => sum + piece.end - piece.start, 0);
}

/** Who read most of the bytes of some mails. */
function readerOf(mails: readonly Waiting[]): Member | undefined {
  const bytes = new Map<Member, number>();
  for (const { by, piece } of mails) bytes.set(by, (bytes.get(by) ?? 0) + piece.end - piece.start);
  return [...bytes].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function batchesOf(mails: readonly Waiting[]): readonly Batch[] {
  const pieces = new Map<Batch, Piece[]>();
  for (const { batch, piece } of mails) {
    const known = pieces.get(batch);
    if (known) known.push(piece);
    else pieces.set(batch, [piece]);
  }
  return [...pieces].map(([{ number, bytes }, own]) => ({ number, bytes, mails: own }));
}
