import type { DiffRow } from './file';
import type { TextRow } from './posting';
import type { SplitRow } from './split';

/** Rows that stand together; `speakers` stand under the last of them. */
export interface Stretch<Row, Speaker> {
  readonly rows: readonly Row[];
  readonly speakers: readonly Speaker[];
}

/** Something that is said about a body line. */
export interface SpokenAt {
  readonly bodyLine: number;
}

/**
 * Cuts rows under the lines that somebody speaks of. A line without a row of its own (the rest of a wrapped line, a
 * hidden hunk) is taken for the nearest row above. Every speaker comes back once, in order of rows.
 */
export function weave<Row extends DiffRow | TextRow | SplitRow, Speaker extends SpokenAt>(
  rows: readonly Row[],
  speakers: readonly Speaker[],
): readonly Stretch<Row, Speaker>[] {
  const under = new Map<number, Speaker[]>();
  const indexOf = new Map(
    rows.flatMap((row, index) => bodyLinesOf(row).map((line) => [line, index] as const)),
  );
  for (const speaker of speakers) {
    const index = indexOf.get(speaker.bodyLine) ?? lastAbove(rows, speaker.bodyLine);
    const others = under.get(index);
    if (others) others.push(speaker);
    else under.set(index, [speaker]);
  }
  const stretches: Stretch<Row, Speaker>[] = [];
  let start = 0;
  for (const index of [...under.keys()].sort((a, b) => a - b)) {
    stretches.push({ rows: rows.slice(start, index + 1), speakers: under.get(index) ?? [] });
    start = index + 1;
  }
  if (start < rows.length) stretches.push({ rows: rows.slice(start), speakers: [] });
  return stretches;
}

/** Index of the last row that begins above a body line; the first row when none does. */
function lastAbove(rows: readonly (DiffRow | TextRow | SplitRow)[], bodyLine: number): number {
  const index = rows.findLastIndex((row) => bodyLinesOf(row).some((line) => line <= bodyLine));
  return Math.max(0, index);
}

/** The body lines that one row shows: two when a removed and an added line stand side by side. */
export function bodyLinesOf(row: DiffRow | TextRow | SplitRow): readonly number[] {
  if ('bodyLine' in row) return [row.bodyLine];
  if (row.kind === 'full') return [row.row.bodyLine];
  return [row.old, row.new].flatMap((side) => side?.bodyLine ?? []);
}
