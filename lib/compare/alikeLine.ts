/** Two lines are one line rewritten when they share half of their words. */
const SAME_LINE = 0.5;

/** Lines looked at for the one a line was rewritten to, the nearest first. */
const MOST_CANDIDATES = 60;

/** "intel_iommu_finish_prq" is four words, for names are changed in parts. Brackets and signs tell no line from another. */
const word = /[\p{L}\p{N}]+/gu;

/** The index of the candidate most like a line, the first of equals; undefined when none is like it. */
export function mostAlike(line: string, candidates: readonly string[]): number | undefined {
  const mine = countWords(line);
  let best: number | undefined;
  let most = 0;
  candidates.slice(0, MOST_CANDIDATES).forEach((candidate, at) => {
    const likeness = shareOf(mine, countWords(candidate));
    if (likeness >= SAME_LINE && likeness > most) {
      best = at;
      most = likeness;
    }
  });
  return best;
}

function countWords(line: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  // A line may be as long as a mail; its beginning tells enough.
  for (const [found] of line.slice(0, 400).matchAll(word)) counts.set(found, (counts.get(found) ?? 0) + 1);
  return counts;
}

function shareOf(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let [shared, all] = [0, 0];
  for (const [found, count] of a) {
    shared += Math.min(count, b.get(found) ?? 0);
    all += count;
  }
  for (const count of b.values()) all += count;
  return all === 0 ? 0 : (2 * shared) / all;
}
