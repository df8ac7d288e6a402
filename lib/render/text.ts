/** A stretch of mail text: plain, or a link to an http(s) address that stands in it. */
export interface TextSpan {
  readonly text: string;
  readonly href: string | undefined;
}

/** http and https only. Closing punctuation after an address is not part of it. */
const address = /\bhttps?:\/\/[^\s<>"'`{}|\\^\p{C}]{1,2000}/gu;

/** Finds the links of one line. The spans joined are the line. */
export function linkText(line: string): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  let at = 0;
  for (const match of line.matchAll(address)) {
    const text = withoutClosing(match[0]);
    const href = safeAddress(text);
    if (href === undefined) continue;
    if (match.index > at) spans.push({ text: line.slice(at, match.index), href: undefined });
    spans.push({ text, href });
    at = match.index + text.length;
  }
  if (at < line.length) spans.push({ text: line.slice(at), href: undefined });
  return spans;
}

/** The address as a link may carry it; undefined unless it is http, https or mailto with something behind it. */
export function safeAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, pathname } = new URL(text);
  if (protocol === 'mailto:') return pathname === '' ? undefined : text;
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '' ? text : undefined;
}

function withoutClosing(text: string): string {
  let end = text.length;
  while (end > 0) {
    const last = text[end - 1] ?? '';
    if (/[.,;:!?*_]/.test(last)) end--;
    else if (last === ')' && count(text, '(', end) < count(text, ')', end)) end--;
    else if (last === ']' && count(text, '[', end) < count(text, ']', end)) end--;
    else break;
    // Many closings in a row are no address; stopping keeps the time in proportion to the text.
    if (text.length - end > 20) break;
  }
  return text.slice(0, end);
}

function count(text: string, character: string, end: number): number {
  let found = 0;
  for (let at = 0; at < end; at++) if (text[at] === character) found++;
  return found;
}
