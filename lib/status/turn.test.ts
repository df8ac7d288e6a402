import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Mail } from '../mail/index';
import { ann, letter, max, posting, reply, rob, tell } from './specimens';

const list = 'linux-cache@vger.kernel.org';
const addressed = { to: [max, list] };
const v1 = posting(1, 0, [{}, {}], undefined, addressed);
const limit = '+	if (readers > LIMIT)';
const line = 'This should be >=, the limit itself is too many.';
const ask = reply('ask', rob, 'v1-1', 1, [limit, line]);
const answer = (said: string, id = 'answer', from = ann, at = 2, to = 'ask') =>
  reply(id, from, to, at, [line, said]);
const explained = 'The count is taken before the caller is added to it.';
const changed = { adds: ['	int readers = 0;', '	readers = count(cache);', '	if (readers >= LIMIT)'] };
const v2 = posting(2, 5, [changed, {}], undefined, addressed);
const v2Same = posting(2, 5, [{}, {}], undefined, addressed);
const robsTag = 'Reviewed-by: Rob Reader <rob@example.net>';
const maxTag = 'Acked-by: Max Maintainer <max@example.com>';
const bot = 'kernel test robot <lkp@intel.example>';

/** "author: Ann Author, day 1". */
function brief({ turn }: ReturnType<typeof tell>['status']): string {
  const day = turn.since && (turn.since.getTime() - Date.UTC(2024, 2, 1, 12)) / 86_400_000;
  const people = turn.people.map(({ name }) => name.split(' ')[0]).join(', ');
  return `${turn.waitingOn}: ${people || '-'}, day ${day === undefined ? '?' : Math.round(day * 100) / 100}`;
}

const told = (mails: readonly Mail[]) => brief(tell(mails).status);

