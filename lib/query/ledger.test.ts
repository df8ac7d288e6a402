import { expect, test } from 'vitest';
import type { MessageId } from '../mail/index';
import { filterOf, ledgerOf, type LedgerAsked, type LedgerVersion, type StoredAsk } from './ledger';
import { Cast } from './people';
import { eachGiven, reviewsBeside, tagsInForce, tagsMissed, type TagView } from './series-tags';
import { seriesTime } from './series-time';

const versions: readonly LedgerVersion[] = ['rfc', 'v1', 'v2'].map((slug, index) => ({
  slug,
  label: slug === 'rfc' ? 'RFC' : slug,
  at: new Date(Date.UTC(2024, index, 1)),
  postings: [
    { number: 0, messageId: `${slug}-0@a.org` },
    { number: 1, messageId: `${slug}-1@a.org` },
  ],
  total: 1,
}));

const cast = new Cast(
  [{ key: 'rev@b.org', name: 'Rita Reviewer', addresses: ['rev@b.org', 'rita@c.org'] }],
  ['author@a.org'],
);

/** A remark that asks, written on the day `day` of February. */
function ask(name: string, more: Partial<StoredAsk> = {}): StoredAsk {
  return {
    reply: `${name}@b.org`,
    block: 1,
    startLine: 3,
    text: `words of ${name}`,
    fromName: 'Rita',
    fromAddress: 'rev@b.org',
    sentAt: new Date(Date.UTC(2024, 1, 5)),
    kind: 'inline',
    asks: true,
    state: 'open',
    madeOn: 'v1',
    addressedIn: null,
    stateWhy: 'nobody answered',
    evidence: [],
    posting: 'v1-1@a.org',
    anchorKind: 'line',
    path: 'a/b.c',
    line: 7,
    part: 'diff',
    ...more,
  };
}

const all: LedgerAsked = { state: undefined, person: undefined, withOwn: false };

function ledger(asks: readonly StoredAsk[], asked: LedgerAsked = all, upTo = 2) {
  return ledgerOf(asks, versions, upTo, asked, cast, new Map());
}

/** Replies of the rows, "unsettled / to confirm / settled / bots". */
function shape(asks: readonly StoredAsk[], asked?: LedgerAsked, upTo?: number): string {
  const { rows, bots } = ledger(asks, asked, upTo);
  return [rows.unsettled, rows.confirm, rows.settled, bots]
    .map((group) => group.map((row) => row.reply.replace('@b.org', '')).join(' '))
    .join(' / ');
}

test.each<[string, readonly StoredAsk[], string, LedgerAsked?, number?]>([
  [
    'three groups, the worst state first',
    ['moot', 'addressed', 'promised', 'rejected', 'open', 'answered', 'resolved'].map((state) =>
      ask(state, { state }),
    ),
    'open answered promised / rejected addressed / resolved moot / ',
  ],
  [
    'of one state the oldest first, those without a date last',
    [ask('undated', { sentAt: null }), ask('late'), ask('early', { sentAt: new Date(0) })],
    'early late undated /  /  / ',
  ],
  [
    'only what was said before the version',
    [
      ask('rfc', { posting: 'rfc-1@a.org' }),
      ask('own', { posting: 'v1-1@a.org' }),
      ask('later', { posting: 'v2-1@a.org' }),
    ],
    'rfc /  /  / ',
    all,
    1,
  ],
  [
    'its own, too, when asked for',
    [
      ask('rfc', { posting: 'rfc-1@a.org' }),
      ask('own', { posting: 'v1-1@a.org' }),
      ask('later', { posting: 'v2-1@a.org' }),
    ],
    'rfc own /  /  / ',
    { ...all, withOwn: true },
    1,
  ],
  [
    'what is of no known version stands in every ledger',
    [ask('lost', { posting: null, madeOn: null })],
    'lost /  /  / ',
    all,
    0,
  ],
  [
    'where only the version is known it counts',
    [ask('v2', { posting: 'gone@a.org', madeOn: 'v2' }), ask('v1', { posting: null, madeOn: 'v1' })],
    'v1 /  /  / ',
  ],
  ['bots in a lane of their own', [ask('lkp', { kind: 'bot' }), ask('rita')], 'rita /  /  / lkp'],
  ['what asks for nothing is not there', [ask('social', { asks: false, state: null })], ' /  /  / '],
  [
    'a group as a filter',
    [ask('open'), ask('promised', { state: 'promised' }), ask('moot', { state: 'moot' })],
    'open promised /  /  / ',
    { ...all, state: 'unsettled' },
  ],
  [
    'a state and a person as filters',
    [
      ask('hers', { fromAddress: 'rita@c.org' }),
      ask('others', { fromAddress: 'x@y.org' }),
      ask('promised', { state: 'promised' }),
    ],
    'hers /  /  / ',
    { ...all, state: 'open', person: 'rev@b.org' },
  ],
])('%s', (_, asks, expected, asked, upTo) => {
  expect(shape(asks, asked, upTo)).toBe(expected);
});

