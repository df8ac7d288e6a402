import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { placeRemarks } from '../discussion/index';
import type { Mail, MessageId } from '../mail/index';
import { recogniseSeries } from '../series/index';
import { ann, diffOf, letter, posted, rob } from '../series/specimens';
import { inferStatus } from '../status/index';
import { inferProgress, stepsOf, landingKeys, type Commit, type Progress } from './index';
import { bearingOn, byCommitKey, commitKeys, patchKeys } from './commits';
import { commitWith } from './specimens';

const readers = ['int readers_of_cache;', 'readers_of_cache++;', 'if (readers_of_cache > 3)'] as const;
const leftovers = ['report_what_is_left(left);', 'left_in_cache = 0;', 'return left_in_cache;'] as const;
const set = posted({
  prefix: 'a@x',
  tag: 'PATCH',
  cover: 'Count readers',
  patches: [
    ['cache: kconfig: count the readers of it', 'cache.c', ...readers],
    ['cache: report the left', 'left.c', ...leftovers],
  ],
});

function diff(file: string, added: readonly string[], removed: readonly string[] = []): string {
  return [
    `diff --git a/${file} b/${file}`,
    'index 1111111..2222222 100644',
    `--- a/${file}`,
    `+++ b/${file}`,
    `@@ -1,${1 + removed.length} +1,${added.length + 1} @@`,
    ' first line',
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
    '',
  ].join('\n');
}

/** Hours after the first of March 2024, as the mails have it. */
function hour(at: number): Date {
  return new Date(Date.UTC(2024, 2, 1) + at * 3_600_000);
}

function commit(given: Partial<Commit>, name = 'c1'): Commit {
  return commitWith({
    hash: name.padEnd(40, '0'),
    title: 'mm: something else',
    author: 'Sue Somebody',
    committer: 'Max Maintainer',
    committedAt: hour(50),
    ...given,
  });
}

const link = (id: string) => [id as MessageId];
const title = 'cache: kconfig: count the readers of it';
const author = 'Ann Author';
const own = diff('cache.c', readers);

function progressOf(commits: readonly Commit[], mails: readonly Mail[] = set): Progress {
  const recognition = recogniseSeries(mails);
  const series = recognition.series.find((one) => one.title === 'Count readers');
  if (!series) throw new Error('no series');
  const discussion = placeRemarks(recognition, series);
  const status = inferStatus(recognition, series, discussion);
  return inferProgress(
    series,
    status,
    stepsOf({ recognition, series, discussion, status, pulls: [], commits }),
  );
}

function found(commits: readonly Commit[], mails?: readonly Mail[]): readonly string[] {
  return progressOf(commits, mails).steps.flatMap(({ kind, commits: named }) =>
    named.map(({ row, found: one }) => `${kind} ${row}: ${one?.by.join(', ')}; ${one?.difference?.kind}`),
  );
}

const mended = [readers[0], readers[1], 'if (readers_of_cache > 4)'];

