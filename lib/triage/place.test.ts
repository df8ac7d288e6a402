import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Mail } from '../mail/index';
import { ann, max, posting, reply, rob } from '../status/specimens';
import type { Marks } from './marks';
import { buckets, places } from './place';
import { factsOf, listing, placeFor } from './specimens';

const addressed = { to: [max, 'linux-cache@vger.kernel.org'] };
const v1 = posting(1, 0, [{}, {}], undefined, addressed);
const limit = '+	if (readers > LIMIT)';
const line = 'This should be >=, the limit itself is too many.';
const ask = reply('ask', rob, 'v1-1', 1, [limit, line]);
const explained = 'The count is taken before the caller is added to it.';
const answer = (said: string, id = 'answer', at = 2) => reply(id, ann, 'ask', at, [line, said]);
const changed = { adds: ['	int readers = 0;', '	readers = count(cache);', '	if (readers >= LIMIT)'] };
const v2 = posting(2, 5, [changed, {}], undefined, addressed);
const v2Same = posting(2, 5, [{}, {}], undefined, addressed);
const robsTag = 'Reviewed-by: Rob Reader <rob@example.net>';
const tagged = reply('t', rob, 'v1-0', 1, robsTag);
const bot = 'kernel test robot <lkp@intel.example>';

const day = (at: number) => Date.UTC(2024, 2, 1, 12) + at * 86_400_000;
/** Made on a day of the thread, long after by the clock of this machine. */
const made = (seen: number) => ({ id: 1, by: 'Rob Reader', madeAt: Date.UTC(2026, 0, 1), seen: day(seen) });

type Shape = [
  what: string,
  mails: readonly Mail[],
  who: 'ann' | 'rob' | 'max' | 'mia',
  expected: string,
  marks?: Marks,
];

const people = {
  ann: 'ann@example.org',
  rob: 'rob@example.net',
  max: 'max@example.com',
  mia: 'mia@example.org',
};

