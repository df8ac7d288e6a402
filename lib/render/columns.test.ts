import { expect, test } from 'vitest';
import { columnsOf } from './columns';
import { plainSpans } from './span';

const code = (...texts: readonly string[]) =>
  ({
    kind: 'code',
    bodyLine: 1,
    sign: ' ',
    oldLine: 1,
    newLine: 1,
    spans: texts.flatMap(plainSpans),
    twin: undefined,
  }) as const;

test.each([
  ['nothing', [], 0],
  ['the widest row counts', [code('int a;'), code('int ab;'), code('')], 7],
  ['tabs end at every eighth column', [code('\tint\ta;')], 18],
  ['also behind other spans', [code('ab', '\t', 'c')], 9],
  ['letters that may be wide count as two', [code('/* 線 */')], 8],
  ['the line above a hunk', [{ kind: 'hunk', bodyLine: 1, text: '@@ -1 +1 @@' } as const], 11],
])('%s', (_, rows, columns) => {
  expect(columnsOf(rows)).toBe(columns);
});
