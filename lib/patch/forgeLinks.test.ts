import { expect, test } from 'vitest';
import fc from 'fast-check';
import { forgeLinks, forgePlace, namedFiles } from './index';

const at = (repository: string, kind: string, what = '', host = 'github.com') => ({
  host,
  repository,
  kind,
  what,
});

test.each([
  ['https://github.com/ann/chime', at('ann/chime', 'repository')],
  ['https://www.github.com/ann/chime.git', at('ann/chime', 'repository')],
  ['git://github.com/ann/chime.git', at('ann/chime', 'repository')],
  ['https://github.com/ann/chime/tree/ring', at('ann/chime', 'branch', 'ring')],
  ['https://github.com/ann/chime/tree/', at('ann/chime', 'repository')],
  ['https://github.com/ann/chime/tree/dev/ring', at('ann/chime', 'branch', 'dev/ring')],
  ['https://github.com/ann/chime/commits/ring', at('ann/chime', 'branch', 'ring')],
  ['https://github.com/ann/chime/blob/main/bell/ring.c#L10-L20', at('ann/chime', 'file', 'main/bell/ring.c')],
  ['https://raw.githubusercontent.com/ann/chime/main/ring.c', at('ann/chime', 'file', 'main/ring.c')],
  [
    'https://raw.githubusercontent.com/ann/chime/refs/heads/main/ring.c',
    at('ann/chime', 'file', 'main/ring.c'),
  ],
  ['https://github.com/ann/chime/commit/0123456789AB', at('ann/chime', 'commit', '0123456789ab')],
  ['https://github.com/ann/chime/commit/0123456789ab.patch', at('ann/chime', 'commit', '0123456789ab')],
  ['https://github.com/ann/chime/pull/12/files', at('ann/chime', 'pull', '12')],
  ['https://github.com/ann/chime/issues/7#issuecomment-1', at('ann/chime', 'issue', '7')],
  ['https://github.com/ann/chime/releases/tag/v1.2', at('ann/chime', 'release', 'v1.2')],
  ['https://github.com/ann/chime/wiki/Ringing', at('ann/chime', 'other', 'wiki/Ringing')],
  ['https://github.com/ann/chime/compare/a...b', at('ann/chime', 'other', 'compare/a...b')],
  ['https://github.com/ann/..', undefined],
  ['https://github.com/ann', undefined],
  ['https://github.com/orgs/ann/repositories', undefined],
  ['https://github.com/', undefined],
  ['https://github.example.org/ann/chime', at('ann/chime', 'repository', '', 'github.example.org')],
  ['https://gitlab.com/ann/sub/bell/-/tree/ring-all', at('ann/sub/bell', 'branch', 'ring-all', 'gitlab.com')],
  ['https://gitlab.com/ann/bell/-/merge_requests/3', at('ann/bell', 'pull', '3', 'gitlab.com')],
  ['https://gitlab.com/ann/bell', at('ann/bell', 'repository', '', 'gitlab.com')],
  [
    'https://git.kernel.org/pub/scm/linux/kernel/git/ann/bell.git/commit/?id=0123456789ab',
    at('pub/scm/linux/kernel/git/ann/bell.git', 'commit', '0123456789ab', 'git.kernel.org'),
  ],
  [
    'https://git.kernel.org/pub/scm/linux/kernel/git/ann/bell.git/log/?h=ring',
    at('pub/scm/linux/kernel/git/ann/bell.git', 'branch', 'ring', 'git.kernel.org'),
  ],
  [
    'git://git.kernel.org/pub/scm/linux/kernel/git/ann/bell.git',
    at('pub/scm/linux/kernel/git/ann/bell.git', 'repository', '', 'git.kernel.org'),
  ],
  ['https://codeberg.org/ann/bell', at('ann/bell', 'repository', '', 'codeberg.org')],
  ['https://git.sr.ht/~ann/bell', at('~ann/bell', 'repository', '', 'git.sr.ht')],
  ['https://lore.kernel.org/all/a@x/', undefined],
  ['https://example.org/github.com/ann/chime', undefined],
  [
    'https://github.com.example.org.evil.example/ann/chime/%ff',
    at('ann/chime', 'other', '%ff', 'github.com.example.org.evil.example'),
  ],
])('%s', (address, place) => {
  expect(forgePlace(address)).toEqual(place);
});

const cover = `This lets a bell be rung by anybody.

How?
  Repositories that go with it:
    1. A library [1] that is used for trying it
       (see examples/ring.c), and
    2. An emulated bell [2].

It was tried on the tower. The test is in https://github.com/ann/tests/pull/4. Nothing broke.

The branch is at:

  https://github.com/ann/chime/tree/ring

> https://github.com/quoted/long-ago
Link: https://github.com/ann/chime/issues/9
[1] https://github.com/ann/libbell/tree/all
[2]: <https://gitlab.com/ann/tower>.
`;

test('each link comes with the sentence it stands in, a footnote with the one that refers to it', () => {
  expect(forgeLinks(cover).map(({ url, sentence }) => [url, sentence])).toEqual([
    ['https://github.com/ann/tests/pull/4', 'The test is in https://github.com/ann/tests/pull/4.'],
    ['https://github.com/ann/chime/tree/ring', 'The branch is at:'],
    ['https://github.com/ann/chime/issues/9', 'Link: https://github.com/ann/chime/issues/9'],
    [
      'https://github.com/ann/libbell/tree/all',
      'A library [1] that is used for trying it (see examples/ring.c), and',
    ],
    ['https://gitlab.com/ann/tower', 'An emulated bell [2].'],
  ]);
});

test.each([
  ['A library [1] for trying it (see examples/ring.c), and', ['examples/ring.c']],
  ['See src/a.c, src/b.h and src/a.c.', ['src/a.c', 'src/b.h']],
  ['at https://github.com/ann/chime/blob/main/x/ring.c', []],
  ['either/or, 1/2, v6.12/v6.13', []],
  ['/dev/vfio/devices.c ../a/b.c', []],
])('%s', (sentence, files) => {
  expect(namedFiles(sentence).map(({ path }) => path)).toEqual(files);
});

test('any text is read in time, and every link is one of its own', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom(
            'https://github.com/',
            'a/b',
            '[1]',
            '> ',
            '\n',
            '. ',
            ':',
            '/-/',
            'tree/',
            '%',
            ' (',
            ')',
          ),
          fc.string({ maxLength: 12 }),
        ),
        { maxLength: 60 },
      ),
      (pieces) => {
        const text = pieces.join('');
        for (const link of forgeLinks(text)) {
          expect(text).toContain(link.url);
          expect(link.sentence.length).toBeLessThanOrEqual(302);
        }
      },
    ),
  );
  const long = 'https://github.com/ann/chime/tree/x and more. '.repeat(20_000);
  const begun = performance.now();
  expect(forgeLinks(long)).toHaveLength(100);
  expect(performance.now() - begun).toBeLessThan(2_000);
});