test.each([
  [{}, 1, 'a1 a2'],
  [{ page: 2 }, 2, 'a3 a4'],
  [{ page: 9 }, 3, 'a5'],
  [{ page: -1 }, 1, 'a1 a2'],
  [{ row: 'a4@b.org/1' }, 2, 'a3 a4'],
  [{ row: 'gone@b.org/1', page: 3 }, 3, 'a5'],
])('pages of two rows, asked for %j', (more, page, shown) => {
  const asks = ['a1', 'a2', 'a3', 'a4', 'a5'].map((name, index) =>
    ask(name, { sentAt: new Date(Date.UTC(2024, 1, index + 1)) }),
  );
  const found = ledgerOf(asks, versions, 2, { ...all, ...more }, cast, new Map(), 2);
  expect([found.page, found.pages, found.found.unsettled]).toEqual([page, 3, 5]);
  expect(found.rows.unsettled.map((row) => row.reply.replace('@b.org', '')).join(' ')).toBe(shown);
});

test('each filter counts what the other leaves', () => {
  const asks = [
    ask('a'),
    ask('b', { fromAddress: 'rita@c.org', state: 'moot' }),
    ask('c', { fromName: 'Xen', fromAddress: 'x@y.org' }),
  ];
  const { people, states, counts, all: count } = ledger(asks, { ...all, state: 'open', person: 'rev@b.org' });
  expect(count).toBe(3);
  expect(counts).toEqual({ unsettled: 2, confirm: 0, settled: 1 });
  expect([...states]).toEqual([
    ['open', 1],
    ['moot', 1],
  ]);
  expect(people.map(({ name, count: of }) => `${name} ${of}`)).toEqual(['Rita Reviewer 1', 'Xen 1']);
});

test('a row says where it stands, and its evidence where that stands', () => {
  const mail = 'v2-1@a.org' as MessageId;
  const { rows } = ledger([
    ask('a', {
      state: 'addressed',
      addressedIn: 'v2',
      evidence: [{ kind: 'hunk', mail, version: 'v2', line: 12, what: 'changed' }],
    }),
  ]);
  expect(rows.confirm[0]).toMatchObject({
    posting: { version: { slug: 'v1', label: 'v1' }, number: 1, total: 1 },
    isPlaced: true,
    path: 'a/b.c',
    lineOfFile: 7,
    addressedIn: 'v2',
    name: 'Rita Reviewer',
    evidence: [{ posting: { version: { label: 'v2' }, number: 1 } }],
  });
});

test.each([
  ['unsettled', 'unsettled'],
  ['promised', 'promised'],
  ['', undefined],
  ['no-ask', undefined],
  ['constructor', undefined],
])('filterOf(%j)', (word, expected) => {
  expect(filterOf(word)).toBe(expected);
});

function tag(more: Partial<TagView> = {}): TagView {
  return {
    key: 'Reviewed-by',
    name: 'Rita Reviewer',
    address: 'rev@b.org',
    reply: 'r@b.org',
    block: 1,
    at: new Date(Date.UTC(2024, 1, 6)),
    version: 'v1',
    patches: [],
    scope: 'patch',
    holds: 'yes',
    why: '',
    pickedUp: { in: 'v4', missedIn: ['v3'] },
    ...more,
  };
}