const cases: readonly (readonly [what: string, given: Partial<Commit>, expected: string | undefined])[] = [
  ['title and author, the diff not looked at', { title, author }, 'title and author; unknown'],
  ['a title alone', { title }, undefined],
  ['a link alone', { links: link('a@x-1') }, undefined],
  ['link and title', { title, links: link('a@x-1') }, 'Link trailer; unknown'],
  ['link and author, under another title', { author, links: link('a@x-1') }, 'Link trailer; unknown'],
  ['the same diff, whoever bears it', { diff: own }, 'same diff; same'],
  [
    'link and like diff, retitled and mended',
    { links: link('a@x-1'), diff: diff('cache.c', mended) },
    'Link trailer, similar diff; lines',
  ],
  [
    'the date of the mail and its author, retitled',
    { author, authoredAt: hour(1 / 3600) },
    'date and author; unknown',
  ],
  ['the date of the mail by somebody else', { authoredAt: hour(1 / 3600) }, undefined],
  [
    'the author under another title, mended a little',
    { author, title: 'cache/vt: count them', diff: diff('cache.c', mended) },
    'similar diff; lines',
  ],
  [
    'the author, another title, a diff of which little is the same',
    {
      author,
      title: 'cache/vt: count them',
      diff: diff('cache.c', [readers[0], 'other_work();', 'more_work();', 'last_work();']),
    },
    undefined,
  ],
  [
    'title, author and link, and a diff that has nothing to do with it',
    { title, author, links: link('a@x-1'), diff: diff('MAINTAINERS', ['M: another person entirely']) },
    undefined,
  ],
  [
    'title and author, and no line that is the same in that file',
    { title, author, diff: diff('cache.c', ['all_of_it_written_anew();']) },
    'title and author; lines',
  ],
  [
    'author and link, and no line that is the same',
    { author, links: link('a@x-1'), diff: diff('cache.c', ['all_of_it_written_anew();']) },
    undefined,
  ],
  ['committed before it was posted, title and author', { title, author, committedAt: hour(-5) }, undefined],
  [
    'committed before it was posted, the same diff: a maintainer posts from his tree',
    { title, author, diff: own, committedAt: hour(-5) },
    'same diff, title and author; same',
  ],
  [
    'the same diff of long before: it is applied again',
    { title, author, diff: own, committedAt: hour(-24 * 200) },
    undefined,
  ],
  [
    'a revert by the author that links the patch',
    { author, title: `Revert "${title}"`, links: link('a@x-1'), reverts: ['abcdef0123'] },
    undefined,
  ],
];

test.each(cases)('%s', (_, given, expected) => {
  expect(found([commit(given)])).toEqual(expected === undefined ? [] : [`in-mainline 0: ${expected}`]);
});

test('every commit that a rule takes for a patch is found by a key of the patch', () => {
  const keys = set.flatMap(patchKeys);
  for (const [what, given, expected] of cases) {
    const one = commit(given);
    // A diff alone is compared only with what something else leads to.
    if (expected === undefined || what.startsWith('the same diff') || what.includes('mended a little'))
      continue;
    expect([what, bearingOn(byCommitKey([one]), keys)]).toEqual([what, [one]]);
  }
});

test('another prefix before the title leads to the patch as well, by its end and author', () => {
  const retitled = commit({ author: 'Author, Ann', title: 'cache/vt: Count the readers of it' });
  expect(commitKeys(retitled)).toContain('end:ann author|the readers of it');
  expect(set.flatMap(patchKeys)).toContain('end:ann author|the readers of it');
});

test('of two halves of a patch, which keep its date, the one with its title stands, whichever is later', () => {
  const dated = { author, authoredAt: hour(1 / 3600) };
  const half = commit({ ...dated, title: 'cache: prepare', committedAt: hour(51) }, 'c2');
  expect(found([commit({ ...dated, title }), half])).toEqual([
    'in-mainline 0: title and author, date and author; unknown',
  ]);
});

test('lines that differ are told', () => {
  const [step] = progressOf([commit({ title, author, diff: diff('cache.c', mended) })]).steps.filter(
    ({ kind }) => kind === 'in-mainline',
  );
  expect(step?.commits[0]?.found?.difference).toEqual({
    kind: 'lines',
    patch: [{ path: 'cache.c', text: '+if (readers_of_cache > 3)' }],
    commit: [{ path: 'cache.c', text: '+if (readers_of_cache > 4)' }],
    count: 2,
  });
  expect(step?.what).toBe('1 patch is found in mainline by title and author, 1 with other lines');
});

describe('two patches squashed into one commit', () => {
  const both = `${diff('cache.c', readers)}${diff('left.c', leftovers)}`;
  test('that links one of them', () => {
    expect(found([commit({ title, author, links: link('a@x-1'), diff: both })])).toEqual([
      'in-mainline 0: Link trailer, title and author, similar diff; squashed',
      'in-mainline 1: squashed; squashed',
    ]);
  });
  test('that links both', () => {
    expect(
      found([commit({ title, author, links: [...link('a@x-1'), ...link('a@x-2')], diff: both })]),
    ).toEqual([
      'in-mainline 0: Link trailer, title and author, similar diff; squashed',
      'in-mainline 1: Link trailer, similar diff; squashed',
    ]);
  });
});

