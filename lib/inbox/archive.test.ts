import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { MessageId } from '../mail/index';
import { openArchive, searchPhrase, type Archive, type ArchiveConfig } from './archive';

/** A stand-in for an archive that answers as told, one answer after another; the last one repeats. */
interface StandIn {
  readonly origin: string;
  readonly asked: {
    readonly method: string;
    readonly url: string;
    readonly agent: string;
    readonly at: number;
    readonly body: string;
  }[];
  busiest: number;
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const servers: Server[] = [];
const archives: Archive[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const archive of archives.splice(0)) await archive.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function standIn(...answers: Answer[]): Promise<StandIn> {
  const seen: StandIn = { origin: '', asked: [], busiest: 0 };
  let open = 0;
  const server = createServer((request, response) => {
    open += 1;
    seen.busiest = Math.max(seen.busiest, open);
    response.on('close', () => (open -= 1));
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const answer = answers[Math.min(seen.asked.length, answers.length - 1)];
      seen.asked.push({
        method: request.method ?? '',
        url: request.url ?? '',
        agent: request.headers['user-agent'] ?? '',
        at: Date.now(),
        body,
      });
      answer?.(response, request);
    });
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return Object.assign(seen, {
    origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
  });
}

function reader(origins: readonly string[], more: Partial<ArchiveConfig> = {}): Archive {
  const archive = openArchive({
    origins,
    version: '9.9',
    contact: 'ops@example.com',
    spacing: 0,
    backOff: 5,
    tries: 3,
    ...more,
  });
  archives.push(archive);
  return archive;
}

const id = '20240101-foo@example.com' as MessageId;
const mail = 'From: A <a@example.com>\nSubject: hello\nMessage-ID: <20240101-foo@example.com>\n\nbody\n\n';
const mbox = gzipSync(`From mboxrd@z Thu Jan  1 00:00:00 1970\n${mail}`);

const gives =
  (bytes: Uint8Array, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(200, { 'content-type': 'application/gzip', ...headers }).end(bytes);
const says =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<html>words</html>');
const hangsUp: Answer = (response) => response.destroy();

describe('a request', () => {
  test('names program, version and contact, and asks for the escaped thread', async () => {
    const server = await standIn(gives(mbox));
    const mails = await reader([server.origin]).thread('a/b+c@example.com' as MessageId);
    expect(server.asked[0]).toMatchObject({
      method: 'GET',
      url: '/all/a%2Fb%2Bc%40example.com/t.mbox.gz',
      agent: 'loreview/9.9 (+ops@example.com)',
    });
    expect(mails).toHaveLength(1);
  });

  test('a search is a POST with the query in the URL and an empty body', async () => {
    const server = await standIn(gives(mbox));
    await reader([server.origin]).search('s:"a b"');
    expect(server.asked[0]).toMatchObject({
      method: 'POST',
      url: '/all/?x=m&t=1&q=s%3A%22a%20b%22',
      body: '',
    });
  });

  test('is alone in flight, and keeps its distance to the one before', async () => {
    const server = await standIn((response) => setTimeout(() => response.writeHead(200).end(mbox), 30));
    const archive = reader([server.origin], { spacing: 100 });
    await Promise.all([archive.search('a'), archive.search('b'), archive.search('c')]);
    expect(server.busiest).toBe(1);
    const starts = server.asked.map((one) => one.at);
    for (let i = 1; i < starts.length; i += 1)
      expect((starts[i] ?? 0) - (starts[i - 1] ?? 0)).toBeGreaterThanOrEqual(125);
  });

  test('is not made again while its answer is in the cache', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'loreview-cache-'));
    folders.push(cache);
    const server = await standIn(gives(mbox));
    await reader([server.origin], { cache }).thread(id);
    await reader([server.origin], { cache }).thread(id);
    expect(server.asked).toHaveLength(1);
    await reader([server.origin], { cache, cacheFor: 0 }).thread(id);
    expect(server.asked).toHaveLength(2);
  });
});

