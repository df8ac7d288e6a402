import { filterOf, type LedgerAsked } from '../../lib/query/index';
import { ledgerPath } from './discussion-links';

/** What the words of an address ask of a ledger; words that are not understood mean "all". */
export function ledgerAsked(word: (name: string) => string | undefined): LedgerAsked {
  const person = word('person');
  return {
    state: filterOf(word('state')),
    person: person === undefined || person === '' ? undefined : person.slice(0, 200),
    withOwn: word('own') === 'yes',
    page: Math.min(Math.max(1, Math.trunc(Number(word('page') ?? 1)) || 1), 100_000),
    row: word('correct') ?? word('row'),
  };
}

/** The address of a ledger with these filters, from its first page on; what is not filtered is left out of it. */
export function ledgerAddress(series: string, version: string, asked: LedgerAsked, page = 1): string {
  const words = new URLSearchParams();
  if (asked.withOwn) words.set('own', 'yes');
  if (asked.state !== undefined) words.set('state', asked.state);
  if (asked.person !== undefined) words.set('person', asked.person);
  if (page > 1) words.set('page', String(page));
  const query = words.toString();
  return ledgerPath(series, version) + (query === '' ? '' : `?${query}`);
}

/** The same as plain text. */
export function ledgerTextAddress(series: string, version: string, asked: LedgerAsked): string {
  const address = ledgerAddress(series, version, asked);
  return `${address}${address.includes('?') ? '&' : '?'}format=text`;
}
