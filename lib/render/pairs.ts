import { countWords, likeness } from './words';

/** Two lines are one line edited when they share half of their words, white space left out. */
const leastLikeness = 0.5;

/** Removed times added lines that are compared with one another; a larger block is paired only when it is as long on both sides. */
const mostComparisons = 2_500;

/** Index of a removed line and of the added line that replaces it, counted from 0 in their block. */
export type LinePair = readonly [removed: number, added: number];

/**
 * Pairs removed lines with the added lines that replace them, in order (no two pairs cross), so that the sum of
 * their likeness is greatest.
 */
export function pairLines(removed: readonly string[], added: readonly string[]): readonly LinePair[] {
  if (removed.length === 0 || added.length === 0) return [];
  if (removed.length * added.length > mostComparisons) {
    return removed.length === added.length ? removed.map((_, index) => [index, index] as const) : [];
  }
  const removedWords = removed.map(countWords);
  const addedWords = added.map(countWords);
  const width = added.length + 1;
  // best[i * width + j]: the greatest sum for the lines from i and from j on.
  const best = new Float64Array((removed.length + 1) * width);
  const score = new Float64Array((removed.length + 1) * width);
  for (let i = removed.length - 1; i >= 0; i--) {
    for (let j = added.length - 1; j >= 0; j--) {
      const like = likeness(removedWords[i] ?? new Map(), addedWords[j] ?? new Map());
      const cell = i * width + j;
      score[cell] = like >= leastLikeness ? like + (best[cell + width + 1] ?? 0) : -1;
      best[cell] = Math.max(score[cell] ?? 0, best[cell + width] ?? 0, best[cell + 1] ?? 0);
    }
  }
  const pairs: LinePair[] = [];
  for (let i = 0, j = 0; i < removed.length && j < added.length;) {
    const cell = i * width + j;
    if ((score[cell] ?? -1) > 0 && score[cell] === best[cell]) pairs.push([i++, j++]);
    else if ((best[cell + width] ?? 0) >= (best[cell + 1] ?? 0)) i++;
    else j++;
  }
  return pairs;
}
