import { describe, expect, test } from 'vitest';
import { readActs, saysNack, type Acts } from './acts';

const yes = (text: string): string =>
  Object.entries(readActs(text))
    .filter(([, is]) => is)
    .map(([name]) => name)
    .sort()
    .join(' ');

describe('what a text does', () => {
  test.each<[keyof Acts, readonly string[], readonly string[]]>([
    [
      'accepts',
      [
        'OK.',
        'You are right, sorry.',
        'Good catch!',
        'Ah, right.',
        'Sounds reasonable to me.',
        'Good.',
        '+1',
        'That looks better.',
      ],
      ['Yeah, but that breaks readers.', 'The right side is computed first.', 'Why is that?'],
    ],
    [
      'promises',
      [
        'Will fix.',
        "I'll rename it in v3.",
        'Done.',
        'I made a separate patch for that.',
        "Let's use _BITUL() instead.",
        'Fixed in the next version.',
        'Need a conversion here.',
      ],
      [
        'I will not change it.',
        'We can add some description, I think.',
        'I will check.',
        'Leaving it as is for my v3.',
      ],
    ],
    [
      'declines',
      [
        "I don't think so.",
        "I'd rather keep it.",
        'No, that would deadlock.',
        'This is out of scope here.',
        'It is intentional.',
        'That is for a separate series.',
        'Leaving it as is for my v3.',
      ],
      ['I made a separate patch for that.', 'No problem, will do.', 'Not bad.'],
    ],
    [
      'asks',
      [
        'Why not use list_for_each()?',
        's/foo/bar/',
        'Please drop this.',
        'This should be static.',
        'Redundant parentheses.',
        'Missing endian conversion',
        'I would expect a lock here.',
        'Typo: teh.',
      ],
      ['Thanks!', 'OK.', 'Makes sense.', 'Good.', '--- a/x.c\n+++ b/x.c\n+should(please);'],
    ],
    [
      'withdraws',
      ['Never mind, I misread it.', 'Scratch that.', 'My mistake.'],
      ['Never use it here.', 'Mind the gap.'],
    ],
    [
      'approves',
      ['Looks good to me.', 'LGTM', 'Thanks for updating.', 'This is going in a good direction.'],
      ['Looks good, but one thing is missing.', 'Looks fine except for the lock.', 'It looks odd.'],
    ],
    [
      'approvesWhole',
      ['This can be pushed as it is.', 'Good to go.', 'No further comments.'],
      ['Can this be merged?', 'This cannot be merged yet.'],
    ],
    [
      'takes',
      [
        'Applied, thanks.',
        'Thanks, queued for 6.13.',
        'With the link added:\n\nQueued this series for v6.13. Thank you.',
        'Merged.',
      ],
      [
        'Applied to which tree?',
        'The patch was applied to the wrong place, I think.',
        'Both loops are\nmerged into the other one by the compiler',
      ],
    ],
  ])('%s', (act, those, not) => {
    for (const text of those) expect(readActs(text)[act], `${text} (${yes(text)})`).toBe(true);
    for (const text of not) expect(readActs(text)[act], `${text} (${yes(text)})`).toBe(false);
  });

  test('takes time in proportion to the text', () => {
    const long = 'will '.repeat(200_000);
    const began = performance.now();
    readActs(long);
    saysNack(long);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

test.each([
  ['NACK', true],
  ['Big NAK from me.', true],
  ['no NACK from me', false],
  ["Which part says so? If there is one, I'd happily\ngive a NACK since it needs no queue.", false],
  ['It is ok, but if it had one, I would NACK it.', false],
  ['Would you look at my answer? NACK.', true],
  ['This should be NACKed unless there is a reason.', true],
  ['NAK_BIT is set', false],
])('%s', (text, is) => {
  expect(saysNack(text)).toBe(is);
});
