import { expect, test } from 'vitest';
import { afterWords, betweenWords, differenceWords, laterWords, warningWords } from './landed-words';

test.each([
  [{ kind: 'same' }, 'the same diff as posted'],
  [{ kind: 'same-lines' }, 'the same lines as posted, in other surroundings'],
  [{ kind: 'squashed' }, 'squashed with another patch of the series'],
  [{ kind: 'lines', patch: [], commit: [], count: 1 }, 'one line differs from what was posted'],
  [{ kind: 'lines', patch: [], commit: [], count: 4 }, '4 lines differ from what was posted'],
  [{ kind: 'unknown' }, undefined],
  [undefined, undefined],
] as const)('%j', (difference, words) => {
  expect(differenceWords({ difference })).toBe(words);
});

test('what came after is told in words', () => {
  expect(afterWords({ kind: 'fixed', rows: [0] })).toBe('fixes it');
  expect(afterWords({ kind: 'reverted', rows: [0, 1] })).toBe('takes 2 patches back');
  expect(warningWords('line')).toBe('had spoken of a line that it changes');
  expect(laterWords({ kind: 'fixed', title: 'x', by: 'link' })).toBe('A later fix links this mail: “x”');
  expect(laterWords({ kind: 'reverted', title: 'x', by: 'objection' })).toBe('It was taken back later: “x”');
});

test.each([
  [1, 9, 'between 1 and 9'],
  [9, 9, '9'],
  [undefined, 9, 'by 9'],
  [1, undefined, 'not known when, after 1'],
  [undefined, undefined, 'not known when'],
])('a time from %s to %s is told in words', (from, to, words) => {
  const on = (day: number | undefined) => (day === undefined ? undefined : new Date(Date.UTC(2024, 2, day)));
  const between = { notBefore: on(from), atLatest: on(to) };
  expect(betweenWords(between, (date) => String(date.getUTCDate()))).toBe(words);
});

test('the tag that bounds a time is named', () => {
  const between = { notBefore: new Date('2024-03-01'), atLatest: new Date('2024-03-09'), tag: 'v6.9-rc1' };
  const dayOf = (date: Date) => String(date.getUTCDate());
  expect(betweenWords(between, dayOf)).toBe('between 1 and v6.9-rc1, 9');
  expect(betweenWords({ ...between, notBefore: undefined }, dayOf)).toBe('by v6.9-rc1, 9');
});
