import { expect, test } from 'vitest';
import { refusedOrigin } from './same-origin';

const host = '127.0.0.1:3000';

test.each<[string, Readonly<Record<string, string>>, boolean]>([
  ['a form of ours', { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }, false],
  [
    'a form of ours, whose page sends no referrer',
    { host, origin: 'null', 'sec-fetch-site': 'same-origin' },
    false,
  ],
  ['typed by the reader', { host, 'sec-fetch-site': 'none' }, false],
  ['no browser', { host }, false],
  ['another site', { host, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, true],
  ['another port', { host, origin: 'http://127.0.0.1:8080', 'sec-fetch-site': 'same-site' }, true],
  ['an old browser on another site', { host, origin: 'https://evil.example' }, true],
  ['a frame without an origin', { host, origin: 'null' }, true],
])('%s', (_, headers, isRefused) => {
  const refusal = refusedOrigin(new Request(`http://${host}/follow`, { method: 'POST', headers }));
  expect(refusal?.status).toBe(isRefused ? 403 : undefined);
});
