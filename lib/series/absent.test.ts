import { expect, test } from 'vitest';
import type { Mail } from '../mail/index';
import { recogniseSeries } from './recognise';
import { diffOf, letter, posted, rob } from './specimens';

const patches = [['mm: count pages', 'mm/a.c', 'int pages;', 'pages++;']] as const;
const set = (tag: string, at: number, coverText?: string): Mail[] =>
  posted({
    prefix: tag.replace(/\W+/g, '-'),
    tag,
    cover: 'Count pages',
    patches,
    at,
    ...(coverText === undefined ? {} : { coverText }),
  });
const url = (id: string): string => `https://lore.kernel.org/r/${id}`;

/** "v2 <id>: why; why". */
function told(mails: readonly Mail[]): string[] {
  return recogniseSeries(mails).series.flatMap(({ absent }) =>
    absent.map(
      ({ what, ids, evidence }) =>
        `${what}${ids.map((id) => ` <${id}>`).join('')}: ${evidence.map(({ why }) => why).join('; ')}`,
    ),
  );
}

const cases: readonly (readonly [what: string, mails: readonly Mail[], expected: readonly string[]])[] = [
  ['nothing is absent from v1 on', [...set('PATCH', 0), ...set('PATCH v2', 90)], []],
  [
    'v3 without v2',
    [...set('PATCH', 0), ...set('PATCH v3', 90)],
    ['v2: v3 is the next number after v1 here'],
  ],
  [
    'v3 without v2, which its changelog names',
    [...set('PATCH', 0), ...set('PATCH v3', 90, 'x\n\nChanges in v3:\n- a\n\nChanges in v2:\n- b\n')],
    ['v2: v3 is the next number after v1 here; the changelog in the cover letter of v3 speaks of v2'],
  ],
  [
    'a later version alone',
    set('PATCH v4', 0, 'x\n\nv3:\n- a\nv2 -> v3:\n- b\n'),
    ['v1 to v3: v4 is the lowest number here; the changelog in the cover letter of v4 speaks of v2, v3'],
  ],
  ['an RFC stands for the first version', [...set('RFC', 0), ...set('PATCH v2', 90)], []],
  [
    'a jump of thousands is one entry',
    [...set('PATCH', 0), ...set('PATCH v2026', 90)],
    ['v2 to v2025: v2026 is the next number after v1 here'],
  ],
  ['numbers that run backwards leave no gap', [...set('PATCH v2', 0), ...set('PATCH', 90)], []],
  ['v2.1 counts as v2', [...set('PATCH', 0), ...set('PATCH v2.1', 90), ...set('PATCH v3', 180)], []],
  [
    'a link to v1 that leads to no thread',
    set('PATCH v2', 0, `x\n\nv1: ${url('gone@x')}\n`),
    [
      'v1 <gone@x>: the cover letter of v2 links gone@x as v1; that mail is not here; v2 is the lowest number here',
    ],
  ],
  [
    'one link in two covers is told once',
    [
      ...set('PATCH v2', 0, `x\n\nv1: ${url('gone@x')}\n`),
      ...set('PATCH v3', 90, `x\n\nv1: ${url('gone@x')}\n`),
    ],
    [
      'v1 <gone@x>: the cover letter of v2 (and 1 more) links gone@x as v1; that mail is not here; v2 is the lowest number here',
    ],
  ],
  [
    'a link to the RFC that leads to no thread',
    set('PATCH', 0, `The RFC was well received [1].\n\n[1] ${url('rfc@x')}\n`),
    ['RFC <rfc@x>: the cover letter of v1 links rfc@x as RFC; that mail is not here'],
  ],
  [
    'a link to the previous version without a number',
    set('PATCH', 0, `The previous version: ${url('gone@x')}\n`),
    [
      'an earlier version <gone@x>: the cover letter of v1 links gone@x as an earlier version; that mail is not here',
    ],
  ],
  [
    'Supersedes of a mail that is not here',
    set('PATCH', 0, 'x\n\nSupersedes: <gone@x>\n'),
    [
      'an earlier version <gone@x>: the cover letter of v1 links gone@x as an earlier version; that mail is not here',
    ],
  ],
  ['a link to something else', set('PATCH', 0, `The bug was first told of in ${url('bug@x')}\n`), []],
  [
    'a link to a version of the kernel',
    set('PATCH v2', 0, `Tested on v6.12, see ${url('log@x')}\n`).concat(set('PATCH', -90)),
    [],
  ],
  [
    'a link to what it depends on',
    [...set('PATCH', 0), ...set('PATCH v2', 90, `Depends on v1 of the other: ${url('gone@x')}\n`)],
    [],
  ],
  [
    'a link to a posting that only its replies tell of',
    [
      ...set('PATCH', 0).filter(({ id }) => id !== 'PATCH-0'),
      letter({ id: 'r', subject: 'Re: [PATCH 0/1] Count pages', from: rob, at: 1, parents: ['PATCH-0'] }),
      letter({
        id: 'n',
        subject: '[PATCH v2] mm: count pages',
        at: 90,
        text: diffOf('mm/a.c', ['int pages;'], `v1: ${url('PATCH-0')}`),
      }),
    ],
    [],
  ],
];

test.each(cases)('%s', (_, mails, expected) => {
  expect(told(mails)).toEqual(expected);
});

test('each reason names the mails to look at', () => {
  const [series] = recogniseSeries([...set('PATCH', 0), ...set('PATCH v3', 90)]).series;
  expect(series?.absent[0]?.evidence[0]?.because).toEqual(['PATCH-v3-0', 'PATCH-0']);
});
