import { foldSpaces, type FileDiff } from '../patch/index';
import { isTelling } from './commonLines';
import { fileLines } from './fileLines';

/** A file of one patch and the same file in another; one of them is there. */
export interface FilePair {
  readonly earlier: FileDiff | undefined;
  readonly later: FileDiff | undefined;
}

/**
 * Two files of different path hold the same change when they share half of their lines, as git takes a file for renamed
 * from 50 % of equal content on.
 */
const SAME_FILE = 0.5;

/** Files without a partner that are compared by content, on either side; more are left as they are. */
const MOST_COMPARED = 24;

/** Pairs the files of two patches: by path, then by content. In the order of the later patch, removed ones last. */
export function pairFiles(earlier: readonly FileDiff[], later: readonly FileDiff[]): readonly FilePair[] {
  const partners = new Map<FileDiff, FileDiff>();
  const free = new Set(earlier);
  const take = (mine: FileDiff, theirs: FileDiff): void => {
    partners.set(theirs, mine);
    free.delete(mine);
  };
  for (const pathOf of [newPath, oldPath]) {
    const byPath = new Map<string, FileDiff[]>();
    for (const file of free) {
      const path = pathOf(file);
      byPath.set(path, [...(byPath.get(path) ?? []), file]);
    }
    for (const file of later) {
      const mine = partners.has(file) ? undefined : byPath.get(pathOf(file))?.shift();
      if (mine && free.has(mine)) take(mine, file);
    }
  }
  const lone = later.filter((file) => !partners.has(file));
  for (const [mine, theirs] of alikeFiles([...free], lone)) take(mine, theirs);
  return [
    ...later.map((file) => ({ earlier: partners.get(file), later: file })),
    ...earlier.flatMap((file) => (free.has(file) ? [{ earlier: file, later: undefined }] : [])),
  ];
}

function newPath(file: FileDiff): string {
  return file.newPath ?? file.oldPath ?? '';
}

function oldPath(file: FileDiff): string {
  return file.oldPath ?? file.newPath ?? '';
}

function alikeFiles(
  earlier: readonly FileDiff[],
  later: readonly FileDiff[],
): readonly (readonly [FileDiff, FileDiff])[] {
  if (earlier.length > MOST_COMPARED || later.length > MOST_COMPARED) return [];
  const told = new Map([...earlier, ...later].map((file) => [file, changedLines(file)]));
  const found = earlier.flatMap((mine) =>
    later.flatMap((theirs) => {
      const share = sharedShare(told.get(mine) ?? new Set(), told.get(theirs) ?? new Set());
      return share >= SAME_FILE ? [{ mine, theirs, share }] : [];
    }),
  );
  found.sort((a, b) => b.share - a.share);
  const used = new Set<FileDiff>();
  return found.flatMap(({ mine, theirs }) => {
    if (used.has(mine) || used.has(theirs)) return [];
    used.add(mine).add(theirs);
    return [[mine, theirs] as const];
  });
}

function changedLines(file: FileDiff): ReadonlySet<string> {
  return new Set(
    fileLines(file).flatMap(({ sign, text }) =>
      sign !== ' ' && isTelling(text) ? [sign + foldSpaces(text)] : [],
    ),
  );
}

function sharedShare(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const line of a) if (b.has(line)) shared++;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}
