// The assignment is solved by munkres (Kuhn-Munkres, typed, without dependencies, released December 2025); the
// older munkres-js has had no release in years, and linear-sum-assignment brings two matrix libraries with it.
import munkres from 'munkres';
import { similarity, type Likeness } from './similarity';

/**
 * Patches less alike than this are not the same patch. `git range-diff` pairs while the difference of two diffs
 * is under 60 % of a new patch's size (its creation factor); 0.4 is the same share of what is equal.
 */
export const PAIR_THRESHOLD = 0.4;

/**
 * An assignment over more cells than this is not solved whole: what is left after equal diffs and equal titles
 * is paired greedily, best first. 300 by 300 takes well under a second.
 */
const MAX_CELLS = 90_000;

/** Two candidates as good as each other: the nearer position wins by this much a step, never more than a title. */
const POSITION_WEIGHT = 0.02;

/**
 * Pairs what is the same in two lists, each used once, so that the sum of likenesses is greatest.
 *
 * @returns index in `earlier`, index in `later`, in the order of `earlier`.
 */
export function pairPatches(
  earlier: readonly Likeness[],
  later: readonly Likeness[],
  threshold = PAIR_THRESHOLD,
): [number, number][] {
  const pairs: [number, number][] = [];
  const left = new Set(earlier.keys());
  const right = new Set(later.keys());
  const take = (a: number, b: number): void => {
    pairs.push([a, b]);
    left.delete(a);
    right.delete(b);
  };
  takeUnique(earlier, later, left, right, (patch) => patch.patchId, take);
  if (left.size * right.size > MAX_CELLS) {
    takeUnique(earlier, later, left, right, (patch) => patch.titleKey || undefined, take);
  }
  for (const [a, b] of assign(earlier, later, [...left], [...right], threshold)) take(a, b);
  return pairs.sort(([a], [b]) => a - b);
}

/** Takes pairs whose key stands exactly once on either side. */
function takeUnique(
  earlier: readonly Likeness[],
  later: readonly Likeness[],
  left: ReadonlySet<number>,
  right: ReadonlySet<number>,
  keyOf: (patch: Likeness) => string | undefined,
  take: (a: number, b: number) => void,
): void {
  const index = (list: readonly Likeness[], open: ReadonlySet<number>): Map<string, number[]> => {
    const found = new Map<string, number[]>();
    for (const at of open) {
      const patch = list[at];
      const key = patch && keyOf(patch);
      if (key !== undefined) found.set(key, [...(found.get(key) ?? []), at]);
    }
    return found;
  };
  const others = index(later, right);
  for (const [key, mine] of index(earlier, left)) {
    const theirs = others.get(key);
    const [a, b] = [mine[0], theirs?.[0]];
    if (mine.length === 1 && theirs?.length === 1 && a !== undefined && b !== undefined) take(a, b);
  }
}

function assign(
  earlier: readonly Likeness[],
  later: readonly Likeness[],
  left: number[],
  right: number[],
  threshold: number,
): [number, number][] {
  if (left.length === 0 || right.length === 0) return [];
  const size = Math.max(left.length, right.length);
  const scores = left.map((a) =>
    right.map((b) => {
      const [one, other] = [earlier[a], later[b]];
      const alike = one && other ? similarity(one, other) : 0;
      if (alike < threshold) return 0;
      return alike - (POSITION_WEIGHT * Math.abs(a / earlier.length - b / later.length)) / size;
    }),
  );
  const solved =
    left.length * right.length > MAX_CELLS
      ? greedily(scores)
      : munkres(scores.map((row) => row.map((score) => 1 - score)));
  const pairs: [number, number][] = [];
  for (const [row, column] of solved) {
    const [a, b] = [left[row], right[column]];
    if (a !== undefined && b !== undefined && (scores[row]?.[column] ?? 0) > 0) pairs.push([a, b]);
  }
  return pairs;
}

function greedily(scores: readonly (readonly number[])[]): [number, number][] {
  const cells = scores.flatMap((row, a) => row.flatMap((score, b) => (score > 0 ? [{ score, a, b }] : [])));
  cells.sort((x, y) => y.score - x.score || x.a - y.a || x.b - y.b);
  const [usedRows, usedColumns] = [new Set<number>(), new Set<number>()];
  const pairs: [number, number][] = [];
  for (const { a, b } of cells) {
    if (usedRows.has(a) || usedColumns.has(b)) continue;
    usedRows.add(a);
    usedColumns.add(b);
    pairs.push([a, b]);
  }
  return pairs;
}
