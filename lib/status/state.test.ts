import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ann, max, posting, reply, rob, stateOf, tell } from './specimens';

const v1 = posting(1, 0);
const limit = '+	if (readers > LIMIT)';
const readers = ['	int readers = 0;', '', '	readers = count(cache);'];
/** Rob asks under the limit of v1 1/2. */
const ask = reply('ask', rob, 'v1-1', 1, [limit, 'This should be >=, the limit itself is too many.']);
const answer = (said: string, from = ann, at = 2) =>
  reply('answer', from, 'ask', at, ['This should be >=, the limit itself is too many.', said]);
/** The limit is mended in v2. */
const mended = posting(2, 5, [{ adds: [...readers, '	if (readers >= LIMIT)', '		return -EBUSY;'] }, {}]);
/** v2 as v1. */
const same = posting(2, 5);

const brief = (mails: Parameters<typeof stateOf>[0], id = 'ask') => {
  const found = stateOf(mails, id);
  return found && [found.state, found.addressedIn];
};

describe('the state of a remark', () => {
  test.each<[string, Parameters<typeof stateOf>[0], unknown]>([
    ['nobody answered', [...v1, ask], ['open', undefined]],
    ['nobody answered and v2 is the same', [...v1, ask, ...same], ['open', undefined]],
    ['nobody answered, v2 changed the line', [...v1, ask, ...mended], ['addressed', 'v2']],
    [
      'agreed, no version yet',
      [...v1, ask, answer('You are right, will fix in v2.')],
      ['promised', undefined],
    ],
    [
      'agreed, v2 is the same',
      [...v1, ask, answer('Good catch, will do.'), ...same],
      ['promised', undefined],
    ],
    ['agreed and done', [...v1, ask, answer('Good catch, will do.'), ...mended], ['addressed', 'v2']],
    [
      'explained, v2 is the same',
      [...v1, ask, answer('The count is taken before the caller is added to it.'), ...same],
      ['answered', undefined],
    ],
    [
      'somebody else explained it: a maintainer who argues counts as the author',
      [...v1, ask, answer('The count is taken before the caller is added to it.', max), ...same],
      ['answered', undefined],
    ],
    [
      'declined, and it stayed so',
      [...v1, ask, answer("I don't think so, I'd rather keep it as it is."), ...same],
      ['rejected', undefined],
    ],
    [
      'explained and accepted in words',
      [
        ...v1,
        ask,
        answer('The count is taken before the caller is added to it.'),
        reply('ok', rob, 'answer', 3, [
          'The count is taken before the caller is added to it.',
          'Ah, I see. Makes sense.',
        ]),
      ],
      ['resolved', undefined],
    ],
    [
      'taken back',
      [
        ...v1,
        ask,
        reply('back', rob, 'ask', 2, [
          'This should be >=, the limit itself is too many.',
          'Never mind, I misread it.',
        ]),
      ],
      ['resolved', undefined],
    ],
    [
      'done, and tagged afterwards',
      [...v1, ask, ...mended, reply('tag', rob, 'v2-1', 6, 'Reviewed-by: Rob Reader <rob@example.net>')],
      ['resolved', 'v2'],
    ],
    [
      'done, and another person tagged: no confirmation',
      [...v1, ask, ...mended, reply('tag', max, 'v2-1', 6, 'Reviewed-by: Max Maintainer <max@example.com>')],
      ['addressed', 'v2'],
    ],
    [
      'done, and tagged on the cover letter for all',
      [
        ...v1,
        ask,
        ...mended,
        reply('tag', rob, 'v2-0', 6, 'For the series:\n\nReviewed-by: Rob Reader <rob@example.net>'),
      ],
      ['resolved', 'v2'],
    ],
    [
      'done, and the other patch tagged: no confirmation',
      [...v1, ask, ...mended, reply('tag', rob, 'v2-2', 6, 'Reviewed-by: Rob Reader <rob@example.net>')],
      ['addressed', 'v2'],
    ],
    [
      'declined and tagged all the same',
      [
        ...v1,
        ask,
        answer("I'd prefer to keep it."),
        ...same,
        reply('tag', rob, 'v2-1', 6, 'Reviewed-by: Rob Reader <rob@example.net>'),
      ],
      ['rejected', undefined],
    ],
    ['the patch went away', [...v1, ask, ...posting(2, 5, [null, {}])], ['moot', undefined]],
    [
      'named in the changelog only',
      [
        ...v1,
        reply('ask', rob, 'v1-0', 1, 'Please add a selftest for the readers_left() helper.'),
        ...posting(
          2,
          5,
          [{}, {}],
          'The cache forgets its readers.\n\nChanges in v2:\n- add a selftest for readers_left() (Rob)',
        ),
      ],
      ['addressed', 'v2'],
    ],
    [
      'a ping moves nothing',
      [...v1, ask, reply('ping', ann, 'v1-0', 8, 'Gentle ping.')],
      ['open', undefined],
    ],
    [
      'a robot confirms nothing',
      [
        ...v1,
        ask,
        ...mended,
        reply(
          'bot',
          'kernel test robot <lkp@intel.example>',
          'v2-1',
          6,
          'Tested-by: kernel test robot <lkp@intel.example>',
        ),
      ],
      ['addressed', 'v2'],
    ],
    [
      'asked again: what changed in between was not enough',
      [
        ...v1,
        ask,
        ...posting(2, 5, [{ adds: [...readers, '	if (readers > LIMIT + 1)', '		return -EBUSY;'] }, {}]),
        reply('again', rob, 'v2-1', 6, [
          '+	if (readers > LIMIT + 1)',
          'As I said on v1, the LIMIT itself is too many: this should be >=.',
        ]),
        ...posting(3, 9, [{ adds: [...readers, '	if (readers >= LIMIT)', '		return -EBUSY;'] }, {}]),
      ],
      ['addressed', 'v3'],
    ],
  ])('%s', (_, mails, expected) => {
    expect(brief(mails)).toEqual(expected);
  });

  test.each([
    ['Nice, that is what I hoped for.'],
    ['Reviewed-by: Rob Reader <rob@example.net>'],
    ['Thanks!'],
    ['Applied, thanks.'],
  ])('"%s" asks nothing', (said) => {
    expect(brief([...v1, reply('ask', rob, 'v1-1', 1, said)])).toBeUndefined();
  });

  test('what the author says of his own patch asks nothing', () => {
    expect(
      brief([...v1, reply('ask', ann, 'v1-1', 1, [limit, 'This should be >=, will fix.'])]),
    ).toBeUndefined();
  });

  test('a promise done in the diff names the line, the reply and the version', () => {
    const found = stateOf([...v1, ask, answer('Will fix.'), ...mended], 'ask');
    expect(found?.evidence).toMatchObject([
      { kind: 'reply', mail: 'answer', name: 'Ann Author' },
      { kind: 'hunk', mail: 'v2-1', version: 'v2' },
    ]);
  });

  test('a correction outranks what is inferred, and the last one counts', () => {
    const remark = { reply: 'ask' as never, line: 3 };
    const of = (...states: readonly ('resolved' | 'rejected' | 'no-ask')[]) =>
      tell(
        [...v1, ask, ...same],
        states.map((state) => ({ kind: 'state', remark, state, reason: 'seen by hand' }) as const),
      ).status.remarks.find(({ reply: id }) => id === 'ask');
    expect(of('resolved')).toMatchObject({
      state: 'resolved',
      asks: true,
      why: 'said by a person: seen by hand',
    });
    expect(of('resolved', 'rejected')).toMatchObject({ state: 'rejected' });
    expect(of('no-ask')).toMatchObject({ asks: false, state: undefined });
  });
});

test('every state but open has evidence, whatever is said', () => {
  const words = fc.constantFrom(
    'Will fix.',
    'No, I prefer it so.',
    'It is needed.',
    'OK',
    'Why?',
    'Thanks!',
    'Never mind.',
    'Applied, thanks.',
  );
  const later = fc.constantFrom(same, mended, posting(2, 5, [null, {}]), []);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(words, fc.constantFrom(ann, rob, max)), { maxLength: 5 }),
      later,
      (talk, next) => {
        const replies = talk.map(([said, from], at) =>
          reply(`r${at}`, from, at === 0 ? 'ask' : `r${at - 1}`, 1.1 + at * 0.1, [
            'This should be >=, the limit itself is too many.',
            said,
          ]),
        );
        for (const one of tell([...v1, ask, ...replies, ...next]).status.remarks) {
          expect(one.state).toBeDefined();
          if (one.state !== 'open') expect(one.evidence.length).toBeGreaterThan(0);
          if (one.addressedIn !== undefined) expect(['addressed', 'resolved']).toContain(one.state);
        }
      },
    ),
    { numRuns: 60 },
  );
});
