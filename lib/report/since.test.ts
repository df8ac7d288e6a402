import { expect, test } from 'vitest';
import { readSince } from './since';

const now = new Date('2026-01-04T12:00:00Z');

test.each([
  ['7d', '2025-12-28T12:00:00Z', 7],
  [' 2W ', '2025-12-21T12:00:00Z', 14],
  ['2024-10-01', '2024-10-01T00:00:00Z', undefined],
  ['2024-10-01T10:00', '2024-10-01T10:00:00Z', undefined],
  ['2024-10-01 10:00:30+02:00', '2024-10-01T08:00:30Z', undefined],
  ['2026-01-04', '2026-01-04T00:00:00Z', undefined],
])('%s', (words, at, days) => {
  expect(readSince(words, now)).toMatchObject({ at: new Date(at), days });
});

test.each([
  '',
  '7',
  '0d',
  '99999d',
  'nonsense',
  '2024-13-01',
  '2024-02-30',
  '2024-02-31T99:00',
  '1 Oct 2024',
  'd',
])('"%s" is refused with what may be written', (words) => {
  expect(readSince(words, now)).toEqual({
    why: expect.stringMatching(/no time.*7d.*2w.*2024-11-04/) as string,
  });
});

test.each(['2026-01-05', '2026-01-04T12:00Z', '9999-01-01'])('%s is still to come', (words) => {
  expect(readSince(words, now)).toEqual({ why: expect.stringMatching(/still to come.*7d/) as string });
});
