import { align } from './align';
import { tellingLength, type ReadLine } from './lines';
import type { Scroll } from './scroll';
import { isPastedHeader, isPasteSeparator } from './attributionWords';

/** Unmarked text counts as quoted when this many lines of it, and this share of all, stand in the parent. */
const unmarkedLines = 4;
const unmarkedShare = 0.3;
/** A pasted mail below a separator: unmatched text inside it is the replier's when most of the rest is the parent's. */
const pastedShare = 0.6;

/**
 * For each line of a reply the depth of quoting, 0 for own text. Text without marks counts as quoted once where it is
 * pasted below a separator or headers (Outlook), or, in a mail without any mark, where it can be nothing but the
 * parent's.
 */
export function quoteDepths(lines: readonly ReadLine[], parent: Scroll | undefined): number[] {
  const depths = lines.map((line) => line.depth);
  if (!parent) return depths;
  const isMarked = lines.some((line) => line.depth > 0 && !line.doubt);
  const paste = findPaste(lines);
  if (paste !== undefined) markPasted(lines, depths, paste, parent);
  else if (!isMarked) markUnmarked(lines, depths, parent);
  return depths;
}

/** The first line of a mail pasted whole: below "-----Original Message-----", or three headers in a row. */
function findPaste(lines: readonly ReadLine[]): number | undefined {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (!line || line.depth > 0) continue;
    const isSeparator = isPasteSeparator(line.content);
    if (!isSeparator && !isPastedHeader(line.content)) continue;
    const headers = lines.slice(at + 1, at + 4).filter((one) => isPastedHeader(one.content)).length;
    if (headers >= (isSeparator ? 1 : 2)) return at;
  }
  return undefined;
}

function markPasted(lines: readonly ReadLine[], depths: number[], paste: number, parent: Scroll): void {
  const below = lines.slice(paste);
  if (below.some((line) => line.depth > 0 && !line.doubt)) {
    // The mailer put headers there and the replier the marks: only the headers are without.
    for (let at = paste; at < lines.length && lines[at]?.squeezed !== ''; at += 1) depths[at] ||= 1;
    return;
  }
  const { partners, ambiguous } = align(below, parent.lines);
  const isFound = (index: number) => (partners[index] ?? -1) >= 0 || ambiguous.has(index);
  const telling = below.filter((line) => line.squeezed !== '').length;
  const found = below.filter((_line, index) => isFound(index)).length;
  const isMostlyQuote = found >= telling * pastedShare;
  const lastMatch = below.findLastIndex((_line, index) => isFound(index));
  const headersEnd = Math.max(
    below.findIndex((line, at) => at > 0 && line.squeezed === ''),
    0,
  );
  below.forEach((line, index) => {
    const isOwn =
      isMostlyQuote && !isFound(index) && line.squeezed !== '' && index < lastMatch && index > headersEnd;
    if (!isOwn) depths[paste + index] = 1;
  });
}

/**
 * Some repliers quote without any mark. Long runs of the parent's lines can be nothing else, unless they stand in
 * a diff of the replier's own: that has hunks which the parent has not.
 */
function markUnmarked(lines: readonly ReadLine[], depths: number[], parent: Scroll): void {
  const { partners, approximate, ambiguous } = align(lines, parent.lines);
  const isFound = (index: number) =>
    ((partners[index] ?? -1) >= 0 || ambiguous.has(index)) && !approximate.has(index);
  if (lines.some((line, index) => line.content.startsWith('@@ -') && !isFound(index))) return;
  const matched = lines.flatMap((line, index) =>
    line.squeezed.length >= tellingLength && isFound(index) ? [index] : [],
  );
  const written = lines.filter((line) => line.squeezed !== '').length;
  if (matched.length < unmarkedLines || matched.length < written * unmarkedShare) return;
  const [first, last] = [matched[0] ?? 0, matched.at(-1) ?? 0];
  // A line that is there only in part, or by its place among others, may as well be the replier's answer in its stead.
  for (let index = first; index <= last; index += 1) if (isFound(index)) depths[index] = 1;
}

/** Headers that a mailer puts in front of a quote are no more lines than this, wrapped lists of readers included. */
const mostHeaders = 40;

/**
 * Quoted lines that are the headers of the mail quoted, with marks as some mailers put them ("> -----Original
 * Message-----", "> From: ...", "> Sent: ..."): the mail itself has no such lines.
 */
export function quotedHeaders(
  lines: readonly ReadLine[],
  depths: readonly number[],
  parent: Scroll | undefined,
): ReadonlySet<number> {
  const headers = new Set<number>();
  let written: ReadonlySet<string> | undefined;
  const isWritten = (line: ReadLine | undefined) =>
    (written ??= new Set(parent?.lines.map(({ squeezed }) => squeezed))).has(line?.squeezed ?? '');
  for (let at = 0; at < lines.length; at += 1) {
    if ((depths[at] ?? 0) === 0 || !opensHeaders(lines, depths, at) || isWritten(lines[at])) continue;
    const end = Math.min(lines.length, at + mostHeaders);
    while (at < end && lines[at]?.squeezed !== '' && (depths[at] ?? 0) > 0) headers.add(at++);
  }
  return headers;
}

function opensHeaders(lines: readonly ReadLine[], depths: readonly number[], at: number): boolean {
  const content = lines[at]?.content ?? '';
  const isSeparator = isPasteSeparator(content);
  if (!isSeparator && !/^\*?(?:From|Von|De|发件人)\s*[:：]/i.test(content)) return false;
  const next = lines.slice(at + 1, at + 4);
  const isSent = (line: ReadLine) => /^\*?(?:Sent|Date|Gesendet|Envoyé|发送时间)\s*[:：]/i.test(line.content);
  return (
    depths[at + 1] === depths[at] && next.some(isSeparator ? (line) => isPastedHeader(line.content) : isSent)
  );
}
