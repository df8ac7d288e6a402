import { expect, test } from 'vitest';
import { whyReadOnly } from './seat';

test.each<[string, string | null, string | null, string | undefined, RegExp | undefined]>([
  ['this machine', '127.0.0.1:3000', null, '127.0.0.1', undefined],
  ['by name', 'localhost:3000', '127.0.0.1', 'localhost', undefined],
  ['by a name below localhost', 'loreview.localhost', '::1', '127.0.0.1', undefined],
  ['IPv6', '[::1]:3000', '::1', '::1', undefined],
  ['IPv4 within IPv6', '127.0.0.1:3000', '::ffff:127.0.0.1', '127.0.0.1', undefined],
  ['every address', '127.0.0.1:3000', '127.0.0.1', '0.0.0.0', /served on 0\.0\.0\.0/],
  ['not known', '127.0.0.1:3000', null, undefined, /not known who/],
  [
    'a name of another that leads here',
    'evil.example:3000',
    '127.0.0.1',
    '127.0.0.1',
    /asked for as evil\.example/,
  ],
  ['no name', null, null, '127.0.0.1', /asked for as nobody/],
  ['a look-alike', '127.0.0.1.evil.example', null, '127.0.0.1', /evil\.example/],
  ['another look-alike', 'localhost.evil.example', null, '127.0.0.1', /evil\.example/],
  ['behind a proxy', '127.0.0.1:3000', '203.0.113.7, 127.0.0.1', '127.0.0.1', /proxy .* 203\.0\.113\.7/],
])('%s', (_, host, forwardedFor, boundTo, why) => {
  const said = whyReadOnly({ host, forwardedFor }, boundTo);
  if (why) expect(said).toMatch(why);
  else expect(said).toBeUndefined();
});
