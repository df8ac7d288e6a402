import type { LedgerPage, LedgerRow } from '../../lib/query/index';
import { plural } from './discussion-words';
import { placeName } from './state-words';

/** Letters of a remark shown in one row; the whole of a longer one is under a fold. */
const mostLetters = 180;

/** "v1 3/6 Kconfig:54", "v2 cover", as far as it is known. */
export function whereOf(row: LedgerRow): string {
  const place = row.posting
    ? placeName(row.posting)
    : row.madeOn === undefined
      ? 'version not known'
      : row.madeOn;
  const file = row.path?.split('/').at(-1);
  const part =
    file === undefined ? partOf(row) : row.lineOfFile === undefined ? file : `${file}:${row.lineOfFile}`;
  return part === '' ? place : `${place} ${part}`;
}

function partOf(row: LedgerRow): string {
  if (row.posting?.number === 0) return '';
  return row.part === 'message' || row.part === 'notes' || row.part === 'diffstat' ? row.part : '';
}

/**
 * The words of a remark in one line: without a greeting in front, a farewell behind, and a diff; `rest` tells that there
 * are more.
 *
 * @param name Who wrote it: a last line with that name alone is a signature.
 */
export function asked(text: string, name = ''): { readonly words: string; readonly rest: boolean } {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => line.trim());
  const last = lines.at(-1)?.replace(/[.,]$/, '').toLowerCase() ?? '';
  if (
    lines.length > 1 &&
    name
      .toLowerCase()
      .split(/[\s,]+/)
      .includes(last)
  )
    lines.pop();
  const begin = Math.max(
    lines.findIndex((line) => /[\p{L}\p{N}]/u.test(line) && !greeting.test(line)),
    0,
  );
  const end = lines.findIndex((line, index) => index > begin && isEnd.test(line));
  const isDiff = end >= 0 && lines[end]?.startsWith('diff ') === true;
  const words = lines
    .slice(begin, end < 0 ? undefined : end)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words.length <= mostLetters
    ? { words: isDiff ? `${words} (with a diff)` : words, rest: isDiff }
    : { words: `${words.slice(0, mostLetters).replace(/\s+\S*$/, '')} …`, rest: true };
}

/** "Hi Joel," on a line of its own. */
const greeting = /^(?:hi|hello|hey|dear)\b[^.?!]{0,40}[,.!]?$/i;

/** "Thanks," on a line of its own, or the first line of a diff: what stands before it is the remark. */
const isEnd = /^(?:(?:many )?thanks|thank you|thx|(?:best |kind )?regards|cheers|br)[,.!]?$|^diff --git /i;

/** "RFC to v3". */
export function spanOfVersions(labels: readonly string[]): string {
  const [first, last] = [labels[0], labels.at(-1)];
  if (first === undefined || last === undefined) return 'no version';
  return first === last ? first : `${first} to ${last}`;
}

/** "20 remarks that ask for something, by 3 people, on RFC to v3". */
export function ledgerFacts(page: LedgerPage): string {
  if (page.all === 0) return 'no remark that asks for something';
  const many = page.people.length;
  return `${plural(page.all, 'remark')} that ${page.all === 1 ? 'asks' : 'ask'} for something, by ${plural(many, 'person', 'people')}, on ${spanOfVersions(page.madeOn)}`;
}

/** What the page answers. */
export function ledgerQuestion(page: LedgerPage): string {
  return page.asked.withOwn
    ? `Was everything up to ${page.version.label} dealt with?`
    : `Was everything dealt with before ${page.version.label}?`;
}
