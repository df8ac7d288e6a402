import { parse } from 'diff2html';
import type { FileDiff, Hunk, HunkLine } from '../patch/index';
import { pairLines } from './pairs';
import { markSpans, plainSpans, type Mark, type Span } from './span';
import { highlightLines, languageOf, type LanguageName } from './syntax';
import { markWords } from './words';

/** A line of code. `twin` is the body line of the line it replaces or is replaced by. */
export interface CodeRow {
  readonly kind: 'code';
  readonly bodyLine: number;
  readonly sign: ' ' | '+' | '-';
  readonly oldLine: number | undefined;
  readonly newLine: number | undefined;
  readonly spans: readonly Span[];
  readonly twin: number | undefined;
}

/**
 * header: a line above the first hunk ("diff --git", "index", "---"); hunk: an "@@" line; note: "\ No newline at end
 * of file"; rest: a line that a mail program wrapped and that was joined to the one above, or a blank line between hunks.
 */
export interface OtherRow {
  readonly kind: 'header' | 'hunk' | 'note' | 'rest';
  readonly bodyLine: number;
  readonly text: string;
}

export type DiffRow = CodeRow | OtherRow;

/** The diff of one file, ready to be shown. Every body line of it has one row, in order, but for hidden hunks. */
export interface FileView {
  readonly path: string;
  /** Lines of the posting, counted from 1; `end` is the first line after. */
  readonly start: number;
  readonly end: number;
  readonly change: FileDiff['change'];
  readonly added: number;
  readonly deleted: number;
  /** What the header says beyond the path, in words: "renamed from x", "new file, mode 100755". */
  readonly facts: readonly string[];
  readonly rows: readonly DiffRow[];
  /** What was left out because the diff is large; the reader is offered all of it. */
  readonly hidden: { readonly hunks: number; readonly lines: number } | undefined;
  /** How many lines a mail program had wrapped; each was joined to the line above. */
  readonly joined: number;
  /** True when the code is not coloured because there is too much of it. */
  readonly isPlain: boolean;
}

export interface FileOptions {
  /** Hunks that are shown; all when left out. */
  readonly showsHunk?: (hunk: Hunk) => boolean;
}

/** Characters of code coloured in one file; a 5,000-line file of ordinary code stays below. */
const mostColoured = 400_000;

/** A line longer than this is data, and a grammar may need more than linear time for it. */
const longestColoured = 4_000;

/** Lines of a file's header that are handed to diff2html. */
const mostHeaderLines = 20;

/** Makes rows of one file's diff. `lines` are all body lines of the posting, index 0 = body line 1. */
export function viewFile(file: FileDiff, lines: readonly string[], options: FileOptions = {}): FileView {
  const path = file.newPath ?? file.oldPath ?? '';
  const shown = options.showsHunk ? file.hunks.filter(options.showsHunk) : file.hunks;
  const isPlain = !isColourable(shown);
  const language = isPlain ? undefined : languageOf(path);
  const hiddenLines =
    file.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0) -
    shown.reduce((sum, hunk) => sum + hunk.lines.length, 0);
  const rows = fileRows(file, lines, new Set(shown), language);
  return {
    path,
    start: file.start,
    end: file.end,
    change: file.change,
    added: countSign(file, '+'),
    deleted: countSign(file, '-'),
    facts: headerFacts(file, lines),
    rows,
    joined: rows.filter((row) => row.kind === 'rest' && row.text.trim() !== '').length,
    hidden:
      shown.length < file.hunks.length
        ? { hunks: file.hunks.length - shown.length, lines: hiddenLines }
        : undefined,
    isPlain: isPlain && languageOf(path) !== undefined && shown.length > 0,
  };
}

function fileRows(
  file: FileDiff,
  lines: readonly string[],
  shown: ReadonlySet<Hunk>,
  language: LanguageName | undefined,
): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  const other = (kind: OtherRow['kind'], from: number, to: number): void => {
    for (let bodyLine = from; bodyLine < to; bodyLine++)
      rows.push({ kind, bodyLine, text: lines[bodyLine - 1] ?? '' });
  };
  let next = file.start;
  for (const hunk of file.hunks) {
    other(next === file.start ? 'header' : 'rest', next, hunk.bodyLine);
    next = (hunk.lines.at(-1)?.bodyLine ?? hunk.bodyLine) + 1;
    if (!shown.has(hunk)) continue;
    other('hunk', hunk.bodyLine, hunk.bodyLine + 1);
    let expected = hunk.bodyLine + 1;
    for (const row of hunkRows(hunk.lines, language)) {
      other('rest', expected, row.bodyLine);
      rows.push(row);
      expected = row.bodyLine + 1;
    }
  }
  other(next === file.start ? 'header' : 'rest', next, file.end);
  return rows;
}

