import { expect, test } from 'vitest';
import { readMissing, tellMissing, type Missing } from './missing';

test.each<Missing>([
  { kind: 'mail', messageId: 'a/b+"ü"@x.org' },
  { kind: 'patch', slug: 's', version: 'v1', number: '9' },
])('what is told is read: %j', (missing) => {
  const told = tellMissing(missing);
  expect(told).toMatch(/^[\x21-\x7e]+$/);
  expect(readMissing(told)).toEqual(missing);
});

test.each([null, '', 'x', '%', '%7B%7D', '{"kind":"mail"}', '{"kind":"other"}', 'null'])(
  'anything else is nothing: %j',
  (told) => {
    expect(readMissing(told)).toBeUndefined();
  },
);