describe('a stable tree', () => {
  const origin = commit({ title, author, diff: own, release: 'v6.9', releasedAt: hour(90) });
  const ported = commit(
    {
      tree: 'stable-6.8',
      role: 'stable',
      title: 'cache: other words for it',
      author: 'Sasha Stable',
      upstream: [origin.hash],
      committedAt: hour(100),
      release: 'v6.8.4',
    },
    'd2',
  );
  test('holds a backport under whatever title, by what it says', () => {
    const { rows, steps } = progressOf([origin, ported]);
    expect(rows[0]?.stage).toBe('backported');
    expect(steps.find(({ kind }) => kind === 'backported')?.what).toBe(
      '1 patch is found in stable-6.8 by upstream commit, released in v6.8.4, 1 under another title',
    );
    expect(steps.find(({ kind }) => kind === 'released')).toMatchObject({ where: 'v6.9', date: hour(90) });
  });
  test('began with it: that is no backport', () => {
    const base = { ...origin, tree: 'stable-6.9', role: 'stable' } as const;
    expect(progressOf([origin, base]).steps.map(({ kind }) => kind)).toEqual([
      'posted',
      'in-mainline',
      'released',
    ]);
    expect(progressOf([base]).rows[0]?.stage).toBe('in-mainline');
  });
});

describe('what comes after', () => {
  const landed = commit({ title, author, diff: own }, 'c0ffee1234');
  const remark = letter({
    id: 'r@y',
    subject: `Re: [PATCH 1/2] ${title}`,
    from: rob,
    at: 5,
    parents: ['a@x-1'],
    text: `> +${readers[0]}\n> +${readers[1]}\n\nIs this safe when two threads count at once?\n\n> +${readers[2]}\n\nWhy three?\n`,
  });
  const fix = commit(
    {
      title: 'cache: count under the lock',
      fixes: ['c0ffee1234'],
      committedAt: hour(300),
      diff: diff('cache.c', ['atomic_inc(&readers_of_cache);'], [readers[1]]),
    },
    'f1',
  );
  const warnings = (commits: readonly Commit[], mails: readonly Mail[]) =>
    progressOf(commits, mails).steps.flatMap(({ warnings: some }) => some ?? []);

  test('a fix is told once, whatever trees it went through, and who had spoken of its lines', () => {
    const { steps } = progressOf([landed, { ...fix, tree: 'next', role: 'next' }, fix], [...set, remark]);
    expect(steps.filter(({ kind }) => kind === 'fixed')).toMatchObject([
      {
        where: 'mainline',
        what: '"cache: count under the lock" fixes it',
        warnings: [
          { reply: 'r@y', block: 1, name: 'Rob Reader', by: 'line', path: 'cache.c', line: readers[1] },
        ],
      },
    ]);
  });
  test('that a remark is about the same file is no evidence', () => {
    const elsewhere = { ...fix, diff: diff('cache.c', ['lock_cache(cache);'], ['other_line_of_file();']) };
    expect(warnings([landed, elsewhere], [...set, remark])).toEqual([]);
    expect(warnings([landed, { ...fix, diff: undefined }], [...set, remark])).toEqual([]);
  });
  test('a fix that links the mail of a remark says so itself', () => {
    const linking = { ...fix, diff: undefined, links: link('r@y') };
    expect(warnings([landed, linking], [...set, remark])).toMatchObject([
      { block: 1, by: 'link' },
      { block: 2, by: 'link' },
    ]);
  });
  test.each([
    ['by address', 'Robert <rob@example.net>', 1],
    ['by name', 'Rob Reader <rob@elsewhere.example>', 1],
    ['somebody else', 'Sue Somebody <sue@example.org>', 0],
    ['nobody', '', 0],
  ])('a fix names its reporter, who had answered: %s', (_, who, count) => {
    const later = letter({
      id: 's@y',
      subject: `Re: [PATCH 1/2] ${title}`,
      from: rob,
      at: 9,
      parents: ['a@x-1'],
      text: 'This breaks the build here.\n\n> +int x;\n\nAnd here.\n',
    });
    const after = letter({
      id: 't@y',
      subject: `Re: [PATCH 1/2] ${title}`,
      from: rob,
      at: 400,
      parents: ['a@x-1'],
      text: 'Mended, thank you.\n',
    });
    const named = { ...fix, diff: undefined, reporters: [who] };
    expect(
      warnings([landed, named], [...set, remark, later, after]).map(
        ({ reply, block, by }) => `${reply} ${block} ${by}`,
      ),
    ).toEqual(count === 0 ? [] : [expect.stringMatching(/^s@y \d report$/)]);
  });
  test('a revert is told, and who had objected', () => {
    const nack = letter({
      id: 'n@y',
      subject: `Re: [PATCH 1/2] ${title}`,
      from: rob,
      at: 6,
      parents: ['a@x-1'],
      text: 'This breaks every reader that sleeps.\n\nNacked-by: Rob Reader <rob@example.net>\n',
    });
    const revert = commit(
      { title: `Revert "${title}"`, reverts: [landed.hash], diff: diff('cache.c', [], readers) },
      'e1',
    );
    const progress = progressOf([landed, revert], [...set, remark, nack]);
    expect(progress.steps.find(({ kind }) => kind === 'reverted')?.what).toBe(
      `"Revert "${title}"" takes it back`,
    );
    expect(progress.rows[0]?.stage).toBe('changes-requested');
    expect(
      warnings([landed, revert], [...set, remark, nack]).map(({ reply, by }) => `${reply} ${by}`),
    ).toEqual(['n@y objection']);
  });
});

