import { expect, test } from 'vitest';
import type { Mail } from '../mail/index';
import { recogniseSeries } from './recognise';
import { ann, messageId, posted, rob } from './specimens';

const somebodyElse = 'A. N. Other <another@elsewhere.example>';
const three = [
  ['mm: count pages', 'mm/a.c', 'int pages;', 'pages++;', 'return pages;'],
  ['mm: free pages', 'mm/b.c', 'free(pages);', 'pages = 0;'],
  ['docs: tell of pages', 'docs/c.rst', 'Pages are counted.', 'And freed.'],
] as const;
const mended = [
  ['mm: count pages', 'mm/a.c', 'long pages;', 'pages++;', 'return pages;'],
  ['mm: free pages', 'mm/b.c', 'free(pages);', 'pages = 0L;'],
  ['docs: tell of pages', 'docs/c.rst', 'Pages are counted.', 'And freed again.'],
] as const;

const first = posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: three, from: ann });

/** Pairs offered, by the mails that head them, with the kinds of signals: from both sides. */
function offered(mails: readonly Mail[]): string[] {
  return recogniseSeries(mails).series.flatMap(({ maybe }) =>
    maybe.map(
      ({ posting, other, score, signals }) =>
        `${posting} ~ ${other} ${score} ${signals.map(({ kind }) => kind).join('+')}`,
    ),
  );
}

const cases: readonly (readonly [what: string, mails: readonly Mail[], expected: readonly string[]])[] = [
  [
    'name, address and subject changed at once, the patches kept',
    posted({
      prefix: 'b',
      tag: 'PATCH v2',
      cover: 'Keep track of memory',
      patches: three,
      from: somebodyElse,
      at: 90,
    }),
    ['a-0 ~ b-0 0.6 patches', 'b-0 ~ a-0 0.6 patches'],
  ],
  [
    'name, address and subject changed at once, every patch mended',
    posted({
      prefix: 'b',
      tag: 'PATCH v2',
      cover: 'Keep track of memory',
      patches: mended,
      from: somebodyElse,
      at: 90,
    }),
    ['a-0 ~ b-0 0.5 patches', 'b-0 ~ a-0 0.5 patches'],
  ],
  [
    'one part of a split series that begins anew',
    posted({ prefix: 'b', tag: 'PATCH', cover: 'Tell of pages', patches: three.slice(1), from: ann, at: 90 }),
    ['a-0 ~ b-0 0.5 patches', 'b-0 ~ a-0 0.5 patches'],
  ],
  [
    'one title from two people is no more than that',
    posted({
      prefix: 'b',
      tag: 'PATCH v2',
      cover: 'Count pages',
      patches: [['drm: draw', 'drm/a.c', 'draw();']],
      from: rob,
      at: 90,
    }),
    [],
  ],
  [
    'tests that link the series they test',
    posted({
      prefix: 'b',
      tag: 'PATCH',
      cover: 'Test the count',
      patches: [['tests: count', 'tests/a.c', 'count();']],
      from: ann,
      at: 90,
      coverText: 'For https://lore.kernel.org/r/a-0@x\n',
    }),
    [],
  ],
  [
    'a backport',
    posted({ prefix: 'b', tag: 'PATCH 6.1.y', patches: three, from: somebodyElse, at: 900 }),
    [],
  ],
];

test.each(cases)('%s', (_, mails, expected) => {
  expect(offered([...first, ...mails])).toEqual(expected);
});

test("a maintainer's repost is told as such and not offered", () => {
  const landing = posted({
    prefix: 'b',
    tag: 'PATCH',
    cover: 'mm updates',
    patches: three,
    from: rob,
    at: 90,
  }).map((mail) => ({ ...mail, text: `From: ${ann}\n\n${mail.text}` }));
  const { series } = recogniseSeries([...first, ...landing]);
  expect(series.map(({ reposts, maybe }) => [reposts.length, maybe.length])).toEqual([
    [3, 0],
    [0, 0],
  ]);
});

test('one join makes it one series, and one split takes an offer back', () => {
  const other = posted({
    prefix: 'b',
    tag: 'PATCH v2',
    cover: 'Memory',
    patches: three,
    from: somebodyElse,
    at: 90,
  });
  const [posting, second] = [messageId('a-0'), messageId('b-0')];
  const joined = recogniseSeries([...first, ...other], [{ kind: 'join', a: posting, b: second }]).series;
  expect(joined.map(({ versions, maybe }) => [versions.length, maybe.length])).toEqual([[2, 0]]);
  const split = recogniseSeries([...first, ...other], [{ kind: 'split', posting: second }]).series;
  expect(split.map(({ versions, maybe }) => [versions.length, maybe.length])).toEqual([
    [1, 0],
    [1, 0],
  ]);
});

test('who says that they are not one is not asked again', () => {
  const other = posted({
    prefix: 'b',
    tag: 'PATCH v2',
    cover: 'Keep track of memory',
    patches: three,
    from: somebodyElse,
    at: 90,
  });
  const [pair] = offered([...first, ...other]);
  const [a = '', , b = ''] = pair?.split(' ') ?? [];
  for (const [one, two] of [
    [a, b],
    [b, a],
  ] as const) {
    const apart = { kind: 'apart', a: messageId(one), b: messageId(two) } as const;
    const { series } = recogniseSeries([...first, ...other], [apart]);
    expect(series.map(({ maybe }) => maybe)).toEqual([[], []]);
  }
});
