import fc from 'fast-check';
import { expect, test } from 'vitest';
import { letter, rob } from '../series/specimens';
import { mergeIn, pullIn } from './pulls';
import { takenNote } from './takenNote';

const request = `Hi,

The following changes since commit 1111111111111111111111111111111111111111:

  Linux 6.12-rc7 (2024-11-10 14:19:35 -0800)

are available in the Git repository at:

  git://git.example.org/cache.git tags/cache-6.13

for you to fetch changes up to 2222222222222222222222222222222222222222:

  Merge branch 'left' into next (2024-11-15 09:27:43 +0100)

----------------------------------------------------------------
Cache updates for 6.13

Things (2):
  - are better

----------------------------------------------------------------
Ann Author (2):
      cache: count the readers
      cache: report what is left of the readers when one of them goes, and what
        is not

Rob Reader (1):
  docs: tell of the cache

 cache.c | 12 +++++++++---
`;

test('a request to pull is read as git writes it', () => {
  const pull = pullIn(letter({ id: 'p@x', subject: '[GIT PULL] cache', from: rob, text: request }));
  expect(pull?.what).toBe('git://git.example.org/cache.git tags/cache-6.13');
  expect([...(pull?.titles ?? [])]).toEqual([
    ['cache count the readers', ['ann author']],
    ['cache report what is left of the readers when one of them goes and what is not', ['ann author']],
    ['docs tell of the cache', ['rob reader']],
  ]);
});

test.each([
  ['a quoted request is another mail’s', request.replace(/^/gm, '> ')],
  ['no repository', request.replace('are available in', 'are in')],
  ['no shortlog', request.slice(0, request.indexOf('Ann Author'))],
])('no request: %s', (_, text) => {
  expect(pullIn(letter({ id: 'p@x', subject: '[GIT PULL] cache', text }))).toBeUndefined();
});

const trackerWords = `The pull request you sent on Fri, 22 Nov 2024 09:12:00 +0100:

> git://git.example.org/cache.git tags/cache-6.13

has been merged into torvalds/linux.git:
https://git.example.org/torvalds/c/3333333333333333333333333333333333333333

Thank you!
`;

test('the tracker says where it was merged', () => {
  const mail = letter({
    id: 't@x',
    subject: 'Re: [GIT PULL] cache',
    from: 'pr-tracker-bot@kernel.org',
    parents: ['p@x'],
    text: trackerWords,
  });
  expect(mergeIn(mail)).toMatchObject({ pull: 'p@x', tree: 'torvalds/linux.git', commit: '3'.repeat(40) });
  expect(mergeIn({ ...mail, from: { name: '', address: 'ann@example.org' } })).toBeUndefined();
});

test.each<[string, string | undefined, Readonly<Record<number, string>>]>([
  ['Applied, thanks!\n', undefined, {}],
  ['Applied to cache-next, thanks!', 'cache-next', {}],
  ["I've applied this to the dma-mapping tree for 6.5 now, thanks a lot.", 'dma-mapping', {}],
  ['Queued this series for v6.13.', 'v6.13', {}],
  ['I have applied this whole series to hyperv-next.', 'hyperv-next', {}],
  ['Applied to will (for-joerg/arm-smmu/updates), thanks!', 'will for-joerg/arm-smmu/updates', {}],
  ['This series was applied to netdev/net-next.git (main)\nby Rob Reader:\n', 'netdev/net-next.git main', {}],
  ['The following commit has been merged into the x86/core branch of tip:\n', 'tip x86/core', {}],
  ['Applied to it, now.', undefined, {}],
  ['> Applied to their-tree, thanks\n\nI see.', undefined, {}],
  [
    'Applied, thanks!\n\n[1/3] cache: count\n      commit: aaaaaaaaaaaa\n[2/3] cache: report\n      (no commit info)\n[03/03] cache: go\n        commit: cccccccccccc\n',
    undefined,
    { 1: 'aaaaaaaaaaaa', 3: 'cccccccccccc' },
  ],
  [
    'Here is the summary with links:\n  - [net-next,1/2] cache: count\n    https://git.example.org/net/c/aaaaaaaaaaaa\n  - [net-next,2/2] cache: report\n    (no matching commit)\n',
    undefined,
    { 1: 'aaaaaaaaaaaa' },
  ],
])('what is said with taking it: %j', (text, where, commits) => {
  const note = takenNote(text);
  expect(note.where).toBe(where);
  expect(Object.fromEntries(note.commits)).toEqual(commits);
});

test('a stable tree is told from others', () => {
  const text =
    "This is a note to let you know that I've just added the patch titled\n\n    cache: count\n\nto the 6.1-stable tree which can be found at:\n\ncommit dddddddddddd upstream.\n";
  expect(takenNote(text)).toMatchObject({ isStable: true, where: '6.1-stable', commit: 'dddddddddddd' });
});

test('any text is read in peace', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          'applied to ',
          'a/b ',
          '[1/2] ',
          '\n',
          '  ',
          'commit: ',
          'abcdef012345',
          'x (3):',
          '>',
          '\0',
        ),
      ),
      (words) => {
        const text = words.join('');
        takenNote(text);
        pullIn(letter({ id: 'p@x', subject: 's', text: request + text }));
      },
    ),
  );
});
