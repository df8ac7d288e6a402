import { diffArrays } from 'diff';
import type { Mark } from './span';

/** A word ends behind its underscores, so `intel_finish` against `intel_iommu_finish` marks `iommu_` alone. */
const word = /[\p{L}\p{N}]+_*|_+|[^\S\n]+|[^\p{L}\p{N}_\s]/gu;

/** Longer lines are not compared by words: generated tables and minified text, where marks tell nothing. */
const longestLine = 1000;

/** When less than this share of both lines is common, they are different lines and marks would be noise. */
const leastInCommon = 0.3;

/** The words of one line that the other line does not have. */
export interface WordMarks {
  readonly old: readonly Mark[];
  readonly new: readonly Mark[];
}

const noMarks: WordMarks = { old: [], new: [] };

/**
 * Compares two lines word by word. Empty when they are equal, too different, or longer than 1,000 characters.
 * The comparison is jsdiff's (Myers), bounded by the length of the lines.
 */
export function markWords(oldText: string, newText: string): WordMarks {
  if (oldText === newText || oldText.length > longestLine || newText.length > longestLine) return noMarks;
  const changes = diffArrays(wordsOf(oldText), wordsOf(newText));
  const marks: { readonly old: Mark[]; readonly new: Mark[] } = { old: [], new: [] };
  let oldAt = 0;
  let newAt = 0;
  let common = 0;
  for (const change of changes) {
    const text = change.value.join('');
    if (change.removed) {
      marks.old.push({ start: oldAt, end: (oldAt += text.length) });
    } else if (change.added) {
      marks.new.push({ start: newAt, end: (newAt += text.length) });
    } else {
      oldAt += text.length;
      newAt += text.length;
      common += text.trim().length;
    }
  }
  trimIndent(marks.old, oldText);
  trimIndent(marks.new, newText);
  const shorter = Math.min(oldText.trim().length, newText.trim().length);
  return common === 0 || common < shorter * leastInCommon ? noMarks : marks;
}

/** Takes the indentation out of a first mark that goes on behind it; one of indentation alone stays. Changes `marks`. */
function trimIndent(marks: Mark[], text: string): void {
  const [first] = marks;
  const indent = text.length - text.trimStart().length;
  if (first?.start === 0 && first.end > indent) marks[0] = { start: indent, end: first.end };
}

/** Share of words two lines have in common, 0 to 1, white space left out; order does not count. */
export function likeness(
  oldWords: ReadonlyMap<string, number>,
  newWords: ReadonlyMap<string, number>,
): number {
  let common = 0;
  let all = 0;
  for (const [text, count] of oldWords) {
    common += Math.min(count, newWords.get(text) ?? 0) * text.length;
    all += count * text.length;
  }
  for (const [text, count] of newWords) all += count * text.length;
  return all === 0 ? 0 : (2 * common) / all;
}

/** How often each word stands in a line (of at most 1,000 characters, the rest is left out). */
export function countWords(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const each of wordsOf(text.slice(0, longestLine))) {
    if (each.trim() !== '') counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  return counts;
}

function wordsOf(text: string): string[] {
  return text.match(word) ?? [];
}
