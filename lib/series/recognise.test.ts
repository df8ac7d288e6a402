import { expect, test } from 'vitest';
import type { Mail } from '../mail/index';
import { recogniseSeries } from './recognise';
import type { Recognition } from './series';
import { ann, diffOf, letter, messageId, posted, rob } from './specimens';

/** Versions of each series, by first mail of each: "v1 a-0 a-1 a-2"; a missing patch is "-", a carried one in brackets. */
function told(recognition: Recognition): string[][] {
  return recognition.series.map((series) =>
    series.versions.map((version) => {
      const cover = version.cover
        ? [version.cover.kind === 'held' ? version.cover.mail : `(${version.cover.mail})`]
        : [];
      const slots = version.patches.map((slot) =>
        slot.kind === 'held' ? slot.mail : slot.kind === 'carried' ? `[${slot.mail}]` : '-',
      );
      return [`${version.label}:`, ...cover, ...slots].join(' ');
    }),
  );
}

const two = [
  ['mm: count pages', 'mm/a.c', 'int pages;', 'pages++;'],
  ['mm: free pages', 'mm/b.c', 'free(pages);', 'pages = 0;'],
] as const;

const three = [...two, ['docs: tell of pages', 'docs/c.rst', 'Pages are counted.', 'And freed.']] as const;

const four = [...three, ['docs: tell of memory', 'docs/d.rst', 'Memory is told of.', 'At last.']] as const;