describe('posted again by who took it, two titles changed', () => {
  const repost = [
    letter({
      id: 'land-0',
      subject: '[PATCH 0/9] [PULL REQUEST] Cache for v6.13',
      from: 'Max Maintainer <max@example.com>',
      at: 90,
    }),
    letter({
      id: 'land-7',
      subject: '[PATCH 7/9] cache/vt: Count readers once',
      from: 'Max Maintainer <max@example.com>',
      at: 91,
      parents: ['land-0'],
      text: diffOf('cache.c', mended, `From: ${ann}\n\nCounted.\n\nLink: https://lore.kernel.org/r/a@x-1`),
    }),
  ];
  const landed = commit({
    title: 'cache/vt: Count readers once',
    author,
    authoredAt: hour(91),
    links: link('land-7'),
    diff: diff('cache.c', mended),
    committedAt: hour(95),
  });
  test('is found through the repost, and the difference is from what the author posted', () => {
    const { rows, steps } = progressOf([landed], [...set, ...repost]);
    expect(rows[0]).toMatchObject({ stage: 'in-mainline', retitled: 'cache/vt: Count readers once' });
    expect(steps.find(({ kind }) => kind === 'in-mainline')?.commits[0]?.found).toMatchObject({
      by: ['same diff', 'Link trailer', 'title and author', 'date and author'],
      difference: { kind: 'lines', count: 2 },
    });
  });
  test('a series asks for the commits of its patches and reposts, and for what names them', () => {
    const mails = [...set, ...repost];
    const recognition = recogniseSeries(mails);
    const series = recognition.series.find((one) => one.title === 'Count readers');
    if (!series) throw new Error('no series');
    const keys = landingKeys(recognition, series, progressOf([landed], mails));
    expect(keys).toEqual(
      expect.arrayContaining([
        'id:a@x-1',
        'id:land-7',
        'names:c1000000',
        'title:cache vt count readers once',
      ]),
    );
  });
});

test('the order of commits does not matter', () => {
  const commits = [
    commit({ title, author, diff: own }),
    commit({ title, author, diff: diff('cache.c', mended), committedAt: hour(60) }, 'c2'),
    commit({ author, links: link('a@x-2'), tree: 'next', role: 'next' }, 'c3'),
    commit({ title: 'cache: lock', fixes: ['c1000000'] }, 'c4'),
    commit({ title: `Revert "${title}"`, reverts: ['c2000000'] }, 'c5'),
  ];
  const expected = progressOf(commits);
  expect(expected.steps.map(({ kind }) => kind)).toContain('fixed');
  fc.assert(
    fc.property(fc.shuffledSubarray(commits, { minLength: commits.length }), (shuffled) => {
      expect(progressOf(shuffled)).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});