const shapes: readonly Shape[] = [
  // Nobody has answered.
  [
    'a first version, to who is in To:',
    v1,
    'max',
    'never-answered: nobody has answered it; its To: line names you',
  ],
  ['a first version, to its author', v1, 'ann', 'never-answered: nobody has answered it; it is yours'],
  ['a first version, to who is not named', v1, 'rob', 'none'],
  [
    'a first version, to who is listed for its files',
    v1,
    'mia',
    'never-answered: nobody has answered it; MAINTAINERS lists you as maintainer of its files',
  ],
  [
    'two versions without an answer',
    [...v1, ...v2],
    'max',
    'never-answered: nobody has answered it, in 2 versions; its To: line names you',
  ],
  [
    'a report of a program is no answer',
    [...v1, reply('b', bot, 'v1-1', 2, 'Hi Ann,\n\nerror: count is not declared.')],
    'max',
    'never-answered: nobody has answered it; its To: line names you',
  ],
  [
    'a ping is no answer',
    [...v1, reply('p', ann, 'v1-0', 8, 'Gentle ping.')],
    'max',
    'never-answered: nobody has answered it; its To: line names you',
  ],
  // Remarks.
  ['an ask, to the author', [...v1, ask], 'ann', 'your-turn: Rob Reader asked, and it is not answered'],
  [
    'an ask, to who asked',
    [...v1, ask],
    'rob',
    'waiting: waits for the author, Ann Author: you asked, and it is not answered',
  ],
  ['explained, to who asked', [...v1, ask, answer(explained)], 'rob', 'your-turn: Ann Author answered you'],
  [
    'explained, to the author',
    [...v1, ask, answer(explained)],
    'ann',
    'waiting: waits for Rob Reader: you answered Rob Reader',
  ],
  [
    'promised, to who asked',
    [...v1, ask, answer('Will fix in v2.')],
    'rob',
    'answered: Ann Author answered you: "Will fix in v2."',
  ],
  [
    'asked by name',
    [...v1, ask, answer('Max, is the caller counted under your lock?')],
    'max',
    'your-turn: Ann Author asked you',
  ],
  // Versions.
  [
    'a new version, to who asked',
    [...v1, ask, ...v2],
    'rob',
    'new-version: v2 came after your review of v1: of 1 remark you made, 1 addressed',
  ],
  [
    'a new version, looked at',
    [...v1, ask, ...v2, reply('r', rob, 'v2-0', 6, 'I read the first one again, the second next week.')],
    'rob',
    'your-turn: v2 was posted; you spoke of it before',
  ],
  [
    'a new version, to who tagged a patch that changed',
    [...v1, tagged, ...v2],
    'rob',
    'new-version: v2 came after your review of v1: your tag is stale',
  ],
  [
    'a new version, to who is in To: and was silent',
    [...v1, ask, ...v2],
    'max',
    'waiting: waits for Rob Reader: v2 was posted',
  ],
  [
    'a new version of which others asked for changes',
    [...v1, ask, ...v2, reply('m', max, 'v2-2', 6, ['+	cache->left = 0;', 'Why is it cleared here?'])],
    'rob',
    'new-version: v2 came after your review of v1: of 1 remark you made, 1 addressed; others have asked for changes since',
  ],
  [
    'asked by name on the new version',
    [...v1, ask, ...v2, reply('m', max, 'v2-2', 6, ['+	cache->left = 0;', 'Rob, is this what you meant?'])],
    'rob',
    'your-turn: Max Maintainer asked you',
  ],
  // The end.
  [
    'everything tagged, to the maintainer',
    [...v1, tagged],
    'mia',
    'ready: all 2 patches have a review tag, nothing is unsettled; you are named to take it',
  ],
  [
    'everything tagged, to who tagged',
    [...v1, tagged],
    'rob',
    'ready: all 2 patches have a review tag, nothing is unsettled; Mia can take it',
  ],
  [
    'everything tagged, and a program reports an error',
    [...v1, tagged, reply('b', bot, 'v1-1', 2, 'error: count is not declared.')],
    'mia',
    'ready: all 2 patches have a review tag, nothing is unsettled; you are named to take it',
  ],
  [
    'everything tagged and an ask open',
    [...v1, tagged, reply('m', max, 'v1-2', 2, ['+	cache->left = 0;', 'Why is it cleared here?'])],
    'ann',
    'your-turn: Max Maintainer asked, and it is not answered',
  ],
  [
    'a NACK is never ready',
    [...v1, tagged, reply('n', max, 'v1-1', 2, 'NACK, this breaks readers.')],
    'rob',
    'waiting',
  ],
  ['applied', [...v1, ask, reply('a', max, 'v1-0', 4, 'Applied, thanks.')], 'rob', 'ended'],
  [
    'answered after it was applied',
    [...v1, ask, reply('a', max, 'v1-0', 4, 'Applied, thanks.'), answer(explained, 'late', 6)],
    'rob',
    `answered: Ann Author answered you after it ended: "${explained}"`,
  ],
  // Marks.
  ['muted', [...v1, ask, ...v2], 'rob', 'muted: muted by you on 1 Jan 2026', { mute: made(1) }],
  ['done', [...v1, ask, answer(explained)], 'rob', 'done: done by you on 1 Jan 2026', { done: made(2) }],
  ['done, and a new version', [...v1, ask, ...v2], 'rob', 'new-version', { done: made(1) }],
  ['done, and an answer', [...v1, ask, answer('Will fix.')], 'rob', 'answered', { done: made(1) }],
  [
    'done, and a report of a program',
    [...v1, ask, reply('b', bot, 'ask', 2, 'error: count is not declared.')],
    'rob',
    'done',
    { done: made(1) },
  ],
  [
    'done, and somebody else answered somebody else',
    [...v1, ask, reply('m', max, 'v1-0', 3, 'I am fine with the idea of it.')],
    'rob',
    'done',
    { done: made(1) },
  ],
  [
    'snoozed until the next version',
    [...v1, ask, answer(explained)],
    'rob',
    'snoozed: snoozed until the next version, by you on 1 Jan 2026',
    { snooze: { ...made(2), until: { kind: 'version' } } },
  ],
  [
    'which came',
    [...v1, ask, answer(explained), ...v2],
    'rob',
    'new-version',
    { snooze: { ...made(2), until: { kind: 'version' } } },
  ],
  [
    'snoozed until somebody replies',
    [...v1, ask],
    'rob',
    'snoozed: snoozed until somebody replies, by you on 1 Jan 2026',
    { snooze: { ...made(1), until: { kind: 'reply' } } },
  ],
  [
    'who did',
    [...v1, ask, answer('Will fix.')],
    'rob',
    'answered',
    { snooze: { ...made(1), until: { kind: 'reply' } } },
  ],
  [
    'a program does not reply',
    [...v1, ask, reply('b', bot, 'ask', 2, 'error: count is not declared.')],
    'rob',
    'snoozed',
    { snooze: { ...made(1), until: { kind: 'reply' } } },
  ],
  [
    'snoozed until a day',
    [...v1, ask, answer(explained)],
    'rob',
    'snoozed: snoozed until 2 Jun 2024, by you on 1 Jan 2026',
    { snooze: { ...made(2), until: { kind: 'date', at: Date.UTC(2024, 5, 2) } } },
  ],
  [
    'which has come',
    [...v1, ask, answer(explained)],
    'rob',
    'your-turn: Ann Author answered you',
    { snooze: { ...made(2), until: { kind: 'date', at: Date.UTC(2024, 4, 31) } } },
  ],
  [
    'applied while snoozed',
    [...v1, ask, reply('a', max, 'v1-0', 4, 'Applied, thanks.')],
    'rob',
    'ended',
    { snooze: { ...made(1), until: { kind: 'version' } } },
  ],
  [
    'assigned to me',
    [...v1, ask],
    'rob',
    'your-turn: assigned to you by Rob Reader on 1 Jan 2026; waits for the author, Ann Author: you asked, and it is not answered',
    { assign: { ...made(1), name: 'Rob Reader', address: people.rob } },
  ],
  [
    'assigned to somebody who has no other part in it',
    v1,
    'rob',
    'your-turn: assigned to you',
    { assign: { ...made(1), name: 'Rob Reader', address: people.rob } },
  ],
  [
    'assigned to somebody else',
    [...v1, ask, answer(explained)],
    'rob',
    'waiting: assigned to Mia by Rob Reader; Ann Author answered you',
    { assign: { ...made(1), name: 'Mia', address: people.mia } },
  ],
];

