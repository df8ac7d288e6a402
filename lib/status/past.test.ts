import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeRemarks } from '../discussion/index';
import type { Mail } from '../mail/index';
import { recogniseSeries } from '../series/index';
import { inferFindings } from './infer';
import { Past } from './past';
import { ann, max, posting, reply, rob } from './specimens';

const limit = '+	if (readers > LIMIT)';
const changed = [{ adds: ['	int readers = 0;', '	if (readers >= LIMIT)', '		return -EBUSY;'] }, {}];
const said = [
  'This should be >=, the limit itself is too many.',
  'Right, will fix.',
  'No, that is on purpose: the last reader closes the door.',
  'Max, is this what you meant?',
  'What happens here without a reader?',
  'Thanks, that explains it.',
  'Reviewed-by: Rob Reader <rob@example.net>',
  'Reviewed-by: Max Maintainer <max@example.com>',
  'Nacked-by: Max Maintainer <max@example.com>',
  'Applied, thanks.',
  'I will send a v4 next week.',
];

/** Up to three versions and what people say in their threads; a clock may go wrong, so that an answer is older than what it answers. */
const threads = fc
  .tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.array(
      fc.record({
        from: fc.constantFrom(ann, rob, max),
        to: fc.nat(),
        at: fc.integer({ min: 0, max: 30 }),
        said: fc.nat({ max: said.length - 1 }),
        quotes: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  )
  .map(([versions, replies]): readonly Mail[] => {
    const mails = [
      ...posting(1, 0),
      ...posting(2, 10, changed),
      ...posting(3, 20, [...changed.slice(0, 1), null]),
    ].filter(({ id }) => Number(id[1]) <= versions);
    for (const [index, one] of replies.entries()) {
      const above = mails[one.to % mails.length];
      const text = said[one.said] ?? '';
      const quote =
        above?.id.startsWith('v') === true ? limit : (above?.text.trim().split('\n').at(-1) ?? '');
      mails.push(reply(`r${index}`, one.from, above?.id ?? '', one.at, one.quotes ? [quote, text] : text));
    }
    return mails;
  });

test('going from moment to moment tells what each moment alone tells', () => {
  let turns = 0;
  fc.assert(
    fc.property(threads, (mails) => {
      const recognition = recogniseSeries(mails);
      for (const series of recognition.series) {
        const discussion = placeRemarks(recognition, series);
        const { sources, judged } = inferFindings(recognition, series, discussion, []);
        const moments = [...new Set(mails.flatMap(({ date }) => date?.getTime() ?? []))].sort(
          (a, b) => a - b,
        );
        const past = new Past(sources, judged);
        for (const moment of moments) {
          const turn = past.turnAt(moment);
          expect(turn).toEqual(new Past(sources, judged).turnAt(moment));
          turns += turn ? 1 : 0;
        }
      }
    }),
    { numRuns: 60 },
  );
  expect(turns).toBeGreaterThan(60);
});