const cases: readonly (readonly [
  what: string,
  mails: readonly Mail[],
  expected: readonly (readonly string[])[],
])[] = [
  [
    'a cover letter and its patches',
    posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: two }),
    [['v1: a-0 a-1 a-2']],
  ],
  ['no cover letter', posted({ prefix: 'a', tag: 'PATCH', patches: two }), [['v1: a-1 a-2']]],
  ['a single patch', posted({ prefix: 'a', tag: 'PATCH', patches: [two[0]] }), [['v1: a-1']]],
  [
    'a cover letter without a number',
    [
      letter({ id: 'a-0', subject: '[PATCH v3] Count pages', text: 'About it.\n' }),
      ...posted({ prefix: 'a', tag: 'PATCH v3', cover: 'Count pages', patches: two }).slice(1),
    ],
    [['v3: a-0 a-1 a-2']],
  ],
  [
    'a cover letter that comes late, as an answer to patch 1',
    [
      letter({ id: 'a-0', subject: '[PATCH 0/2] Count pages', at: 1, parents: ['a-1'], text: 'I forgot.\n' }),
      ...posted({ prefix: 'a', tag: 'PATCH', patches: two }),
    ],
    [['v1: a-0 a-1 a-2']],
  ],
  [
    'patches that are not threaded',
    posted({ prefix: 'a', tag: 'PATCH v2', cover: 'Count pages', patches: two, threaded: false }),
    [['v2: a-0 a-1 a-2']],
  ],
  [
    'two sets of one size sent in one minute',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: two }),
      ...posted({
        prefix: 'b',
        tag: 'PATCH',
        cover: 'Draw lines',
        patches: [
          ['drm: draw', 'drm/a.c', 'draw();'],
          ['drm: wipe', 'drm/b.c', 'wipe();'],
        ],
        at: 0.01,
      }),
    ],
    [['v1: a-0 a-1 a-2'], ['v1: b-0 b-1 b-2']],
  ],
  [
    'patches that answer one another in a chain',
    [
      letter({ id: 'a-0', subject: '[PATCH 0/3] Chain' }),
      letter({ id: 'a-1', subject: '[PATCH 1/3] one', parents: ['a-0'], text: diffOf('a.c', ['one();']) }),
      letter({
        id: 'a-2',
        subject: '[PATCH 2/3] two',
        parents: ['a-1', 'a-0'],
        text: diffOf('b.c', ['two();']),
      }),
      letter({
        id: 'a-3',
        subject: '[PATCH 3/3] three',
        parents: ['a-2', 'a-1', 'a-0'],
        text: diffOf('c.c', ['three();']),
      }),
    ],
    [['v1: a-0 a-1 a-2 a-3']],
  ],
  [
    'a patch numbered past the total',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: two }),
      letter({
        id: 'a-3',
        subject: '[PATCH 3/2] mm: one more',
        parents: ['a-0'],
        text: diffOf('mm/c.c', ['more();']),
      }),
    ],
    [['v1: a-0 a-1 a-2 a-3']],
  ],
  [
    'v2 with the same title',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: two }),
      ...posted({ prefix: 'b', tag: 'PATCH v2', cover: 'Count pages', patches: three, at: 48 }),
    ],
    [['v1: a-0 a-1 a-2', 'v2: b-0 b-1 b-2 b-3']],
  ],
  [
    'v2 sent into the thread of v1 under another title',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: two }),
      ...posted({
        prefix: 'b',
        tag: 'PATCH v2',
        cover: 'Keep track of memory',
        patches: [['mm: all new', 'mm/z.c', 'z();']],
        at: 48,
        inReplyTo: 'a-0',
      }),
    ],
    [['v1: a-0 a-1 a-2', 'v2: b-0 b-1']],
  ],
  [
    'a cover letter retitled, the patches kept',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: three }),
      ...posted({ prefix: 'b', tag: 'PATCH v2', cover: 'Keep track of memory', patches: three, at: 48 }),
    ],
    [['v1: a-0 a-1 a-2 a-3', 'v2: b-0 b-1 b-2 b-3']],
  ],
  [
    'RFC and PREVIEW before v1, a resend after it',
    [
      ...posted({ prefix: 'a', tag: 'PATCH RFC PREVIEW', cover: 'Count pages', patches: two }),
      ...posted({ prefix: 'b', tag: 'PATCH', cover: 'Count pages', patches: two, at: 48 }),
      ...posted({ prefix: 'c', tag: 'PATCH RESEND', cover: 'Count pages', patches: two, at: 96 }),
      ...posted({ prefix: 'd', tag: 'PATCH v2.1', cover: 'Count pages', patches: two, at: 144 }),
    ],
    [['RFC PREVIEW: a-0 a-1 a-2', 'v1: b-0 b-1 b-2', 'v1 RESEND: c-0 c-1 c-2', 'v2.1: d-0 d-1 d-2']],
  ],
  [
    'the same set sent twice without a word',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: two }),
      ...posted({ prefix: 'b', tag: 'PATCH', cover: 'Count pages', patches: two, at: 2 }),
    ],
    [['v1: a-0 a-1 a-2', 'v1 #2: b-0 b-1 b-2']],
  ],
  [
    'a link called the RFC, from another person under another title',
    [
      ...posted({ prefix: 'a@x', tag: 'RFC PATCH', cover: 'Count pages', patches: two, from: rob }),
      ...posted({
        prefix: 'b@x',
        tag: 'PATCH',
        cover: 'Keep track of memory',
        patches: two,
        at: 90,
        coverText: 'First version after the RFC [5].\n\n[5] https://lore.kernel.org/a@x-0\n',
      }),
    ],
    [['RFC: a@x-0 a@x-1 a@x-2', 'v1: b@x-0 b@x-1 b@x-2']],
  ],
  [
    'a link to what a set depends on',
    [
      ...posted({ prefix: 'a@x', tag: 'PATCH v2', cover: 'Count pages', patches: two }),
      ...posted({
        prefix: 'b@x',
        tag: 'PATCH v3',
        cover: 'Draw lines',
        patches: [['drm: draw', 'drm/a.c', 'draw();']],
        at: 90,
        coverText: 'Depends on v2 of the counting:\nhttps://lore.kernel.org/a@x-0\n',
      }),
    ],
    [['v2: a@x-0 a@x-1 a@x-2'], ['v3: b@x-0 b@x-1']],
  ],
  [
    'a change-id as a trailer',
    [
      ...posted({
        prefix: 'a',
        tag: 'PATCH',
        cover: 'Count pages',
        patches: two,
        coverText: 'x\n---\nchange-id: 20240301-pages-0123456789ab\n',
      }),
      ...posted({
        prefix: 'b',
        tag: 'PATCH v2',
        cover: 'Memory',
        patches: [['mm: all new', 'mm/z.c', 'z();']],
        at: 90,
        from: rob,
        coverText: 'x\n---\nchange-id: 20240301-pages-0123456789ab\n',
      }),
    ],
    [['v1: a-0 a-1 a-2', 'v2: b-0 b-1']],
  ],
  [
    '(was: the old title)',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', patches: [['mm: count pages', 'mm/a.c', 'one();']] }),
      ...posted({
        prefix: 'b',
        tag: 'PATCH v2',
        patches: [['mm: number them (was: mm: count pages)', 'mm/z.c', 'z();']],
        at: 90,
      }),
    ],
    [['v1: a-1', 'v2: b-1']],
  ],
  [
    'Supersedes',
    [
      ...posted({ prefix: 'a@x', tag: 'PATCH', patches: [['mm: count pages', 'mm/a.c', 'one();']] }),
      ...posted({
        prefix: 'b@x',
        tag: 'PATCH v2',
        cover: 'Memory',
        patches: [['mm: z', 'mm/z.c', 'z();']],
        at: 90,
        coverText: 'All new.\n\nSupersedes: <a@x-1>\n',
      }),
    ],
    [['v1: a@x-1', 'v2: b@x-0 b@x-1']],
  ],
  [
    'one title from two people, the second in the thread of the first',
    [
      ...posted({
        prefix: 'a',
        tag: 'PATCH',
        cover: 'Fix keys',
        patches: [['tty: one', 'tty/a.c', 'one();']],
      }),
      ...posted({
        prefix: 'b',
        tag: 'PATCH',
        cover: 'Fix keys',
        patches: [['tty: two', 'tty/b.c', 'two();']],
        from: rob,
        at: 9,
        inReplyTo: 'a-0',
      }),
    ],
    [['v1: a-0 a-1'], ['v1: b-0 b-1']],
  ],
  [
    'one title from one person, years apart',
    [
      ...posted({
        prefix: 'a',
        tag: 'PATCH',
        cover: 'Fix typos',
        patches: [['docs: a word', 'a.rst', 'word']],
      }),
      ...posted({
        prefix: 'b',
        tag: 'PATCH v2',
        cover: 'Fix typos',
        patches: [['docs: the other', 'b.rst', 'other']],
        at: 24 * 900,
      }),
    ],
    [['v1: a-0 a-1'], ['v2: b-0 b-1']],
  ],
  [
    'one title from one person, a new beginning with other content',
    [
      ...posted({ prefix: 'a', tag: 'PATCH v2', patches: [['mm: cleanup', 'mm/a.c', 'one();', 'two();']] }),
      ...posted({ prefix: 'b', tag: 'PATCH', patches: [['mm: cleanup', 'mm/q.c', 'q();', 'r();']], at: 900 }),
    ],
    [['v2: a-1'], ['v1: b-1']],
  ],
  [
    "a maintainer's pull request that holds the patches among others",
    [
      ...posted({ prefix: 'a', tag: 'PATCH v4', cover: 'Count pages', patches: three }),
      ...posted({
        prefix: 'b',
        tag: 'PATCH',
        cover: 'mm updates for the next release',
        from: rob,
        at: 400,
        patches: [
          ...three,
          ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`mm: other ${n}`, `mm/o${n}.c`, `other${n}();`] as const),
        ],
      }),
    ],
    [['v4: a-0 a-1 a-2 a-3'], ['v1: b-0 b-1 b-2 b-3 b-4 b-5 b-6 b-7 b-8 b-9 b-10 b-11']],
  ],
  [
    'a backport to another tree',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', patches: [['mm: count pages', 'mm/a.c', 'one();']] }),
      ...posted({
        prefix: 'b',
        tag: 'PATCH 5.10.y',
        patches: [['mm: count pages', 'mm/a.c', 'one();']],
        at: 900,
      }),
    ],
    [['v1: a-1'], ['v1: b-1']],
  ],
  [
    'a part re-rolled as answers, in two mails',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: three }),
      letter({
        id: 'b-3',
        subject: '[PATCH v2 3/3] docs: tell of pages',
        at: 20,
        parents: ['a-3'],
        text: diffOf('docs/c.rst', ['Pages are numbered.']),
      }),
      letter({
        id: 'b-1',
        subject: '[PATCH v2 1/3] mm: count pages',
        at: 29,
        parents: ['r-1', 'a-1'],
        text: diffOf('mm/a.c', ['long pages;']),
      }),
      ...posted({
        prefix: 'c',
        tag: 'PATCH v3',
        cover: 'Count pages',
        patches: three,
        at: 60,
        inReplyTo: 'a-0',
      }),
    ],
    [['v1: a-0 a-1 a-2 a-3', 'v2: b-1 [a-2] b-3', 'v3: c-0 c-1 c-2 c-3']],
  ],
  [
    'a part re-rolled without its number',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: three }),
      letter({
        id: 'b-2',
        subject: '[PATCH v2] mm: free pages',
        at: 20,
        parents: ['a-2'],
        text: diffOf('mm/b.c', ['free(all);']),
      }),
    ],
    [['v1: a-0 a-1 a-2 a-3', 'v2: [a-1] b-2 [a-3]']],
  ],
  [
    'a counter-patch in a reply is no posting',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', patches: [two[0]] }),
      letter({
        id: 'r',
        subject: 'Re: [PATCH] mm: count pages',
        from: rob,
        at: 1,
        parents: ['a-1'],
        text: `Rather:\n\n${diffOf('mm/a.c', ['x();'])}`,
      }),
    ],
    [['v1: a-1']],
  ],
  [
    'a set by another person in the same thread',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: two }),
      ...posted({
        prefix: 'b',
        tag: 'PATCH',
        cover: 'Count them better',
        patches: [['mm: better', 'mm/x.c', 'better();']],
        from: rob,
        at: 5,
        inReplyTo: 'a-0',
      }),
    ],
    [['v1: a-0 a-1 a-2'], ['v1: b-0 b-1']],
  ],
  [
    'one run of a mail tool, one of its patches marked as a second version',
    [1, 2, 3].map((n) =>
      letter({
        id: `20240301120000.4711-${n}-ann@example.org`,
        subject: `[PATCH${n === 3 ? 'v2' : ''} ${n}/3] ${three[n - 1]?.[0] ?? ''}`,
        parents: n === 1 ? [] : ['20240301120000.4711-1-ann@example.org'],
        at: n / 3600,
        text: diffOf(`mm/${n}.c`, [`line${n}();`]),
      }),
    ),
    [[`v2: ${[1, 2, 3].map((n) => `20240301120000.4711-${n}-ann@example.org`).join(' ')}`]],
  ],
  [
    'patches retitled in their subsystem and changed, no cover letter, one of them kept',
    [
      ...posted({
        prefix: 'a',
        tag: 'PATCH',
        patches: [
          ['mm: count pages', 'mm/a.c', 'int pages;', 'pages++;', 'return pages;'],
          ['mm: free pages', 'mm/b.c', 'free(pages);', 'pages = 0;'],
          ['mm: lock', 'mm/c.c', 'lock();', 'work();', 'unlock();'],
        ],
      }),
      ...posted({
        prefix: 'b',
        tag: 'PATCH v2',
        at: 20,
        patches: [
          ['mm/slab: count the pages', 'mm/a.c', 'int pages;', 'pages++;', 'return pages - 1;'],
          ['mm: free pages', 'mm/b.c', 'free(pages);', 'pages = 0;'],
          ['mm/slab: take the lock', 'mm/c.c', 'lock();', 'work();', 'unlock(2);'],
        ],
      }),
    ],
    [['v1: a-1 a-2 a-3', 'v2: b-1 b-2 b-3']],
  ],
  [
    'a second RFC without a number, its title a word apart, half of its patches kept',
    [
      ...posted({ prefix: 'a', tag: 'RFC', cover: 'count the pages of memory', patches: two }),
      ...posted({ prefix: 'b', tag: 'RFC', cover: 'mm: count the pages of memory', patches: three, at: 900 }),
    ],
    [['RFC: a-0 a-1 a-2', 'RFC #2: b-0 b-1 b-2 b-3']],
  ],
  [
    'somebody else goes on from v2, which he links as such, under the same title but a word',
    [
      ...posted({ prefix: 'a@x', tag: 'PATCH v2', cover: 'count the pages of memory', patches: two }),
      ...posted({
        prefix: 'b@x',
        tag: 'PATCH v3',
        cover: 'count all the pages of memory',
        from: rob,
        at: 300,
        patches: [['mm: all new', 'mm/z.c', 'z();']],
        coverText: 'Taken over from Ann.\n\nv2: https://lore.kernel.org/r/a@x-0\n',
      }),
    ],
    [['v2: a@x-0 a@x-1 a@x-2', 'v3: b@x-0 b@x-1']],
  ],
  [
    'a series split in two, the parts numbered on: both go on from it',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: four }),
      ...posted({ prefix: 'b', tag: 'PATCH v2', cover: 'Count pages', patches: four.slice(0, 2), at: 90 }),
      ...posted({ prefix: 'c', tag: 'PATCH v2', cover: 'Tell of pages', patches: four.slice(2), at: 91 }),
    ],
    [['v1: a-0 a-1 a-2 a-3 a-4', 'v2: b-0 b-1 b-2', 'v2 #2: c-0 c-1 c-2']],
  ],
  [
    'a series split in two, one part a new beginning: it stands apart',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: four }),
      ...posted({ prefix: 'b', tag: 'PATCH v2', cover: 'Count pages', patches: four.slice(0, 2), at: 90 }),
      ...posted({ prefix: 'c', tag: 'PATCH', cover: 'Tell of pages', patches: four.slice(2), at: 91 }),
    ],
    [['v1: a-0 a-1 a-2 a-3 a-4', 'v2: b-0 b-1 b-2'], ['v1: c-0 c-1 c-2']],
  ],
  [
    'two series merged into one',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: four.slice(0, 2) }),
      ...posted({ prefix: 'b', tag: 'PATCH', cover: 'Tell of pages', patches: four.slice(2), at: 30 }),
      ...posted({
        prefix: 'c',
        tag: 'PATCH v2',
        cover: 'Count pages and tell of them',
        patches: four,
        at: 90,
      }),
    ],
    [['v1: a-0 a-1 a-2', 'v1 #2: b-0 b-1 b-2', 'v2: c-0 c-1 c-2 c-3 c-4']],
  ],
  [
    'version numbers that repeat',
    [
      ...posted({ prefix: 'a', tag: 'PATCH v2', cover: 'Count pages', patches: two }),
      ...posted({ prefix: 'b', tag: 'PATCH v2', cover: 'Count pages', patches: two, at: 90 }),
      ...posted({ prefix: 'c', tag: 'PATCH v2', cover: 'Count pages', patches: two, at: 180 }),
    ],
    [['v2: a-0 a-1 a-2', 'v2 #2: b-0 b-1 b-2', 'v2 #3: c-0 c-1 c-2']],
  ],
  [
    'version numbers that jump',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: two }),
      ...posted({ prefix: 'b', tag: 'PATCH v7', cover: 'Count pages', patches: two, at: 90 }),
      ...posted({ prefix: 'c', tag: 'PATCH v2026', cover: 'Count pages', patches: two, at: 180 }),
    ],
    [['v1: a-0 a-1 a-2', 'v7: b-0 b-1 b-2', 'v2026: c-0 c-1 c-2']],
  ],
  [
    'version numbers that run backwards: the dates order them',
    [
      ...posted({ prefix: 'a', tag: 'PATCH v4', cover: 'Count pages', patches: two }),
      ...posted({ prefix: 'b', tag: 'PATCH v3', cover: 'Count pages', patches: two, at: 200 }),
      ...posted({ prefix: 'c', tag: 'PATCH v5', cover: 'Count pages', patches: two, at: 400 }),
    ],
    [['v4: a-0 a-1 a-2', 'v3: b-0 b-1 b-2', 'v5: c-0 c-1 c-2']],
  ],
  [
    'v0 before v1',
    [
      ...posted({ prefix: 'a', tag: 'PATCH v0', cover: 'Count pages', patches: two }),
      ...posted({ prefix: 'b', tag: 'PATCH v1', cover: 'Count pages', patches: two, at: 90 }),
    ],
    [['v0: a-0 a-1 a-2', 'v1: b-0 b-1 b-2']],
  ],
  [
    'patches of two versions under one cover letter',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: two }),
      ...posted({ prefix: 'b', tag: 'PATCH v2', patches: two, at: 30 }).map((mail) => ({
        ...mail,
        parents: [messageId('a-0')],
      })),
    ],
    [['v1: a-0 a-1 a-2', 'v2: b-1 b-2']],
  ],
  [
    'patches of two versions in one thread, sent on one day and out of order',
    [
      ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: three, at: 5 }),
      ...posted({ prefix: 'b', tag: 'PATCH v2', cover: 'Count pages', patches: three, inReplyTo: 'a-0' }),
    ],
    [['v1: a-0 a-1 a-2 a-3', 'v2: b-0 b-1 b-2 b-3']],
  ],
  [
    'a missing patch and a missing cover letter',
    posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: three }).filter(
      ({ id }) => id !== 'a-0' && id !== 'a-2',
    ),
    [['v1: (a-0) a-1 - a-3']],
  ],
];

