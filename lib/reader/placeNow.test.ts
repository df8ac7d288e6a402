import { expect, test } from 'vitest';
import { placeNow } from './placeNow';

const text = ['one', 'two', '}', 'three', '}', 'four'].join('\n');

test.each([
  ['the whole', undefined, '', undefined],
  ['the same line', { start: 2, end: 3 }, 'two', { start: 2, end: 3 }],
  ['a line that is numbered otherwise now', { start: 3, end: 4 }, 'two', { start: 2, end: 3 }],
  ['a range that is', { start: 1, end: 3 }, 'two\n}', { start: 2, end: 4 }],
  ['the end of a long range', { start: 1, end: 5 }, '}\nthree', { start: 1, end: 5 }],
  ['a line that is gone', { start: 2, end: 3 }, 'zwei', undefined],
  ['a line that is there twice', { start: 2, end: 3 }, '}', undefined],
  ['an empty line that moved', { start: 2, end: 3 }, ' ', undefined],
  ['a mail that was not held', { start: 2, end: 3 }, '', { start: 2, end: 3 }],
  ['a mail that was not held and is shorter', { start: 9, end: 10 }, '', undefined],
])('%s', (_, at, quoted, place) => {
  expect(placeNow({ at, quoted }, text)).toEqual(place);
});
