import { readPatch, type Hunk, type Patch, type Section } from '../patch/index';
import { viewFile, type FileView } from './file';
import { linkText, type TextSpan } from './text';

/**
 * A line of a commit message, notes, diffstat or tail. `number` counts the lines of the part from 1; a header that
 * stands in the body ("From: ...") and blank lines at the edges have none.
 */
export interface TextRow {
  readonly bodyLine: number;
  readonly number: number | undefined;
  /** edge: a blank line at the start or end of the part, or the "---" rule; not worth a row unless somebody spoke there. */
  readonly kind: 'text' | 'trailer' | 'header' | 'edge';
  readonly spans: readonly TextSpan[];
}

export interface TextPart {
  readonly kind: Exclude<Section['kind'], 'diff'>;
  readonly start: number;
  readonly end: number;
  readonly rows: readonly TextRow[];
}

/** A posting (patch or cover letter) as rows to show. Every body line lies in exactly one part or file, in order. */
export interface PostingView {
  readonly parts: readonly (TextPart | FileView)[];
  readonly files: readonly FileView[];
  readonly added: number;
  readonly deleted: number;
}

export interface PostingOptions {
  /** Body lines somebody speaks of, in any order: their hunks are shown however large the diff is. */
  readonly spokenLines?: readonly number[];
  /** Path of a file that is shown whole; 'all' for every file up to the greatest number of rows a page can bear. */
  readonly whole?: string;
}

/** A file with more lines of diff is shown as a head alone, with its discussed hunks. */
const mostFileLines = 1_500;

/** When so many lines are shown, the files after them are heads alone. */
const mostLines = 5_000;

/** Even when asked for all of it. A browser bears more, but not with pleasure; the raw mail has everything. */
const mostLinesAtAll = 50_000;

/** Makes rows of a posting. The text is a mail's decoded text, as `Mail.text`. */
export function viewPosting(text: string, options: PostingOptions = {}): PostingView {
  const patch = readPatch(text);
  const lines = text.split('\n');
  const files = viewFiles(patch, lines, options);
  const parts: (TextPart | FileView)[] = [];
  for (const section of patch.sections) {
    if (section.kind !== 'diff') parts.push(viewText(section.kind, section, patch, lines));
    else {
      let next = section.start;
      for (const file of files) {
        if (file.start < section.start || file.start >= section.end) continue;
        if (file.start > next) parts.push(viewText('notes', { start: next, end: file.start }, patch, lines));
        parts.push(file);
        next = file.end;
      }
      if (next < section.end) parts.push(viewText('tail', { start: next, end: section.end }, patch, lines));
    }
  }
  return {
    parts,
    files,
    added: files.reduce((sum, file) => sum + file.added, 0),
    deleted: files.reduce((sum, file) => sum + file.deleted, 0),
  };
}

function viewFiles(patch: Patch, lines: readonly string[], options: PostingOptions): readonly FileView[] {
  const spoken = [...(options.spokenLines ?? [])].sort((a, b) => a - b);
  let left = options.whole === undefined ? mostLines : mostLinesAtAll;
  return patch.files.map((file) => {
    const size = file.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
    const isWhole = options.whole === 'all' || options.whole === (file.newPath ?? file.oldPath);
    const fits = size <= left && (isWhole || size <= mostFileLines);
    if (fits) left -= size;
    return viewFile(file, lines, fits ? {} : { showsHunk: (hunk) => isSpokenOf(hunk, spoken) });
  });
}

function isSpokenOf(hunk: Hunk, spoken: readonly number[]): boolean {
  const end = hunk.lines.at(-1)?.bodyLine ?? hunk.bodyLine;
  return spoken.some((line) => line >= hunk.bodyLine && line <= end);
}

function viewText(
  kind: TextPart['kind'],
  range: { readonly start: number; readonly end: number },
  patch: Patch,
  lines: readonly string[],
): TextPart {
  const { start, end } = range;
  const textOf = (bodyLine: number): string => lines[bodyLine - 1] ?? '';
  const trailers = new Set(patch.trailers.map((trailer) => trailer.line));
  let first = start;
  const headers = new Set<number>();
  if (kind === 'message' && (patch.inBodyFrom !== undefined || patch.inBodySubject !== undefined)) {
    while (first < end && textOf(first).trim() === '') first++;
    while (first < end && textOf(first).trim() !== '') headers.add(first++);
  }
  if (kind !== 'message' && textOf(first).startsWith('---')) first++;
  while (first < end && textOf(first).trim() === '') first++;
  let last = end - 1;
  while (last >= first && textOf(last).trim() === '') last--;
  const rows: TextRow[] = [];
  for (let bodyLine = start; bodyLine < end; bodyLine++) {
    const isInside = bodyLine >= first && bodyLine <= last;
    rows.push({
      bodyLine,
      number: isInside ? bodyLine - first + 1 : undefined,
      kind: headers.has(bodyLine)
        ? 'header'
        : !isInside
          ? 'edge'
          : trailers.has(bodyLine)
            ? 'trailer'
            : 'text',
      spans: linkText(textOf(bodyLine)),
    });
  }
  return { kind, start, end, rows };
}
