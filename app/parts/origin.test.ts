import { expect, test } from 'vitest';
import { originOf } from './origin';

test.each([
  [{ host: 'localhost:3000' }, undefined, 'http://localhost:3000'],
  [{ host: '[::1]:3000' }, undefined, 'http://[::1]:3000'],
  [
    { host: 'review.example.org', 'x-forwarded-proto': 'https, http' },
    undefined,
    'https://review.example.org',
  ],
  [{ host: 'localhost:3000', 'x-forwarded-proto': 'javascript' }, undefined, 'http://localhost:3000'],
  [{ host: 'localhost:3000' }, 'https://review.example.org', 'https://review.example.org'],
  [{}, undefined, 'http://localhost'],
])('%j, set %s: %s', (headers, set, origin) => {
  expect(originOf(new Headers(headers as Record<string, string>), set)).toBe(origin);
});