test.each(cases)('%s', (_, mails, expected) => {
  expect(told(recogniseSeries(mails))).toEqual(expected);
  expect(told(recogniseSeries([...mails].reverse()))).toEqual(expected);
});

test('replies to a missing patch tell its id and title, and speak to it', () => {
  const mails = [
    ...posted({ prefix: 'a', tag: 'PATCH v2', cover: 'Count pages', patches: three }).filter(
      ({ id }) => id !== 'a-2',
    ),
    letter({
      id: 'r1',
      subject: 'RE: [PATCH v2 2/3] mm: free pages',
      from: rob,
      at: 2,
      parents: ['a-2', 'a-0'],
    }),
    letter({
      id: 'r2',
      subject: 'Re: [PATCH v2 2/3] mm: free pages',
      at: 3,
      parents: ['r1', 'gateway', 'a-2', 'a-0'],
    }),
    letter({
      id: 'r4',
      subject: 'Re: [PATCH v2 2/3] mm: free pages',
      at: 4,
      parents: ['ghost', 'a-2', 'a-0'],
    }),
  ];
  const recognition = recogniseSeries(mails);
  const [series] = recognition.series;
  expect(series?.versions[0]?.patches[1]).toEqual({
    kind: 'missing',
    number: 2,
    mail: 'a-2',
    title: 'mm: free pages',
  });
  expect(['r1', 'r2', 'r4'].map((id) => recognition.postingOf.get(messageId(id)))).toEqual([
    'a-2',
    'a-2',
    'a-2',
  ]);
});

