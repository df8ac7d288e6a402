import { expect, test } from 'vitest';
import type { MessageId } from '../mail/index';
import type { StepView } from './progress';
import { toldSteps } from './told-steps';

const step = (part: Partial<StepView>): StepView => ({
  kind: 'applied',
  date: new Date('2024-11-02'),
  by: 'Max Maintainer',
  what: 'Max Maintainer took it',
  mails: [],
  rows: undefined,
  where: undefined,
  commits: [],
  ...part,
});

test.each<[Partial<StepView>, string]>([
  [{}, 'Max Maintainer took it'],
  [{ rows: [0, 1, 2] }, 'Max Maintainer took it'],
  [{ rows: [1] }, '1 of 3 patches: Max Maintainer took it'],
  [
    { rows: [1], kind: 'first-review', what: 'Rob was the first to answer' },
    'Rob was the first to answer 1 of 3 patches',
  ],
  [
    { rows: [0, 1, 2], kind: 'first-review', what: 'Rob was the first to answer' },
    'Rob was the first to answer',
  ],
  [{ rows: [1], what: '1 patch is contained in v6.13' }, '1 of 3 patches is contained in v6.13'],
  [{ rows: [1, 2], what: '2 patches are contained in v6.13' }, '2 of 3 patches are contained in v6.13'],
  [
    { rows: [1, 2], what: 'Max asked for 2 of 3 patches to be pulled' },
    'Max asked for 2 of 3 patches to be pulled',
  ],
])('%j', (part, words) => {
  expect(toldSteps([step(part)], 3).map((one) => one.words)).toEqual([words]);
});

test('what has no date is told after what brought it there, and before what came of it', () => {
  const steps = [
    step({ date: new Date('2024-10-01'), kind: 'posted' }),
    step({}),
    step({ date: new Date('2025-05-05'), kind: 'fixed' }),
    step({ date: undefined, kind: 'released' }),
  ];
  expect(
    toldSteps(steps, 3).map(({ kind, at, isDated }) => [kind, at.toISOString().slice(0, 10), isDated]),
  ).toEqual([
    ['posted', '2024-10-01', true],
    ['applied', '2024-11-02', true],
    ['fixed', '2025-05-05', true],
    ['released', '2024-11-02', false],
  ]);
  expect(toldSteps([step({ date: undefined })], 3)).toEqual([]);
});

test('first answers of one person on one day are told as one, with their mails', () => {
  const answer = (row: number, by: string, date: string) =>
    step({
      kind: 'first-review',
      by,
      date: new Date(date),
      what: `${by} was the first to answer`,
      rows: [row],
      mails: [`${row}@x` as MessageId],
    });
  const told = toldSteps(
    [
      answer(2, 'Rob', '2024-10-01T10:00Z'),
      answer(0, 'Sue', '2024-10-01T11:00Z'),
      answer(1, 'Rob', '2024-10-01T12:00Z'),
      answer(3, 'Rob', '2024-10-02T09:00Z'),
    ],
    5,
  );
  expect(told.map(({ words, mails, rows }) => [words, mails, rows])).toEqual([
    ['Rob was the first to answer 2 of 5 patches', ['2@x', '1@x'], [1, 2]],
    ['Sue was the first to answer 1 of 5 patches', ['0@x'], [0]],
    ['Rob was the first to answer 1 of 5 patches', ['3@x'], [3]],
  ]);
});
