import { describe, expect, test } from 'vitest';
import { ann, posting, reply, rob, stateOf } from './specimens';

const v1 = posting(1, 0);
const ask = (said: string) => reply('ask', rob, 'v1-1', 1, ['+	if (readers > LIMIT)', said]);
const brief = (mails: Parameters<typeof stateOf>[0]) => {
  const found = stateOf(mails, 'ask');
  return found && [found.state, found.addressedIn];
};
const to = (version: number, ...boxes: readonly string[]) =>
  posting(version, version * 5, [{}, {}], undefined, { to: boxes });

describe('who asks to copy others', () => {
  const list = 'cache-users@lists.example.org';
  test.each<[string, Parameters<typeof stateOf>[0], unknown]>([
    ['a list', [...v1, ask('Please copy cache-users on the next one.'), ...to(2, list)], ['addressed', 'v2']],
    [
      'the first version that does counts',
      [...v1, ask('You need to Cc cache-users.'), ...to(2), ...to(3, list)],
      ['addressed', 'v3'],
    ],
    [
      'somebody by name',
      [...v1, ask('Can you Cc Paul Patient here?'), ...to(2, 'Paul Patient <pp@example.net>')],
      ['addressed', 'v2'],
    ],
    [
      'others who came count for nothing',
      [...v1, ask('Please copy cache-users.'), ...to(2, 'Paul Patient <pp@example.net>')],
      ['open', undefined],
    ],
    [
      'who was copied before is no change',
      [...to(1, list), ask('Please copy cache-users, or has that been done?'), ...to(2, list)],
      ['open', undefined],
    ],
    [
      'who asks for something else',
      [...v1, ask('Does cache-users know of this limit?'), ...to(2, list)],
      ['open', undefined],
    ],
  ])('%s', (_, mails, expected) => {
    expect(brief(mails)).toEqual(expected);
  });

  test('the evidence names who is copied', () => {
    const found = stateOf([...v1, ask('Please copy cache-users.'), ...to(2, list)], 'ask');
    expect(found?.evidence).toMatchObject([
      { kind: 'hunk', mail: 'v2-0', version: 'v2', what: `${list} is among its recipients now` },
    ]);
  });
});

describe('what the author does elsewhere', () => {
  const said = 'Please reserve the limit with the table keepers.';
  const promised = reply('answer', ann, 'ask', 2, [said, 'Sure, I will send a request for the limit.']);
  const noted = (notes: string) => posting(2, 5, [{ notes }, {}]);
  test.each<[string, Parameters<typeof stateOf>[0], unknown]>([
    [
      'is done where a link is said to lead to it',
      [...v1, ask(said), promised, ...noted('The limit request:\n	https://tables.example.org/17')],
      ['addressed', 'v2'],
    ],
    [
      'is not where a link leads elsewhere',
      [...v1, ask(said), promised, ...noted('The documents of the cache:\n	https://docs.example.org/cache')],
      ['promised', undefined],
    ],
    [
      'is not where nothing was promised',
      [...v1, ask(said), ...noted('The limit request:\n	https://tables.example.org/17')],
      ['open', undefined],
    ],
  ])('%s', (_, mails, expected) => {
    expect(brief(mails)).toEqual(expected);
  });

  test('a link that was asked for is told by what is said of it, and not by its address', () => {
    const link = (notes: string) => [
      ...v1,
      ask('Is there a link to the cache specification?'),
      ...posting(2, 5, [{ notes }, {}]),
    ];
    expect(brief(link('The request:\n	https://specification.example.org/17'))).toEqual(['open', undefined]);
    expect(brief(link('The specification:\n	https://example.org/17'))).toEqual(['addressed', 'v2']);
  });
});
