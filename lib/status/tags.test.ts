import { describe, expect, test } from 'vitest';
import { ann, max, posting, reply, rob, tell } from './specimens';
import { numbersIn } from './tags';

const v1 = posting(1, 0);
const tag = 'Reviewed-by: Rob Reader <rob@example.net>';
const changed = { adds: ['	int readers;', '	readers = count_all(cache);'] };

const tagsOf = (...mails: Parameters<typeof tell>[0]) => tell(mails).status.tags;

test.each<[string, readonly number[]]>([
  ['for patches 1-3', [1, 2, 3]],
  ['Patches 1, 2 and 4 look fine', [1, 2, 4]],
  ['for 1/5 and 3/5:', [1, 3]],
  ['patch 2', [2]],
  ['for 32 bit machines', []],
  ['for 3 years', []],
  ['nothing of the kind', []],
])('%s', (text, numbers) => {
  expect([...numbersIn(text)]).toEqual(numbers);
});

describe('for which patches', () => {
  test.each<[string, string, string, unknown]>([
    ['to the patch it answers', 'v1-1', tag, { scope: 'patch', patches: ['v1-1'] }],
    ['to all by the cover letter', 'v1-0', tag, { scope: 'series', patches: ['v1-1', 'v1-2'] }],
    [
      'to all in words',
      'v1-1',
      `For the whole series:\n${tag}`,
      { scope: 'series', patches: ['v1-1', 'v1-2'] },
    ],
    ['to some of the cover letter', 'v1-0', `For patch 2:\n\n${tag}`, { scope: 'range', patches: ['v1-2'] }],
  ])('%s', (_, to, text, expected) => {
    expect(tagsOf(...v1, reply('t', rob, to, 1, text))).toMatchObject([expected]);
  });
});

describe('whether it holds', () => {
  test.each<[string, Parameters<typeof tell>[0], string]>([
    ['on the newest version', [...v1, reply('t', rob, 'v1-1', 1, tag)], 'yes'],
    ['the change is the same', [...v1, reply('t', rob, 'v1-1', 1, tag), ...posting(2, 5)], 'yes'],
    [
      'another message, the same change',
      [...v1, reply('t', rob, 'v1-1', 1, tag), ...posting(2, 5, [{ message: 'Count them.' }, {}])],
      'yes',
    ],
    ['another change', [...v1, reply('t', rob, 'v1-1', 1, tag), ...posting(2, 5, [changed, {}])], 'stale'],
    ['the patch is gone', [...v1, reply('t', rob, 'v1-1', 1, tag), ...posting(2, 5, [null, {}])], 'stale'],
    ['given for somebody else', [...v1, reply('t', max, 'v1-1', 1, tag)], 'mismatch'],
    [
      'from another address of the same person',
      [...v1, reply('t', 'Reader, Rob <rr@work.example>', 'v1-1', 1, tag)],
      'yes',
    ],
    ['on a condition', [...v1, reply('t', rob, 'v1-1', 1, `With the typo fixed:\n\n${tag}`)], 'conditional'],
    [
      'an offer is no condition',
      [...v1, reply('t', rob, 'v1-1', 1, `Feel free to add, if you want:\n${tag}`)],
      'yes',
    ],
    [
      'taken back',
      [
        ...v1,
        reply('t', rob, 'v1-1', 1, tag),
        reply('w', rob, 'v1-1', 2, 'I have to withdraw my Reviewed-by, this deadlocks.'),
      ],
      'withdrawn',
    ],
  ])('%s', (_, mails, holds) => {
    expect(tagsOf(...mails)[0]?.holds).toBe(holds);
  });
});

describe('whether the author picked it up', () => {
  const given = [...v1, reply('t', rob, 'v1-1', 1, tag)];
  test.each<[string, Parameters<typeof tell>[0], unknown]>([
    ['no version since', given, undefined],
    ['in the next', [...given, ...posting(2, 5, [{ trailers: [tag] }, {}])], { in: 'v2', missedIn: [] }],
    ['forgotten', [...given, ...posting(2, 5)], { in: undefined, missedIn: ['v2'] }],
    [
      'forgotten, then there',
      [...given, ...posting(2, 5), ...posting(3, 9, [{ trailers: [tag] }, {}])],
      { in: 'v3', missedIn: ['v2'] },
    ],
  ])('%s', (_, mails, expected) => {
    expect(tagsOf(...mails)[0]?.pickedUp).toEqual(expected);
  });
});

describe('who is against it', () => {
  test.each<[string, string, boolean]>([
    ['NACK, this breaks readers.', rob, true],
    ['Nacked-by: Rob Reader <rob@example.net>', rob, true],
    ['NAK. Fix the caller.', max, true],
    ['This is no NACK, I only wonder.', rob, false],
    ['The device answers with a NACK_BIT here.', rob, false],
  ])('%s', (text, from, isAgainst) => {
    expect(tell([...v1, reply('n', from, 'v1-1', 1, text)]).status.objections).toHaveLength(
      isAgainst ? 1 : 0,
    );
  });

  test('a tag for a later version lifts it', () => {
    const mails = [
      ...v1,
      reply('n', rob, 'v1-1', 1, 'NACK, this breaks readers.'),
      ...posting(2, 5, [changed, {}]),
      reply('t', rob, 'v2-1', 6, tag),
    ];
    expect(tell(mails).status.objections).toMatchObject([
      { name: 'Rob Reader', version: 'v1', liftedBy: 't' },
    ]);
  });
});

test('a diff in a reply brings trailers of its own patch, not tags', () => {
  const text = [
    'Maybe like this?',
    '',
    'diff --git a/cache.c b/cache.c',
    '--- a/cache.c',
    '+++ b/cache.c',
    '@@ -1,1 +1,2 @@',
    ' int a;',
    `+${tag}`,
  ].join('\n');
  expect(tagsOf(...v1, reply('t', rob, 'v1-1', 1, text))).toEqual([]);
});

test('the author of the series gives no sign-off by replying with one', () => {
  expect(tagsOf(...v1, reply('t', ann, 'v1-1', 1, 'Signed-off-by: Ann Author <ann@example.org>'))).toEqual(
    [],
  );
});
