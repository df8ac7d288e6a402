import { expect, test } from 'vitest';
import { isServed, refusedHost } from './served-host';

const names = ['Review.example.org', 'devbox'];

test.each<[string | null, boolean]>([
  ['127.0.0.1:3000', true],
  ['127.0.0.1', true],
  ['localhost:3000', true],
  ['LOCALHOST:3000', true],
  ['localhost.:3000', true],
  ['loreview.localhost:3000', true],
  ['[::1]:3000', true],
  ['[::1]', true],
  ['192.168.1.7:3000', true],
  ['review.example.org', true],
  ['REVIEW.example.org:443', true],
  ['devbox:3000', true],
  ['evil.example:3000', false],
  ['review.example.org.evil.example', false],
  ['evil-review.example.org', false],
  ['notlocalhost:3000', false],
  ['127.0.0.1.evil.example:3000', false],
  ['2130706433:3000', false],
  ['localhost@evil.example', false],
  ['localhost/evil.example', false],
  ['localhost evil.example', false],
  ['[evil.example]:3000', false],
  ['::1', false],
  ['localhost:3000:3000', false],
  ['', false],
  [null, false],
])('Host %j', (host, isOurs) => {
  expect(isServed(host, names)).toBe(isOurs);
});

test('the refusal says which name it was and what to do', async () => {
  const request = new Request('http://127.0.0.1/', { headers: { host: 'evil.example:3000' } });
  const refusal = refusedHost(request, names);
  expect(refusal?.status).toBe(421);
  expect(await refusal?.text()).toMatch(/"evil\.example:3000".*localhost.*LOREVIEW_HOSTS/);
  expect(
    refusedHost(new Request('http://127.0.0.1/', { headers: { host: 'devbox' } }), names),
  ).toBeUndefined();
});
