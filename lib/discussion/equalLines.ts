import type { AlignLine } from './alignLine';
import { longestRising } from './rising';
import { pairStretch, type Stretch } from './stretch';

/** Pairs of quoted lines and lines of the mail they quote. */
export interface Pairing {
  /** For each quoted line the index of its partner, or -1. */
  readonly partners: Int32Array;
  /** Quoted lines whose partner is one of several equal ones, with no neighbour to tell which. */
  readonly ambiguous: ReadonlySet<number>;
  /** True when a stretch was too large to be compared in full; its lines may lack partners. */
  readonly isCoarse: boolean;
}

/** Cells of all tables of one pairing: some 20 ms. The largest honest gap seen between sure lines has 60,000. */
const mostCells = 2_000_000;
/** Rounds of looking for lines that stand once; honest mail needs three, each round reads the text once. */
const mostRounds = 12;

/**
 * Pairs quoted lines with equal lines of a mail, in order, white space ignored. Lines that stand once on both sides
 * come first (the longest chain of them that keeps the order), then their neighbours in runs, then again within
 * the gaps; what is left stands more than once and is decided by its neighbours. Empty lines are paired last, beside
 * the partners of their neighbours: they say nothing themselves.
 */
export function pairEqualLines(quoted: readonly AlignLine[], source: readonly AlignLine[]): Pairing {
  const partners = new Int32Array(quoted.length).fill(-1);
  const pairer = new Pairer(quoted, source);
  pairer.pairGap({ q0: 0, q1: pairer.quoted.length, s0: 0, s1: pairer.source.length }, 0);
  pairer.partners.forEach((partner, at) => {
    if (partner >= 0) partners[pairer.quoted.places[at] ?? 0] = pairer.source.places[partner] ?? -1;
  });
  pairEmptyLines(quoted, source, partners);
  return {
    partners,
    ambiguous: new Set(pairer.ambiguous.map((at) => pairer.quoted.places[at] ?? 0)),
    isCoarse: pairer.isCoarse,
  };
}

/** The lines of a text that are not empty. `ids` are equal for equal lines, -1 for a line the source does not have. */
interface Told {
  readonly length: number;
  readonly places: readonly number[];
  readonly ids: Int32Array;
  readonly lines: readonly AlignLine[];
}

type Gap = Stretch;

class Pairer {
  readonly quoted: Told;
  readonly source: Told;
  readonly partners: Int32Array;
  readonly ambiguous: number[] = [];
  isCoarse = false;
  private cellsLeft = mostCells;
  private readonly inQuoted: Int32Array;
  private readonly inSource: Int32Array;
  private readonly placeInSource: Int32Array;

  constructor(quoted: readonly AlignLine[], source: readonly AlignLine[]) {
    const idOf = new Map<string, number>();
    this.source = told(source, (text) => {
      const known = idOf.get(text);
      if (known !== undefined) return known;
      idOf.set(text, idOf.size);
      return idOf.size - 1;
    });
    this.quoted = told(quoted, (text) => idOf.get(text) ?? -1);
    this.partners = new Int32Array(this.quoted.length).fill(-1);
    this.inQuoted = new Int32Array(idOf.size);
    this.inSource = new Int32Array(idOf.size);
    this.placeInSource = new Int32Array(idOf.size);
  }

  /** Gaps are worked off from a list, so that no text makes the stack grow. */
  pairGap(whole: Gap, firstRound: number): void {
    const gaps: (readonly [gap: Gap, round: number])[] = [[whole, firstRound]];
    for (let next = gaps.pop(); next; next = gaps.pop()) {
      const [gap, round] = next;
      if (gap.q0 >= gap.q1 || gap.s0 >= gap.s1) continue;
      const sure = round < mostRounds ? this.linesThatStandOnce(gap) : [];
      if (sure.length === 0) {
        this.pairByNeighbours(gap);
        continue;
      }
      for (const inner of this.pairRuns(gap, sure)) gaps.push([inner, round + 1]);
    }
  }

  /** Lines that stand once on each side of a gap, the longest chain of them in order (patience). */
  private linesThatStandOnce({ q0, q1, s0, s1 }: Gap): readonly (readonly [number, number])[] {
    const { inQuoted, inSource, placeInSource } = this;
    const [quoted, source] = [this.quoted.ids, this.source.ids];
    for (let q = q0; q < q1; q += 1) {
      const id = quoted[q] ?? -1;
      if (id >= 0) inQuoted[id] = (inQuoted[id] ?? 0) + 1;
    }
    for (let s = s0; s < s1; s += 1) {
      const id = source[s] ?? 0;
      if (inQuoted[id] === 0) continue;
      inSource[id] = (inSource[id] ?? 0) + 1;
      placeInSource[id] = s;
    }
    const pairs: (readonly [number, number])[] = [];
    for (let q = q0; q < q1; q += 1) {
      const id = quoted[q] ?? -1;
      if (id >= 0 && inQuoted[id] === 1 && inSource[id] === 1) pairs.push([q, placeInSource[id] ?? 0]);
    }
    for (let q = q0; q < q1; q += 1) {
      const id = quoted[q] ?? -1;
      if (id >= 0) inQuoted[id] = 0;
    }
    for (let s = s0; s < s1; s += 1) inSource[source[s] ?? 0] = 0;
    return longestRising(pairs);
  }

