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
  return (file?.hunks ?? []).flatMap((hunk, index) =>
    hunk.lines.flatMap(({ sign, text, bodyLine }) =>
      sign === '\\' ? [] : [{ sign, text: text.replace(/\r$/, ''), bodyLine, hunk: index }],
    ),
  );
}

/**
 * Whether white space of two postings of one file cannot be compared because a mail program changed it: a hunk was cut
 * or its lines wrapped, or every tab of one posting became spaces.
 */
export function isWhiteSpaceLost(earlier: FileDiff, later: FileDiff): boolean {
  if (isDamaged(earlier) || isDamaged(later)) return true;
  const [one, other] = [indentOf(earlier), indentOf(later)];
  return (
    (one.tabs > 0 && other.tabs === 0 && other.spaces > 0 && one.spaces === 0) ||
    (other.tabs > 0 && one.tabs === 0 && one.spaces > 0 && other.spaces === 0)
  );
}

function isDamaged(file: FileDiff): boolean {
  return file.hunks.some(
    ({ isCut, lines, bodyLine }) =>
      isCut || lines.some((line, at) => line.bodyLine !== (lines[at - 1]?.bodyLine ?? bodyLine) + 1),
  );
}

/** How many lines begin with a tab, and how many with four spaces or more. */
function indentOf(file: FileDiff): { readonly tabs: number; readonly spaces: number } {
  let [tabs, spaces] = [0, 0];
  for (const { text } of fileLines(file)) {
    if (text.startsWith('\t')) tabs++;
    else if (text.startsWith('    ')) spaces++;
  }
  return { tabs, spaces };
}
