import { expect, test } from 'vitest';
import { askedReply, pathBack, replyValue, withParameter } from './reply-params';

test.each([
  ['12', { at: { start: 12, end: 13 } }],
  ['12-15', { at: { start: 12, end: 16 } }],
  ['15-12', { at: { start: 12, end: 16 } }],
  ['all', { at: undefined }],
  ['0', undefined],
  ['12-', undefined],
  ['1e3', undefined],
  [undefined, undefined],
  [['12', '13'], undefined],
])('?reply=%s', (value, asked) => {
  expect(askedReply(value)).toEqual(asked);
});

test.each([[undefined], [{ start: 3, end: 4 }], [{ start: 3, end: 9 }]])('%j there and back', (at) => {
  expect(askedReply(replyValue(at))).toEqual({ at });
});

test.each([
  ['/series/a-b/v2/1?view=split', '/series/a-b/v2/1?view=split'],
  ['/mail/a%40b', '/mail/a%40b'],
  ['/reply', '/reply'],
  ['//evil.example/series', '/reply'],
  ['/series.evil', '/reply'],
  ['https://evil.example/', '/reply'],
  ['/mail/x#y', '/reply'],
  ['/series/\\evil', '/reply'],
])('a form leads back from %s to %s', (value, path) => {
  expect(pathBack(value)).toBe(path);
});

test('a parameter more', () => {
  expect(withParameter('/reply', 'told', 'a b')).toBe('/reply?told=a+b');
  expect(withParameter('/mail/x?variant=2', 'told', 'y')).toBe('/mail/x?variant=2&told=y');
});
