import type { FileDiff, Hunk, Patch } from './patch';

/** A line of a file as a hunk numbers it; a removed line is on the old side, every other on the new. */
export interface DiffLine {
  readonly path: string;
  readonly side: 'old' | 'new';
  readonly line: number;
}

/**
 * The file line that stands at a body line (from 1): for a line that a mail program wrapped, the line it is the rest
 * of; for the marker of a missing newline, the line above. Undefined outside hunks.
 */
export function diffLineAt(patch: Patch, bodyLine: number): DiffLine | undefined {
  const file = lastBefore(patch.files, bodyLine, (each) => each.start);
  if (!file || bodyLine >= file.end) return undefined;
  const hunk = lastBefore(file.hunks, bodyLine, (each) => each.bodyLine);
  if (!hunk) return undefined;
  return lineOf(file, hunk, bodyLine);
}

function lineOf(file: FileDiff, hunk: Hunk, bodyLine: number): DiffLine | undefined {
  let index = lastIndexBefore(hunk.lines, bodyLine, (each) => each.bodyLine);
  while (index >= 0 && hunk.lines[index]?.sign === '\\') index--;
  const line = hunk.lines[index];
  if (!line) return undefined;
  if (line.newLine !== undefined) {
    const path = file.newPath ?? file.oldPath;
    return path === undefined ? undefined : { path, side: 'new', line: line.newLine };
  }
  const path = file.oldPath ?? file.newPath;
  return path === undefined || line.oldLine === undefined
    ? undefined
    : { path, side: 'old', line: line.oldLine };
}

function lastBefore<Item>(
  items: readonly Item[],
  bodyLine: number,
  startOf: (item: Item) => number,
): Item | undefined {
  return items[lastIndexBefore(items, bodyLine, startOf)];
}

/** Index of the last item that starts at or before `bodyLine`, -1 when none does. Items are in order. */
function lastIndexBefore<Item>(
  items: readonly Item[],
  bodyLine: number,
  startOf: (item: Item) => number,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && startOf(item) <= bodyLine) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
