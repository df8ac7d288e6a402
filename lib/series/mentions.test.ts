import { expect, test } from 'vitest';
import { readPatch } from '../patch/index';
import { gatherBatches, runOf } from './batch';
import { slugOf } from './keys';
import { mentionsIn, supersededIn } from './mentions';
import { nearTitles } from './nearTitle';
import { findPostings, readMail } from './posting';
import { letter } from './specimens';
import { threadMails } from './thread';

const url = 'https://lore.kernel.org/r/id@x';

test.each([
  [`- Link to v1: ${url}`, 'earlier', [1], false],
  [`v2: ${url}`, 'earlier', [2], false],
  [`RFC v2:\n  ${url}`, 'earlier', [2], true],
  [`Changes since the previous version [1]:\n- none\n\n[1] ${url}`, 'earlier', [], false],
  [`First posting after the RFC [5].\n\n[5]: ${url}`, 'earlier', [], true],
  [`This depends on [1].\n\n[1] ${url}`, 'dependency', [], false],
  [`Based on v3 of the counting: ${url}`, 'dependency', [3], false],
  [`The crash is told in ${url}`, 'plain', [], false],
])('%j', (text, as, versions, namesRfc) => {
  const mail = letter({ id: 'c', subject: '[PATCH 0/2] Count pages', text: `${text}\n` });
  const read = readMail(mail);
  const threads = threadMails([mail]);
  const batches = gatherBatches([...findPostings([read], threads).values()], threads, new Map());
  expect(
    batches.flatMap((batch) => mentionsIn(batch)).map(({ in: _, words: __, ...mention }) => mention),
  ).toEqual([{ id: 'id@x', as, versions, namesRfc }]);
});

test.each([
  ['Supersedes: <id@x>', 'id@x'],
  [`Supersedes: ${url}`, 'id@x'],
  ['Supersedes: id@x', 'id@x'],
  ['This supersedes all of it.', undefined],
])('%s', (text, id) => {
  const mail = letter({ id: 'c', subject: '[PATCH v2 0/2] Count pages', text: `Hello.\n\n${text}\n` });
  expect(supersededIn(mail, readPatch(mail.text))).toBe(id);
});

test.each([
  ['20240301120000.1234-3-ann@example.org', '20240301120000.1234-*-ann@example.org', 3],
  [
    '20240904-jag-iopfv8-v1-2-e3549920adf3@samsung.com',
    '20240904-jag-iopfv8-v1-*-e3549920adf3@samsung.com',
    2,
  ],
])('the run of %s', (id, stem, number) => {
  expect(runOf(id)).toEqual({ stem, number });
});

test('an id no mail tool numbered is of no run', () => {
  expect(runOf('ZtxFAxM6QQBYVSJp@ziepe.ca')).toBeUndefined();
});

test.each([
  ['mm: Count Pages!', 'mm-count-pages'],
  ['', 'series'],
  ['数える', 'series'],
  [`${'word '.repeat(20)}`, 'word-word-word-word-word-word-word-word-word-word-word-word'],
  ['x'.repeat(99), 'x'.repeat(60)],
])('the slug of %s', (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

test.each([
  ['hwmon: validate the leading zero bit', 'hwmon: validate the leading zero bits', true],
  ['iommu/io-pgtable-arm: optimize walks for large lists', 'iommu: optimize walks for large lists', true],
  ['mm: count the free pages', 'mm: count the free and pages', true],
  ['mm: count all free pages', 'mm: free all counted pages', false],
  ['mm: fix typos', 'drm: fix typos', false],
])('"%s" is near "%s": %s', (a, b, expected) => {
  const near = new Set(nearTitles(a));
  expect(nearTitles(b).some((title) => near.has(title))).toBe(expected);
});
