/** A line of a mail as a reader sees it: how deeply it is quoted, and what it says. */
export interface ReadLine {
  /** Number of quote marks in front; 0 for text without. */
  readonly depth: number;
  /** The line without its marks. */
  readonly content: string;
  /** The content without any white space: mailers wrap, stuff, expand and trim it, so it decides nothing. */
  readonly squeezed: string;
}

/** More marks than this are one pile: nobody counts them. */
const deepest = 60;

/**
 * Marks of quoted text: ">" in any spacing, "|" where a line begins with it alone or before a space, and initials
 * before the mark ("JD> "), as Supercite and old Emacs write. A space after the mark belongs to it.
 */
const oneMark = /^[ \t\u00a0]{0,3}(?:[A-Z]{1,4})?>|^\|(?=[ \t]|$)/;

/** Reads one line of a body. */
export function readLine(line: string): ReadLine {
  let rest = line;
  let depth = 0;
  while (depth < deepest) {
    const mark = oneMark.exec(rest);
    if (!mark) break;
    depth += 1;
    rest = rest.slice(mark[0].length);
  }
  const content = depth > 0 && rest.startsWith(' ') ? rest.slice(1) : rest;
  return { depth, content, squeezed: squeeze(content) };
}

/** Text without white space of any kind, zero-width characters and byte order marks included. */
export function squeeze(text: string): string {
  return text.replace(/[\s\u00a0\u200b-\u200f\ufeff]+/g, '');
}

/** The lines of a text; body line n is at index n - 1. */
export function readLines(text: string): readonly ReadLine[] {
  return text.split('\n').map(readLine);
}
