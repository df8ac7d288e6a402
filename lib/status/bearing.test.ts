import { describe, expect, test } from 'vitest';
import { ann, posting, reply, rob, stateOf } from './specimens';

/** A patch whose lines name `bound` in four places, the second one with a message for the user. */
const named = (bound: string, check = `	if (readers > ${bound})`) =>
  [
    `	int most = ${bound};`,
    '',
    check,
    '		warn("readers were dropped or delayed");',
    `	most -= ${bound} / 2;`,
    `	report(most, ${bound});`,
  ] as const;
const v1 = posting(1, 0, [{ adds: named('MANY_FN_READERS') }, {}]);
const v2 = posting(2, 5, [{ adds: named('MANY_READERS_ALL') }, {}]);
const place = '+	if (readers > MANY_FN_READERS)\n> +		warn("readers were dropped or delayed");';
const ask = (said: string, quoted = place) => reply('ask', rob, 'v1-1', 1, [quoted, said]);
const brief = (mails: Parameters<typeof stateOf>[0]) => {
  const found = stateOf(mails, 'ask');
  return found && [found.state, found.addressedIn];
};

describe('a name that was replaced throughout the patch', () => {
  test.each<[string, Parameters<typeof stateOf>[0], unknown]>([
    [
      'is no change for a remark on something else',
      [...v1, ask('How does one tell a dropped reader from a delayed one?'), ...v2],
      ['open', undefined],
    ],
    [
      'is one for who agreed',
      [
        ...v1,
        ask('How does one tell a dropped reader from a delayed one?'),
        reply('answer', ann, 'ask', 2, [
          'How does one tell a dropped reader from a delayed one?',
          'Will fix.',
        ]),
        ...v2,
      ],
      ['addressed', 'v2'],
    ],
    ['is what was asked for', [...v1, ask('This wants a better name.'), ...v2], ['addressed', 'v2']],
    ['is what a part of it was named for', [...v1, ask('What is FN here?'), ...v2], ['addressed', 'v2']],
    [
      'is no mere name when another function is called',
      [
        ...posting(1, 0, [{ adds: ['	drop_one(a);', '	drop_one(b);', '	drop_one(c);'] }, {}]),
        ask('May the cache be locked here?', '+	drop_one(b);'),
        ...posting(2, 5, [{ adds: ['	drop_later(a);', '	drop_later(b);', '	drop_later(c);'] }, {}]),
      ],
      ['addressed', 'v2'],
    ],
    [
      'hides no other change of the line',
      [
        ...v1,
        ask('How does one tell a dropped reader from a delayed one?'),
        ...posting(2, 5, [{ adds: named('MANY_READERS_ALL', '	if (readers >= MANY_READERS_ALL)') }, {}]),
      ],
      ['addressed', 'v2'],
    ],
  ])('%s', (_, mails, expected) => {
    expect(brief(mails)).toEqual(expected);
  });

  test('in one place it was changed there', () => {
    const one = (name: string) =>
      posting(name === 'MANY_FN' ? 1 : 2, name === 'MANY_FN' ? 0 : 5, [
        { adds: [`	if (readers > ${name})`, '		return -EBUSY;'] },
        {},
      ]);
    expect(
      brief([
        ...one('MANY_FN'),
        ask('Is it sure that none is left?', '+	if (readers > MANY_FN)'),
        ...one('MOST_ALL'),
      ]),
    ).toEqual(['addressed', 'v2']);
  });
});

describe('lines that are too long', () => {
  const long = (end: string) =>
    `	if (cache_readers(cache) + cache_readers_waiting(cache) + cache_readers_leaving(cache) > ${end})`;
  const first = posting(1, 0, [{ adds: ['	int left = 0;', '', long('LIMIT'), '		return -EBUSY;'] }, {}]);
  const still = posting(2, 5, [{ adds: ['	int left = 0;', '', long('cache->limit'), '		return -EBUSY;'] }, {}]);
  const broken = posting(3, 9, [
    { adds: ['	int left = 0;', '', '	if (all_readers(cache) > cache->limit)', '		return -EBUSY;'] },
    {},
  ]);
  const said = (text: string) => reply('ask', rob, 'v1-1', 1, [`+${long('LIMIT')}`, text]);
  const yes = (text: string) => reply('answer', ann, 'ask', 2, [text, 'Sure, will do.']);

  test.each([
    'Overly long line.',
    'Please keep this under 80, the line is too long.',
    'Make this line shorter.',
  ])('"%s" is answered by a version where they are not', (text) => {
    expect(brief([...first, said(text), yes(text), ...still])).toEqual(['promised', undefined]);
    expect(brief([...first, said(text), yes(text), ...still, ...broken])).toEqual(['addressed', 'v3']);
  });

  test('who asks for more than that is answered by more than that', () => {
    const text =
      'These lines are too long to be read, and the sum is taken twice: please put it into a helper of its own and call it from both places.';
    expect(brief([...first, said(text), yes(text), ...still])).toEqual(['addressed', 'v2']);
  });
});
