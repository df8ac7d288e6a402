import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkPort, isLoopback, urlOf } from './port';

let server: Server;
let taken: number;

beforeEach(async () => {
  server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  taken = (server.address() as AddressInfo).port;
});
afterEach(() => server.close());

test('a taken port is named, and a free one proposed', async () => {
  await expect(checkPort('127.0.0.1', taken)).rejects.toThrow(
    new RegExp(`^port ${taken} of 127\\.0\\.0\\.1 is taken.*--port \\d+`),
  );
  const free = await checkPort('127.0.0.1', taken).catch((error: Error) =>
    Number(/--port (\d+)/.exec(error.message)?.[1]),
  );
  await expect(checkPort('127.0.0.1', free ?? 0)).resolves.toBeUndefined();
});

test('an address of another machine is named', async () => {
  await expect(checkPort('192.0.2.1', taken)).rejects.toThrow('192.0.2.1 is no address of this machine');
});

test.each([
  ['127.0.0.1', 3000, 'http://127.0.0.1:3000'],
  ['0.0.0.0', 80, 'http://localhost:80'],
  ['::1', 3000, 'http://[::1]:3000'],
  ['review.example', 3000, 'http://review.example:3000'],
])('%s %i', (host, port, url) => expect(urlOf(host, port)).toBe(url));

test.each([
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['192.168.1.2', false],
])('%s is loopback: %s', (host, expected) => expect(isLoopback(host)).toBe(expected));