describe('answers that are no mail', () => {
  test.each([
    ['unknown mail', says(404), 'not-found', /no mail with this Message-ID/, 1],
    ['partial matches', says(300), 'not-found', /no mail with this Message-ID/, 1],
    ['forbidden', says(403), 'refused', /LOREVIEW_CONTACT/, 1],
    ['a bot challenge', says(200), 'challenge', /bot challenge/, 1],
    [
      'a redirect elsewhere',
      says(302, { location: 'http://elsewhere.invalid/' }),
      'unreadable',
      /not followed/,
      1,
    ],
    ['too many requests', says(429), 'busy', /fewer requests/, 3],
    ['too many requests, for an hour', says(429, { 'retry-after': '3600' }), 'busy', /fewer requests/, 1],
    ['busy', says(503), 'busy', /too busy/, 3],
    ['broken', says(500), 'broken', /failed to answer \(500\)/, 3],
    ['cut short', gives(mbox.subarray(0, mbox.length - 12)), 'damaged', /cut short/, 3],
    [
      'damaged',
      gives(Buffer.concat([mbox.subarray(0, 20), Buffer.alloc(40, 1)])),
      'damaged',
      /damaged|cut short/,
      3,
    ],
    [
      'plain text',
      gives(Buffer.from('hello'), { 'content-type': 'text/plain' }),
      'unreadable',
      /text\/plain where gzip/,
      1,
    ],
    ['nothing', gives(Buffer.alloc(0)), 'damaged', /answered with nothing where mail/, 3],
    [
      'no gzip that is named so',
      gives(Buffer.from('hello')),
      'unreadable',
      /something that it names application\/gzip and that is no gzip where/,
      1,
    ],
    ['nothing in gzip', gives(gzipSync('')), 'unreadable', /answered with an empty mbox where mail/, 1],
    ['a page in gzip', gives(gzipSync('<!doctype html><html></html>')), 'challenge', /bot challenge/, 1],
    ['no mail in gzip', gives(gzipSync('[1, 2]\n')), 'unreadable', /gzip of something that is no mail/, 1],
    [
      'a gzip bomb',
      gives(gzipSync(Buffer.alloc(40 * 1024 * 1024, `From a@x Thu Jan  1 00:00:00 1970\n${mail}`))),
      'too-large',
      /too large: inflates more than 200 times, as no mail does\. Import .* from a file: loreview import/,
      1,
    ],
    ['hanging up', hangsUp, 'unreachable', /cannot be reached/, 3],
  ] as const)('%s', async (_name, answer, kind, words, requests) => {
    const server = await standIn(answer);
    await expect(reader([server.origin]).thread(id)).rejects.toMatchObject({
      name: 'ArchiveFailure',
      kind,
      message: expect.stringMatching(words) as unknown,
    });
    expect(server.asked).toHaveLength(requests);
  });

  test('a search without hits is empty, not an error', async () => {
    const server = await standIn(says(404));
    expect(await reader([server.origin]).search('s:none')).toEqual([]);
  });

  test('a passing failure is passed over', async () => {
    const server = await standIn(says(503, { 'retry-after': '0' }), hangsUp, gives(mbox));
    expect(await reader([server.origin]).thread(id)).toHaveLength(1);
  });

  test('nobody listens', async () => {
    await expect(reader(['http://127.0.0.1:1'], { tries: 1 }).thread(id)).rejects.toMatchObject({
      kind: 'unreachable',
      message: '127.0.0.1:1 cannot be reached: it refuses connections.',
    });
  });
});

test('a page in gzip is not kept in the cache: the next time the archive is asked again', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'loreview-cache-'));
  folders.push(cache);
  const server = await standIn(gives(gzipSync('<html>')), gives(mbox));
  await expect(reader([server.origin], { cache }).thread(id)).rejects.toMatchObject({ kind: 'challenge' });
  expect(await reader([server.origin], { cache }).thread(id)).toHaveLength(1);
});

