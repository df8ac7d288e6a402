import type { Problem } from '../mail/index';
import { chooseLines } from './chosen';
import { quotedLine, type QuotableLine } from './quotable';

/** A draft made ready: `first` to `anchor` are indexes of lines of the answered mail, from 0, both inside. */
export interface Note {
  readonly draft: number;
  readonly at: { readonly first: number; readonly anchor: number } | undefined;
  readonly text: readonly string[];
  readonly tags: readonly string[];
}

const cutMark = '[...]';

/**
 * Three marks right below text, of lines that nobody at hand wrote, are taken for the output of a program (">>> defined in
 * a.o"): lines that bear so many marks before they are quoted are set off by an empty line.
 */
const deepQuote = 2;

/** The lines of a reply's body: attribution, what is said of the whole, quotes with each text below its lines, tags. */
export function layOut(
  attribution: string,
  source: readonly QuotableLine[],
  { notes, tags }: { readonly notes: readonly Note[]; readonly tags: readonly string[] },
): { readonly lines: readonly string[]; readonly problems: readonly Problem[] } {
  const placed = notes.flatMap(({ at, text }) => (at && text.length > 0 ? [{ ...at, text }] : []));
  const { chosen, uncertain } = chooseLines(source, placed);
  const below = new Map<number, (readonly string[])[]>();
  for (const { anchor, text } of placed) below.set(anchor, [...(below.get(anchor) ?? []), text]);

  const lines = [attribution];
  const say = (text: readonly string[]) => lines.push(...(lines.at(-1) === '' ? [] : ['']), ...text, '');
  for (const { at, text } of notes) if (!at && text.length > 0) say(text);
  let last: number | undefined;
  for (const index of chosen) {
    if (last !== undefined && index > last + 1) lines.push(cutMark);
    const line = source[index];
    const isBelowText = !/^(?:>.*)?$/.test(lines.at(-1) ?? '');
    if (line && isBelowText && line.depth >= deepQuote) lines.push('');
    if (line) lines.push(quotedLine(line));
    for (const text of below.get(index) ?? []) say(text);
    last = index;
  }
  if (tags.length > 0) say(tags);
  if (lines.at(-1) === '') lines.pop();
  const problems = uncertain.map((anchor) => ({
    where: `line ${anchor + 1}`,
    what: 'stands among so many equal lines that the quote does not show which of them is meant',
  }));
  return { lines, problems };
}
