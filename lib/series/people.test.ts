import { expect, test } from 'vitest';
import { gatherPeople, isSamePerson, nameKey, plainName, senderOf } from './people';
import { letter } from './specimens';

test.each([
  ['Tian, Kevin', 'Kevin Tian'],
  ['Kevin Tian (Intel)', 'Kevin Tian'],
  ['"Ann  Author"', 'Ann Author'],
  ['ann@example.org', ''],
])('plain name of %s', (name, expected) => {
  expect(plainName(name)).toBe(expected);
});

test.each([
  ['Lu Baolu', 'Baolu Lu', true],
  ['Tian, Kevin', 'Kevin Tian', true],
  ['Pali Rohár', 'Pali Rohar', true],
  ['John', 'John', false],
  ['Wei Wang', 'Wei Zhang', false],
])('%s and %s', (a, b, same) => {
  expect(nameKey(a) !== '' && nameKey(a) === nameKey(b)).toBe(same);
  expect(isSamePerson({ name: a, address: 'a@x' }, { name: b, address: 'b@x' })).toBe(same);
  expect(isSamePerson({ name: a, address: 'a@x' }, { name: b, address: 'A@X' })).toBe(true);
});

const relay = 'Ann Author via B4 Relay <devnull+ann.example.org@kernel.org>';
const list = 'Ann Author via Patches <patches@lists.example.org>';
const gateway = 'Ann Author via GitGitGadget <gitgitgadget@gmail.com>';

test.each([
  [
    'an ordinary mail',
    letter({ id: 'a', subject: '', from: 'Ann Author <Ann@Example.org>' }),
    undefined,
    'ann@example.org',
    '',
  ],
  [
    'a relay with X-Original-From',
    letter({
      id: 'a',
      subject: '',
      from: relay,
      headers: { 'x-original-from': 'Ann Author <ann@example.org>' },
    }),
    undefined,
    'ann@example.org',
    'devnull+ann.example.org@kernel.org',
  ],
  [
    'a relay that says no more',
    letter({ id: 'a', subject: '', from: relay }),
    undefined,
    'devnull+ann.example.org@kernel.org',
    '',
  ],
  [
    "a relay with somebody else's patch",
    letter({ id: 'a', subject: '', from: relay, replyTo: 'ann@example.org' }),
    'Rob Reader <rob@example.net>',
    'ann@example.org',
    'devnull+ann.example.org@kernel.org',
  ],
  [
    'a list that rewrites From',
    letter({ id: 'a', subject: '', from: list, replyTo: 'Ann Author <ann@example.org>' }),
    undefined,
    'ann@example.org',
    '',
  ],
  [
    'a gateway, a patch',
    letter({ id: 'a', subject: '', from: gateway }),
    'Ann Author <ann@example.org>',
    'ann@example.org',
    '',
  ],
  ['a gateway, a cover letter', letter({ id: 'a', subject: '', from: gateway }), undefined, '', ''],
])('the sender of %s', (_, mail, inBodyFrom, address, alias) => {
  expect(senderOf(mail, inBodyFrom)).toEqual({ name: 'Ann Author', address, alias });
});

test('people of one name are one, the address used most is their key', () => {
  const box = (name: string, address: string, alias = '') => ({ name, address, alias });
  const { people, personOf } = gatherPeople([
    box('Ann Author', 'ann@new.org'),
    box('Ann Author', 'ann@old.org', 'devnull+ann@kernel.org'),
    box('Author, Ann', 'ann@old.org'),
    box('Ann Author', ''),
    box('John', 'john@a.org'),
    box('John', 'john@b.org'),
  ]);
  expect(people).toEqual([
    {
      key: 'ann@old.org',
      name: 'Ann Author',
      addresses: ['ann@old.org', 'ann@new.org', 'devnull+ann@kernel.org'],
    },
    { key: 'john@a.org', name: 'John', addresses: ['john@a.org'] },
    { key: 'john@b.org', name: 'John', addresses: ['john@b.org'] },
  ]);
  expect(personOf({ name: '', address: 'DEVNULL+ann@kernel.org' }).key).toBe('ann@old.org');
});
