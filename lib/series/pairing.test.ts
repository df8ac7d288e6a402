import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPatch } from '../patch/index';
import { pairPatches } from './pairing';
import { likenessOf, similarity } from './similarity';
import { diffOf } from './specimens';

const alike = (title: string, file: string, ...lines: string[]) =>
  likenessOf(title, readPatch(diffOf(file, lines)));

test.each([
  ['the same diff under another title', alike('a b', 'x.c', 'one();'), alike('c d', 'x.c', 'one();'), 1, 1],
  ['one title, another file and diff', alike('a b', 'x.c', 'one();'), alike('a b', 'y.c', 'two();'), 0.6, 1],
  ['one title, no diff held', alike('a b', 'x.c', 'one();'), likenessOf('a b', undefined), 0.6, 0.6],
  [
    'most lines the same',
    alike('a b', 'x.c', '1', '2', '3', '4'),
    alike('c d', 'x.c', '1', '2', '3', '5'),
    0.5,
    0.7,
  ],
  [
    'another patch of one file',
    alike('count pages', 'x.c', 'one();'),
    alike('free memory', 'x.c', 'two();'),
    0,
    0.4,
  ],
  ['nothing in common', alike('a b', 'x.c', 'one();'), alike('c d', 'y.c', 'two();'), 0, 0.2],
])('%s', (_, a, b, low, high) => {
  expect(similarity(a, b)).toBeGreaterThanOrEqual(low);
  expect(similarity(a, b)).toBeLessThanOrEqual(high);
  expect(similarity(b, a)).toBe(similarity(a, b));
});

const patches = fc.array(
  fc
    .record({
      title: fc.constantFrom('mm: one', 'mm: two', 'docs: three'),
      lines: fc.array(fc.constantFrom('a1', 'b2', 'c3', 'd4')),
    })
    .map(({ title, lines }) => alike(title, `${title}.c`, ...lines)),
  { maxLength: 12 },
);

test('each patch is paired once at most', () => {
  fc.assert(
    fc.property(patches, patches, (earlier, later) => {
      const pairs = pairPatches(earlier, later);
      expect(new Set(pairs.map(([a]) => a)).size).toBe(pairs.length);
      expect(new Set(pairs.map(([, b]) => b)).size).toBe(pairs.length);
    }),
  );
});

test('a set pairs with itself whatever its order', () => {
  const set = ['one', 'two', 'three', 'four'].map((name) =>
    alike(`mm: ${name} of them`, `${name}.c`, `${name}();`),
  );
  const turned = [...set].reverse();
  expect(pairPatches(set, turned)).toEqual([
    [0, 3],
    [1, 2],
    [2, 1],
    [3, 0],
  ]);
});

test('more cells than an assignment is solved for are paired all the same', () => {
  const set = (mark: string) =>
    Array.from({ length: 320 }, (_, n) =>
      alike(`mm: part ${n} ${mark}`, `${n}.c`, `f${n}();`, `g${n}();`, `${mark}();`),
    );
  const pairs = pairPatches(set('old'), set('new'));
  expect(pairs).toHaveLength(320);
  expect(pairs.every(([a, b]) => a === b)).toBe(true);
});
