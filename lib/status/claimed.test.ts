import { describe, expect, test } from 'vitest';
import { ann, letter, max, posting, reply, rob, stateOf } from './specimens';

const v1 = posting(1, 0);
const limit = '+	if (readers > LIMIT)';
const ask = (said: string, from = rob) => reply('ask', from, 'v1-1', 1, [limit, said]);
const brief = (mails: Parameters<typeof stateOf>[0]) => {
  const found = stateOf(mails, 'ask');
  return found && [found.state, found.addressedIn];
};
const told = (version: number, ...claims: readonly string[]) =>
  posting(
    version,
    version * 5,
    [{}, {}],
    `The cache forgets its readers.\n\nChanges in v${version}:\n${claims.map((claim) => `- ${claim}`).join('\n')}`,
  );
const explained = (said: string) =>
  reply('answer', ann, 'ask', 2, [said, 'The count is taken before the caller is added to it.']);

describe('a claim with the name of who asked', () => {
  const said = 'The mutex belongs into the helper, both callers take it just around the call.';
  test.each<[string, Parameters<typeof stateOf>[0], unknown]>([
    [
      'counts in a later version too, though it was explained away',
      [...v1, ask(said), explained(said), ...told(2), ...told(3, 'take the mutex in the helper (Rob)')],
      ['addressed', 'v3'],
    ],
    [
      'of another person does not',
      [...v1, ask(said), explained(said), ...told(2), ...told(3, 'take the mutex in the helper (Max)')],
      ['answered', undefined],
    ],
    [
      'is for the remark it is most like',
      [
        ...v1,
        ask(said),
        explained(said),
        reply('other', rob, 'v1-2', 1, 'Please take the mutex in the helper for readers_waiting() once.'),
        ...told(2),
        ...told(3, 'the mutex of the helper, once for readers_waiting() (Rob)'),
      ],
      ['answered', undefined],
    ],
  ])('%s', (_, mails, expected) => {
    expect(brief(mails)).toEqual(expected);
  });

  test('what else stands in brackets at the end is a word like others', () => {
    const robot = 'kernel test robot <lkp@intel.example>';
    const report = ask('warning: unused variable `trans_handle` in the helper', robot);
    expect(brief([...v1, report, ...told(2, 'unused things removed (trans_handle, root)')])).toEqual([
      'addressed',
      'v2',
    ]);
  });

  test('of a program does not', () => {
    const robot = 'kernel test robot <lkp@intel.example>';
    const mails = [...v1, ask('error: unused variable mutex in the helper', robot), ...told(2)];
    expect(brief([...mails, ...told(3, 'the mutex and the helper went away (kernel test robot)')])).toEqual([
      'open',
      undefined,
    ]);
  });
});

describe('the title of a new patch', () => {
  /** A third version with a patch that was not there before. */
  const withNew = (title: string) => [
    ...posting(2, 5),
    letter({
      id: 'v2-new',
      subject: `[PATCH v2 3/2] ${title}`,
      text: 'It is so.\n\nSigned-off-by: Ann Author <ann@example.org>\n---\n\ndiff --git a/new.c b/new.c\n--- a/new.c\n+++ b/new.c\n@@ -1,1 +1,2 @@\n one\n+two\n',
      from: ann,
      at: 5.003,
      parents: ['v2-0'],
    }),
  ];
  test('says where it works before the colon, which is not what it does', () => {
    const said = 'Does the CACHE know when the readers sleep?';
    expect(brief([...v1, ask(said), ...withNew('CACHE: readers: merge two lists')])).toEqual([
      'open',
      undefined,
    ]);
  });

  test('has words of the whole talk when the author says that a patch of its own does it', () => {
    const said = 'A boolean would do here.';
    const talk = (answer: string) => [
      ...v1,
      ask(said),
      reply('answer', ann, 'ask', 2, [said, `Every walking helper has the probe argument. ${answer}`]),
      ...withNew('cache: a shorter probe argument for walking'),
    ];
    expect(brief(talk('I made a new patch for it.'))).toEqual(['addressed', 'v2']);
    expect(brief(talk('That is how it is.'))).toEqual(['answered', undefined]);
  });
});

test('a curly apostrophe promises as a straight one', () => {
  const said = 'This wants an empty line.';
  expect(
    brief([...v1, ask(said, max), reply('answer', ann, 'ask', 2, [said, 'Thanks, I’ll add one.'])]),
  ).toEqual(['promised', undefined]);
});
