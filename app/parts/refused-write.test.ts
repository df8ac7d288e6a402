import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { refusedWrite } from './refused-write';

const host = '127.0.0.1:3000';

afterAll(() => {
  vi.unstubAllEnvs();
});

function answerTo(headers: Readonly<Record<string, string>>): number | undefined {
  return refusedWrite(new Request(`http://${host}/follow`, { method: 'POST', headers }))?.status;
}

describe('served to this machine', () => {
  beforeAll(() => {
    vi.stubEnv('LOREVIEW_BOUND_TO', '127.0.0.1');
  });

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
    ['a name of theirs that leads here', { host: 'evil.example', 'sec-fetch-site': 'same-origin' }, true],
    ['a proxy for others', { host, 'x-forwarded-for': '203.0.113.7' }, true],
  ])('%s', (_, headers, isRefused) => {
    expect(answerTo(headers)).toBe(isRefused ? 403 : undefined);
  });
});

test('served to others, nothing is taken', () => {
  vi.stubEnv('LOREVIEW_BOUND_TO', '0.0.0.0');
  expect(answerTo({ host, 'sec-fetch-site': 'same-origin' })).toBe(403);
});