const shapes: [string, readonly Mail[], string][] = [
  ['a first version waits for those in To:, lists left out', v1, 'reviewers: Max, day 0'],
  ['a first version to a list alone waits for nobody by name', posting(1, 0), 'reviewers: -, day 0'],
  [
    'a robot that brings a tag to be given is not waited for',
    [...v1, ask, reply('report', bot, 'v1-1', 2, [limit, `If you fix it, add\nReported-by: ${bot}`]), ...v2],
    'reviewers: Rob, day 5',
  ],
  ['a remark without an answer', [...v1, ask], 'author: Ann, day 1'],
  [
    'a second remark later: as old as the first',
    [...v1, ask, reply('ask2', max, 'v1-2', 3, ['+	cache->left = 0;', 'Why is this cleared here?'])],
    'author: Ann, day 1',
  ],
  ['an explanation gives it to who asked', [...v1, ask, answer(explained)], 'reviewers: Rob, day 2'],
  ['a refusal too', [...v1, ask, answer("I don't think so, I'd rather keep it.")], 'reviewers: Rob, day 2'],
  ['asked back', [...v1, ask, answer('Do you mean the limit of the list?')], 'reviewers: Rob, day 2'],
  ['a promise keeps it', [...v1, ask, answer('Good catch, will fix in v2.')], 'author: Ann, day 1'],
  [
    'a promise after an explanation takes it back',
    [...v1, ask, answer(explained), answer('On second thought you are right, will fix.', 'then', ann, 3)],
    'author: Ann, day 3',
  ],
  [
    'thanks for a promise moves nothing',
    [...v1, ask, answer('Will fix.'), reply('ty', rob, 'answer', 3, ['Will fix.', 'Thanks!'])],
    'author: Ann, day 1',
  ],
  [
    'an accepted explanation is nobody’s: back to the version',
    [...v1, ask, answer(explained), reply('ok', rob, 'answer', 3, [explained, 'Ah, I see. Makes sense.'])],
    'reviewers: Max, day 0',
  ],
  [
    'praise for an explanation accepts it, however long',
    [
      ...v1,
      ask,
      answer(explained),
      reply('ok', rob, 'answer', 3, [
        explained,
        'Excellent! It was not obvious to me from the patch alone, and so I had to find out.',
      ]),
    ],
    'reviewers: Max, day 0',
  ],
  [
    'a new question after an explanation',
    [
      ...v1,
      ask,
      answer(explained),
      reply('more', rob, 'answer', 3, [explained, 'But why is it not counted under the lock?']),
    ],
    'author: Ann, day 3',
  ],
  [
    'who took it back waits for nothing',
    [...v1, ask, reply('back', rob, 'ask', 2, [line, 'Never mind, I misread it.'])],
    'reviewers: Max, day 0',
  ],
  [
    'a question to a third person by name gives it to him',
    [...v1, ask, answer('Max, is the caller counted under your lock?')],
    'reviewers: Max, day 2',
  ],
  [
    'the person who was asked answers',
    [
      ...v1,
      ask,
      answer('Max, is the caller counted under your lock?'),
      reply('a2', max, 'answer', 3, [
        'Max, is the caller counted under your lock?',
        'It is counted before the lock is taken by the walker, as the comment in the header has it.',
      ]),
    ],
    'author: Ann, day 3',
  ],
  ['a ping of the author', [...v1, ask, reply('p', ann, 'v1-0', 8, 'Gentle ping.')], 'author: Ann, day 1'],
  [
    'a ping on a version nobody answered',
    [...v1, reply('p', ann, 'v1-0', 8, 'Hi all,\n\nany feedback on this?')],
    'reviewers: Max, day 0',
  ],
  [
    'a report of a program',
    [...v1, reply('b', bot, 'v1-1', 2, 'Hi Ann,\n\nerror: count is not declared. Please fix it.')],
    'reviewers: Max, day 0',
  ],
  ['a bare thanks', [...v1, reply('t', max, 'v1-0', 2, 'Thanks!')], 'reviewers: Max, day 0'],
  ['a new version waits for who asked for changes', [...v1, ask, ...v2], 'reviewers: Rob, day 5'],
  [
    'a new version waits for who tagged before, when the patch changed',
    [...v1, reply('t', rob, 'v1-0', 1, robsTag), ...v2],
    'reviewers: Rob, day 5',
  ],
  [
    'an ask on the new version',
    [...v1, ask, ...v2, reply('again', max, 'v2-2', 6, ['+	cache->left = 0;', 'Why here?'])],
    'author: Ann, day 6',
  ],
  [
    'an answer to an old remark, in the old thread, after the new version',
    [...v1, ask, ...v2Same, answer(explained, 'late', ann, 6)],
    'reviewers: Rob, day 6',
  ],
  [
    'a remark on the old version, after the new one',
    [...v1, ...v2Same, reply('late', rob, 'v1-1', 6, [limit, line])],
    'author: Ann, day 6',
  ],
  [
    'a tag on one of two patches leaves the other',
    [...v1, ask, ...v2, reply('t', rob, 'v2-1', 6, robsTag)],
    'reviewers: Rob, day 5',
  ],
  [
    'a tag on everything gives it to the maintainer',
    [...v1, ask, ...v2, reply('t', rob, 'v2-0', 6, `For the series:\n\n${robsTag}`)],
    'maintainer: Max, day 6',
  ],
  [
    'tags that the new version carries',
    [...v1, ...posting(2, 5, [{ trailers: [robsTag] }, { trailers: [maxTag] }], undefined, addressed)],
    'maintainer: Max, day 5',
  ],
  [
    'a tag with a nit leaves the nit with the author',
    [
      ...v1,
      reply('t0', rob, 'v1-2', 1, robsTag),
      reply('t1', rob, 'v1-1', 1, [limit, `${line}\n\nWith that fixed:\n\n${robsTag}`]),
    ],
    'author: Ann, day 1',
  ],
  [
    'a NACK is never ready, whatever others tag',
    [
      ...v1,
      reply('n', max, 'v1-1', 1, 'NACK, this breaks readers.'),
      ...v2,
      reply('t', rob, 'v2-0', 6, robsTag),
    ],
    'reviewers: Max, day 5',
  ],
  [
    'a NACK on the newest version is the author’s',
    [...v1, reply('t', rob, 'v1-0', 1, robsTag), reply('n', max, 'v1-1', 2, 'NACK, this breaks readers.')],
    'author: Ann, day 2',
  ],
  ['applied ends it', [...v1, ask, reply('a', max, 'v1-0', 4, 'Applied, thanks.')], 'nobody: -, day 4'],
  [
    'queued, in the second sentence',
    [...v1, reply('a', max, 'v1-0', 4, 'Looks good. Queued this series for v6.13.')],
    'nobody: -, day 4',
  ],
  [
    'queued, said of the patches at the end of a sentence',
    [
      ...v1,
      reply('a', max, 'v1-0', 4, 'With the comments covered, this patch set has been queued for v5.8.'),
    ],
    'nobody: -, day 4',
  ],
  [
    'applied, said in the middle of a sentence by the first person',
    [
      ...v1,
      ask,
      reply(
        'a',
        max,
        'v1-0',
        4,
        'I notice there were comments by many people.\n\nWith that in mind, I have applied this whole series to cache-next.',
      ),
    ],
    'nobody: -, day 4',
  ],
  [
    'the author applies nothing',
    [...v1, reply('a', ann, 'v1-0', 4, 'Applied, thanks.')],
    'reviewers: Max, day 0',
  ],
  [
    'who applied it to try it took nothing',
    [
      ...v1,
      reply('a', rob, 'v1-0', 4, "I've applied this series locally and it hangs. Please look at the lock."),
    ],
    'author: Ann, day 4',
  ],
  [
    'a part of it was applied: the rest waits on',
    [...v1, reply('a', max, 'v1-1', 4, 'Applied, thanks.')],
    'reviewers: Max, day 0',
  ],
  [
    'the first patches were applied, for a version with a dot in its number',
    [...v1, ask, reply('a', max, 'v1-0', 4, 'Applied the first two patches to cache-next for 5.3, thanks.')],
    'nobody: -, day 4',
  ],
  [
    'both parts were applied',
    [...v1, reply('a', max, 'v1-1', 4, 'Applied, thanks.'), reply('b', max, 'v1-2', 6, 'Applied, thanks.')],
    'nobody: -, day 6',
  ],
  [
    'below one patch the author asks for the series to be taken, and that is done',
    [
      ...v1,
      reply('please', ann, 'v1-2', 3, 'This patch series has got all acks.\n\nSo, would you pick this up?'),
      reply('a', max, 'please', 4, ['So, would you pick this up?', "I've applied it to cache-next, thanks!"]),
    ],
    'nobody: -, day 4',
  ],
  [
    'below one patch the author asks for it alone',
    [
      ...v1,
      reply('please', ann, 'v1-2', 3, 'Could you pick patch 2 of this series up already?'),
      reply('a', max, 'please', 4, ['Could you pick patch 2 of this series up already?', 'Applied, thanks.']),
    ],
    'reviewers: Max, day 0',
  ],
  [
    'below one patch the author asks for the series to be taken, and this patch is',
    [
      ...v1,
      reply('please', ann, 'v1-2', 3, 'Could you pick this series up?'),
      reply('a', max, 'please', 4, [
        'Could you pick this series up?',
        'Applied this patch, the other one goes through another tree.',
      ]),
    ],
    'reviewers: Max, day 0',
  ],
  [
    'a reviewer asks for something else below one patch, and that patch is taken',
    [
      ...v1,
      reply('please', rob, 'v1-2', 3, 'Could you merge these two checks? The series looks good otherwise.'),
      reply('a', max, 'please', 4, [
        'Could you merge these two checks? The series looks good otherwise.',
        'Applied with that fixed, thanks.',
      ]),
    ],
    'reviewers: Max, day 0',
  ],
  [
    'the author asks to take a lock before walking the set: that asks for no series',
    [
      ...v1,
      reply('please', ann, 'v1-2', 3, 'Please take the lock before you walk the set when you test it.'),
      reply('a', max, 'please', 4, [
        'Please take the lock before you walk the set when you test it.',
        'Applied, thanks.',
      ]),
    ],
    'reviewers: Max, day 0',
  ],
  [
    'b4 lists what was taken',
    [
      ...v1,
      reply(
        'a',
        max,
        'v1-0',
        4,
        'Applied to cache.git, thanks!\n\n[1/2] cache: count the readers\n      commit: 123\n[2/2] cache: report what is left\n      (no commit info)',
      ),
    ],
    'reviewers: Max, day 0',
  ],
  [
    'a maintainer’s tool tells that it was applied',
    [
      ...v1,
      reply(
        'a',
        'patchwork-bot <bot+cache@example.org>',
        'v1-0',
        4,
        'Hello:\n\nThis series was applied to cache.git (main)\nby Max Maintainer <max@example.com>:',
      ),
    ],
    'nobody: -, day 4',
  ],
  [
    'said to take it: the maintainer’s',
    [...v1, reply('w', max, 'v1-0', 3, "I'll queue this once the merge window is over.")],
    'maintainer: Max, day 3',
  ],
  [
    'applied before, and posted anew: it is open again',
    [...v1, reply('a', max, 'v1-0', 4, 'Applied, thanks.'), ...v2],
    'reviewers: Max, day 5',
  ],
  [
    'the author says that another version comes',
    [...v1, reply('w', ann, 'v1-0', 3, "Found a bug while testing, I'll send a v2 next week.")],
    'author: Ann, day 3',
  ],
  [
    'the author takes it back',
    [...v1, reply('w', ann, 'v1-0', 3, 'Please ignore this series, it was superseded by another one.')],
    'nobody: -, day 3',
  ],
  [
    'sent again without a word in between: a ping with patches',
    [...v1, ...posting(1, 9, [{}, {}], undefined, { ...addressed, tag: ' RESEND' })],
    'reviewers: Max, day 0',
  ],
  [
    'marked as in need of changes for patchwork',
    [...v1, reply('c', max, 'v1-0', 2, 'See the comments of the others.\n\npw-bot: cr')],
    'author: Ann, day 2',
  ],
];

