import { expect, test } from 'vitest';
import type { PlaceFacts, ThingView } from '../../lib/query/index';
import { checksWords, landedWords, nameOfThing, saidOf } from './elsewhere-words';

const commit = {
  hash: 'a'.repeat(40),
  title: 'Ring',
  author: 'Ann',
  date: '2024-03-01T00:00:00Z',
  url: 'https://x/1',
};

test.each<[PlaceFacts, readonly string[]]>([
  [{ kind: 'missing' }, ['not there now, or not public']],
  [
    {
      kind: 'repository',
      name: 'ann/bell',
      description: '',
      isArchived: true,
      branch: 'main',
      pushedAt: '',
      latest: commit,
      release: undefined,
    },
    ['archived', 'latest commit on main', 'no release'],
  ],
  [{ kind: 'branch', name: 'x', latest: commit }, ['latest commit']],
  [
    { kind: 'file', branch: 'x', path: 'a.c', isThere: true, changed: commit },
    ['there on x', 'last changed by'],
  ],
  [
    { kind: 'file', branch: 'HEAD', path: 'a.c', isThere: false, changed: undefined },
    ['not there on the default branch'],
  ],
  [
    {
      kind: 'pull',
      title: 'Ring',
      state: 'open',
      since: '',
      checks: { passed: 2, failed: 6, running: 1, failing: ['a', 'b'] },
    },
    ['“Ring”', 'open', 'checks: 6 failed (a, b, …), 1 running, 2 passed'],
  ],
  [{ kind: 'issue', title: 'Loud', state: 'closed', since: '' }, ['“Loud”', 'closed']],
])('%j', (facts, words) => {
  expect(saidOf(facts).map((said) => said.words)).toEqual(words);
});

test('no checks are told as that', () => {
  expect(checksWords({ passed: 0, failed: 0, running: 0, failing: [] })).toBe('no checks');
});

test.each([
  [0, 1, 'the patch was not found'],
  [0, 5, 'none of 5 patches was found'],
  [1, 5, '1 of 5 patches was found'],
  [3, 5, '3 of 5 patches were found'],
  [5, 5, 'all 5 patches were found'],
  [1, 1, 'the patch was found'],
])('%i of %i', (found, total, words) => {
  expect(landedWords(found, total)).toBe(words);
});

const thing = (kind: ThingView['kind'], what: string, facts?: PlaceFacts) =>
  ({ kind, what, seen: facts && { facts, at: undefined, problem: undefined } }) as ThingView;
test.each([
  [thing('file', 'dev/ring/src/ring.c'), 'dev/ring/src/ring.c'],
  [
    thing('file', 'dev/ring/src/ring.c', {
      kind: 'file',
      branch: 'dev/ring',
      path: 'src/ring.c',
      isThere: true,
      changed: undefined,
    }),
    'src/ring.c',
  ],
  [thing('file', 'HEAD/ring.c'), 'ring.c'],
  [thing('commit', 'a'.repeat(40)), 'a'.repeat(12)],
  [thing('pull', '4'), '#4'],
  [thing('branch', 'dev/ring'), 'dev/ring'],
])('%j is named', (one, name) => {
  expect(nameOfThing(one)).toBe(name);
});
