import type { AlignLine } from './alignLine';

/** Lines q0 to q1 of the quoted text and s0 to s1 of the source, counted from 0; the second is the first after. */
export interface Stretch {
  readonly q0: number;
  readonly q1: number;
  readonly s0: number;
  readonly s1: number;
}

interface Side {
  readonly ids: Int32Array;
  readonly lines: readonly AlignLine[];
}

/** Two lines that follow one another on both sides are worth this much more: people quote in runs. */
const runBonus = 0.6;
/** Across text of the replier the run is often cut, but still goes on more often than not. */
const bonusAcrossText = 0.2;
/** A pair whose depth of quoting differs: mailers drop or add marks, but rarely. */
const depthPenalty = 0.35;

/** What a pair of equal lines is worth: a brace or a bare sign little, a line of words more. */
function worth(squeezed: string): number {
  return squeezed.length <= 2 ? 0.3 : 1 + Math.min(squeezed.length, 60) / 60;
}

/** Where the best score of a cell comes from: bits of one byte. Neither of the first two: the two lines are a pair. */
const fromLeft = 1;
const fromAbove = 2;
/** The pair goes on from the pair above and left of it. */
const inRun = 4;

/**
 * The order-preserving pairing of greatest worth, by dynamic programming with a bonus for runs; pairs next to the
 * stretch count as neighbours. Among equal ones the earliest partners are taken: who quotes one of several equal lines
 * without its neighbours is most likely still near the last one. Writes into `partners`; time and memory are the
 * product of both sizes.
 */
export function pairStretch(
  quoted: Side,
  source: Side,
  { q0, q1, s0, s1 }: Stretch,
  partners: Int32Array,
): void {
  const [rows, columns] = [q1 - q0, s1 - s0];
  const width = columns + 1;
  const origin = new Uint8Array((rows + 1) * width);
  let [best, bestHere] = [new Float64Array(width), new Float64Array(width)];
  let [ending, endingHere] = [new Float64Array(width).fill(-Infinity), new Float64Array(width)];
  if (q0 > 0 && s0 > 0 && partners[q0 - 1] === s0 - 1) ending[0] = 0;
  for (let i = 1; i <= rows; i += 1) {
    endingHere.fill(-Infinity);
    bestHere[0] = 0;
    const id = quoted.ids[q0 + i - 1] ?? -1;
    const line = quoted.lines[q0 + i - 1];
    const value = worth(line?.squeezed ?? '');
    const bonus = (line?.opensRun === true ? bonusAcrossText : runBonus) * Math.min(value, 1);
    for (let j = 1; j <= columns; j += 1) {
      const [above, left] = [best[j] ?? 0, bestHere[j - 1] ?? 0];
      let bits = left >= above ? fromLeft : fromAbove;
      let top = left >= above ? left : above;
      if (id >= 0 && source.ids[s0 + j - 1] === id) {
        const alone = best[j - 1] ?? 0;
        const run = (ending[j - 1] ?? -Infinity) + bonus;
        const penalty = source.lines[s0 + j - 1]?.depth === line?.depth ? 0 : depthPenalty * value;
        const isInRun = run > alone;
        const score = (isInRun ? run : alone) + value - penalty;
        endingHere[j] = score;
        if (isInRun) bits |= inRun;
        if (score > top) {
          top = score;
          bits &= inRun;
        }
      }
      bestHere[j] = top;
      origin[i * width + j] = bits;
    }
    [best, bestHere] = [bestHere, best];
    [ending, endingHere] = [endingHere, ending];
  }
  const goesOnBelow = partners[q1] === s1 && (ending[columns] ?? -Infinity) + runBonus > (best[columns] ?? 0);
  walkBack(origin, width, { q0, q1, s0, s1 }, partners, goesOnBelow);
}

function walkBack(
  origin: Uint8Array,
  width: number,
  { q0, q1, s0 }: Stretch,
  partners: Int32Array,
  isLastPaired: boolean,
): void {
  let [i, j] = [q1 - q0, width - 1];
  let isPaired = isLastPaired;
  while (i > 0 && j > 0) {
    const bits = origin[i * width + j] ?? 0;
    if (!isPaired && bits & fromLeft) j -= 1;
    else if (!isPaired && bits & fromAbove) i -= 1;
    else {
      partners[q0 + i - 1] = s0 + j - 1;
      isPaired = (bits & inRun) !== 0;
      i -= 1;
      j -= 1;
    }
  }
}
