import { expect, test } from 'vitest';
import { moment } from './terminal';

const now = new Date(2026, 10, 26, 22, 0, 0);

test.each([
  [new Date(2026, 10, 26, 23, 47, 1), '23:47:01'],
  [new Date(2026, 10, 27, 0, 47, 1), '27 Nov 2026, 00:47:01'],
  [new Date(2027, 10, 26, 22, 0, 0), '26 Nov 2027, 22:00:00'],
])('a moment of another day is told with the day: %s', (date, words) => {
  expect(moment(date, now)).toBe(words);
});
