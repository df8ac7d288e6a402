import { expect, test } from 'vitest';
import type { Mail } from '../mail/index';
import { recogniseSeries } from './recognise';
import { ann, diffOf, letter, posted, rob } from './specimens';

const url = (id: string): string => `https://lore.kernel.org/r/${id}`;
const original = posted({
  prefix: 'a@x',
  tag: 'PATCH v2',
  cover: 'Count pages',
  patches: [
    ['mm: count pages', 'mm/a.c', 'int pages;', 'pages++;'],
    ['mm: free pages', 'mm/b.c', 'free(pages);', 'pages = 0;'],
  ],
});

interface Reposted {
  readonly subject?: string;
  readonly from?: string;
  /** In-body From. */
  readonly author?: string;
  readonly lines?: readonly string[];
  readonly link?: string;
}

/** A patch of a pull request with others before it. */
function repost({
  subject = '[PATCH 7/9] mm: Count pages',
  from = rob,
  author = ann,
  lines = ['int pages;', 'pages++;'],
  link,
}: Reposted): Mail {
  const above = `From: ${author}\n\nCounted.${link === undefined ? '' : `\n\nLink: ${url(link)}`}`;
  return letter({ id: 'land', subject, from, at: 300, text: diffOf('mm/a.c', lines, above) });
}

const cases: readonly (readonly [what: string, mail: Mail, expected: string | undefined])[] = [
  ['linked, the title altered', repost({ link: 'a@x-1' }), 'a@x-1 link+same-diff+title'],
  [
    'linked, retitled and mended',
    repost({ subject: '[PATCH 7/9] mm: Keep a count', lines: ['long pages;', 'pages++;'], link: 'a@x-1' }),
    'a@x-1 link+like-diff',
  ],
  [
    'the cover letter is linked',
    repost({ subject: '[PATCH 7/9] mm: Keep', link: 'a@x-0' }),
    'a@x-1 same-diff',
  ],
  ['not linked, by the author of the patch', repost({}), 'a@x-1 same-diff+title'],
  ['not linked, mended', repost({ lines: ['long pages;', 'pages++;'] }), 'a@x-1 like-diff+title'],
  [
    'a backport says its tree',
    repost({ subject: '[PATCH 6.1.y 7/9] mm: count pages' }),
    'a@x-1 same-diff+title 6.1.y',
  ],
  [
    'a link to a patch that is not alike',
    repost({ subject: '[PATCH 7/9] drm: x', lines: ['x();'], link: 'a@x-1' }),
    undefined,
  ],
  ['another author wrote the same', repost({ author: rob }), undefined],
  ['the author himself posts it elsewhere', repost({ from: ann }), undefined],
  ['one title, another patch', repost({ lines: ['nothing();', 'like();', 'it();'] }), undefined],
];

test.each(cases)('%s', (_, mail, expected) => {
  const { series } = recogniseSeries([...original, mail]);
  const told = series.flatMap(({ reposts }) =>
    reposts.map(({ of, tree, evidence }) =>
      `${of} ${evidence.map(({ kind }) => kind).join('+')} ${tree}`.trim(),
    ),
  );
  expect(told).toEqual(expected === undefined ? [] : [expected]);
  expect(series.map(({ versions }) => versions.length)).toEqual([1, 1]);
});

test('of two versions the one that is linked was posted again, else the one with the same diff', () => {
  const first = posted({
    prefix: 'b@x',
    tag: 'PATCH',
    cover: 'Count pages',
    patches: [
      ['mm: count pages', 'mm/a.c', 'long pages;', 'pages++;'],
      ['mm: free pages', 'mm/b.c', 'free(pages);', 'pages = 0;'],
    ],
    at: -90,
  });
  const of = (mail: Mail): unknown =>
    recogniseSeries([...first, ...original, mail]).series.flatMap(({ reposts }) =>
      reposts.map((one) => one.of),
    );
  expect(of(repost({ link: 'b@x-1' }))).toEqual(['b@x-1']);
  expect(of(repost({ link: 'a@x-1' }))).toEqual(['a@x-1']);
  expect(of(repost({}))).toEqual(['a@x-1']);
});
