import { describe, expect, test } from 'vitest';
import { ann, posting, reply, rob, stateOf } from './specimens';

const limit = '+	if (readers > LIMIT)';
const readers = ['	int readers = 0;', '', '	readers = count(cache);'];
const v1 = posting(1, 0);
const mended = (message?: string) =>
  posting(2, 5, [
    {
      adds: [...readers, '	if (readers >= LIMIT)', '		return -EBUSY;'],
      ...(message === undefined ? {} : { message }),
    },
    {},
  ]);

/** Rob has two points under one line; Ann answers one by one. */
const asked = (second: string) =>
  reply('ask', rob, 'v1-1', 1, [limit, `The limit is one too many.\n\n${second}`]);
const answered = (second: string, answer: string) =>
  reply('answer', ann, 'ask', 2, ['The limit is one too many.', 'Oops, will fix.'], [second, answer]);
const brief = (mails: Parameters<typeof stateOf>[0]) => {
  const found = stateOf(mails, 'ask');
  return found && [found.state, found.addressedIn];
};

describe('a second point under the same line', () => {
  const selftest = 'btw a selftest is expected too.';
  test.each<[string, Parameters<typeof stateOf>[0], unknown]>([
    [
      'that was promised and of which nothing is seen is still owed',
      [...v1, asked(selftest), answered(selftest, "I'll add it in the next version."), ...mended()],
      ['promised', undefined],
    ],
    [
      'is done when a later version speaks of it',
      [
        ...v1,
        asked(selftest),
        answered(selftest, "I'll add it in the next version."),
        ...mended('Nobody counts the readers today. A selftest shows it.'),
      ],
      ['addressed', 'v2'],
    ],
    [
      'that was answered without a promise is settled with the first',
      [...v1, asked(selftest), answered(selftest, 'There is one in the tree of Max.'), ...mended()],
      ['addressed', 'v2'],
    ],
    [
      'that asks for something to go leaves no words behind',
      [
        ...v1,
        asked('The wrapper around it may go.'),
        answered('The wrapper around it may go.', 'Will drop it.'),
        ...mended(),
      ],
      ['addressed', 'v2'],
    ],
    [
      'that was answered together with the first is one matter',
      [
        ...v1,
        asked(selftest),
        reply('answer', ann, 'ask', 2, [`The limit is one too many.\n\n${selftest}`, 'Will fix both.']),
        ...mended(),
      ],
      ['addressed', 'v2'],
    ],
  ])('%s', (_, mails, expected) => {
    expect(brief(mails)).toEqual(expected);
  });

  test('the evidence is the promise, and the version that does not speak of it', () => {
    const mails = [
      ...v1,
      asked(selftest),
      answered(selftest, "I'll add it in the next version."),
      ...mended(),
    ];
    expect(stateOf(mails, 'ask')?.evidence).toMatchObject([
      { kind: 'reply', mail: 'answer', words: expect.stringContaining("I'll add it") as unknown },
      { kind: 'reply', mail: 'answer' },
      { kind: 'hunk', version: 'v2' },
      { kind: 'no-change', version: 'v2' },
    ]);
  });
});
