import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairLines } from './pairs';

test.each([
  ['one edited line', ['int a;'], ['int b, a;'], [[0, 0]]],
  ['an added line before the edited one', ['foo(a, b);'], ['bar();', 'foo(a, b, c);'], [[0, 1]]],
  ['different lines are no pair', ['return ret;'], ['struct iommu_domain domain'], []],
  [
    'two edited lines with one new between',
    ['foo(a, b);', 'bar(c, d);'],
    ['foo(a, x);', 'new', 'bar(c, x);'],
    [
      [0, 0],
      [1, 2],
    ],
  ],
  ['pairs do not cross', ['foo(a, b, c);', 'bar(d, e);'], ['bar(d, f);', 'foo(a, b, c, g);'], [[0, 1]]],
  ['nothing removed', [], ['a'], []],
])('%s', (_, removed, added, expected) => {
  expect(pairLines(removed, added)).toEqual(expected);
});

test('a block too large to compare is paired line by line when both sides are as long', () => {
  const lines = Array.from({ length: 60 }, (_, index) => `line ${index}`);
  expect(pairLines(lines, lines)).toHaveLength(60);
  expect(pairLines(lines, [...lines, 'one more'])).toEqual([]);
});

test('pairs are in order on both sides and use a line once', () => {
  const lines = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 12 }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(lines, lines, (removed, added) => {
      const pairs = pairLines(removed, added);
      for (const [index, [i, j]] of pairs.entries()) {
        const before = pairs[index - 1];
        if (before) expect(before[0] < i && before[1] < j).toBe(true);
      }
    }),
  );
});
