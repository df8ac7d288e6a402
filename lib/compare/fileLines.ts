import type { FileDiff } from '../patch/index';

/** A line of a hunk, where it stands, and what it is compared by. */
export interface FileLine {
  readonly sign: ' ' | '+' | '-';
  /** Without the sign and without a carriage return. */
  readonly text: string;
  /** Body line, counted from 1. */
  readonly bodyLine: number;
  /** Index of its hunk in the file. */
  readonly hunk: number;
}

/** The lines of all hunks of a file in order; markers of a missing newline left out. */
export function fileLines(file: FileDiff | undefined): readonly FileLine[] {
  const found: FileLine[] = [];
  file?.hunks.forEach(({ lines }, hunk) => {
    for (const { sign, text, bodyLine } of lines) {
      if (sign === '\\') continue;
      found.push({ sign, text: text.endsWith('\r') ? text.slice(0, -1) : text, bodyLine, hunk });
    }
  });
  return found;
}

/** A posting of a file: its diff, and the lines of it. */
export interface PostedFile {
  readonly file: FileDiff;
  readonly lines: readonly FileLine[];
}

/**
 * Whether white space of two postings of one file cannot be compared because a mail program changed it: a hunk was cut
 * or its lines wrapped, or every tab of one posting became spaces.
 */
export function isWhiteSpaceLost(earlier: PostedFile, later: PostedFile): boolean {
  if (isDamaged(earlier.file) || isDamaged(later.file)) return true;
  const [one, other] = [indentOf(earlier.lines), indentOf(later.lines)];
  return one === 'tabs' ? other === 'spaces' : one === 'spaces' && other === 'tabs';
}

function isDamaged(file: FileDiff): boolean {
  return file.hunks.some(
    ({ isCut, lines, bodyLine }) =>
      isCut || lines.some((line, at) => line.bodyLine !== (lines[at - 1]?.bodyLine ?? bodyLine) + 1),
  );
}

/** What the lines of a file begin with: all tabs, all four spaces or more; undefined when both or neither. */
function indentOf(lines: readonly FileLine[]): 'tabs' | 'spaces' | undefined {
  const hasTabs = lines.some(({ text }) => text.startsWith('\t'));
  const hasSpaces = lines.some(({ text }) => text.startsWith('    '));
  return hasTabs === hasSpaces ? undefined : hasTabs ? 'tabs' : 'spaces';
}
