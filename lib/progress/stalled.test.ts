import { expect, test } from 'vitest';
import { stages, type Stage } from './progress';
import { stalledAfterWeeks, stalledSince } from './stalled';

const now = new Date('2024-06-01T00:00:00Z');
const day = 86_400_000;
const daysAgo = (days: number) => new Date(now.getTime() - days * day);

test.each<[string, Stage, Date | undefined, Date | undefined]>([
  ['a word of yesterday', 'under-review', daysAgo(1), undefined],
  ['a word of eight weeks ago, to the moment', 'under-review', daysAgo(56), undefined],
  ['a day longer', 'under-review', daysAgo(57), daysAgo(1)],
  ['never answered', 'posted', daysAgo(100), daysAgo(44)],
  ['changes that never came', 'changes-requested', daysAgo(100), daysAgo(44)],
  ['reviewed and left lying', 'reviewed', daysAgo(100), daysAgo(44)],
  ['taken: releases are silent', 'applied', daysAgo(100), undefined],
  ['turned down', 'rejected', daysAgo(100), undefined],
  ['a clock that goes wrong', 'posted', daysAgo(-100), undefined],
  ['no word has a date', 'posted', undefined, undefined],
])('%s', (_, stage, word, since) => {
  expect(stalledSince(stage, word, { now, stalledAfterWeeks })).toEqual(since);
});

test('how long is long is the reader’s to say', () => {
  const word = daysAgo(20);
  expect(stalledSince('posted', word, { now, stalledAfterWeeks: 2 })).toEqual(daysAgo(6));
  expect(stalledSince('posted', word, { now, stalledAfterWeeks: 3 })).toBeUndefined();
});

test('what has stalled stays so until somebody speaks, and what landed never does', () => {
  for (const stage of stages) {
    const first = stalledSince(stage, daysAgo(60), { now, stalledAfterWeeks });
    const later = stalledSince(stage, daysAgo(60), {
      now: new Date(now.getTime() + 400 * day),
      stalledAfterWeeks,
    });
    if (first) expect(later).toEqual(first);
    else expect(later).toBeUndefined();
  }
});