/** Rows of consecutive lines of one file, coloured and with the words marked that differ. */
export function hunkRows(lines: readonly HunkLine[], language: LanguageName | undefined): readonly DiffRow[] {
  const twins = findTwins(lines);
  const newSide = lines.filter((line) => line.newLine !== undefined);
  const oldSide = lines.filter((line) => line.oldLine !== undefined);
  const spans = new Map<number, readonly Span[]>();
  // The old side is coloured for its removed lines only; what both sides have is taken from the new one.
  if (lines.some((line) => line.sign === '-')) colour(oldSide, language, spans);
  colour(newSide, language, spans);
  return lines.map((line): DiffRow => {
    if (line.sign === '\\') return { kind: 'note', bodyLine: line.bodyLine, text: `\\${line.text}` };
    const twin = twins.get(line.bodyLine);
    return {
      kind: 'code',
      bodyLine: line.bodyLine,
      sign: line.sign,
      oldLine: line.oldLine,
      newLine: line.newLine,
      spans: markSpans(spans.get(line.bodyLine) ?? plainSpans(line.text), twin?.marks ?? []),
      twin: twin?.bodyLine,
    };
  });
}

function colour(
  side: readonly HunkLine[],
  language: LanguageName | undefined,
  into: Map<number, readonly Span[]>,
): void {
  const coloured = highlightLines(
    side.map((line) => line.text),
    language,
  );
  side.forEach((line, index) => into.set(line.bodyLine, coloured[index] ?? plainSpans(line.text)));
}

interface Twin {
  readonly bodyLine: number;
  readonly marks: readonly Mark[];
}

/** Pairs the removed and added lines of each block of changes and marks the words that differ. */
function findTwins(lines: readonly HunkLine[]): ReadonlyMap<number, Twin> {
  const twins = new Map<number, Twin>();
  let removed: HunkLine[] = [];
  let added: HunkLine[] = [];
  const endBlock = (): void => {
    const pairs = pairLines(
      removed.map((line) => line.text),
      added.map((line) => line.text),
    );
    for (const [i, j] of pairs) {
      const before = removed[i];
      const after = added[j];
      if (!before || !after) continue;
      const marks = markWords(before.text, after.text);
      twins.set(before.bodyLine, { bodyLine: after.bodyLine, marks: marks.old });
      twins.set(after.bodyLine, { bodyLine: before.bodyLine, marks: marks.new });
    }
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.sign === '\\') continue;
    if (line.sign === ' ' || (line.sign === '-' && added.length > 0)) endBlock();
    if (line.sign === '-') removed.push(line);
    if (line.sign === '+') added.push(line);
  }
  endBlock();
  return twins;
}

function isColourable(hunks: readonly Hunk[]): boolean {
  let size = 0;
  for (const hunk of hunks) {
    for (const line of hunk.lines) {
      if (line.text.length > longestColoured) return false;
      size += line.text.length;
    }
  }
  return size <= mostColoured;
}

function countSign(file: FileDiff, sign: '+' | '-'): number {
  let count = 0;
  for (const hunk of file.hunks) for (const line of hunk.lines) if (line.sign === sign) count++;
  return count;
}

/**
 * Says in words what a file's header lines tell, as diff2html reads them. The hunks are not handed to it: it takes a
 * mail's "-- " signature for a removed line, and lib/patch has numbered them already.
 */
function headerFacts(file: FileDiff, lines: readonly string[]): readonly string[] {
  const end = Math.min(file.hunks[0]?.bodyLine ?? file.end, file.start + mostHeaderLines);
  const header = lines.slice(file.start - 1, end - 1);
  const hunk = file.hunks[0] ? ['@@ -0,0 +0,0 @@'] : [];
  const read = parse([...header, ...hunk].join('\n'))[0];
  const facts: string[] = [];
  if (file.change === 'added') facts.push(`new file${modeWords(read?.newFileMode)}`);
  if (file.change === 'deleted') facts.push('file deleted');
  if (file.change === 'renamed') facts.push(`renamed from ${file.oldPath ?? 'an unknown name'}`);
  if (file.change === 'copied') facts.push(`copied from ${file.oldPath ?? 'an unknown name'}`);
  if (file.change === 'binary') facts.push('binary, not shown');
  if (read?.unchangedPercentage !== undefined) facts.push(`${read.unchangedPercentage} % the same`);
  if (typeof read?.oldMode === 'string' && read.newMode !== undefined && read.oldMode !== read.newMode)
    facts.push(`mode ${read.oldMode} to ${read.newMode}`);
  if (file.hunks.some((each) => each.isCut)) facts.push('cut short in the mail');
  return facts;
}

/** 100644 is what every file has, and is not worth a word. */
function modeWords(mode: string | undefined): string {
  return mode === undefined || mode === '100644' ? '' : `, mode ${mode}`;
}
