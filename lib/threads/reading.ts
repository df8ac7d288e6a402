import { joinParts, type BundlePart } from '../analysis/index';
import { groupsByKeys } from '../series/index';
import { crewOf, type Crew } from './crew';
import { Pulls } from './pulls';
import type { Batch, Besides, Leads, Piece } from './tasks';

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
  /** In the order they were added. */
  readonly refused: readonly { readonly place: string; readonly why: string }[];
}

/** What mails have to do with others by, and when the first was sent. */
export interface Known {
  readonly keys: ReadonlySet<string>;
  readonly since: Date | undefined;
}

/** A raw mail that is waiting to be analysed. */
interface Waiting {
  readonly number: number;
  readonly bytes: SharedArrayBuffer;
  readonly piece: Piece;
  readonly leads: Leads;
}

/**
 * Analyses mails in several threads: what `analyse` makes of all of them, whatever the number of threads. Each mail is read
 * for its keys, and read again with those it shares keys with. That costs about a seventh more than to keep what was read, and
 * memory holds the bytes of all mails, but of parsed ones only those at work.
 */
export class Reading {
  private crew: Crew | undefined;
  private readonly waiting: Waiting[] = [];
  private readonly refused: { readonly number: number; readonly place: string; readonly why: string }[] = [];
  private readonly tasks: Promise<void>[] = [];
  private readonly bytesOfATask: number;
  private fresh: { readonly raw: Uint8Array; readonly place: string }[] = [];
  private freshBytes = 0;
  private count = 0;

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

  private handOut(crew: Crew): void {
    const [fresh, first] = [this.fresh, this.count - this.fresh.length];
    const batch = packed(fresh.map(({ raw }) => raw));
    const places = fresh.map(({ place }) => place);
    [this.fresh, this.freshBytes] = [[], 0];
    const task = this.readKeys(crew, batch, places, first);
    // Heard of where all of them are waited for.
    task.catch(() => undefined);
    this.tasks.push(task);
  }

  private async readKeys(crew: Crew, batch: Batch, places: readonly string[], first: number): Promise<void> {
    const { at } = this.options;
    for (const [index, one] of (await crew.readKeys({ batch, at })).entries()) {
      const [piece, number] = [batch.mails[index], first + index];
      if (one !== 'left out' && 'why' in one) {
        this.refused.push({ number, place: places[index] ?? '', why: one.why });
        continue;
      }
      if (one === 'left out' || !piece) continue;
      this.waiting.push({ number, bytes: batch.bytes, piece, leads: one });
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
      keys: new Set(this.waiting.flatMap(({ leads }) => leads.keys)),
      since: Number.isFinite(since) ? new Date(since) : undefined,
    };
  }

  private async readAll(): Promise<Crew> {
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
    let done = 0;
    const parts = tasksOf(waiting, this.bytesOfATask).map(async (mails) => {
      const part = await crew.tellMails({
        batches: batchesOf(mails),
        pulls: batchesOf(pulls.about(mails)),
        besides,
        at,
      });
      done += mails.length;
      onProgress(done);
      return part;
    });
    return {
      part: joinParts(await Promise.all(parts)),
      mails: this.count - this.refused.length,
      refused: [...this.refused].sort((a, b) => a.number - b.number),
    };
  }

  async end(): Promise<void> {
    await this.crew?.end();
  }
}

function packed(raws: readonly Uint8Array[]): Batch {
  const bytes = new SharedArrayBuffer(raws.reduce((sum, raw) => sum + raw.length, 0));
  const all = new Uint8Array(bytes);
  let end = 0;
  const mails = raws.map((raw) => {
    all.set(raw, end);
    end += raw.length;
    return { start: end - raw.length, end };
  });
  return { bytes, mails };
}

/**
 * Mails that share keys in one task, small groups together; the largest first, so that at the end no thread waits long for
 * another. Mails are in the order they came, whichever thread read them first.
 */
function tasksOf(mails: readonly Waiting[], bytesOfATask: number): readonly (readonly Waiting[])[] {
  const groups = groupsByKeys(mails.map(({ leads }) => leads.keys))
    .map((group) => group.flatMap((index) => mails[index] ?? []))
    .map((group) => ({ group, size: sizeOf(group) }))
    .sort((a, b) => b.size - a.size);
  const tasks: { group: Waiting[]; size: number }[] = [];
  for (const { group, size } of groups) {
    const last = tasks.at(-1);
    if (last && last.size + size <= bytesOfATask) {
      for (const mail of group) last.group.push(mail);
      last.size += size;
    } else tasks.push({ group, size });
  }
  return tasks.map(({ group }) => group);
}

function sizeOf(mails: readonly Waiting[]): number {
  return mails.reduce((sum, { piece }) => sum + piece.end - piece.start, 0);
}

function batchesOf(mails: readonly Waiting[]): readonly Batch[] {
  const pieces = new Map<SharedArrayBuffer, Piece[]>();
  for (const { bytes, piece } of mails) {
    const known = pieces.get(bytes);
    if (known) known.push(piece);
    else pieces.set(bytes, [piece]);
  }
  return [...pieces].map(([bytes, own]) => ({ bytes, mails: own }));
}