  /** Pairs sure lines and the equal lines next to them in the same run of quoted text; gives the gaps in between. */
  private pairRuns(gap: Gap, sure: readonly (readonly [number, number])[]): readonly Gap[] {
    const gaps: Gap[] = [];
    let [q0, s0] = [gap.q0, gap.s0];
    sure.forEach(([q, s], index) => {
      if (q < q0 || s < s0) return;
      let [up, down] = [0, 0];
      while (q - up > q0 && s - up > s0 && !this.opensRun(q - up) && this.isEqual(q - up - 1, s - up - 1))
        up += 1;
      const [nextQ, nextS] = sure[index + 1] ?? [gap.q1, gap.s1];
      while (
        q + down + 1 < nextQ &&
        s + down + 1 < nextS &&
        !this.opensRun(q + down + 1) &&
        this.isEqual(q + down + 1, s + down + 1)
      )
        down += 1;
      for (let at = -up; at <= down; at += 1) this.partners[q + at] = s + at;
      gaps.push({ q0, q1: q - up, s0, s1: s - up });
      [q0, s0] = [q + down + 1, s + down + 1];
    });
    gaps.push({ q0, q1: gap.q1, s0, s1: gap.s1 });
    return gaps;
  }

  private opensRun(q: number): boolean {
    return this.quoted.lines[q]?.opensRun === true;
  }

  private isEqual(q: number, s: number): boolean {
    return (
      this.quoted.ids[q] === this.source.ids[s] && this.quoted.lines[q]?.depth === this.source.lines[s]?.depth
    );
  }

  /** A gap in which every common line stands more than once. */
  private pairByNeighbours(gap: Gap): void {
    const cells = (gap.q1 - gap.q0) * (gap.s1 - gap.s0);
    if (cells > this.cellsLeft) {
      this.isCoarse = true;
      this.pairEnds(gap);
      return;
    }
    this.cellsLeft -= cells;
    pairStretch(this.quoted, this.source, gap, this.partners);
    for (let q = gap.q0; q < gap.q1; q += 1) {
      if ((this.partners[q] ?? -1) >= 0 && this.isAlone(q) && this.isRepeated(q, gap)) this.ambiguous.push(q);
    }
  }

  /** True when neither neighbour of a quoted line stands next to its partner. */
  private isAlone(q: number): boolean {
    const partner = this.partners[q] ?? -1;
    const isAfter = (q === 0 && partner === 0) || (q > 0 && this.partners[q - 1] === partner - 1);
    return !isAfter && this.partners[q + 1] !== partner + 1;
  }

  private isRepeated(q: number, { s0, s1 }: Gap): boolean {
    const id = this.quoted.ids[q];
    let count = 0;
    for (let s = s0; s < s1 && count < 2; s += 1) if (this.source.ids[s] === id) count += 1;
    return count > 1;
  }

  /** Where a gap is too large for a table, only what goes on from its ends is paired. */
  private pairEnds({ q0, q1, s0, s1 }: Gap): void {
    let head = 0;
    while (q0 + head < q1 && s0 + head < s1 && this.isEqual(q0 + head, s0 + head)) {
      this.partners[q0 + head] = s0 + head;
      head += 1;
    }
    for (
      let tail = 1;
      q1 - tail >= q0 + head && s1 - tail >= s0 + head && this.isEqual(q1 - tail, s1 - tail);
      tail += 1
    )
      this.partners[q1 - tail] = s1 - tail;
  }
}

function told(lines: readonly AlignLine[], idOf: (text: string) => number): Told {
  const places: number[] = [];
  const kept: AlignLine[] = [];
  const ids: number[] = [];
  lines.forEach((line, index) => {
    if (line.squeezed === '') return;
    places.push(index);
    kept.push(line);
    ids.push(idOf(line.squeezed));
  });
  return { length: kept.length, places, ids: Int32Array.from(ids), lines: kept };
}

/** An empty quoted line stands for the empty line beside the partner of the line above it, or of the one below. */
function pairEmptyLines(
  quoted: readonly AlignLine[],
  source: readonly AlignLine[],
  partners: Int32Array,
): void {
  const isFree = (q: number, s: number) =>
    quoted[q]?.squeezed === '' && partners[q] === -1 && source[s]?.squeezed === '';
  for (let q = 1; q < quoted.length; q += 1) {
    const above = partners[q - 1] ?? -1;
    if (above >= 0 && isFree(q, above + 1)) partners[q] = above + 1;
  }
  for (let q = quoted.length - 2; q >= 0; q -= 1) {
    const below = partners[q + 1] ?? -1;
    if (below > 0 && isFree(q, below - 1)) partners[q] = below - 1;
  }
}