const listed = listing('CACHE\nM:\tMia <mia@example.org>\nF:\tcache.c\n');

describe('where a series is for a reader', () => {
  test.each(shapes)('%s', (_, mails, who, expected, marks) => {
    const place = placeFor(people[who], factsOf(mails, listed), marks);
    expect(place ? `${place.name}: ${place.why}` : 'none').toContain(expected);
  });

  test('what brought it back is said', () => {
    expect(placeFor(people.rob, factsOf([...v1, ask, ...v2]), { done: made(1) })?.back).toBe('back: v2 came');
    expect(
      placeFor(people.rob, factsOf([...v1, ask]), {
        snooze: { ...made(1), until: { kind: 'date', at: Date.UTC(2024, 4, 31) } },
      })?.back,
    ).toBe('back: 31 May 2024 has come');
  });

  test('every place leads to the mail it rests on', () => {
    for (const [, mails, who, expected, marks] of shapes)
      if (expected !== 'none')
        expect(placeFor(people[who], factsOf(mails, listed), marks)?.evidence, expected).toBeDefined();
  });

  test('what a person said of the turn puts it there', () => {
    const facts = factsOf([...v1, ask], undefined, [
      {
        kind: 'turn',
        series: v1[0]?.id ?? ask.id,
        on: 'reviewers',
        person: { name: 'Rob Reader', address: people.rob },
        author: 'Ada',
        reason: 'on IRC',
        madeAt: new Date(day(9)),
        seen: new Date(day(1)),
      },
    ]);
    expect(placeFor(people.rob, facts)).toMatchObject({ name: 'your-turn', why: 'said by Ada: on IRC' });
    expect(placeFor(people.rob, facts, { done: { ...made(1), madeAt: day(10) } })?.name).toBe('done');
    expect(placeFor(people.rob, facts, { done: { ...made(1), madeAt: day(8) } })?.name).toBe('your-turn');
  });
});

