import { expect, test } from 'vitest';
import { ann, max, posting, reply, rob, tell } from './specimens';
import { isReviewKey } from './reviews';

const v1 = posting(1, 0);
const robs = 'Reviewed-by: Rob Reader <rob@example.net>';
const maxs = 'Acked-by: Max Maintainer <max@example.com>';
const other = { adds: ['	int readers;', '	readers = count_all(cache);'] };
const bot = 'Review Bot <review-bot@example.com>';
const given = [...v1, reply('t', rob, 'v1-1', 1, robs)];
const conditional = [...v1, reply('t', rob, 'v1-1', 1, `With the typo fixed:\n\n${robs}`)];

/** "1: Rob; 2: -": whose review tags count for which patch, those that only a posting carries in brackets. */
function counted(mails: Parameters<typeof tell>[0]): string {
  return tell(mails)
    .status.turns.patches.map(
      ({ number, reviews }) =>
        `${number}: ${reviews.map(({ person: { name }, isCarried }) => (isCarried ? `(${name.split(' ')[0]})` : name.split(' ')[0])).join(' ') || '-'}`,
    )
    .join('; ');
}

test.each<[string, Parameters<typeof tell>[0], string]>([
  ['one on the newest version', given, '1: Rob; 2: -'],
  ['of another person too', [...given, reply('a', max, 'v1-1', 2, maxs)], '1: Rob Max; 2: -'],
  ['the change is the same', [...given, ...posting(2, 5)], '1: Rob; 2: -'],
  ['stale', [...given, ...posting(2, 5, [other, {}])], '1: -; 2: -'],
  [
    'stale, though its posting carries it',
    [...given, ...posting(2, 5, [{ ...other, trailers: [robs] }, {}])],
    '1: -; 2: -',
  ],
  [
    'given to both, and one of them changed',
    [...v1, reply('t', rob, 'v1-0', 1, robs), ...posting(2, 5, [other, {}])],
    '1: -; 2: Rob',
  ],
  ['on a condition', conditional, '1: -; 2: -'],
  ['on a condition, met or not', [...conditional, ...posting(2, 5, [other, {}])], '1: -; 2: -'],
  [
    'on a condition, and carried',
    [...conditional, ...posting(2, 5, [{ ...other, trailers: [robs] }, {}])],
    '1: Rob; 2: -',
  ],
  [
    'on a condition, carried, and changed again',
    [
      ...conditional,
      ...posting(2, 5, [{ ...other, trailers: [robs] }, {}]),
      ...posting(3, 9, [{ trailers: [robs] }, {}]),
    ],
    '1: -; 2: -',
  ],
  ['only carried', posting(1, 0, [{ trailers: [robs] }, {}]), '1: (Rob); 2: -'],
  [
    'its author alone',
    posting(1, 0, [{ trailers: ['Reviewed-by: Ann Author <ann@example.org>'] }, {}]),
    '1: -; 2: -',
  ],
  [
    'a program',
    [...v1, reply('t', bot, 'v1-1', 1, 'Reviewed-by: Review Bot <review-bot@example.com>')],
    '1: -; 2: -',
  ],
  ['a test', [...v1, reply('t', rob, 'v1-1', 1, 'Tested-by: Rob Reader <rob@example.net>')], '1: -; 2: -'],
  [
    'taken back',
    [...given, reply('w', rob, 'v1-1', 2, 'I have to withdraw my Reviewed-by, this deadlocks.')],
    '1: -; 2: -',
  ],
  ['somebody else is against it', [...given, reply('n', max, 'v1-1', 2, 'NACK.')], '1: Rob; 2: -'],
  ['its giver is against it', [...given, reply('n', rob, 'v1-1', 2, 'NACK, it deadlocks.')], '1: -; 2: -'],
  [
    'for somebody else, and the author believed it',
    [...v1, reply('t', max, 'v1-1', 1, robs), ...posting(2, 5, [{ trailers: [robs] }, {}])],
    '1: (Rob); 2: -',
  ],
])('%s', (_, mails, expected) => {
  expect(counted(mails)).toBe(expected);
});

test('a tag for several patches is told once for each fate', () => {
  const { tags } = tell([
    ...v1,
    reply('t', rob, 'v1-0', 1, robs),
    ...posting(2, 5, [other, { trailers: [robs] }]),
  ]).status;
  expect(tags.map(({ patches, holds, pickedUp }) => [patches, holds, pickedUp])).toEqual([
    [['v1-1'], 'stale', { in: undefined, missedIn: ['v2'] }],
    [['v1-2'], 'yes', { in: 'v2', missedIn: [] }],
  ]);
});

test('a series is ready when every patch has a review that counts, and not before', () => {
  const all = [...v1, reply('t', rob, 'v1-0', 1, robs)];
  expect(tell(all).status.turn).toMatchObject({
    waitingOn: 'maintainer',
    why: 'all 2 patches have a review tag',
  });
  const carried = tell([...all, ...posting(2, 5, [{ ...other, trailers: [robs] }, { trailers: [robs] }])]);
  expect(carried.status.turn.waitingOn).toBe('reviewers');
  expect(carried.status.turns.patches.map(({ waitingOn }) => waitingOn)).toEqual(['reviewers', 'maintainer']);
});

test.each([
  ['Reviewed-by', true],
  ['acked-by', true],
  ['Tested-by', false],
  ['Suggested-by', false],
  ['Non-Reviewed-by', false],
])('%s is a review: %s', (key, expected) => {
  expect(isReviewKey(key)).toBe(expected);
});

test('what the author says of a patch is no review', () => {
  expect(counted([...v1, reply('t', ann, 'v1-1', 1, 'Reviewed-by: Ann Author <ann@example.org>')])).toBe(
    '1: -; 2: -',
  );
});
