import { expect, test } from 'vitest';
import { recogniseSeries } from '../series/index';
import { ann, diffOf, letter, posted, rob } from '../series/specimens';
import type { Mail } from '../mail/index';
import { codeLinksOf, type CodeLink } from './index';

const set = posted({
  prefix: 'a@x',
  tag: 'PATCH',
  cover: 'Count readers',
  patches: [['cache: count the readers', 'fs/cache.c', 'int readers;', 'readers++;', 'if (readers > 3)']],
});
const reply = (id: string, at: number, text: string, from = rob): Mail =>
  letter({ id, subject: 'Re: [PATCH] cache', from, at, parents: ['a@x-0'], text });

function found(...mails: readonly Mail[]): readonly CodeLink[] {
  const recognition = recogniseSeries([...set, ...mails]);
  const [series] = recognition.series;
  if (!series) throw new Error('no series');
  return codeLinksOf(recognition, series);
}

test('a thing is told once, by the mail that has it first', () => {
  const links = found(
    reply('r2', 31, 'See https://github.com/Ann/tools/tree/count again.\n'),
    reply('r1', 30, 'The tool is in https://github.com/ann/tools/tree/count.\n'),
    reply('r3', 32, '> The tool is in https://github.com/ann/tools/tree/count.\n\nThanks.\n', ann),
  );
  expect(links).toEqual([
    expect.objectContaining({
      host: 'github.com',
      repository: 'ann/tools',
      kind: 'branch',
      what: 'count',
      mail: 'r1',
      by: 'Rob Reader',
      mails: 2,
      isNamed: false,
      sentence: 'The tool is in https://github.com/ann/tools/tree/count.',
    }),
  ]);
});

test('a file named beside a link is looked for there, unless it is one that the patches change', () => {
  const links = found(
    reply('r1', 30, 'Compare tests/count.c and fs/cache.c with https://github.com/ann/tools/tree/count.\n'),
    reply('r2', 31, 'And README.d/start.md in https://github.com/rob/notes\n'),
    reply(
      'r3',
      32,
      'A tool [1] (see x/y.c) and notes [2].\n\n[1] https://github.com/a/b\n[2] https://github.com/c/d\n',
    ),
  );
  expect(links.map(({ repository, kind, what, isNamed }) => [repository, kind, what, isNamed])).toEqual([
    ['ann/tools', 'branch', 'count', false],
    ['ann/tools', 'file', 'count/tests/count.c', true],
    ['rob/notes', 'repository', '', false],
    ['rob/notes', 'file', 'HEAD/README.d/start.md', true],
    ['a/b', 'repository', '', false],
    ['a/b', 'file', 'HEAD/x/y.c', true],
    ['c/d', 'repository', '', false],
  ]);
});

test('who posts the patches again says where they are', () => {
  const max = 'Max Maintainer <max@example.com>';
  const links = found(
    letter({
      id: 'land-0',
      subject: '[PATCH 0/9] Cache updates',
      from: max,
      at: 90,
      text: 'They are also available at:\n\nhttps://github.com/max/cache/commits/for-next\n',
    }),
    letter({
      id: 'land-7',
      subject: '[PATCH 7/9] cache: count the readers',
      from: max,
      at: 91,
      parents: ['land-0'],
      text: diffOf(
        'fs/cache.c',
        ['int readers;', 'readers++;', 'if (readers > 3)'],
        `From: ${ann}\n\nCounted.\n\nLink: https://lore.kernel.org/r/a@x-1`,
      ),
    }),
  );
  expect(links).toEqual([
    expect.objectContaining({
      repository: 'max/cache',
      kind: 'branch',
      what: 'for-next',
      mail: 'land-0',
      sentence: 'They are also available at:',
    }),
  ]);
});

test.each([
  ['a signature', reply('r', 30, 'Fine.\n-- \nRob, https://github.com/rob/me\n')],
  ['a quote', reply('r', 30, '> https://github.com/rob/me\nFine.\n')],
  [
    'a program',
    reply('r', 30, 'url: https://github.com/ci/linux/commits/x\n', 'kernel test robot <lkp@example.com>'),
  ],
  ['an archive', reply('r', 30, 'See https://lore.kernel.org/all/b@x/\n')],
])('%s links nothing', (_, mail) => {
  expect(found(mail)).toEqual([]);
});

test('things beyond what a reader can look through are left out', () => {
  const many = Array.from({ length: 90 }, (_, at) => `https://github.com/ann/tools/issues/${at + 1}\n`).join(
    '',
  );
  expect(found(reply('r', 30, many))).toHaveLength(40);
});
