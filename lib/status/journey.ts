import { foldSpaces, hasLetterOrDigit } from '../patch/index';
import type { MessageId } from '../mail/index';
import type { Lineage, PatchSlot, Series, Version } from '../series/index';

/** A posting in its version: number 0 is the cover letter. */
export interface Stop {
  /** Index of the version in `series.versions`. */
  readonly at: number;
  readonly version: Version;
  readonly number: number;
  /** Undefined when the mail is not held and nothing names it. */
  readonly mail: MessageId | undefined;
  readonly isHeld: boolean;
}

/** A version that no longer has a patch. */
export interface DroppedAt {
  readonly at: number;
  readonly version: Version;
  readonly dropped: true;
}

/** Where each posting of a series stands, and how a patch goes on from version to version. */
export class Journey {
  private readonly stops = new Map<MessageId, Stop>();

  constructor(private readonly series: Series) {
    series.versions.forEach((version, at) => {
      const { cover } = version;
      if (cover)
        this.stops.set(cover.mail, {
          at,
          version,
          number: 0,
          mail: cover.mail,
          isHeld: cover.kind === 'held',
        });
      for (const slot of version.patches)
        if (slot.mail !== undefined && slot.kind !== 'carried')
          this.stops.set(slot.mail, stopOf(slot, at, version));
    });
  }

  /** The version and number of a posting, held or missing. */
  stopOf(posting: MessageId): Stop | undefined {
    return this.stops.get(posting);
  }

  /**
   * The same patch (or the cover letter) in the versions after a stop, in their order. A version without it has
   * 'dropped'; one that carries it over from before is left out; of an absent mail `mail` may be undefined.
   */
  after(stop: Stop): readonly (Stop | DroppedAt)[] {
    const key = `${stop.at} ${stop.number}`;
    const known = this.ways.get(key) ?? this.wayOf(stop);
    this.ways.set(key, known);
    return known;
  }

  private readonly ways = new Map<string, readonly (Stop | DroppedAt)[]>();

  private wayOf(stop: Stop): readonly (Stop | DroppedAt)[] {
    const later = this.series.versions.map((version, at) => ({ version, at })).slice(stop.at + 1);
    if (stop.number === 0)
      return later.flatMap(({ version, at }) => {
        const { cover } = version;
        return cover ? [{ at, version, number: 0, mail: cover.mail, isHeld: cover.kind === 'held' }] : [];
      });
    let lineage = this.lineageAt(stop.at, stop.number);
    let last: PatchSlot | undefined = stop.version.patches.find(({ number }) => number === stop.number);
    return later.flatMap(({ version, at }): (Stop | DroppedAt)[] => {
      const into = lineage?.cells[at] === undefined && last ? mergedInto(last, version) : undefined;
      // A patch folded into another goes on there.
      if (into !== undefined) lineage = this.lineageAt(at, into) ?? lineage;
      const number = lineage?.cells[at] ?? into;
      last = version.patches.find((one) => one.number === number) ?? last;
      const slot = version.patches.find((one) => number !== undefined && one.number === number);
      if (slot) return slot.kind === 'carried' ? [] : [stopOf(slot, at, version)];
      // A version with holes may have it where nothing is known.
      const isWhole = version.patches.every((one) => one.kind !== 'missing' || one.title !== undefined);
      return isWhole ? [{ at, version, dropped: true as const }] : [];
    });
  }

  private lineageAt(at: number, number: number): Lineage | undefined {
    return this.series.lineages.find(({ cells }) => cells[at] === number);
  }

  /** The held stops of the patch at or after a stop, itself included. */
  heldFrom(stop: Stop): readonly (Stop & { readonly mail: MessageId })[] {
    const stops = [stop, ...this.after(stop).flatMap((one) => ('dropped' in one ? [] : [one]))];
    return stops.flatMap((one) => (one.isHeld && one.mail !== undefined ? [{ ...one, mail: one.mail }] : []));
  }

  /** True when a mail is the patch of a stop, held there or in a later version. */
  goesOnIn(stop: Stop, mail: MessageId): boolean {
    const key = `${stop.at} ${stop.number}`;
    const known = this.mails.get(key) ?? new Set(this.heldFrom(stop).map((one) => one.mail));
    this.mails.set(key, known);
    return known.has(mail);
  }

  private readonly mails = new Map<string, ReadonlySet<MessageId>>();

  /** The patch mails of a version, carried ones included, by number. */
  patchesOf(at: number): readonly { readonly number: number; readonly mail: MessageId }[] {
    return (this.series.versions[at]?.patches ?? []).flatMap((slot) =>
      slot.mail === undefined ? [] : [{ number: slot.number, mail: slot.mail }],
    );
  }
}

/** A patch was folded into another when this share of the lines it adds and removes is there. */
const foldedShare = 0.5;
/** Fewer lines than this say nothing. */
const fewestLines = 3;

/** The number of the patch in a version that holds most of what another one did; undefined when none holds half of it. */
function mergedInto(slot: PatchSlot, version: Version): number | undefined {
  let found = merges.get(slot);
  if (!found) merges.set(slot, (found = new Map()));
  if (!found.has(version)) found.set(version, findMerge(slot, version));
  return found.get(version);
}

/** Asked again for each moment at which the turn of a series is told. */
const merges = new WeakMap<PatchSlot, Map<Version, number | undefined>>();

function findMerge(slot: PatchSlot, version: Version): number | undefined {
  const lines = changedLines(slot);
  if (lines.size < fewestLines) return undefined;
  let [best, share] = [undefined as number | undefined, 0];
  for (const other of version.patches) {
    const theirs = changedLines(other);
    let count = 0;
    for (const line of lines) if (theirs.has(line)) count += 1;
    const shared = count / lines.size;
    if (shared > share) [best, share] = [other.number, shared];
  }
  return share >= foldedShare ? best : undefined;
}

const known = new WeakMap<PatchSlot, ReadonlySet<string>>();

/** Added and removed lines that hold a letter or digit, white space folded. */
function changedLines(slot: PatchSlot): ReadonlySet<string> {
  const found = known.get(slot);
  if (found) return found;
  const lines = new Set<string>();
  for (const { hunks } of slot.kind === 'held' ? slot.patch.files : [])
    for (const hunk of hunks)
      for (const { sign, text } of hunk.lines) {
        if ((sign === '+' || sign === '-') && hasLetterOrDigit(text)) lines.add(sign + foldSpaces(text));
      }
  known.set(slot, lines);
  return lines;
}

function stopOf(slot: PatchSlot, at: number, version: Version): Stop {
  return { at, version, number: slot.number, mail: slot.mail, isHeld: slot.kind !== 'missing' };
}
