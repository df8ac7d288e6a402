import { foldSpaces, type FileDiff, type Patch } from '../patch/index';

/** A line that one of two diffs adds or removes and the other does not. */
export interface OddLine {
  readonly path: string;
  /** With its sign, "+" or "-". */
  readonly text: string;
}

/** How a commit differs from the patch it was: maintainers mend, squash and adapt what they take. */
export type Difference =
  /** The same diff, as `git patch-id` compares. */
  | { readonly kind: 'same' }
  /** The same lines are added and removed; what stands around them, or the order of files, is not the same. */
  | { readonly kind: 'same-lines' }
  | {
      readonly kind: 'lines';
      /** Lines only the patch has, and lines only the commit has; the first few of `count`. */
      readonly patch: readonly OddLine[];
      readonly commit: readonly OddLine[];
      readonly count: number;
    }
  /** Nearly all of the patch is in it, with other patches of the series. */
  | { readonly kind: 'squashed' }
  /** The diff of one of the two is not known. */
  | { readonly kind: 'unknown' };

/** Lines of each side that are kept to be shown. */
const linesShown = 40;

/** Compares the lines that two diffs add and remove; white space within a line does not count. */
export function differenceOf(patch: Patch, commit: Patch): Difference {
  if (patch.files.length === 0 || commit.files.length === 0) return { kind: 'unknown' };
  if (patch.patchId !== undefined && patch.patchId === commit.patchId) return { kind: 'same' };
  if (makeSameText(patch.files, commit.files)) return { kind: 'same-lines' };
  const [ours, theirs] = [changedLines(patch.files), changedLines(commit.files)];
  const [onlyOurs, onlyTheirs] = [without(ours, theirs), without(theirs, ours)];
  const count = onlyOurs.length + onlyTheirs.length;
  if (count === 0) return { kind: 'same-lines' };
  return {
    kind: 'lines',
    patch: onlyOurs.slice(0, linesShown),
    commit: onlyTheirs.slice(0, linesShown),
    count,
  };
}

/**
 * True when two diffs make the same of the same, however they tell it: one made with `--patience` takes away and adds other lines than
 * one made without for the very same change. In each file what both sides begin and end with alike is left out.
 */
function makeSameText(ours: readonly FileDiff[], theirs: readonly FileDiff[]): boolean {
  const made = new Map(theirs.map((file) => [pathOf(file), textsOf(file)]));
  return made.size === ours.length && ours.every((file) => made.get(pathOf(file)) === textsOf(file));
}

function textsOf({ hunks }: FileDiff): string {
  const cores = hunks.map(({ lines }) => {
    const before = lines.filter(({ sign }) => sign === ' ' || sign === '-').map(({ text }) => text);
    const after = lines.filter(({ sign }) => sign === ' ' || sign === '+').map(({ text }) => text);
    const shortest = Math.min(before.length, after.length);
    let [head, tail] = [0, 0];
    while (head < shortest && before[head] === after[head]) head += 1;
    while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
    const core = (side: readonly string[]) => side.slice(head, side.length - tail).join('\n');
    return `${core(before)}\0${core(after)}`;
  });
  return cores.join('\0\0');
}

function pathOf({ oldPath, newPath }: FileDiff): string {
  return newPath ?? oldPath ?? '';
}

/** Share of the lines a patch adds and removes that a commit adds and removes too, and how many are compared. Lines of punctuation alone tell nothing. */
export function shareHeld(patch: Patch, commit: Patch): { readonly share: number; readonly lines: number } {
  const telling = changedLines(patch.files).filter(({ text }) => isTelling(text));
  const missing = without(telling, changedLines(commit.files)).length;
  return { share: telling.length === 0 ? 0 : 1 - missing / telling.length, lines: telling.length };
}

/** True for a line that can be told from others: a brace or "else" is in every file. */
export function isTelling(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= shortestTelling;
}

/** "return 0;" has seven letters and digits and stands everywhere, "flags |= IOPF;" has nine. */
const shortestTelling = 8;

function changedLines(files: readonly FileDiff[]): readonly OddLine[] {
  return files.flatMap((file) =>
    file.hunks.flatMap(({ lines }) =>
      lines
        .filter(({ sign }) => sign === '+' || sign === '-')
        .map(({ sign, text }) => ({ path: pathOf(file), text: sign + text })),
    ),
  );
}

/** The lines of one that the other has not, each as often as it has it more. */
function without(lines: readonly OddLine[], others: readonly OddLine[]): readonly OddLine[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(keyOf(other), (left.get(keyOf(other)) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(keyOf(line)) ?? 0;
    if (count > 0) left.set(keyOf(line), count - 1);
    return count === 0 && line.text.trim().length > 1;
  });
}

function keyOf({ path, text }: OddLine): string {
  return `${path}\n${text.slice(0, 1)}${foldSpaces(text.slice(1))}`;
}
