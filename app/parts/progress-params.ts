import {
  keptView,
  progressOrders,
  stageOrder,
  type ProgressAsked,
  type SavedView,
  type TeamAsked,
} from '../../lib/query/index';

type Words = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Time that the drawings can show, by the word in the address. */
export const windows = [
  { word: '4', name: '4 weeks' },
  { word: '13', name: '13 weeks' },
  { word: '26', name: 'half a year' },
  { word: '52', name: 'a year' },
  { word: 'all', name: 'all' },
] as const;

/** More members than this make no team in one address. */
const mostNamed = 50;

/** The view that the words of an address name, in whose place nothing else may be shown when there is none. */
export function viewAsked(words: Words): string | undefined {
  const name = [words['view'] ?? []].flat().at(-1)?.trim();
  return name === '' ? undefined : name;
}

/** Said where an address names a view that is not there: of whatever name, for an address can be written by anybody. */
export const noSuchView =
  'There is no view of that name here. Views are made under the filters of /triage and known to their reader alone.';

/**
 * What the words of an address ask of the page of progress; words that are not understood mean "all".
 *
 * @param views Those of the reader, by whose names one of them is asked for.
 */
export function progressAsked(words: Words, views: readonly SavedView[] = []): ProgressAsked {
  const word = (name: string): string | undefined => {
    const value = [words[name] ?? []].flat().at(-1);
    return value !== undefined && value.trim() !== '' ? value.trim().slice(0, 2_000) : undefined;
  };
  const several = (name: string): readonly string[] => {
    const value = words[name];
    const all = typeof value === 'string' ? [value] : (value ?? []);
    const each = all.flatMap((one) => one.split(',')).map((one) => one.trim().slice(0, 200));
    return [...new Set(each.filter((one) => one !== ''))].slice(0, mostNamed);
  };
  const named = viewAsked(words);
  const view = named === undefined ? undefined : views.find(({ name }) => name === named);
  const [stage, order, weeks] = [word('stage'), word('sort'), word('weeks')];
  return {
    text: word('q')?.slice(0, 200),
    lists: several('list'),
    people: several('person'),
    role: word('as') === 'any' ? 'any' : 'author',
    labels: several('label'),
    path: word('path')?.slice(0, 200),
    view: view && keptView(view),
    stage: stage === 'all' ? 'all' : (stageOrder.find((one) => one === stage) ?? 'open'),
    weeks: weeks === 'all' ? 'all' : /^[1-9]\d{0,3}$/.test(weeks ?? '') ? Number(weeks) : undefined,
    order: progressOrders.find((one) => one === order) ?? 'waiting',
    page: Math.min(Math.max(1, Math.trunc(Number(word('page') ?? 1)) || 1), 100_000),
  };
}

/** The words of an address that say which series are meant, without "?"; defaults are left out. */
export function teamQuery(asked: TeamAsked): URLSearchParams {
  const words = new URLSearchParams();
  if (asked.view) words.set('view', asked.view.name);
  if (asked.text !== undefined) words.set('q', asked.text);
  if (asked.people.length > 0) words.set('person', asked.people.join(','));
  if (asked.people.length > 0 && asked.role === 'any') words.set('as', 'any');
  if (asked.lists.length > 0) words.set('list', asked.lists.join(','));
  if (asked.labels.length > 0) words.set('label', asked.labels.join(','));
  if (asked.path !== undefined) words.set('path', asked.path);
  return words;
}

/** The address of the page with some words changed. */
export function progressPath(
  asked: ProgressAsked,
  change: Partial<ProgressAsked> = {},
  page = '/progress',
): string {
  const all = { ...asked, page: 1, ...change };
  const words = teamQuery(all);
  if (all.stage !== 'open') words.set('stage', all.stage);
  if (all.weeks !== undefined) words.set('weeks', String(all.weeks));
  if (all.order !== 'waiting') words.set('sort', all.order);
  if (all.page > 1) words.set('page', String(all.page));
  const query = words.toString();
  return query === '' ? page : `${page}?${query}`;
}
