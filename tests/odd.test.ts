import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMailFiles } from '../lib/inbox/index';
import { deriveSeries, importMails } from '../lib/ingest/index';
import { database, derivationProblems, pendingCount } from '../lib/store/index';
import { startDatabase, useDatabase, type TestDatabase } from './database';

// Real mail of every odd shape, where it is at hand: charsets nobody knows, broken MIME, dates of no year, no ids.

const folder = `${process.env['LOREVIEW_CORPUS'] ?? '../shared/corpus'}/odd`;
const isThere = existsSync(folder);

let server: TestDatabase | undefined;
beforeAll(async () => {
  if (isThere) server = await startDatabase();
});
afterAll(() => server?.stop());

test.skipIf(!isThere)('odd mail is stored or refused with a reason, and comes to series', async () => {
  if (!server) return;
  await useDatabase(await server.fresh());
  const importAgain = () =>
    importMails(readMailFiles([folder], { stdin: process.stdin, onBytes: () => undefined }), folder);
  const first = await importAgain();
  expect(first.read).toBeGreaterThan(150);
  expect(first.fresh + first.known).toBe(first.read);
  for (const refused of first.refused) expect(refused.why).toMatch(/\w{3}/);
  await deriveSeries();
  expect(await derivationProblems()).toEqual([]);
  expect(await pendingCount()).toBe(0);
  const held = await database().rawMail.count();
  const second = await importAgain();
  expect([second.fresh, second.known]).toEqual([0, first.read]);
  expect(second.refused).toEqual(first.refused);
  expect(await database().rawMail.count()).toBe(held);
  expect(await pendingCount()).toBe(0);
});