test('of tags of one person and kind the last is in force', () => {
  const [first, again, other] = [tag({ holds: 'stale' }), tag({ version: 'v2' }), tag({ key: 'Acked-by' })];
  expect(tagsInForce([first, other, again])).toEqual([again, other]);
});

test('what an author forgot is said once for each person and fate', () => {
  const rows = [
    { number: 2, tags: [tag()] },
    { number: 4, tags: [tag(), tag({ address: 'x@y.org', pickedUp: { in: 'v2', missedIn: [] } })] },
    { number: 5, tags: [tag({ pickedUp: { in: undefined, missedIn: ['v3', 'v4'] } })] },
    // A stale tag that no version carries is rightly left out.
    { number: 6, tags: [tag({ holds: 'stale', pickedUp: { in: undefined, missedIn: ['v3'] } })] },
    { number: undefined, tags: [tag()] },
  ];
  expect(tagsMissed(rows)).toEqual([
    { name: 'Rita Reviewer', key: 'Reviewed-by', numbers: [2, 4], missedIn: ['v3'], carriedIn: 'v4' },
    { name: 'Rita Reviewer', key: 'Reviewed-by', numbers: [5], missedIn: ['v3', 'v4'], carriedIn: undefined },
  ]);
});

test('unsettled remarks over time end with the version that addressed them, else with the last evidence', () => {
  const reply = {
    kind: 'reply',
    mail: 'answer@a.org' as MessageId,
    block: 1,
    name: 'A',
    words: 'no',
  } as const;
  const rows = ledgerOf(
    [
      ask('open'),
      ask('addressed', { state: 'addressed', addressedIn: 'v2' }),
      ask('rejected', { state: 'rejected', evidence: [reply] }),
      ask('nothing known', { state: 'moot' }),
    ],
    versions,
    2,
    all,
    cast,
    new Map([['answer@a.org', new Date(Date.UTC(2024, 1, 7))]]),
  ).rows;
  const time = seriesTime({
    versions: versions.map((version) => ({ ...version, isRfc: false, replies: 1 })),
    asked: [...rows.unsettled, ...rows.confirm, ...rows.settled],
    tags: [tag()],
    objections: [],
    mails: [
      { day: new Date(Date.UTC(2024, 1, 5)), mails: 2, isAuthor: true },
      { day: new Date(Date.UTC(2024, 1, 5)), mails: 3, isAuthor: false },
      { day: undefined, mails: 9, isAuthor: false },
    ],
    reposts: [],
    turns: [],
    turnDays: 0,
  });
  expect(time.unsettled.map(({ at, count }) => `${at.toISOString().slice(5, 10)} ${count}`)).toEqual([
    '02-05 3',
    '02-07 2',
    '03-01 1',
  ]);
  expect(time.days).toEqual([{ at: new Date(Date.UTC(2024, 1, 5)), author: 2, others: 3 }]);
  expect(time.versions.map(({ label, asked, unsettled, tags }) => [label, asked, unsettled, tags])).toEqual([
    ['RFC', 0, 0, 0],
    ['v1', 4, 1, 1],
    ['v2', 0, 0, 0],
  ]);
});

test('a review that a tag of the row shows is not shown again', () => {
  const review = { key: 'Reviewed-by', name: 'Rob Reader', mail: 'r1', isCarried: false, version: 'v1' };
  const shown: TagView = {
    key: 'Reviewed-by',
    name: 'Rob Reader',
    address: 'rob@example.net',
    reply: 'r1',
    block: 1,
    at: undefined,
    version: 'v1',
    patches: ['p1'],
    scope: 'series',
    holds: 'yes',
    why: '',
    pickedUp: undefined,
  };
  const carried = { ...review, mail: 'p2', isCarried: true };
  expect(reviewsBeside([review, carried], [shown])).toEqual([carried]);
  // Given to a patch that is in another row.
  expect(reviewsBeside([review], [])).toEqual([review]);
  // One tag is one, though it is stale for some patches.
  expect(eachGiven([shown, { ...shown, patches: ['p3'], holds: 'stale' }])).toHaveLength(1);
});
