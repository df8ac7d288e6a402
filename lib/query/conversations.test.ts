import { expect, test } from 'vitest';
import type { Anchor } from '../discussion/index';
import type { MessageId } from '../mail/index';
import { conversationsOf, type StoredRemark } from './conversations';
import { Cast, nameOf } from './people';

const cast = new Cast(
  [{ key: 'author@a.org', name: 'Ann Author', addresses: ['author@a.org', 'ann@b.org'] }],
  ['author@a.org'],
);

const patch = 'patch@a.org' as MessageId;
const lineAnchor = (bodyLine: number): Anchor => ({
  kind: 'line',
  patch,
  part: 'diff',
  bodyLine,
  at: undefined,
  precise: true,
});

/** A remark; `answers` names another as "reply/block". */
function remark(name: string, more: Partial<StoredRemark> & { readonly to?: string } = {}): StoredRemark {
  const { to, ...given } = more;
  const [answersReply, answersBlock] = to?.split('/') ?? [];
  return {
    reply: name,
    block: 1,
    startLine: 1,
    endLine: 2,
    text: `words of ${name}`,
    fromName: name,
    fromAddress: `${name}@x.org`,
    sentAt: null,
    kind: 'inline',
    anchor: lineAnchor(10),
    answersReply: answersReply ?? null,
    answersBlock: answersBlock === undefined ? null : Number(answersBlock),
    quote: [],
    counterDiffs: [],
    trailers: [],
    conversation: 0,
    position: 0,
    missingParent: null,
    patch,
    state: null,
    stateWhy: null,
    evidence: [],
    addressedIn: null,
    ...given,
  };
}

/** Positions in the order given; shown as "name:depth". */
function talk(remarks: readonly StoredRemark[]): string {
  const placed = remarks.map((each, position) => ({ ...each, position }));
  return conversationsOf(placed, cast)
    .map((conversation) => conversation.remarks.map((each) => `${each.reply}:${each.depth}`).join(' '))
    .join(' / ');
}

test.each([
  [
    'an answer stands behind what it answers',
    [remark('a'), remark('b'), remark('c', { to: 'a/1' })],
    'a:0 c:1 b:0',
  ],
  [
    'answers to answers',
    [remark('a'), remark('b', { to: 'a/1' }), remark('c', { to: 'b/1' })],
    'a:0 b:1 c:2',
  ],
  ['an answer to something that is not here stands for itself', [remark('a', { to: 'gone/1' })], 'a:0'],
  ['an answer to a later remark stands for itself', [remark('a', { to: 'b/1' }), remark('b')], 'a:0 b:0'],
  ['an answer to itself', [remark('a', { to: 'a/1' })], 'a:0'],
  [
    'conversations stand in the order of their lines, those without a place last',
    [
      remark('a', { conversation: 0, anchor: { kind: 'unplaced', why: 'quote-not-found' } }),
      remark('b', { conversation: 1, anchor: lineAnchor(30) }),
      remark('c', { conversation: 2, anchor: lineAnchor(20) }),
    ],
    'c:0 / b:0 / a:0',
  ],
])('%s', (_, remarks, expected) => {
  expect(talk(remarks)).toBe(expected);
});

test('a thousand answers deep is no trouble', () => {
  const deep = Array.from({ length: 1000 }, (_, index) =>
    remark(`r${index}`, index === 0 ? {} : { to: `r${index - 1}/1` }),
  );
  expect(talk(deep).endsWith('r999:999')).toBe(true);
});

test.each([
  ['woven under its line', remark('b', { quote: ['the line'] }), []],
  [
    'not sure of the line',
    remark('b', { quote: ['', 'the line'], anchor: { ...lineAnchor(1), precise: false } as Anchor }),
    ['', 'the line'],
  ],
  ['answers a short remark', remark('b', { to: 'a/1', quote: ['words of a'] }), []],
  [
    'answers the middle of a long one',
    remark('b', { to: 'long/1', quote: ['> older', 'line 3'] }),
    ['line 3'],
  ],
  ['answers the end of a long one', remark('b', { to: 'long/1', quote: ['line  40'] }), []],
])('the quote of a remark that is %s', (_, given, expected) => {
  const text = Array.from({ length: 40 }, (_each, index) => `line ${index + 1}`).join('\n');
  const members = [remark('a'), remark('long', { text, position: 1 }), { ...given, position: 2 }];
  const views = conversationsOf(members, cast)[0]?.remarks ?? [];
  expect(views.find((view) => view.reply === 'b')?.quote).toEqual(expected);
});

test('a person is one across addresses, and the author is known by any of them', () => {
  const views = conversationsOf(
    [
      remark('a', { fromAddress: 'Ann@B.org', fromName: 'Author, Ann' }),
      remark('b', { position: 1, fromAddress: 'lkp@intel.com', kind: 'bot' }),
      remark('c', { position: 2 }),
    ],
    cast,
  )[0]?.remarks;
  expect(views?.map((view) => `${view.name} ${view.role}`)).toEqual([
    'Ann Author author',
    'b bot',
    'c reviewer',
  ]);
});

test.each([
  ['Joel Granados via B4 Relay', 'x@y', { name: 'Joel Granados', via: 'B4 Relay' }],
  ["'Ann' via list", 'x@y', { name: 'Ann', via: 'list' }],
  ['', 'x@y', { name: 'x@y', via: undefined }],
  ['', '', { name: 'somebody without a name', via: undefined }],
])('nameOf(%j, %j)', (name, address, expected) => {
  expect(nameOf(name, address)).toEqual(expected);
});