test('the titles in a cover letter name the one missing patch', () => {
  const coverText =
    'About.\n\nAnn Author (2):\n  mm: count pages\n  mm: free pages\n    all of them\n\nRob Reader (1):\n  docs: tell of pages\n';
  const mails = posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: three, coverText }).filter(
    ({ id }) => id !== 'a-2',
  );
  const [series] = recogniseSeries(mails).series;
  expect(series?.versions[0]?.patches[1]).toEqual({
    kind: 'missing',
    number: 2,
    mail: undefined,
    title: 'mm: free pages all of them',
  });
});

const replies: readonly (readonly [what: string, reply: Mail, speaksTo: string | undefined])[] = [
  [
    'to a patch',
    letter({ id: 'r', subject: 'Re: [PATCH 1/2] mm: count pages', at: 1, parents: ['a-1', 'a-0'] }),
    'a-1',
  ],
  [
    'to the cover letter',
    letter({ id: 'r', subject: 'Re: [PATCH 0/2] Count pages', at: 1, parents: ['a-0'] }),
    'a-0',
  ],
  [
    'over a ghost',
    letter({ id: 'r', subject: 'Re: [PATCH 2/2] mm: free pages', at: 1, parents: ['g', 'a-2', 'a-0'] }),
    'a-2',
  ],
  [
    'over a ghost, the way cut short',
    letter({ id: 'r', subject: 'Re: [PATCH 2/2] mm: free pages', at: 1, parents: ['g', 'a-0'] }),
    'a-2',
  ],
  ['without any parent', letter({ id: 'r', subject: 'AW: [PATCH 2/2] mm: free pages', at: 1 }), 'a-2'],
  [
    'from before the posting',
    letter({ id: 'r', subject: 'AW: [PATCH 2/2] mm: free pages', at: -1 }),
    undefined,
  ],
  [
    'under a changed subject',
    letter({ id: 'r', subject: 'page counting in general', at: 1, parents: ['a-1'] }),
    'a-1',
  ],
];

