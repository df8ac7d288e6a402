import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET as getRaw } from '../app/mail/[id]/raw/route';
import { GET as getHome } from '../app/r/[id]/route';
import { deriveSeries, prepareQueue, rebuild } from '../lib/ingest/index';
import { findMailHome, findMailPage, type MailPage } from '../lib/query/index';
import { select } from '../lib/store/index';
import { importAll, mailsOf, startDatabase, useDatabase, type TestDatabase } from './database';

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase();
  await useDatabase(await server.fresh());
  await prepareQueue();
  for (const thread of ['sample', 'resend-and-reused-id', 'two-series-in-a-thread'])
    await importAll(await mailsOf(thread));
  await deriveSeries();
});
afterAll(() => server.stop());

async function pageOf(messageId: string, variant?: number): Promise<MailPage> {
  const page = await findMailPage(messageId, variant);
  if (!page) throw new Error(`${messageId} is not held.`);
  return page;
}

test('a reply stands between what it answers and what answers it', async () => {
  const page = await pageOf('20240605-ada-b@example.com');
  expect(page.parent?.messageId).toBe('44c0.ivo@example.net');
  expect(page.answers.map(({ messageId }) => messageId)).toEqual(['45d1.ivo@example.net']);
  expect(page.missingParent).toBeUndefined();
  expect(page.quoted.get('44c0.ivo@example.net')?.name).toBe('Ivo Petrov');
});

test('it names the posting of its thread by the label of the version', async () => {
  expect((await pageOf('44c0.ivo@example.net')).series?.posting).toEqual({
    version: { slug: 'rfc', label: 'RFC' },
    number: 1,
  });
  expect((await pageOf('20240613-chime-v1-0@example.com')).series?.posting).toEqual({
    version: { slug: 'v1', label: 'v1' },
    number: 0,
  });
});

test('every answer that the threads know is found by the mail it answers', async () => {
  const placed = await select<{ readonly id: string; readonly parent: string }>`
    SELECT DISTINCT message_id AS id, parent FROM series_mail WHERE parent IS NOT NULL`;
  expect(placed.length).toBeGreaterThan(30);
  for (const { id, parent } of placed)
    expect((await pageOf(parent)).answers.map(({ messageId }) => messageId)).toContain(id);
});

test('a posting is found while its series is derived again', async () => {
  let isDone = false;
  const again = rebuild().finally(() => (isDone = true));
  const homes = new Set<string | undefined>();
  const look = async () => {
    while (!isDone) homes.add((await findMailHome('20240613-chime-v1-1@example.com'))?.kind);
  };
  await Promise.all([again, ...Array.from({ length: 4 }, look)]);
  expect([...homes]).toEqual(['posting']);
});

test('mails that share a Message-ID have a page each', async () => {
  const [first, second] = [await pageOf('rs.same@example.org'), await pageOf('rs.same@example.org', 2)];
  expect([first.variants, second.variants]).toEqual([2, 2]);
  expect(first.mail.text).not.toBe(second.mail.text);
  expect(first.lines).toBeDefined();
  expect(second.lines).toBeUndefined();
  expect(await findMailPage('rs.same@example.org', 3)).toBeUndefined();
});

test('select: values go beside the statement, arrays and nothing too', async () => {
  const hostile = `'; DROP TABLE mail; --`;
  const ask = (value: string | null) => select<{ readonly same: string | null; readonly of: boolean }>`
    SELECT ${value}::text AS same, ${'rs.1@example.com'} = ANY(${['a', 'rs.1@example.com', hostile]}) AS of`;
  expect(await Promise.all([ask(hostile), ask(null), ask('')])).toEqual([
    [{ same: hostile, of: true }],
    [{ same: null, of: true }],
    [{ same: '', of: true }],
  ]);
});

test('a Message-ID with a percent sign leads to its mail', async () => {
  const id = '100%25@x.example';
  const raw = Buffer.from(`Message-ID: <${id}>\nFrom: a@x.example\nSubject: all of it\n\nAll.\n`);
  await importAll([{ kind: 'mail', raw, place: 'test' }]);
  // As Next.js hands a route the segment, decoded.
  const given = { params: Promise.resolve({ id }) };
  const at = 'http://127.0.0.1/';
  expect((await getHome(new Request(at), given)).headers.get('location')).toBe('/mail/100%2525%40x.example');
  expect(await (await getRaw(new Request(at), given)).text()).toContain('Subject: all of it');
});
