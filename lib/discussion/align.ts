import { squeeze } from './lines';

/** A line to be aligned: how deep it is quoted, and what it says without white space. */
export interface AlignLine {
  readonly depth: number;
  readonly squeezed: string;
}

/** Where quoted lines were found: for each, the index of its partner, or undefined. */
export interface Alignment {
  readonly partners: readonly (number | undefined)[];
  /** Indexes whose partner was found by position among neighbours or in running text, not by the whole line. */
  readonly approximate: ReadonlySet<number>;
  /** True when the texts were too large to be compared in full. */
  readonly isCoarse: boolean;
}

/** Cells of one comparison table; beyond it only lines that stand once on both sides are paired. */
const mostCells = 4_000_000;
/** Two lines that follow one another on both sides are worth this much more: people quote in runs. */
const runBonus = 0.6;
/** A pair whose depth of quoting differs: mailers drop or add marks, but rarely. */
const depthPenalty = 0.35;
/** Pieces of wrapped or re-filled text shorter than this are found anywhere; they say nothing by themselves. */
const shortestPiece = 6;

/**
 * Pairs quoted lines with the lines of the mail they quote, in order, white space ignored. Lines that stand more than once
 * are decided by their neighbours; what is left over (wrapped, joined, re-filled lines) is looked for in the running text
 * between the partners of its neighbours.
 */
export function align(quoted: readonly AlignLine[], source: readonly AlignLine[]): Alignment {
  const partners: (number | undefined)[] = new Array<number | undefined>(quoted.length).fill(undefined);
  const isCoarse = pairLines(quoted, source, partners);
  const approximate = new Set<number>();
  pairLeftovers(quoted, source, partners, approximate);
  return { partners, approximate, isCoarse };
}

/** Pairs whole lines; true when some stretch was too large for it. */
function pairLines(
  quoted: readonly AlignLine[],
  source: readonly AlignLine[],
  partners: (number | undefined)[],
): boolean {
  const stretches = [{ q0: 0, q1: quoted.length, s0: 0, s1: source.length }];
  if (quoted.length * source.length > mostCells) {
    stretches.length = 0;
    let [q0, s0] = [0, 0];
    for (const [q, s] of anchorsOf(quoted, source)) {
      partners[q] = s;
      stretches.push({ q0, q1: q, s0, s1: s });
      [q0, s0] = [q + 1, s + 1];
    }
    stretches.push({ q0, q1: quoted.length, s0, s1: source.length });
  }
  let isCoarse = false;
  for (const { q0, q1, s0, s1 } of stretches) {
    if (q0 >= q1 || s0 >= s1) continue;
    if ((q1 - q0) * (s1 - s0) > mostCells) isCoarse = true;
    else pairStretch(quoted.slice(q0, q1), source.slice(s0, s1), (q, s) => (partners[q0 + q] = s0 + s));
  }
  return isCoarse;
}

/** Lines that stand once on each side, the longest chain of them that is in order (patience). */
function anchorsOf(
  quoted: readonly AlignLine[],
  source: readonly AlignLine[],
): readonly (readonly [number, number])[] {
  const once = (lines: readonly AlignLine[]) => {
    const seen = new Map<string, number>();
    lines.forEach((line, index) => seen.set(line.squeezed, seen.has(line.squeezed) ? -1 : index));
    return seen;
  };
  const inSource = once(source);
  const pairs: (readonly [number, number])[] = [];
  for (const [text, q] of once(quoted)) {
    const s = inSource.get(text);
    if (q >= 0 && s !== undefined && s >= 0 && text.length >= shortestPiece) pairs.push([q, s]);
  }
  return longestRising(pairs.sort((a, b) => a[0] - b[0]));
}

function longestRising(
  pairs: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  const tails: number[] = [];
  const before: number[] = [];
  pairs.forEach(([, s], index) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < s) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  });
  const chain: (readonly [number, number])[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair) chain.push(pair);
  }
  return chain.reverse();
}

/** What a pair of equal lines is worth: a brace or a bare sign little, a line of words more. */
function worth(squeezed: string): number {
  if (squeezed === '') return 0.02;
  if (squeezed.length <= 2) return 0.3;
  return 1 + Math.min(squeezed.length, 60) / 60;
}

/** Where the best score of a cell comes from: bits of one byte. */
const fromLeft = 1;
const fromAbove = 2;
const inRun = 4;

/**
 * The order-preserving pairing of greatest worth, by dynamic programming with a bonus for runs. Among equal ones the
 * earliest partners are taken: who quotes one of several equal lines without its neighbours is most likely still near
 * the last one.
 */