test.each(replies)('a reply %s', (_, reply, speaksTo) => {
  const mails = [...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: two }), reply];
  expect(recogniseSeries(mails).postingOf.get(messageId('r'))).toBe(speaksTo);
});

test('the question before a patch is of its series, a thread without a patch of none', () => {
  const mails = [
    letter({ id: 'q', subject: 'pages are not counted', from: rob, at: -2 }),
    letter({ id: 'q2', subject: 'Re: pages are not counted', from: rob, at: -1, parents: ['q'] }),
    letter({
      id: 'p',
      subject: '[PATCH] mm: count pages',
      parents: ['q'],
      text: diffOf('mm/a.c', ['count();']),
    }),
    letter({ id: 'x', subject: 'lunch', from: rob }),
  ];
  const { series, outside, byId } = recogniseSeries(mails);
  expect(series.map((one) => one.mails)).toEqual([['q', 'q2', 'p']]);
  expect(outside).toEqual(['x']);
  expect([...byId.values()].map(({ kind, mail }) => `${mail.id} ${kind}`).sort()).toEqual([
    'p patch',
    'q other',
    'q2 other',
    'x other',
  ]);
});

test('one person across a relay, two addresses and a turned name', () => {
  const relay = 'Ann Author via B4 Relay <devnull+ann.example.org@kernel.org>';
  const mails = [
    ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: two, from: relay }).map((mail) => ({
      ...mail,
      headers: [{ name: 'x-original-from', value: 'Ann Author <ann@example.org>' }],
    })),
    ...posted({
      prefix: 'b',
      tag: 'PATCH v2',
      cover: 'Count pages',
      patches: two,
      from: 'Author, Ann <ann@kernel.org>',
      at: 90,
    }),
    letter({ id: 'r', subject: 'Re: [PATCH 0/2] Count pages', from: rob, parents: ['a-0'], at: 1 }),
  ];
  const { series } = recogniseSeries(mails);
  expect(series).toHaveLength(1);
  expect(series[0]?.people.map(({ name, addresses }) => [name, ...addresses])).toEqual([
    ['Ann Author', 'ann@example.org', 'ann@kernel.org', 'devnull+ann.example.org@kernel.org'],
    ['Rob Reader', 'rob@example.net'],
  ]);
  expect(series[0]?.versions.map(({ sender }) => sender.key)).toEqual(['ann@example.org', 'ann@example.org']);
});