describe('whose turn a series is', () => {
  test.each(shapes)('%s', (_, mails, expected) => {
    expect(told(mails)).toBe(expected);
  });
});

describe('whose turn a patch and a talk are', () => {
  test('each patch for itself', () => {
    const { patches } = tell([...v1, ask, reply('t', rob, 'v1-2', 2, robsTag)]).status.turns;
    expect(patches.map(({ number, waitingOn, why }) => [number, waitingOn, why])).toEqual([
      [1, 'author', 'Rob Reader asked, and it is not answered'],
      [2, 'maintainer', 'the patch has a review tag'],
    ]);
  });

  test.each<[string, readonly Mail[], string, string]>([
    ['no answer', [...v1, ask], 'author', 'Rob Reader asked, and it is not answered'],
    [
      'no answer and a version without it',
      [...v1, ask, ...v2Same],
      'author',
      'Rob Reader asked, and it is not answered',
    ],
    ['explained', [...v1, ask, answer(explained)], 'reviewers', 'Ann Author answered Rob Reader'],
    ['done', [...v1, ask, ...v2], 'reviewers', 'changed in v2; its writer has not said that it is enough'],
    [
      'done and tagged',
      [...v1, ask, ...v2, reply('t', rob, 'v2-1', 6, robsTag)],
      'nobody',
      'changed in v2, and its writer approved afterwards',
    ],
    ['dropped', [...v1, ask, ...posting(2, 5, [null, {}])], 'nobody', 'the patch is not in v2'],
  ])('%s', (_, mails, waitingOn, why) => {
    expect(tell(mails).status.turns.discussions).toMatchObject([{ reply: 'ask', block: 1, waitingOn, why }]);
  });

  test('a person’s word outranks what is inferred', () => {
    const { discussions } = tell(
      [...v1, ask],
      [{ kind: 'state', remark: { reply: ask.id, line: 3 }, state: 'resolved', reason: 'said on IRC' }],
    ).status.turns;
    expect(discussions).toMatchObject([{ waitingOn: 'nobody', why: 'said by a person: said on IRC' }]);
  });
});