test('each mail is given with its place in the answer', async () => {
  const from = 'From mboxrd@z Thu Jan  1 00:00:00 1970\n';
  const junk = '\n\nno header\n\n';
  const server = await standIn(gives(gzipSync(`${from}${mail}${from}${junk}${from}${mail}`)));
  const mails = await reader([server.origin]).thread(id);
  const second = from.length + mail.length;
  expect(mails.map(({ offset }) => offset)).toEqual([0, second, second + from.length + junk.length]);
  expect(mails.every(({ source }) => source.startsWith(server.origin))).toBe(true);
});

/** So many bytes every 20 ms, without an end. */
const drips =
  (bytes: number, status = 200): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/gzip' });
    response.write(mbox.subarray(0, 10));
    const timer = setInterval(() => response.write(Buffer.alloc(bytes, 1)), 20);
    response.on('close', () => clearInterval(timer));
  };

describe('an answer that does not end', () => {
  test.each([
    ['one byte after the other', drips(1), { grace: 200, slowest: 1_000, longest: 60_000 }],
    ['fast enough, and for ever', drips(1_000), { grace: 100, slowest: 1_000, longest: 400 }],
  ])('is given up: %s', async (_name, answer, pace) => {
    const server = await standIn(answer);
    await expect(reader([server.origin], { pace }).thread(id)).rejects.toMatchObject({
      kind: 'slow',
      isPassing: true,
      message: expect.stringMatching(/answers too slowly: \d+ KB in \d+ seconds/) as unknown,
    });
    expect(server.asked).toHaveLength(1);
  });

  test('is waited for while it keeps the pace', async () => {
    const server = await standIn((response) => {
      response.writeHead(200, { 'content-type': 'application/gzip' });
      const [half, rest] = [mbox.subarray(0, 50), mbox.subarray(50)];
      response.write(half);
      setTimeout(() => response.end(rest), 300);
    });
    const pace = { grace: 100, slowest: 50, longest: 5_000 };
    expect(await reader([server.origin], { pace }).thread(id)).toHaveLength(1);
  });

  test('is not waited for below a refusal', async () => {
    const server = await standIn(drips(1, 404));
    const began = Date.now();
    await expect(reader([server.origin]).thread(id)).rejects.toMatchObject({ kind: 'not-found' });
    expect(Date.now() - began).toBeLessThan(10_000);
  });
});

describe('mirrors', () => {
  test.each([
    ['a broken connection', hangsUp, true],
    ['500', says(500), true],
    ['503', says(503), true],
    ['404', says(404), false],
    ['403', says(403), false],
    ['429', says(429), false],
    ['a challenge', says(200), false],
  ] as const)('after %s', async (_name, answer, isMirrorAsked) => {
    const [first, mirror] = [await standIn(answer), await standIn(gives(mbox))];
    const mails = reader([first.origin, mirror.origin], { tries: 2 }).thread(id);
    await (isMirrorAsked ? expect(mails).resolves.toHaveLength(1) : expect(mails).rejects.toThrow());
    expect(mirror.asked).toHaveLength(isMirrorAsked ? 1 : 0);
  });
});

test('a list is asked when /all/ does not find the mail', async () => {
  const server = await standIn(says(404), gives(mbox));
  await reader([server.origin]).thread(id, 'linux-foo');
  expect(server.asked.map((one) => one.url)).toEqual([
    '/all/20240101-foo%40example.com/t.mbox.gz',
    '/linux-foo/20240101-foo%40example.com/t.mbox.gz',
  ]);
});

test.each([
  ['net: make foo fast', '"net: make foo fast"'],
  ['a "quoted" title', '"a quoted title"'],
  ['ends with \\', '"ends with"'],
  ['two\nlines', '"two lines"'],
])('a phrase of a query cannot end early: %s', (text, phrase) => {
  expect(searchPhrase(text)).toBe(phrase);
});