test('the grid follows a patch that is renamed, moved, dropped and missing', () => {
  const a = posted({
    prefix: 'a',
    tag: 'PATCH',
    cover: 'Count pages',
    patches: [
      ['mm: count pages', 'mm/a.c', 'int pages;', 'pages++;', 'return pages;'],
      ['mm: free pages', 'mm/b.c', 'free(pages);', 'pages = 0;'],
      ['docs: tell of pages', 'docs/c.rst', 'Pages are counted.', 'And freed.'],
    ],
  });
  const b = posted({
    prefix: 'b',
    tag: 'PATCH v2',
    cover: 'Count pages',
    at: 90,
    patches: [
      ['docs: tell of pages', 'docs/c.rst', 'Pages are counted.', 'And freed.'],
      ['mm: keep the number of pages', 'mm/a.c', 'int pages;', 'pages++;', 'return pages + 1;'],
      ['mm: lock', 'mm/lock.c', 'lock();'],
    ],
  });
  const c = posted({
    prefix: 'c',
    tag: 'PATCH v3',
    cover: 'Count pages',
    at: 190,
    patches: [
      ['docs: tell of pages', 'docs/c.rst', 'Pages are counted.', 'And freed.'],
      ['mm: lock', 'mm/lock.c', 'lock();'],
    ],
    coverText: 'x\n\nAnn Author (2):\n  docs: tell of pages\n  mm: lock\n',
  }).filter(({ id }) => id !== 'c-1');
  const [series] = recogniseSeries([...a, ...b, ...c]).series;
  expect(
    series?.lineages.map(({ title, cells, steps }) => [
      title,
      cells.map((cell) => cell ?? '-').join(' '),
      steps.join(' '),
    ]),
  ).toEqual([
    ['mm: keep the number of pages', '1 2 -', 'changed dropped'],
    ['mm: free pages', '2 - -', 'dropped none'],
    ['docs: tell of pages', '3 1 1', 'same unknown'],
    ['mm: lock', '- 3 2', 'new same'],
  ]);
  expect(series?.patchPairs).toEqual([
    ['a-1', 'b-2'],
    ['a-3', 'b-1'],
    ['b-3', 'c-2'],
  ]);
});

