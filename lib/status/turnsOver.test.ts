import { expect, test } from 'vitest';
import { changes } from './turnsOver';
import { ann, max, posting, reply, rob, tell } from './specimens';

const limit = '+	if (readers > LIMIT)';
const mails = [
  ...posting(1, 0),
  reply('ask', rob, 'v1-1', 1, [limit, 'This should be >=, the limit itself is too many.']),
  reply('answer', ann, 'ask', 2, ['This should be >=, the limit itself is too many.', 'Right, will fix.']),
  ...posting(2, 5, [{ adds: ['	int readers = 0;', '	if (readers >= LIMIT)', '		return -EBUSY;'] }, {}]),
  reply('taken', max, 'v2-0', 8, 'Applied, thanks.'),
];

const brief = ({ at, waitingOn }: { readonly at: Date; readonly waitingOn: string }) =>
  `${at.getUTCDate()} ${waitingOn}`;

test('each change of the turn is told once, as it was then', () => {
  const { turnsOver } = tell(mails).status;
  expect(turnsOver().turns.map(brief)).toEqual(['1 reviewers', '2 author', '6 reviewers', '9 nobody']);
});

test('what is told of a moment is what was told at that moment', () => {
  const whole = tell(mails).status.turnsOver().turns;
  for (const { date: moment } of mails) {
    if (!moment) continue;
    const { turn, turnsOver } = tell(mails.filter(({ date }) => date && date <= moment)).status;
    const then = whole.findLast(({ at }) => at <= moment);
    expect(then?.waitingOn).toBe(turn.waitingOn);
    expect(turnsOver().turns.map(brief)).toEqual(whole.filter(({ at }) => at <= moment).map(brief));
  }
});

test('a series without dates has no past', () => {
  const undated = posting(1, 0).map((mail) => ({ ...mail, date: undefined }));
  expect(tell(undated).status.turnsOver().turns).toEqual([]);
});

test('a long series is told by the end of each day, and says so', () => {
  expect(tell(mails).status.turnsOver().everyDays).toBe(0);
  const hour = 1 / 24;
  const long = [
    ...posting(1, 0),
    ...Array.from({ length: 100 }, (_, at) =>
      reply(`ask${at}`, rob, 'v1-1', 1 + at * hour, [limit, `This should be >= ${at}.`]),
    ),
  ];
  const { turns, everyDays } = tell(long).status.turnsOver();
  expect(everyDays).toBe(1);
  expect(turns.map(brief)).toEqual(['1 reviewers', '2 author']);
});

test.each([
  ['named in another order', ['Rob', 'Max'], ['Max', 'Rob'], 1],
  ['one more', ['Rob', 'Max'], ['Max', 'Rob', 'Sue'], 2],
  ['one other', ['Rob', 'Max'], ['Rob', 'Sue'], 2],
])('people of a turn: %s', (_, some, others, turns) => {
  const turn = (people: readonly string[], at: number) =>
    ({ at: new Date(at), waitingOn: 'reviewers', people, why: '' }) as const;
  expect(changes([turn(some, 1), turn(others, 2), turn(some, 3)])).toHaveLength(turns === 1 ? 1 : 3);
});
