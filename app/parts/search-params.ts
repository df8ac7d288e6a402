import { searchKinds, type SearchAsked, type SearchKind } from '../../lib/query/index';

/** Where a search is shown. */
export const searchPath = '/search';

/** The words of an address, as far as they are understood. */
export function searchAskedOf(params: Readonly<Record<string, string | string[] | undefined>>): SearchAsked {
  const word = (name: string) => {
    const value = params[name];
    return typeof value === 'string' ? value : undefined;
  };
  const kind = word('in');
  const page = Number(word('page') ?? 1);
  return {
    // The database takes no NUL; a query holds none.
    text: (word('q') ?? '').replaceAll('\0', ' '),
    kind: searchKinds.find((one): one is SearchKind => one === kind) ?? 'mails',
    order: word('order') === 'relevance' ? 'relevance' : 'newest',
    after: word('after'),
    page: Number.isSafeInteger(page) && page > 0 && page < 1_000 ? page : 1,
  };
}

/** The address of a search with some words changed; it begins at its first page unless that is said. */
export function searchLink(asked: SearchAsked, change: Partial<SearchAsked> = {}): string {
  const all = { ...asked, after: undefined, page: 1, ...change };
  const words = new URLSearchParams({ q: all.text });
  if (all.kind !== 'mails') words.set('in', all.kind);
  if (all.order !== 'newest') words.set('order', all.order);
  if (all.after !== undefined) words.set('after', all.after);
  if (all.page > 1) words.set('page', String(all.page));
  return `${searchPath}?${words.toString()}`;
}

/** The page of what is known of the person behind an address. */
export function personPath(address: string): string {
  return `/people/${encodeURIComponent(address.toLowerCase())}`;
}

/** Why a search was given up, and what helps. */
export function stoppedWords({ milliseconds }: { readonly milliseconds: number }): readonly [string, string] {
  return [
    `This search was stopped after ${milliseconds / 1_000} seconds.`,
    'So many mails hold its words that looking at each takes longer. Add a date such as d:1.month.ago.., a rarer word, or a field such as s:.',
  ];
}