test('who said what on which version', () => {
  const { spoken, isNewestRead, isAnswered } = factsOf([
    ...v1,
    ask,
    tagged,
    ...v2Same,
    reply('p', ann, 'v2-0', 9, 'Gentle ping.'),
  ]).series;
  expect(spoken).toEqual([
    { label: 'v1', slug: 'v1', people: [{ name: 'Rob Reader', remarks: 1, tags: ['Reviewed-by'] }] },
  ]);
  expect([isNewestRead, isAnswered]).toEqual([false, true]);
});

const saying = fc.constantFrom(
  'Will fix.',
  explained,
  'OK',
  'Why?',
  'Thanks!',
  'Never mind.',
  'Applied, thanks.',
  'NACK.',
  'Gentle ping.',
  robsTag,
  'Rob, can you look at this?',
);
const thread = fc
  .array(fc.record({ who: fc.constantFrom(ann, rob, max), to: fc.nat(), said: saying, at: fc.nat(12) }), {
    maxLength: 8,
  })
  .map((said) => {
    const mails: Mail[] = [...v1, ask, ...v2];
    for (const [index, one] of said.entries()) {
      const to = mails[one.to % mails.length] as Mail;
      const at = Math.max(one.at, ((to.date?.getTime() ?? 0) - day(0)) / 86_400_000 + 0.01);
      mails.push(reply(`r${index}`, one.who, to.id, at, one.said));
    }
    return mails;
  });
const mark = fc.constantFrom<Marks>(
  {},
  { done: made(3) },
  { mute: made(3) },
  { snooze: { ...made(3), until: { kind: 'version' } } },
  { snooze: { ...made(6), until: { kind: 'reply' } } },
  { assign: { ...made(3), name: 'Max', address: people.max } },
);
const reader = fc.constantFrom(people.ann, people.rob, people.max);
const law = { numRuns: 60 };

describe('laws', () => {
  test('every series of mine is in exactly one place', () => {
    fc.assert(
      fc.property(thread, reader, mark, (mails, who, marks) => {
        const place = placeFor(who, factsOf(mails), marks);
        expect(place && places).toContain(place?.name);
        expect(place?.why).not.toBe('');
        if (buckets.some((bucket) => bucket === place?.name)) expect(place?.evidence).toBeDefined();
      }),
      law,
    );
  });

  test('a mail by a program changes no place', () => {
    fc.assert(
      fc.property(thread, reader, mark, fc.nat(), (mails, who, marks, to) => {
        const report = reply(
          'bot',
          bot,
          mails[to % mails.length]?.id ?? '',
          20,
          'error: count is not declared.',
        );
        expect(placeFor(who, factsOf([...mails, report]), marks)).toEqual(
          placeFor(who, factsOf(mails), marks),
        );
      }),
      law,
    );
  });

  test('the order of mails makes no difference', () => {
    fc.assert(
      fc.property(
        thread.chain((mails) =>
          fc.tuple(fc.constant(mails), fc.shuffledSubarray(mails, { minLength: mails.length })),
        ),
        ([mails, shuffled]) => {
          expect(factsOf(shuffled)).toEqual(factsOf(mails));
        },
      ),
      law,
    );
  });

  test('mail by mail, it ends where the batch ends', () => {
    fc.assert(
      fc.property(thread, reader, mark, (mails, who, marks) => {
        const byDate = [...mails].sort((a, b) => (a.date?.getTime() ?? 0) - (b.date?.getTime() ?? 0));
        const now = byDate.at(-1)?.date?.getTime() ?? 0;
        let last;
        for (let count = v1.length; count <= byDate.length; count += 1)
          last = placeFor(who, factsOf(byDate.slice(0, count)), marks, now);
        expect(last).toEqual(placeFor(who, factsOf(mails), marks, now));
      }),
      { numRuns: 15 },
    );
  });
});
