import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MessageId } from '../mail/index';
import { lineRuns, linesOfRuns, type LineOrigin } from './index';

const small = fc.integer({ min: 1, max: 3 });
const origin: fc.Arbitrary<LineOrigin> = fc.oneof(
  small.map((remark): LineOrigin => ({ kind: 'own', remark })),
  fc
    .record({ depth: small, mail: fc.constantFrom('a@x', 'b@x'), line: small, precise: fc.boolean() })
    .map((quote): LineOrigin => ({ kind: 'quote', ...quote, mail: quote.mail as MessageId })),
  fc
    .record({ depth: small, why: fc.constantFrom('parent-missing' as const, 'too-large' as const) })
    .map((lost): LineOrigin => ({ kind: 'lost-quote', ...lost })),
  fc.constantFrom<LineOrigin>({ kind: 'blank' }, { kind: 'attribution' }, { kind: 'posted' }),
  fc.constantFrom('snip' as const, 'pgp' as const).map((what): LineOrigin => ({ kind: 'furniture', what })),
);

test('runs tell every line as it was', () => {
  fc.assert(
    fc.property(fc.array(origin, { maxLength: 30 }), (origins) => {
      expect(linesOfRuns(lineRuns(origins))).toEqual(origins);
    }),
  );
});

test('a quote without a gap is one run', () => {
  const quote = (line: number): LineOrigin => ({
    kind: 'quote',
    depth: 1,
    mail: 'a@x' as MessageId,
    line,
    precise: true,
  });
  const blank: LineOrigin = { kind: 'blank' };
  expect(lineRuns([4, 5, 6, 8].map(quote).concat(blank, blank))).toEqual([
    { origin: quote(4), lines: 3 },
    { origin: quote(8), lines: 1 },
    { origin: blank, lines: 2 },
  ]);
});
