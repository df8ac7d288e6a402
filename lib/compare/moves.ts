import type { AlignedFile } from './alignedFile';
import type { FileLine } from './fileLines';

/** Lines that stand elsewhere in the later patch, by body line of either. */
export interface Moves {
  /** Earlier body line to where it is now. */
  readonly to: ReadonlyMap<number, { readonly path: string; readonly laterLine: number }>;
  /** Later body line to where it was. */
  readonly from: ReadonlyMap<number, { readonly path: string; readonly earlierLine: number }>;
}

/** A block counts as moved from this many letters and digits on, as with `git diff --color-moved`. */
const LEAST_MOVED = 20;

/** Places of one line that are tried as the start of a moved block. */
const MOST_PLACES = 16;

/** Lines compared in all: texts that repeat themselves would take time with the square of their length. */
const MOST_STEPS = 500_000;

/** Looks for blocks of added and removed lines that are gone in one place and new in another, in any file. */
export function findMoves(files: readonly AlignedFile[]): Moves {
  const gone = files.flatMap((file) =>
    changesOf(file, file.earlierLines, (at) => (file.partners[at] ?? -1) < 0),
  );
  const came = files.flatMap((file) => {
    const kept = new Set(file.partners);
    return changesOf(file, file.laterLines, (at) => !kept.has(at));
  });
  const places = new Map<string, number[]>();
  gone.forEach(({ key }, at) => {
    const known = places.get(key);
    if (!known) places.set(key, [at]);
    else if (known.length < MOST_PLACES) known.push(at);
  });
  const to = new Map<number, { path: string; laterLine: number }>();
  const from = new Map<number, { path: string; earlierLine: number }>();
  const used = new Set<number>();
  let steps = 0;
  for (let at = 0; at < came.length && steps < MOST_STEPS;) {
    let [start, length] = [0, 0];
    for (const place of places.get(came[at]?.key ?? '') ?? []) {
      const found = runLength(gone, came, place, at, used);
      steps += found + 1;
      if (found > length) [start, length] = [place, found];
    }
    const block = came.slice(at, at + length);
    if (length === 0 || weightOf(block) < LEAST_MOVED) {
      at++;
      continue;
    }
    block.forEach((line, step) => {
      const was = gone[start + step];
      if (!was) return;
      used.add(start + step);
      to.set(was.bodyLine, { path: line.path, laterLine: line.bodyLine });
      from.set(line.bodyLine, { path: was.path, earlierLine: was.bodyLine });
    });
    at += length;
  }
  return { to, from };
}

interface Change {
  readonly key: string;
  readonly bodyLine: number;
  readonly path: string;
}

/** The added and removed lines for which `isOpen` holds. */
function changesOf(
  { earlier, later }: AlignedFile,
  lines: readonly FileLine[],
  isOpen: (at: number) => boolean,
): readonly Change[] {
  const file = later ?? earlier;
  const path = file?.newPath ?? file?.oldPath ?? '';
  const changes: Change[] = [];
  lines.forEach(({ sign, text, bodyLine }, at) => {
    if (sign !== ' ' && isOpen(at)) changes.push({ key: sign + text.trim(), bodyLine, path });
  });
  return changes;
}

/** How many lines from the two places on are the same, in one file each, none of them used. */
function runLength(
  gone: readonly Change[],
  came: readonly Change[],
  place: number,
  at: number,
  used: ReadonlySet<number>,
): number {
  let length = 0;
  for (;;) {
    const [was, is] = [gone[place + length], came[at + length]];
    if (!was || !is || was.key !== is.key || used.has(place + length)) return length;
    if (was.path !== gone[place]?.path || is.path !== came[at]?.path) return length;
    length++;
  }
}

function weightOf(block: readonly Change[]): number {
  return block.reduce((sum, { key }) => sum + key.replace(/[^\p{L}\p{N}]+/gu, '').length, 0);
}
