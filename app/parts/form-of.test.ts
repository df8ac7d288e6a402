import { expect, test } from 'vitest';
import { formOf } from './form-of';

const sent = (body: string | undefined, type: string) =>
  formOf(
    new Request('http://127.0.0.1/x', {
      method: 'POST',
      headers: { 'content-type': type },
      ...(body !== undefined && { body }),
    }),
  );

test('a form has its fields', async () => {
  expect([...(await sent('a=1&b=2', 'application/x-www-form-urlencoded'))]).toEqual([
    ['a', '1'],
    ['b', '2'],
  ]);
});

test.each([
  ['{"a":1}', 'application/json'],
  ['a=1', 'text/plain'],
  [undefined, 'text/plain'],
  ['--x\r\nbroken', 'multipart/form-data; boundary=x'],
])('%j as %s has none', async (body, type) => {
  expect([...(await sent(body, type))]).toEqual([]);
});