test('corrections outrank inference, the last one counts', () => {
  const mails = [
    ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: two }),
    ...posted({ prefix: 'b', tag: 'PATCH v2', cover: 'Count pages', patches: two, at: 90 }),
    ...posted({ prefix: 'c', tag: 'PATCH v3', cover: 'Count pages', patches: two, at: 180 }),
    ...posted({ prefix: 'z', tag: 'PATCH', patches: [['drm: draw', 'drm/a.c', 'draw();']], at: 50 }),
  ];
  const split = { kind: 'split', posting: messageId('b-1') } as const;
  const join = { kind: 'join', a: messageId('z-1'), b: messageId('b-0') } as const;
  const labels = (...corrections: (typeof split | typeof join)[]): string[] =>
    recogniseSeries(mails, corrections).series.map(({ versions }) =>
      versions.map(({ cover, patches }) => cover?.mail ?? patches[0]?.mail).join(' '),
    );
  expect(labels()).toEqual(['a-0 b-0 c-0', 'z-1']);
  expect(labels(split)).toEqual(['a-0 c-0', 'z-1', 'b-0']);
  expect(labels(join)).toEqual(['a-0 z-1 b-0 c-0']);
  expect(labels(split, join)).toEqual(['a-0 c-0', 'z-1 b-0']);
  expect(labels(join, split)).toEqual(['a-0 c-0', 'z-1', 'b-0']);
});

test('of two mails with one id the same one is shown whichever came first', () => {
  const first = letter({ id: 'p', subject: '[PATCH] mm: count pages', text: diffOf('mm/a.c', ['one();']) });
  const second = { ...first, text: diffOf('mm/a.c', ['two();']) };
  const shown = (mails: Mail[]): string | undefined =>
    recogniseSeries(mails).byId.get(messageId('p'))?.mail.text;
  expect(shown([first, second])).toBe(shown([second, first]));
});

test('titles in one slug are told apart', () => {
  const mails = [
    ...posted({ prefix: 'a', tag: 'PATCH', patches: [['mm: fix', 'mm/a.c', 'one();']], from: ann }),
    ...posted({ prefix: 'b', tag: 'PATCH', patches: [['MM  fix!', 'mm/b.c', 'two();']], from: rob, at: 9 }),
  ];
  expect(recogniseSeries(mails).series.map(({ slug }) => slug)).toEqual(['mm-fix', 'mm-fix.2']);
});
