import { readPatch, type LineRange } from '../patch/index';

const diffStart = /^(?:diff --git |Index: |--- (?:[aic]\/|\/dev\/null)|@@ -\d)/;
const diffLine =
  /^(?:[-+ \t@\\]|diff |index |new file|deleted file|rename |similarity |old mode|new mode|Index: |===)/;

/**
 * Diffs in a text, as lines from 1: whole ones as lib/patch reads them (wrapped by mailers too), one range where they follow
 * each other, else fragments that begin with a hunk header. A few lines with signs are prose.
 */
export function counterDiffs(text: string): readonly LineRange[] {
  const lines = text.split('\n');
  if (!lines.some((line) => diffStart.test(line))) return [];
  const ranges: { start: number; end: number }[] = [];
  for (const file of readPatch(text).files) {
    const { start } = file;
    // Prose below the last hunk is the replier's again, whatever the counts promise.
    const lastLine = file.hunks.at(-1)?.lines.at(-1)?.bodyLine;
    const end = lastLine === undefined ? file.end : Math.min(file.end, lastLine + 1);
    const last = ranges.at(-1);
    if (last && isEmptyBetween(lines, last.end, start)) last.end = end;
    else ranges.push({ start, end });
  }
  return (ranges.length > 0 ? ranges : fragments(lines)).map((range) => withoutEmptyEnd(lines, range));
}

function fragments(lines: readonly string[]): LineRange[] {
  const ranges: LineRange[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (!diffStart.test(lines[at] ?? '')) continue;
    let end = at;
    while (end < lines.length && (diffLine.test(lines[end] ?? '') || goesOn(lines, end))) end += 1;
    if (lines.slice(at, end).some((line) => line.startsWith('@@')))
      ranges.push({ start: at + 1, end: end + 1 });
    at = end;
  }
  return ranges;
}

/** An empty context line whose space was lost: the diff goes on below it. */
function goesOn(lines: readonly string[], at: number): boolean {
  return lines[at] === '' && /^(?:[-+@\\ \t]|diff )/.test(lines[at + 1] ?? '');
}

function isEmptyBetween(lines: readonly string[], end: number, start: number): boolean {
  return lines.slice(end - 1, start - 1).every((line) => line.trim() === '');
}

function withoutEmptyEnd(lines: readonly string[], { start, end }: LineRange): LineRange {
  let last = end;
  while (last > start && (lines[last - 2] ?? '').trim() === '') last -= 1;
  return { start, end: last };
}
