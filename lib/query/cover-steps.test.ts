import { expect, test } from 'vitest';
import { coverSteps } from './cover-steps';

const cover = (coverId: string | null, coverTitle = 'cache: forget nothing') => ({
  coverId,
  isCoverHeld: true,
  coverTitle,
});
const text = 'The cache forgets its readers.\n\nEach of them holds a lock.\n';
const texts = new Map([
  ['a', text],
  ['b', text],
  ['c', text.replace('Each of them', 'Nobody')],
]);

test.each([
  [[cover('a'), cover('b')], ['same']],
  [[cover('a'), cover('c')], ['changed']],
  [[cover('a'), cover('b', 'cache: count the readers')], ['changed']],
  [
    [cover('a'), cover('x'), cover('b')],
    ['unknown', 'unknown'],
  ],
  [
    [cover(null), cover('a'), cover(null), cover(null)],
    ['none', 'none', 'none'],
  ],
  [[cover('a')], []],
  [[], []],
])('%j: %j', (versions, steps) => {
  expect(coverSteps(versions, texts)).toEqual(steps);
});
