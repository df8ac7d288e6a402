import { readPatch, type HunkLine } from '../patch/index';
import { hunkRows, viewFile, type DiffRow } from './file';
import { languageOf } from './syntax';

/** A diff that somebody wrote in a reply. Its rows count lines from the start of the diff, 1 is the first. */
export interface CounterDiff {
  readonly parts: readonly { readonly path: string | undefined; readonly rows: readonly DiffRow[] }[];
  readonly added: number;
  readonly deleted: number;
  /** How many lines a mail program had wrapped; each was joined to the line above. */
  readonly joined: number;
}

/** What somebody wrote in a reply: text, and diffs between. Blank lines at the edges of a piece are left out. */
export type SaidPiece =
  | { readonly kind: 'text'; readonly lines: readonly string[] }
  /** `line` is the body line of the reply at which the diff begins. */
  | { readonly kind: 'diff'; readonly line: number; readonly diff: CounterDiff };

export interface Said {
  readonly text: string;
  /** Body line of the reply at which `text` begins, counted from 1. */
  readonly startLine: number;
  /** Where diffs stand, as body lines of the reply; `end` is the first line after. */
  readonly counterDiffs: readonly { readonly start: number; readonly end: number }[];
  /** The file spoken of. */
  readonly path: string | undefined;
}

/**
 * Divides what was said into text and diffs. A diff goes on as far as it can be read as one, which is further than its
 * given end when a mail program wrapped a line of it.
 */
export function viewSaid({ text, startLine, counterDiffs, path }: Said): readonly SaidPiece[] {
  const lines = text.split('\n');
  const pieces: SaidPiece[] = [];
  let at = 0;
  const takeText = (to: number): void => {
    const piece = trimBlank(lines.slice(at, to));
    if (piece.length > 0) pieces.push({ kind: 'text', lines: piece });
  };
  for (const given of counterDiffs) {
    const start = given.start - startLine;
    if (start < at) continue;
    takeText(start);
    const end = Math.max(given.end - startLine, start + readableDiff(lines.slice(start)));
    const diff = trimBlank(lines.slice(start, end)).join('\n');
    pieces.push({ kind: 'diff', line: given.start, diff: viewCounterDiff(diff, path) });
    at = end;
  }
  takeText(lines.length);
  return pieces;
}

/** How many lines from the first on read as one diff of files. */
function readableDiff(lines: readonly string[]): number {
  let end = 1;
  for (const file of readPatch(lines.join('\n')).files) {
    if (lines.slice(end - 1, file.start - 1).some((line) => line.trim() !== '')) break;
    end = file.end;
  }
  return end - 1;
}

function trimBlank(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first < 0 ? [] : lines.slice(first, last + 1);
}

/**
 * Makes rows of a diff in a reply. Many are fragments without file names or counts, or damaged; what cannot be read as
 * a diff of files is read line by line by its signs, in the language of `path`, the file spoken of.
 */
export function viewCounterDiff(text: string, path: string | undefined): CounterDiff {
  const lines = text.split('\n');
  const patch = readPatch(text);
  const last = patch.files.at(-1);
  const isWhole =
    last !== undefined &&
    patch.files[0]?.start === 1 &&
    lines
      .slice(last.end - 1)
      .join('')
      .trim() === '';
  const files = isWhole ? patch.files.map((file) => viewFile(file, lines)) : [];
  const parts = isWhole
    ? files.map((view) => {
        const rows = view.rows.filter((row) => row.kind !== 'header' && row.kind !== 'rest');
        return { path: view.path, rows };
      })
    : [{ path: undefined, rows: fragmentRows(lines, path) }];
  const count = (sign: '+' | '-'): number =>
    parts.reduce(
      (sum, part) => sum + part.rows.filter((row) => row.kind === 'code' && row.sign === sign).length,
      0,
    );
  return {
    parts,
    added: count('+'),
    deleted: count('-'),
    joined: files.reduce((sum, file) => sum + file.joined, 0),
  };
}

/** Lines with signs between "@@" lines and file headers, unnumbered. */
function fragmentRows(lines: readonly string[], path: string | undefined): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  let block: HunkLine[] = [];
  let language = path === undefined ? undefined : languageOf(path);
  const endBlock = (): void => {
    rows.push(...hunkRows(block, language));
    block = [];
  };
  lines.forEach((line, index) => {
    const bodyLine = index + 1;
    const header = /^(?:diff |index [0-9a-f]|--- \S|\+\+\+ (?:[ab]\/)?(\S+)|@@ )/.exec(line);
    if (header) {
      endBlock();
      if (header[1] !== undefined) language = languageOf(header[1]);
      rows.push({ kind: line.startsWith('@@ ') ? 'hunk' : 'header', bodyLine, text: line });
      return;
    }
    const sign = line.startsWith('+') ? '+' : line.startsWith('-') ? '-' : ' ';
    const hasSign = sign !== ' ' || line.startsWith(' ');
    block.push({
      bodyLine,
      sign,
      text: hasSign ? line.slice(1) : line,
      oldLine: sign === '+' ? undefined : 0,
      newLine: sign === '-' ? undefined : 0,
    });
  });
  endBlock();
  return rows;
}
