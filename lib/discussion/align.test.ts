import fc from 'fast-check';
import { expect, test } from 'vitest';
import { align } from './align';
import type { AlignLine } from './alignLine';
import { squeeze } from './lines';

function lines(texts: readonly string[], opensRun: readonly number[] = []): readonly AlignLine[] {
  return texts.map((text, at) => ({ depth: 0, squeezed: squeeze(text), opensRun: opensRun.includes(at) }));
}

/** Quoted lines, the mail they quote, the partners (from 0). */
test.each<[string, readonly string[], readonly string[], readonly number[]]>([
  ['whole', ['a1', 'b1'], ['a1', 'b1'], [0, 1]],
  ['lines left out', ['a1', 'c1'], ['a1', 'b1', 'c1'], [0, 2]],
  ['white space', ['if  (x)'], ['y', '\tif (x)'], [1]],
  ['a repeated line after its neighbour', ['foo();', '}'], ['}', 'foo();', '}', '}'], [1, 2]],
  ['a repeated line before its neighbour', ['}', 'foo();'], ['}', 'bar();', '}', 'foo();'], [2, 3]],
  ['runs of repeated lines', ['{', '}', 'z();'], ['{', '}', 'a();', '{', '}', 'z();'], [3, 4, 5]],
  ['empty lines beside their neighbours', ['a();', '', 'b();'], ['', 'a();', '', 'b();'], [1, 2, 3]],
  ['wrapped', ['the quick brown', 'fox jumps over'], ['x', 'the quick brown fox jumps over'], [1, 1]],
  ['joined', ['the quick brown fox jumps over'], ['the quick brown', 'fox jumps over', 'it'], [1]],
  [
    'filled anew',
    ['the quick', 'brown fox jumps', 'over it'],
    ['the quick brown', 'fox jumps over it'],
    [0, 1, 1],
  ],
  [
    'an end changed',
    ['a', 'the quick brown fox jumps!', 'z'],
    ['a', 'the quick brown fox jumps over', 'z'],
    [0, 1, 2],
  ],
  ['changed beyond recognition', ['a', 'XYZ', 'z'], ['a', 'the quick', 'z'], [0, 1, 2]],
  [
    'changed beyond recognition, with repeated lines between',
    ['a', 'KLM', '}', 'NOP', '}', 'QRS', 'z'],
    ['a', 'one();', '}', 'two();', '}', 'three();', 'z'],
    [0, 1, 2, 3, 4, 5, 6],
  ],
  [
    'changed, and a repeated line too many',
    ['a', 'KLM', '}', 'QRS', 'z'],
    ['a', 'one();', '}', 'two();', '}', 'three();', 'z'],
    [0, -1, 2, -1, 6],
  ],
  ['not there', ['nothing of the kind'], ['the quick brown'], [-1]],
])('%s', (_name, quoted, source, expected) => {
  expect([...align(lines(quoted), lines(source)).partners]).toEqual(expected);
});

test('a repeated line without a neighbour is ambiguous', () => {
  expect([...align(lines(['}']), lines(['a();', '}', 'b();', '}'])).ambiguous]).toEqual([0]);
});

test('the depth of quoting tells equal lines apart', () => {
  const quoted = [{ depth: 1, squeezed: 'return;' }];
  const source = [
    { depth: 0, squeezed: 'return;' },
    { depth: 1, squeezed: 'return;' },
  ];
  expect([...align(quoted, source).partners]).toEqual([1]);
});

test('past the cap the answer is coarse and says so', () => {
  const source = lines(Array.from({ length: 5000 }, (_, at) => (at % 2 ? '}' : '{')));
  const quoted = lines(Array.from({ length: 4000 }, (_, at) => (at % 3 ? '}' : '{')));
  expect(align(quoted, source).isCoarse).toBe(true);
});

const line = fc.oneof(
  fc.constantFrom('}', '{', '+', '-', 'return ret;', '', '\tbreak;'),
  fc.string({ maxLength: 60 }),
  fc.integer({ min: 0, max: 30 }).map((n) => `call_${n}(argument);`),
);

test('partners keep the order, and stand for equal lines or pieces', () => {
  fc.assert(
    fc.property(fc.array(line), fc.array(line), (quoted, source) => {
      const { partners, approximate } = align(lines(quoted), lines(source));
      let last = -1;
      partners.forEach((partner, at) => {
        if (partner < 0) return;
        expect(partner).toBeGreaterThanOrEqual(last);
        last = partner;
        if (partner === last && !approximate.has(at))
          expect(source.map(squeeze).join('')).toContain(squeeze(quoted[at] ?? ''));
      });
    }),
  );
});

test('who quotes some lines gets each line back, or one that reads the same', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(line, fc.boolean()), { minLength: 1, maxLength: 60 }), (pairs) => {
      const source = pairs.map(([text]) => text);
      const kept = pairs.flatMap(([text, isKept], at) => (isKept && squeeze(text) !== '' ? [at] : []));
      const { partners } = align(lines(kept.map((at) => source[at] ?? '')), lines(source));
      kept.forEach((at, index) => {
        expect(squeeze(source[partners[index] ?? -1] ?? 'none')).toBe(squeeze(source[at] ?? ''));
      });
    }),
  );
});

test('unlike lines come back exactly, whatever is left out', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 200 }), (isKept) => {
      const source = isKept.map((_, at) => (at % 4 === 3 ? '}' : `statement number ${at};`));
      const kept = isKept.flatMap((keep, at) => (keep && at % 4 !== 3 ? [at] : []));
      expect([...align(lines(kept.map((at) => source[at] ?? '')), lines(source)).partners]).toEqual(kept);
    }),
  );
});
