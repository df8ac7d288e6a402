import { expect, test } from 'vitest';
import { arrivedIn } from './arrived';
import type { Arrival, Commit } from './commits';
import { commitWith } from './specimens';

/** A day of March 2024. */
const on = (day: number) => new Date(Date.UTC(2024, 2, day));

const own = 'a'.repeat(40);
const merge = 'b'.repeat(40);

/** As of a commit by Max on the 5th that Linus merged on the 20th. */
function arrival(given: Partial<Arrival> = {}): Arrival {
  return {
    by: merge,
    at: on(20),
    committer: 'Linus',
    merger: 'Linus',
    day: undefined,
    isWhole: true,
    ...given,
  };
}
const onLine = arrival({ by: own, at: on(5), committer: 'Max' });
const today = (isOldest: boolean) => arrival({ day: { name: 'next-20240306', at: on(6), isOldest } });

function commit(given: Partial<Commit>): Commit {
  return commitWith({ tree: 'tree', hash: own, title: 'cache: count', committedAt: on(5), ...given });
}

/** "on 20 by merge, Linus", "5 to 9", "? to ?". */
function brief(given: Partial<Commit>): string {
  const { date, between, who, merge: by, day } = arrivedIn(commit(given));
  const tag = between?.tag;
  const end = (one: Date | undefined) => (one ? String(one.getUTCDate()) : '?');
  const when = date ? `on ${end(date)}` : `${end(between?.notBefore)} to ${end(between?.atLatest)}`;
  return [
    when,
    tag === undefined ? '' : ` in ${tag}`,
    by === undefined ? '' : ' by merge',
    day === undefined ? '' : ` by ${day}`,
    who === undefined ? '' : `, ${who}`,
  ].join('');
}

test.each<[string, Partial<Commit>, string]>([
  ['merged', { arrival: arrival() }, 'on 20 by merge, Linus'],
  ['not looked for: it was committed before', {}, '5 to ?'],
  ['not looked for, released', { release: 'v6.9', releasedAt: on(30) }, '5 to 30 in v6.9'],
  [
    'moved on to the line of mainline, and held by a candidate',
    { arrival: { ...onLine, tag: { name: 'v6.9-rc1', at: on(24) } }, release: 'v6.9', releasedAt: on(30) },
    '5 to 24 in v6.9-rc1',
  ],
  [
    'the same, seen before that',
    { arrival: { ...onLine, tag: { name: 'v6.9-rc1', at: on(24) } }, seenAt: on(9) },
    '5 to 9',
  ],
  ['on the line of mainline, by who merges there', { arrival: { ...onLine, merger: 'Max' } }, 'on 5, Max'],
  ['on the line of mainline, by somebody else: moved on to it', { arrival: onLine }, '5 to ?'],
  ['the same, seen by a reading', { arrival: onLine, seenAt: on(9) }, '5 to 9'],
  ['on a line without merges', { arrival: { ...onLine, merger: undefined } }, '5 to ?'],
  ['merged before it was committed', { arrival: arrival({ at: on(2) }) }, '5 to ?'],
  ['seen before it was committed', { arrival: onLine, seenAt: on(2) }, '? to 2'],
  ['in a clone that lacks older commits', { arrival: arrival({ isWhole: false }) }, '5 to 20'],
  ['in a branch that is made anew', { arrival: arrival(), isRemade: true, seenAt: on(9) }, '5 to 9'],
  ['on the line of a maintainer’s tree', { role: 'maintainer', arrival: onLine }, 'on 5, Max'],
  [
    'merged by a maintainer from the own branch',
    { role: 'maintainer', arrival: arrival({ committer: 'Max' }) },
    'on 5, Max',
  ],
  ['pulled by a maintainer', { role: 'maintainer', arrival: arrival() }, 'on 20 by merge, Linus'],
  ['on the line of a stable tree', { role: 'stable', arrival: onLine }, 'on 5, Max'],
  ['in linux-next, by its first day', { role: 'next', arrival: today(false) }, 'on 6 by next-20240306'],
  ['in linux-next, older days unknown', { role: 'next', arrival: today(true) }, '5 to 6 by next-20240306'],
  ['in linux-next without tags: the merge is of today', { role: 'next', arrival: arrival() }, '5 to ?'],
  ['in linux-next, seen by a reading', { role: 'next', arrival: arrival(), seenAt: on(9) }, '5 to 9'],
])('%s', (_, given, told) => {
  expect(brief(given)).toBe(told);
});
