import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeRemarks } from '../discussion/index';
import type { Mail } from '../mail/index';
import { recogniseSeries } from '../series/index';
import { letter, posted, rob } from '../series/specimens';
import { inferStatus } from '../status/index';
import { inferProgress, stepsOf, paceOf, pullsOf, type Pace } from './index';

const max = 'Max Maintainer <max@example.com>';
const set = posted({
  prefix: 'a@x',
  tag: 'PATCH',
  cover: 'Count readers',
  patches: [
    ['cache: count the readers', 'cache.c', 'int readers;', 'readers++;', 'if (readers > 3)'],
    ['cache: report the left', 'left.c', 'report(left);', 'left = 0;', 'return left;'],
  ],
});
const second = posted({
  prefix: 'b@x',
  tag: 'PATCH v2',
  cover: 'Count readers',
  at: 24 * 10,
  patches: [
    ['cache: count the readers', 'cache.c', 'int readers;', 'atomic_inc(&readers);', 'if (readers > 3)'],
    ['cache: report the left', 'left.c', 'report(left);', 'left = 0;', 'return left;'],
  ],
});

/** `at`: days after the first of March 2024. */
function say(id: string, to: string, from: string, text: string, at: number): Mail {
  return letter({ id, subject: 'Re: [PATCH] cache', from, at: at * 24, parents: [to], text });
}

const ask = say('q', 'a@x-1', rob, '> +readers++;\n\nPlease use atomic_inc() here.\n', 2);
const tag = say('t', 'b@x-0', rob, 'For all of it:\nReviewed-by: Rob Reader <rob@example.net>\n', 12);
const taken = say('taken', 'b@x-0', max, 'Applied to cache-next, thanks!\n', 14);
const robot = say('bot', 'b@x-1', 'kernel test robot <lkp@intel.com>', 'Hi, it builds.\n', 30);

function read(mails: readonly Mail[]): { pace: Pace; stages: readonly string[] } {
  const recognition = recogniseSeries(mails);
  const series = recognition.series.find(({ mails: held }) => held.some((id) => id === 'a@x-0'));
  if (!series) throw new Error('There is no such series.');
  const discussion = placeRemarks(recognition, series);
  const status = inferStatus(recognition, series, discussion);
  const progress = inferProgress(
    series,
    status,
    stepsOf({ recognition, series, discussion, status, pulls: pullsOf(mails), commits: [] }),
  );
  return {
    pace: paceOf(recognition, series, discussion, status, progress),
    stages: progress.rows.map(({ stage }) => stage),
  };
}

/** "+2 posted 1, ...": what changed on which day of March 2024. */
function told({ moves }: Pace): string {
  return moves
    .map(({ day, stage, patches }) => `${patches > 0 ? '+' : ''}${patches} ${stage} ${day.getUTCDate()}`)
    .join(', ');
}

describe('what changed from day to day', () => {
  test.each<[string, readonly Mail[], string]>([
    ['posted, and nothing more', set, '+2 posted 1'],
    ['one is asked to change', [...set, ask], '+2 posted 1, +1 changes-requested 3, -1 posted 3'],
    [
      'changed in the next version, then tagged, then taken',
      [...set, ask, ...second, tag, taken],
      [
        '+2 posted 1, +1 changes-requested 3, -1 posted 3',
        '-1 changes-requested 11, +1 under-review 11',
        '-1 posted 13, +2 reviewed 13, -1 under-review 13',
        '+2 applied 15, -2 reviewed 15',
      ].join(', '),
    ],
  ])('%s', (_, mails, expected) => {
    expect(told(read(mails).pace)).toBe(expected);
  });

  test('their sum is how many stand where now, whatever happened', () => {
    const all = [ask, ...second, tag, taken, robot];
    fc.assert(
      fc.property(fc.subarray(all), (some) => {
        const { pace, stages } = read([...set, ...some]);
        const sums = new Map<string, number>();
        for (const { stage, patches } of pace.moves) sums.set(stage, (sums.get(stage) ?? 0) + patches);
        const counted = [...sums].flatMap(([stage, patches]) => (patches === 0 ? [] : [[stage, patches]]));
        const expected = [...new Set(stages)].map((stage) => [
          stage,
          stages.filter((one) => one === stage).length,
        ]);
        expect(counted.sort()).toEqual(expected.sort());
        expect(pace.undated).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});

test('when all of it was taken, and who spoke last and first; programs do not count', () => {
  const { pace } = read([...set, ask, ...second, tag, taken, robot]);
  expect(pace.appliedAt).toEqual(taken.date);
  expect(pace.mainlineAt).toBeUndefined();
  expect(pace.movedAt).toEqual(taken.date);
  expect(pace.lastWord).toEqual({ at: taken.date, by: 'Max Maintainer', mail: 'taken' });
  expect(pace.firstAnswers).toEqual([
    { at: ask.date, by: 'Rob Reader', mail: 'q' },
    { at: tag.date, by: 'Rob Reader', mail: 't' },
  ]);
  expect(pace.untagged).toBe(0);
});

test('while one patch is not taken, the series is not', () => {
  const one = say('one', 'a@x-2', max, 'Applied to cache-next, thanks!\n', 3);
  expect(read([...set, one]).pace).toMatchObject({ appliedAt: undefined, untagged: 2 });
});

test('a posting without a date is in no drawing, and counted', () => {
  const undated = set.map((mail) => ({ ...mail, date: undefined }));
  const { pace } = read(undated);
  expect(pace.moves).toEqual([]);
  expect(pace.undated).toBe(2);
  expect(pace.lastWord).toBeUndefined();
  expect(pace.movedAt).toBeUndefined();
});