function pairStretch(
  quoted: readonly AlignLine[],
  source: readonly AlignLine[],
  pair: (q: number, s: number) => void,
): void {
  const [rows, columns] = [quoted.length, source.length];
  const width = columns + 1;
  const origin = new Uint8Array((rows + 1) * width);
  let [best, ending] = [new Float64Array(width), new Float64Array(width).fill(-Infinity)];
  for (let i = 1; i <= rows; i += 1) {
    const [bestHere, endingHere] = [new Float64Array(width), new Float64Array(width).fill(-Infinity)];
    const { squeezed, depth } = quoted[i - 1] ?? { squeezed: '', depth: 0 };
    const value = worth(squeezed);
    for (let j = 1; j <= columns; j += 1) {
      const [above, left] = [best[j] ?? 0, bestHere[j - 1] ?? 0];
      let bits = left >= above ? fromLeft : fromAbove;
      let top = Math.max(above, left);
      const other = source[j - 1];
      if (other?.squeezed === squeezed) {
        const alone = best[j - 1] ?? 0;
        const run = (ending[j - 1] ?? -Infinity) + runBonus * Math.min(value, 1);
        const score = Math.max(alone, run) + value - (other.depth === depth ? 0 : depthPenalty * value);
        endingHere[j] = score;
        if (run > alone) bits |= inRun;
        if (score > top) {
          top = score;
          bits &= inRun;
        }
      }
      bestHere[j] = top;
      origin[i * width + j] = bits;
    }
    [best, ending] = [bestHere, endingHere];
  }
  walkBack(origin, { rows, width }, pair);
}

function walkBack(
  origin: Uint8Array,
  { rows, width }: { readonly rows: number; readonly width: number },
  pair: (q: number, s: number) => void,
): void {
  let [i, j] = [rows, width - 1];
  let isPaired = false;
  while (i > 0 && j > 0) {
    const bits = origin[i * width + j] ?? 0;
    if (!isPaired && bits & fromLeft) j -= 1;
    else if (!isPaired && bits & fromAbove) i -= 1;
    else {
      pair(i - 1, j - 1);
      isPaired = (bits & inRun) !== 0;
      i -= 1;
      j -= 1;
    }
  }
}

/** Looks for lines without a partner in the running text between the partners of their neighbours. */
function pairLeftovers(
  quoted: readonly AlignLine[],
  source: readonly AlignLine[],
  partners: (number | undefined)[],
  approximate: Set<number>,
): void {
  const nextPartner = new Array<number>(quoted.length + 1).fill(source.length);
  for (let q = quoted.length - 1; q >= 0; q -= 1)
    nextPartner[q] = partners[q] ?? nextPartner[q + 1] ?? source.length;
  let from = -1;
  let q = 0;
  while (q < quoted.length) {
    const partner = partners[q];
    if (partner !== undefined) {
      from = partner;
      q += 1;
      continue;
    }
    let end = q;
    while (end < quoted.length && partners[end] === undefined) end += 1;
    const window = {
      s0: from < 0 ? 0 : from,
      s1: Math.min(nextPartner[q] ?? source.length, source.length - 1) + 1,
    };
    pairPieces(quoted, q, end, new RunningText(source, window), partners, approximate);
    q = end;
  }
}

/** The text of some lines without white space, and for each of its characters the line it stands on. */
export class RunningText {
  readonly text: string;
  private readonly ends: readonly number[];

  constructor(
    source: readonly AlignLine[],
    private readonly window: { readonly s0: number; readonly s1: number },
  ) {
    const ends: number[] = [];
    let length = 0;
    const parts: string[] = [];
    for (let s = window.s0; s < window.s1; s += 1) {
      const part = source[s]?.squeezed ?? '';
      parts.push(part);
      length += part.length;
      ends.push(length);
    }
    this.text = parts.join('');
    this.ends = ends;
  }

  /** The line that holds the character at `offset`. */
  lineAt(offset: number): number {
    let [low, high] = [0, this.ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ends[middle] ?? 0) > offset) high = middle;
      else low = middle + 1;
    }
    return this.window.s0 + low;
  }
}

function pairPieces(
  quoted: readonly AlignLine[],
  start: number,
  end: number,
  running: RunningText,
  partners: (number | undefined)[],
  approximate: Set<number>,
): void {
  let position = 0;
  for (let q = start; q < end; q += 1) {
    const piece = quoted[q]?.squeezed ?? '';
    if (piece.length < shortestPiece) continue;
    const found = findPiece(piece, running.text, position);
    if (!found) continue;
    partners[q] = running.lineAt(found.end - 1);
    approximate.add(q);
    position = found.end;
  }
}

/** A piece whole, without the sign of a diff line, or by its longer half when an end of it was changed. */
function findPiece(piece: string, text: string, position: number): { readonly end: number } | undefined {
  const whole = text.indexOf(piece, position);
  if (whole >= 0) return { end: whole + piece.length };
  const bare = /^[-+]/.test(piece) ? piece.slice(1) : undefined;
  if (bare !== undefined && bare.length >= shortestPiece) {
    const at = text.indexOf(bare, position);
    if (at >= 0) return { end: at + bare.length };
  }
  const part = Math.max(Math.ceil(piece.length * 0.6), 2 * shortestPiece);
  if (piece.length <= part) return undefined;
  const head = text.indexOf(piece.slice(0, part), position);
  const tail = text.indexOf(piece.slice(-part), position);
  if (tail >= 0) return { end: tail + part };
  return head >= 0 ? { end: head + part } : undefined;
}

/** True when some text is, white space ignored, a piece of what is quoted above it: the rest of a wrapped line. */
export function continues(line: string, restOfLine: string): boolean {
  const text = squeeze(line);
  return text.length > 0 && restOfLine.startsWith(text);
}
