import { expect, test } from 'vitest';
import type { Mail } from '../mail/index';
import { maintainersOf, readMaintainers } from '../maintainers/index';
import { correctTurn, type TurnCorrection } from './correctTurn';
import { inferStatus } from './infer';
import { max, messageId, posting, reply, rob, tell } from './specimens';

const v1 = posting(1, 0, [{}, {}], undefined, { to: [max] });
const ask = reply('ask', rob, 'v1-1', 1, [
  '+	if (readers > LIMIT)',
  'This should be >=, the limit is too many.',
]);
const day = (at: number) => new Date(Date.UTC(2024, 2, 1, 12) + at * 86_400_000);

const said: TurnCorrection = {
  kind: 'turn',
  series: messageId('v1-0'),
  on: 'maintainer',
  person: { name: 'Max Maintainer', address: 'max@example.com' },
  author: 'Ada',
  reason: 'agreed on IRC',
  madeAt: new Date(Date.UTC(2026, 0, 1)),
  seen: day(1),
};

function turnOf(mails: readonly Mail[], ...corrections: readonly TurnCorrection[]) {
  const { status, series, discussion } = tell(mails);
  return correctTurn(status.turn, series, discussion, corrections);
}

test('what a person said stands, with who, why and since when', () => {
  expect(turnOf([...v1, ask], said)).toEqual({
    waitingOn: 'maintainer',
    people: [said.person],
    since: said.madeAt,
    why: 'said by Ada: agreed on IRC',
    evidence: [{ kind: 'correction', reason: 'agreed on IRC' }],
  });
});

test.each<[string, readonly Mail[], readonly TurnCorrection[], string]>([
  ['nothing said', [...v1, ask], [], 'author'],
  ['of another series', [...v1, ask], [{ ...said, series: messageId('x') }], 'author'],
  ['the last of two', [...v1, ask], [said, { ...said, on: 'nobody', person: undefined }], 'nobody'],
  [
    'newer mail of a person',
    [...v1, ask, reply('a', max, 'v1-0', 2, 'I read on tomorrow, it is long.')],
    [said],
    'author',
  ],
  ['a newer version', [...v1, ask, ...posting(2, 5)], [said], 'reviewers'],
  [
    'newer mail of a program',
    [
      ...v1,
      ask,
      reply('b', 'kernel test robot <lkp@intel.example>', 'v1-1', 2, 'error: count is not declared.'),
    ],
    [said],
    'maintainer',
  ],
  [
    'older mail that comes late',
    [...v1, ask, reply('a', max, 'v1-0', 0.5, 'I read on tomorrow, it is long.')],
    [said],
    'maintainer',
  ],
])('%s', (_, mails, corrections, expected) => {
  expect(turnOf(mails, ...corrections).waitingOn).toBe(expected);
});

test('the author by name, when it is theirs', () => {
  expect(turnOf([...v1, ask], { ...said, on: 'author', person: undefined }).people).toEqual([
    { name: 'Ann Author', address: 'ann@example.org' },
  ]);
});

test('what everything is tagged waits for who is listed as maintainer, else for the To: line', () => {
  const tagged = [...v1, reply('t', rob, 'v1-0', 1, 'Reviewed-by: Rob Reader <rob@example.net>')];
  const { recognition, series, discussion, status } = tell(tagged);
  expect([status.turn.waitingOn, status.turn.people.map(({ address }) => address)]).toEqual([
    'maintainer',
    ['max@example.com'],
  ]);
  const maintainers = maintainersOf(
    readMaintainers(`CACHE\nM:\tMia <mia@example.org>\nR:\tRob Reader <rob@example.net>\nF:\tcache.c\n`),
  );
  const { turn } = inferStatus(recognition, series, discussion, [], maintainers);
  expect([turn.waitingOn, turn.people.map(({ address }) => address)]).toEqual([
    'maintainer',
    ['mia@example.org'],
  ]);
});