test('a version without a date: not known', () => {
  const undated = v1.map((mail) => ({ ...mail, date: undefined }));
  expect(tell(undated).status.turn).toMatchObject({ waitingOn: 'unknown', people: [], evidence: [] });
});

const saying = fc.constantFrom(
  'Will fix.',
  'No, I prefer it so.',
  'It is needed for the walker, which counts again.',
  'OK',
  'Why?',
  'Thanks!',
  'Never mind.',
  'Applied, thanks.',
  'NACK.',
  robsTag,
  maxTag,
);
/** A thread at random: each mail answers a posting or an earlier mail. */
const thread = fc
  .tuple(
    fc.array(fc.tuple(saying, fc.constantFrom(ann, rob, max), fc.nat(20)), { maxLength: 8 }),
    fc.boolean(),
  )
  .map(([talk, hasNext]) => {
    const mails: Mail[] = [...v1];
    talk.forEach(([said, from, to], index) => {
      const at = 1 + index;
      if (index === 4 && hasNext) mails.push(...posting(2, at - 0.5, [changed, {}], undefined, addressed));
      const target = mails[to % mails.length] ?? v1[0];
      if (target) mails.push(reply(`r${index}`, from, target.id, at, said));
    });
    return mails;
  });

describe('laws', () => {
  test('a mail by a bot changes no turn', () => {
    fc.assert(
      fc.property(thread, fc.nat(20), fc.integer({ min: 1, max: 12 }), (mails, to, at) => {
        const target = mails[to % mails.length];
        const report = letter({
          id: 'robot',
          subject: 'Re: [PATCH] cache',
          from: bot,
          at: at + 0.25,
          text: 'Hi Ann,\n\nI found a warning: should this be static?\n',
          parents: [target?.id ?? 'v1-0'],
        });
        const { turn, turns } = tell(mails).status;
        const after = tell([...mails, report]).status;
        expect(after.turn).toEqual(turn);
        expect(after.turns).toEqual(turns);
      }),
      { numRuns: 40 },
    );
  });

  test('the order of arrival makes no difference', () => {
    fc.assert(
      fc.property(
        thread.chain((mails) =>
          fc.tuple(fc.constant(mails), fc.shuffledSubarray([...mails], { minLength: mails.length })),
        ),
        ([mails, shuffled]) => {
          const { turn, turns } = tell(mails).status;
          expect(tell(shuffled).status.turn).toEqual(turn);
          expect(tell(shuffled).status.turns).toEqual(turns);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('a turn is given by a mail at hand, not after the last one, to nobody twice, and to somebody but the author only by name', () => {
    fc.assert(
      fc.property(thread, (mails) => {
        // Mail by mail: the past is told as it was then, and the last step is the whole.
        for (let count = v1.length; count <= mails.length; count += 1) {
          const known = mails.slice(0, count);
          const last = Math.max(...known.map(({ date }) => date?.getTime() ?? 0));
          const ids = new Set<string>(known.map(({ id }) => id));
          const { turn, turns } = tell(known).status;
          for (const one of [turn, ...turns.patches, ...turns.discussions]) {
            if (one.waitingOn === 'unknown') continue;
            expect(one.since?.getTime()).toBeLessThanOrEqual(last);
            expect(one.evidence.length).toBeGreaterThan(0);
            for (const evidence of one.evidence)
              if ('mail' in evidence) expect(ids.has(evidence.mail)).toBe(true);
            const names = one.people.map(({ name }) => name);
            expect(new Set(names).size).toBe(names.length);
            if (one.waitingOn === 'author') expect(names).toEqual(['Ann Author']);
            else expect(names).not.toContain('Ann Author');
            if (one.waitingOn === 'nobody') expect(names).toEqual([]);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
