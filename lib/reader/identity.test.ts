import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readIdentity } from './identity';

test.each([
  ['one', 'a@example.org', ['a@example.org']],
  [
    'several, however they are parted',
    '<A@Example.org>, b@example.org\nc@example.org;d@example.org',
    ['a@example.org', 'b@example.org', 'c@example.org', 'd@example.org'],
  ],
  ['one twice', 'a@example.org A@example.org', ['a@example.org']],
])('addresses: %s', (_, addresses, found) => {
  expect(readIdentity({ name: ' Ada  Reader ', addresses })).toEqual({
    name: 'Ada Reader',
    addresses: found,
  });
});

test.each([
  ['no name', '', 'a@example.org', /name is empty/],
  ['an address for a name', 'Ada <a@example.org>', 'a@example.org', /holds "<"/],
  ['no address', 'Ada', ' , ', /no address/],
  ['no domain', 'Ada', 'a@', /"a@" is no mail address/],
  ['not ASCII', 'Ada', 'ä@example.org', /is no mail address/],
  ['a header in it', 'Ada', 'a@example.org\r\nBcc:b@example.org', /"bcc:b@example.org" is no/],
])('refused: %s', (_, name, addresses, why) => {
  expect(readIdentity({ name, addresses })).toEqual({ why: expect.stringMatching(why) as string });
});

test('any text gives an identity that can be written, or a reason', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, addresses) => {
      const read = readIdentity({ name, addresses });
      if ('why' in read) expect(read.why).not.toBe('');
      else expect(`${read.name}${read.addresses.join('')}`).not.toMatch(/[\r\n<>]/);
    }),
  );
});
