import { expect, test } from 'vitest';
import { retryAfterSeconds } from './answer';

const now = Date.UTC(2026, 10, 26, 23, 0, 0);

test.each([
  ['0', 0],
  ['120', 120],
  [' 120 ', 120],
  ['86400', 86_400],
  ['1000000000', 86_400],
  ['99999999999999', 86_400],
  ['9'.repeat(400), 86_400],
  ['Thu, 26 Nov 2026 23:02:00 GMT', 120],
  ['Thursday, 26-Nov-26 23:02:00 GMT', 120],
  ['Thu Nov 26 23:02:00 2026', 120],
  ['Thu, 26 Nov 2026 22:00:00 GMT', 0],
  ['Sun, 26 Nov 2062 23:02:00 GMT', 86_400],
  ['-99999999999', undefined],
  ['2026', 2026],
  ['1.5', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After: %s', (header, seconds) => {
  expect(retryAfterSeconds(header, now)).toBe(seconds);
});
