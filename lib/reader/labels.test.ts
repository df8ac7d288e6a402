import { expect, test } from 'vitest';
import { readLabel } from './labels';

test.each([
  ['  for   6.13 ', { label: 'for 6.13' }],
  ['a\u0000b', { label: 'a b' }],
  ['\ud800', { why: 'The label is empty.' }],
  [' \n ', { why: 'The label is empty.' }],
  ['x'.repeat(40), { label: 'x'.repeat(40) }],
  ['x'.repeat(41), { why: 'The label is longer than 40 characters.' }],
  ['a, b', { why: 'A label holds no comma and no quote.' }],
])('%j', (text, expected) => {
  expect(readLabel(text)).toEqual(expected);
});
