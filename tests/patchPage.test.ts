import { afterAll, beforeAll, expect, test } from 'vitest';
import { correct, deriveSeries, prepareQueue } from '../lib/ingest/index';
import type { MessageId } from '../lib/mail/index';
import { findPatchPage, type PatchPage } from '../lib/query/index';
import { database } from '../lib/store/index';
import { importAll, mailsOf, startDatabase, useDatabase, type TestDatabase } from './database';

let server: TestDatabase;
let slug: string;
beforeAll(async () => {
  server = await startDatabase();
  await useDatabase(await server.fresh());
  await prepareQueue();
  await importAll(await mailsOf('sample'));
  await importAll(await mailsOf('nested-replies'));
  await deriveSeries();
  slug = (await database().series.findFirstOrThrow({ where: { title: { startsWith: 'chime' } } })).slug;
});
afterAll(() => server.stop());

async function pageOf(version: string, number: number, options = {}): Promise<PatchPage> {
  const page = await findPatchPage(slug, version, number, options);
  if (!page) throw new Error(`There is no ${version} ${number}.`);
  return page;
}

/** Discussions with their state, where they come from and where they stand. */
function told({ conversations }: PatchPage): readonly string[] {
  return conversations
    .filter(({ state }) => state !== undefined)
    .map(({ state, carried, anchor, remarks }) =>
      [
        state,
        carried ? `from ${carried.version.label} ${carried.number}, ${carried.kind}` : 'own',
        anchor.kind === 'line' ? `line ${anchor.bodyLine}` : anchor.kind,
        remarks[0]?.text.split('\n')[0]?.slice(0, 30),
      ].join(' | '),
    );
}

test('what was asked of earlier versions stands at its place in a later one', async () => {
  expect([...(await Promise.all([1, 2, 3].map(async (number) => told(await pageOf('v2', number))))).flat()])
    .toMatchInlineSnapshot(`
    [
      "addressed | from RFC 1, near | line 28 | jiffies are no milliseconds, a",
      "answered | own | line 29 | You said that last_ring would ",
      "addressed | from v1 1, near | line 30 | Why is this another error than",
      "promised | from RFC 1, line | line 35 | Should this not be set when th",
      "rejected | from v1 1, line | line 35 | last_ring is 0 after probe, so",
      "open | from v1 2, patch | patch | Hi Ada,",
      "resolved | from v1 3, near | line 19 | Anything? Then we can never gi",
    ]
  `);
});

test('what this version did not settle is a list, and is woven in when asked for', async () => {
  const page = await pageOf('v2', 2);
  expect(
    page.settledEarlier.map(
      ({ state, from, name }) => `${state} ${from.version.label} ${from.number} ${name}`,
    ),
  ).toMatchInlineSnapshot(`
    [
      "resolved RFC 2 Mei Tan",
      "resolved v1 2 Mei Tan",
    ]
  `);
  const whole = await pageOf('v2', 2, { showsSettled: true });
  expect(whole.settledEarlier).toEqual([]);
  expect(whole.conversations).toHaveLength(page.conversations.length + page.settledEarlier.length);
});

test('a discussion stands on a page once, and so do its remarks', async () => {
  for (const number of [0, 1, 2, 3]) {
    const { conversations } = await pageOf('v2', number, { showsSettled: true });
    const ids = conversations.flatMap(({ remarks }) =>
      remarks.map(({ reply, block }) => `${reply}/${block}`),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(conversations.map((each) => each.number)).size).toBe(conversations.length);
  }
});

test('the navigator counts what the pages show', async () => {
  const { slots } = await pageOf('v2', 1);
  for (const slot of slots) {
    const { conversations } = await pageOf('v2', slot.number);
    const asked = conversations.flatMap(({ remarks }) =>
      remarks.filter((remark) => remark.asked !== undefined),
    );
    const { unsettled, confirm, settled } = slot.counts;
    expect(unsettled.count + confirm.count + settled.count, `patch ${slot.number}`).toBe(asked.length);
    expect(slot.conversations).toBe(conversations.length);
  }
});

test('remarks are counted, not discussions: one may ask for several things', async () => {
  const talk = async () => {
    const page = await findPatchPage('gate-refuse-to-open-twice', 'v1', 1);
    return page && [page.slot.conversations, page.slot.counts.unsettled, page.conversations[0]?.state];
  };
  expect(await talk()).toEqual([2, { count: 2, worst: 'answered' }, 'answered']);
  const answer = await database().remark.findFirstOrThrow({ where: { reply: 'nr.c@example.net' } });
  await correct({
    target: {
      kind: 'state',
      remark: { reply: answer.reply as MessageId, line: answer.startLine },
      state: 'open',
    },
    author: 'Rob Reader',
    reason: 'it asks for more',
  });
  await deriveSeries();
  expect(await talk()).toEqual([2, { count: 3, worst: 'open' }, 'open']);
});

test('tags given to the patch in this version and before, and whether they hold', async () => {
  const tell = ({ tags }: PatchPage) =>
    tags.map(
      ({ key, name, version, holds, isLeftOut }) =>
        `${key} ${name} ${version} ${holds}${isLeftOut ? ' left out' : ''}`,
    );
  expect(tell(await pageOf('v1', 3))).toMatchInlineSnapshot(`[]`);
  expect(tell(await pageOf('v2', 3))).toMatchInlineSnapshot(`
    [
      "Reviewed-by Ivo Petrov v2 yes",
    ]
  `);
});

test('what a version can be compared with', async () => {
  const tell = ({ looks }: PatchPage) =>
    looks.map(({ since, version, name }) => [since, version.label, name].filter(Boolean).join(' '));
  expect(tell(await pageOf('rfc', 1))).toEqual([]);
  expect(tell(await pageOf('v2', 1, { lookedAt: 'rfc' }))).toMatchInlineSnapshot(`
    [
      "version RFC",
      "version v1",
      "looked RFC",
      "spoke v1 Ivo Petrov",
      "spoke v1 Mei Tan",
      "spoke v1 Noor Haddad",
    ]
  `);
  expect(tell(await pageOf('v2', 3, { lookedAt: 'v9' }))).toMatchInlineSnapshot(`
    [
      "version v1",
      "spoke v1 Ivo Petrov",
      "spoke v1 Mei Tan",
      "spoke v1 Noor Haddad",
    ]
  `);
});
