import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deriveSeries } from '../lib/ingest/index';
import { derivationProblems, pendingCount, pool } from '../lib/store/index';
import { importAll, startDatabase, useDatabase, type TestDatabase } from './database';

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase();
  await useDatabase(await server.emptied());
});
afterAll(async () => server?.stop());

/** So many characters that no index can compress: PostgreSQL's hold some 2,700 bytes of a value. */
function noise(length: number, seed: string): string {
  let text = '';
  for (let at = 0; text.length < length; at += 1)
    text += createHash('sha256').update(`${seed} ${at}`).digest('hex');
  return text.slice(0, length);
}

const long = noise(12_000, 'value');
const diff = (path = 'a.c') =>
  `---\n ${path} | 1 +\n\ndiff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-one\n+two\n`;
/** A message id of 998 bytes, the most that a line of mail holds, and one beyond. */
const wide = (bytes: number) =>
  `${'字'.repeat(Math.floor((bytes - 2) / 3))}@${'x'.repeat(((bytes - 2) % 3) + 1)}`;

/** Headers and text that say something else than those of an ordinary patch. */
const cases: Readonly<Record<string, { readonly [header: string]: string } & { readonly body?: string }>> = {
  'a title': { Subject: `[PATCH] ${long}` },
  'a title of letters beyond ASCII': { Subject: `[PATCH] ${'字節順'.repeat(900)}` },
  'the title of a reply': { Subject: `Re: [PATCH] ${long}`, body: '> one\n\nWhy?\n' },
  'a former title': { Subject: `[PATCH v2] bell: ring (was: ${long})` },
  'a prefix': { Subject: `[PATCH ${long} v2 1/1] bell: ring` },
  'a number': { Subject: `[PATCH v${'9'.repeat(400)} 1/${'9'.repeat(400)}] bell: ring` },
  'an address': { From: `Ann <${long}@example.org>` },
  'an address beyond ASCII': { From: `Ann <${'字'.repeat(900)}@example.org>` },
  'a name': { From: `${long} <ann@example.org>` },
  readers: { To: `<${long}@example.org>`, Cc: `${long} <x@example.org>` },
  'a change-id': { body: `Ring.\n\n${diff()}\n-- \nchange-id: ${long}\n` },
  'a trailer': {
    body: `Ring.\n\nReviewed-by: ${long} <${noise(300, 'tag')}@example.org>\n${noise(60, 'key')}-by: ${long}\nSigned-off-by: Ann <ann@example.org>\n${diff()}`,
  },
  'trailers that link': {
    body: `Ring.\n\nLink: https://lore.kernel.org/r/${noise(998, 'link')}\nLink: https://${long}.example.org/${long}\nFixes: ${long} ("${long}")\nSigned-off-by: Ann <ann@example.org>\n${diff()}`,
  },
  'who wrote it': {
    body: `From: ${long} <${noise(300, 'author')}@example.org>\nSubject: ${long}\n\nRing.\n\n${diff()}`,
  },
  'a path': { body: `Ring.\n\n${diff(long)}` },
  'a list': { 'List-Id': `<${long}.example.org>` },
  'ids beyond ASCII': { 'Message-ID': `<${wide(998)}>`, 'In-Reply-To': `<${wide(997)}>` },
  'an id that is too long': { 'Message-ID': `<${wide(999)}>`, References: `<${long}@example.org>` },
  'a request to pull': {
    Subject: `[GIT PULL] ${long}`,
    body: `The following changes since commit 1234567890ab:\n\n  Linux 6.7\n\nare available in the Git repository at:\n\n  https://git.example.org/${long}.git tags/${long}\n\nfor you to fetch changes up to abcdef123456:\n\n  ${long}\n\n${'-'.repeat(64)}\nx\n\n${'-'.repeat(64)}\nAnn (1):\n      ${long}\n\n a | 2 +-\n`,
  },
};

const mails = Object.entries(cases).map(([name, { body, ...headers }], index) => {
  const all = {
    'Message-ID': `<long-${index}@example.org>`,
    From: 'Ann <ann@example.org>',
    Subject: `[PATCH] bell: ring ${index} times`,
    Date: `Mon, ${index + 1} Jan 2024 10:00:00 +0000`,
    ...headers,
  };
  const head = Object.entries(all).map(([header, value]) => `${header}: ${value}\n`);
  return {
    kind: 'mail',
    raw: Buffer.from(`${head.join('')}\n${body ?? `Ring.\n\n${diff()}`}`),
    place: name,
  } as const;
});

test('a mail with a value of any length is stored, and its series derived', async () => {
  expect((await importAll(mails)).refused).toEqual([]);
  await deriveSeries();
  expect(await derivationProblems()).toEqual([]);
  expect(await pendingCount()).toBe(0);
  const { rows } = await pool().query<{ held: string; told: string }>(
    'SELECT (SELECT count(*) FROM mail) AS held, count(DISTINCT message_id) AS told FROM series_mail',
  );
  expect(rows).toEqual([{ held: String(mails.length), told: expect.any(String) as string }]);
});

test('of mails that come together, only the one is left out that the database refuses, by its name', async () => {
  await pool().query("ALTER TABLE mail ADD CONSTRAINT no_such CHECK (subject <> 'refused')");
  const of = (id: string, subject: string) => ({
    kind: 'mail' as const,
    raw: Buffer.from(
      `Message-ID: <${id}@x>\nFrom: a@x\nSubject: ${subject}\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\n${id}\n`,
    ),
    place: `place of ${id}`,
  });
  const given = [of('one', 'kept'), of('two', 'refused'), of('three', 'kept')];
  const { fresh, known, refused } = await importAll(given);
  expect([fresh, known]).toEqual([2, 0]);
  expect(refused).toMatchObject([
    { place: 'place of two', why: expect.stringContaining('<two@x>') as string },
  ]);
  await pool().query('ALTER TABLE mail DROP CONSTRAINT no_such');
  expect(await importAll(given)).toMatchObject({ fresh: 1, known: 2, refused: [] });
});
