import { expect, test } from 'vitest';
import { interdiffHtml } from './interdiff';

const line = (outer: ' ' | '+' | '-', text: string) =>
  ({ outer, inner: ' ', text, earlierLine: 1, laterLine: 1 }) as const;

test('lines that are left out have a row that counts them', () => {
  const lines = [line(' ', 'Repositories:'), line(' ', '  1. one'), line('+', '  2. two')];
  const rows = (leftOut?: readonly number[]) =>
    interdiffHtml(undefined, lines, [], leftOut)
      .split('<tr')
      .slice(1)
      .map((row) => row.replace(/^[^>]*>|<[^>]*>/g, ''));
  expect(rows()).toEqual(['Repositories:', '  1. one', '+in the later version:   2. two']);
  expect(rows([0, 12, 0])).toEqual([
    'Repositories:',
    '12 lines the same',
    '  1. one',
    '+in the later version:   2. two',
  ]);
  expect(rows([0, 0, 1])[2]).toBe('1 line the same');
});
