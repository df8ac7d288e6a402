import { expect, test } from 'vitest';
import type { LedgerPage, LedgerRow } from '../../lib/query/index';
import { ledgerAddress, ledgerAsked } from './ledger-params';
import { ledgerText } from './ledger-text';
import { asked } from './ledger-words';
import { missedWords, ranges } from './seriesState';

test.each([
  ['Why this?', 'Why this?', false],
  ['Hi Ann,\n\nWhy this?\n', 'Why this?', false],
  ['Hello, why is this needed at all?', 'Hello, why is this needed at all?', false],
  ['Move it.\n\nThanks,\nrita', 'Move it.', false],
  ['Thanks for the patch! Move it.', 'Thanks for the patch! Move it.', false],
  ['Like this:\n\ndiff --git a/x b/x\n--- a/x', 'Like this: (with a diff)', true],
  ['diff --git a/x b/x', 'diff --git a/x b/x', false],
  ['', '', false],
  [`${'word '.repeat(60)}`, `${'word '.repeat(35)}word …`, true],
])('the words of %j', (text, words, rest) => {
  expect(asked(text)).toEqual({ words, rest });
});

test.each([
  ['Why this?\n\nJason\n', 'Why this?'],
  ['Jason', 'Jason'],
  ['Ask\nJason', 'Ask'],
  ['Ask\nKevin', 'Ask Kevin'],
])('a signature is left out of %j', (text, words) => {
  expect(asked(text, 'Jason Gunthorpe').words).toBe(words);
});

test('an address keeps what was asked, and nothing that is not understood', () => {
  const words = new Map([
    ['state', 'open'],
    ['person', 'a+b@c.org'],
    ['own', 'yes'],
    ['format', 'text'],
  ]);
  const understood = ledgerAsked((name) => words.get(name));
  expect(ledgerAddress('s', 'v4', understood)).toBe(
    '/series/s/ledger/v4?own=yes&state=open&person=a%2Bb%40c.org',
  );
  const nothing = ledgerAsked((name) => (name === 'state' ? 'bad' : ''));
  expect(ledgerAddress('s', 'v4', nothing)).toBe('/series/s/ledger/v4');
});

test('as text: wrapped for a mail, each with its state, place, words, reason and link', () => {
  const row: LedgerRow = {
    reply: 'r1@b.org',
    block: 1,
    line: 3,
    state: 'addressed',
    isBot: false,
    posting: { version: { slug: 'v1', label: 'v1' }, number: 3, total: 6 },
    madeOn: 'v1',
    isPlaced: true,
    path: 'drivers/iommu/Kconfig',
    lineOfFile: 54,
    part: 'diff',
    text: 'Please move this so that what comes after it in the file can be read without the whole of it.',
    name: 'Rita Reviewer',
    person: 'rev@b.org',
    sentAt: new Date(Date.UTC(2024, 8, 7)),
    addressedIn: 'v2',
    why: 'changed in v2',
    evidence: [],
  };
  const page = {
    series: { slug: 's', title: 'chime: Ring' },
    version: { label: 'v4' },
    asked: { withOwn: false },
    rows: { unsettled: [], confirm: [row], settled: [] },
    bots: [],
    counts: { unsettled: 0, confirm: 1, settled: 0 },
    all: 1,
    people: [{ person: 'rev@b.org', name: 'Rita Reviewer', count: 1 }],
    madeOn: ['v1'],
  } as unknown as LedgerPage;
  expect(ledgerText(page)).toBe(`chime: Ring
1 remark that asks for something, by 1 person, on v1; as of v4:
1 to confirm

To confirm (1)
==============

* addressed in v2: v1 3/6 Kconfig:54, Rita Reviewer, 7 Sep 2024
  > Please move this so that what comes after it in the file can be read
  > without the whole of it.
  changed in v2
  https://lore.kernel.org/r/r1%40b.org
`);
});

test.each([
  [[5, 2, 4], ['v3'], 'v4', "v3 forgot Kevin Tian's tags on 2, 4, 5; v4 carries them."],
  [[1], ['v2', 'v3'], undefined, "v2 and v3 forgot Kevin Tian's tag on 1; no version carries it."],
])('tags forgotten on %j', (numbers, missedIn, carriedIn, words) => {
  expect(missedWords({ name: 'Kevin Tian', key: 'Reviewed-by', numbers, missedIn, carriedIn })).toBe(words);
});

test.each([
  [[], ''],
  [[3], '3'],
  [[2, 1], '1, 2'],
  [[5, 1, 2, 3, 9, 10], '1-3, 5, 9, 10'],
])('ranges(%j)', (numbers, expected) => {
  expect(ranges(numbers)).toBe(expected);
});
