/** A line of a mail as a reader sees it: how deeply it is quoted, and what it says. */
export interface ReadLine {
  /** Number of quote marks in front; 0 for text without. */
  readonly depth: number;
  /** What the first mark may be instead of a mark: a table's bar, the name in "a > b", the ">" that an mbox puts before "From ". */
  readonly doubt: 'bar' | 'name' | 'from' | undefined;
  /** The line without its marks. */
  readonly content: string;
  /** The content without any white space: mailers wrap, stuff, expand and trim it, so it decides nothing. */
  readonly squeezed: string;
}

/** Lines shorter than this, white space aside, stand in many mails: they tell nothing by themselves. */
export const tellingLength = 12;

/** More marks than this are one pile: nobody counts them. */
const deepest = 60;

/** White space that mailers put before a mark, tabs and non-breaking spaces among it. A space after the mark belongs to it. */
const plainMark = /^[ \t\u00a0]{0,3}>/;

/**
 * Marks of few mailers: "|" alone or before a space, and a name or initials before the mark ("JD> ", "Jane> "), as
 * Supercite and old Emacs write.
 */
const rareMark = /^\|(?=[ \t\r]|$)|^ ?[A-Za-z]{1,12}>(?=[ \t\r>]|$)/;

/** ">From here on": mboxo escapes the writer's own line so. */
const escapedFrom = /^>From /;

/** Reads one line of a body. */
export function readLine(line: string): ReadLine {
  // Most lines can have no mark.
  if (!line.includes('>') && !line.startsWith('|'))
    return { depth: 0, doubt: undefined, content: line, squeezed: squeeze(line) };
  let rest = line;
  let depth = 0;
  let doubt: ReadLine['doubt'] = escapedFrom.test(line) ? 'from' : undefined;
  while (depth < deepest) {
    const plain = plainMark.exec(rest);
    const mark = plain ?? rareMark.exec(rest);
    if (!mark) break;
    if (!plain && depth === 0) doubt = rest.startsWith('|') ? 'bar' : 'name';
    depth += 1;
    rest = rest.slice(mark[0].length);
  }
  const content = depth > 0 && rest.startsWith(' ') ? rest.slice(1) : rest;
  return { depth, doubt, content, squeezed: squeeze(content) };
}

const plainText = /^[\x21-\x7e]*$/;

/**
 * Text without white space of any kind, zero-width characters and byte order marks included, and with one form of
 * quotation marks, dashes and dots, which some mailers replace.
 */
export function squeeze(text: string): string {
  return squeezePlain(text) ?? squeezeAny(text);
}

/** Longer lines are rare. */
const dense = Buffer.alloc(1_024);

/** The same for text of ASCII signs, spaces and tabs, as nearly every line is; undefined for other text. */
function squeezePlain(text: string): string | undefined {
  if (text.length > dense.length) return undefined;
  let end = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x20 && code < 0x7f) dense[end++] = code;
    else if (code !== 0x20 && code !== 0x09) return undefined;
  }
  return dense.toString('latin1', 0, end);
}

function squeezeAny(text: string): string {
  const dense = text.replace(/[\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff]+/g, '');
  if (plainText.test(dense)) return dense;
  return dense
    .replace(/[\u2018\u2019\u201a\u02bc]/g, "'")
    .replace(/[\u201c-\u201e]/g, '"')
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\u2026/g, '...');
}

/** The lines of a text; body line n is at index n - 1. */
export function readLines(text: string): readonly ReadLine[] {
  return text.split('\n').map(readLine);
}
