import { places, stageOrder, type PlaceName, type TriageAsked } from '../../lib/query/index';

type Words = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What the words of an address ask of the queue; words that are not understood mean "all". */
export function triageAsked(words: Words): TriageAsked {
  const word = (name: string): string | undefined => {
    const value = words[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : undefined;
  };
  const [only, stage] = [word('only'), word('stage')];
  const [, days, plus] = /^(\d{1,5})(\+?)$/.exec(word('age')?.replace(' ', '+') ?? '') ?? [];
  return {
    text: word('q'),
    list: word('list'),
    path: word('path'),
    person: word('person'),
    age: days === undefined ? undefined : { days: Number(days), atLeast: plus === '+' },
    stage: stageOrder.find((one) => one === stage),
    label: word('label'),
    only: places.find((one): one is PlaceName => one === only),
    page: Math.min(Math.max(1, Math.trunc(Number(word('page') ?? 1)) || 1), 100_000),
  };
}

/** The same as words of an address, without "?"; what is not filtered is left out of it. */
export function triageQuery(asked: TriageAsked, more: Readonly<Record<string, string>> = {}): string {
  const words = new URLSearchParams();
  if (asked.text !== undefined) words.set('q', asked.text);
  if (asked.list !== undefined) words.set('list', asked.list);
  if (asked.path !== undefined) words.set('path', asked.path);
  if (asked.person !== undefined) words.set('person', asked.person);
  if (asked.age) words.set('age', ageWord(asked.age));
  if (asked.stage !== undefined) words.set('stage', asked.stage);
  if (asked.label !== undefined) words.set('label', asked.label);
  if (asked.only !== undefined) words.set('only', asked.only);
  if (asked.page > 1) words.set('page', String(asked.page));
  for (const [name, value] of Object.entries(more)) words.set(name, value);
  return words.toString();
}

export function triagePath(
  asked: TriageAsked,
  change: Partial<TriageAsked> = {},
  more: Readonly<Record<string, string>> = {},
): string {
  const query = triageQuery({ ...asked, page: 1, ...change }, more);
  return query === '' ? '/triage' : `/triage?${query}`;
}

/** "30" at most, "30+" at least so many days. */
export function ageWord({ days, atLeast }: NonNullable<TriageAsked['age']>): string {
  return `${days}${atLeast ? '+' : ''}`;
}

export const isFiltered = (asked: TriageAsked): boolean =>
  triageQuery({ ...asked, only: undefined, page: 1 }) !== '';

/** The names of the places, as headings. */
export const placeWords: Readonly<Record<PlaceName, string>> = {
  'your-turn': 'Your turn',
  'new-version': 'New versions of what you reviewed',
  answered: 'Answered to you',
  'never-answered': 'Never answered by anyone',
  waiting: 'Waiting on others',
  ready: 'Ready to apply',
  snoozed: 'Snoozed',
  done: 'Done',
  muted: 'Muted',
  ended: 'Ended',
};

/** The id of a row on the page. White space cannot stand in an id. */
export function rowId(mail: string): string {
  return `row-${mail.replace(/\s/g, '_')}`;
}
