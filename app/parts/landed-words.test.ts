import { expect, test } from 'vitest';
import { afterWords, differenceWords, laterWords, warningWords } from './landed-words';

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
