import { createHash } from 'node:crypto';
import { foldSpaces, hasLetterOrDigit, normaliseTitle, type Patch } from '../patch/index';
import { byText } from './order';

/** What of a patch is compared with another's: computed once a patch. */
export interface Likeness {
  readonly titleKey: string;
  /** Words of the title, sorted. */
  readonly words: readonly string[];
  /** Lines of hunks with their sign, white space folded, and what each weighs: how often it is there, context less. */
  readonly lines: ReadonlyMap<string, number>;
  readonly lineWeight: number;
  /** Paths the patch touches, old and new side. */
  readonly files: ReadonlySet<string>;
  readonly patchId: string | undefined;
  /** A hash of the added and removed lines with their files, without context and line numbers; undefined without a diff. */
  readonly changeHash: string | undefined;
  /** False for a patch of which only the title is known. */
  readonly hasDiff: boolean;
}

/** Shares of the whole likeness: the diff says most, a title is kept by habit, files alone say little. */
const DIFF_SHARE = 0.55;
const TITLE_SHARE = 0.3;
const FILES_SHARE = 0.15;

/**
 * What a line of context weighs beside an added or removed one. Context says where a patch works: two patches of one
 * line each that are rewritten wholly ("suppress auto-claiming", then "set driver_managed_dma" in the same
 * initialiser) have nothing else in common. In a patch of some size it hardly counts.
 */
const CONTEXT_WEIGHT = 0.25;

/** Two patches of one series with one title are taken for the same unless a pair with a like diff outbids it. */
const SAME_TITLE = 0.6;

/** Reads what is compared; without a patch the title is all there is. */
export function likenessOf(title: string, patch: Patch | undefined): Likeness {
  const titleKey = normaliseTitle(title);
  const lines = new Map<string, number>();
  const files = new Set<string>();
  let lineWeight = 0;
  // Hashed at once: a call for each line costs more than the hashing.
  let change = '';
  for (const file of patch?.files ?? []) {
    for (const path of [file.oldPath, file.newPath]) if (path !== undefined) files.add(path);
    change += `${file.change} ${file.oldPath ?? ''} ${file.newPath ?? ''}\n`;
    for (const hunk of file.hunks) {
      for (const { sign, text } of hunk.lines) {
        if (sign === '\\') continue;
        if (sign !== ' ') change += `${sign}${text}\n`;
        if (!hasLetterOrDigit(text)) continue;
        const key = sign + foldSpaces(text);
        const weight = sign === ' ' ? CONTEXT_WEIGHT : 1;
        lines.set(key, (lines.get(key) ?? 0) + weight);
        lineWeight += weight;
      }
    }
  }
  const hasDiff = (patch?.files.length ?? 0) > 0;
  const words = titleKey
    .split(' ')
    .filter((word) => word !== '')
    .sort(byText);
  return {
    titleKey,
    words,
    lines,
    lineWeight,
    files,
    patchId: patch?.patchId,
    changeHash: hasDiff ? createHash('sha1').update(change).digest('hex') : undefined,
    hasDiff,
  };
}

/** From 0 (nothing in common) to 1 (the same diff). */
export function similarity(a: Likeness, b: Likeness): number {
  if (a.patchId !== undefined && a.patchId === b.patchId) return 1;
  const hasSameTitle = a.titleKey !== '' && a.titleKey === b.titleKey;
  const title = hasSameTitle ? 1 : dice(sharedWords(a.words, b.words), a.words.length, b.words.length);
  if (!a.hasDiff || !b.hasDiff) return SAME_TITLE * title;
  const diff = diffSimilarity(a, b);
  const whole = DIFF_SHARE * diff + TITLE_SHARE * title + FILES_SHARE * filesSimilarity(a, b);
  return hasSameTitle ? SAME_TITLE + (1 - SAME_TITLE) * whole : whole;
}

/** Share of lines that both have, from 0 to 1 (Dice's coefficient over weighted line multisets). */
export function diffSimilarity(a: Likeness, b: Likeness): number {
  const [small, large] = a.lines.size < b.lines.size ? [a.lines, b.lines] : [b.lines, a.lines];
  let shared = 0;
  for (const [line, weight] of small) shared += Math.min(weight, large.get(line) ?? 0);
  return dice(shared, a.lineWeight, b.lineWeight);
}

function filesSimilarity(a: Likeness, b: Likeness): number {
  let shared = 0;
  for (const file of a.files) if (b.files.has(file)) shared++;
  return dice(shared, a.files.size, b.files.size);
}

function sharedWords(a: readonly string[], b: readonly string[]): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const order = byText(a[i] ?? '', b[j] ?? '');
    if (order === 0) shared++;
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return shared;
}

function dice(shared: number, a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * shared) / (a + b);
}
