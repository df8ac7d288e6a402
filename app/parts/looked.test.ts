import { expect, test } from 'vitest';
import { isLookedAt, lookedBefore, lookedSetCookie } from './looked';

const order = ['rfc', 'v1', 'v2', 'v2.1', 'v3'];

/** What the cookie holds after versions are opened one after the other, as a browser would keep it. */
function open(versions: readonly string[]): string | undefined {
  let cookie: string | undefined;
  for (const version of versions)
    cookie = /^looked=([^;]*)/.exec(lookedSetCookie(cookie, 'a-series', version, order) ?? '')?.[1] ?? cookie;
  return cookie;
}

test.each([
  ['the first version opened', ['v1'], '..v1', 'v1', undefined],
  ['a newer one is compared with the one before', ['v1', 'v3'], 'v1..v3', 'v3', 'v1'],
  ['and still is on its next patch', ['v1', 'v3', 'v3'], 'v1..v3', 'v3', 'v1'],
  ['looking back forgets nothing', ['v1', 'v3', 'rfc'], 'v1..v3', 'v3', 'v1'],
  ['a version with a dot', ['v2', 'v2.1'], 'v2..v2.1', 'v2.1', 'v2'],
  ['before a newer one is opened it counts as seen', ['v1', 'v2'], 'v1..v2', 'v3', 'v2'],
])('%s', (_, opened, cookie, page, before) => {
  expect(open(opened)).toBe(cookie);
  expect(lookedBefore(open(opened), page)).toBe(before);
});

test('is sent to the pages of its series alone, and no script reads it', () => {
  expect(lookedSetCookie(undefined, 'a-series', 'v1', order)).toMatch(
    /^looked=\.\.v1; Path=\/series\/a-series; Max-Age=\d+; HttpOnly; SameSite=Lax$/,
  );
});

test.each(['', 'v1', '..', 'a;b..c d', '..v1; Path=/', 'x'.repeat(5_000)])(
  'a strange cookie: %j',
  (cookie) => {
    expect(isLookedAt(cookie, 'v1')).toBe(false);
    expect(lookedBefore(cookie, 'v3')).toBeUndefined();
  },
);

test.each([
  ['a series', 'a;b', 'v1'],
  ['a version', 'a', 'v1; Secure'],
])('%s that is no slug sets nothing', (_, series, version) => {
  expect(lookedSetCookie(undefined, series, version, [version])).toBeUndefined();
});
