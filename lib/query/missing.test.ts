import { expect, test } from 'vitest';
import { readMissing, readRange, tellMissing, type Missing } from './missing';

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

test.each([
  ['v1..v2', ['v1', 'v2']],
  ['v2.1..v3-resend', ['v2.1', 'v3-resend']],
  ['v1', undefined],
  ['..v2', undefined],
  ['v1..', undefined],
  ['v1..v2..v3', undefined],
])('two versions of %j', (range, versions) => {
  expect(readRange(range)).toEqual(versions);
});
