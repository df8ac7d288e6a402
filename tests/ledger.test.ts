import { afterAll, beforeAll, expect, test } from 'vitest';
import { correct, deriveSeries, prepareQueue } from '../lib/ingest/index';
import type { MessageId } from '../lib/mail/index';
import {
  findLedgerPage,
  findSeriesList,
  findSeriesPage,
  stalledAfterWeeks,
  type LedgerAsked,
} from '../lib/query/index';
import { importAll, mailsOf, startDatabase, useDatabase, type TestDatabase } from './database';

const slug = 'chime-ring-the-bell-from-user-space';
const all: LedgerAsked = { state: undefined, person: undefined, withOwn: true };

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase();
  await useDatabase(await server.fresh());
  await prepareQueue();
  await importAll(await mailsOf('sample'));
  await deriveSeries();
});
afterAll(() => server.stop());

/** "state, place" of the rows of a ledger. */
async function rowsOf(version: string, asked = all): Promise<readonly string[]> {
  const page = await findLedgerPage(slug, version, asked);
  return [...(page?.rows.unsettled ?? []), ...(page?.rows.confirm ?? []), ...(page?.rows.settled ?? [])].map(
    (row) => `${row.state} ${row.posting?.version.label ?? '?'} ${row.posting?.number ?? '?'} ${row.name}`,
  );
}

test('the ledger of each version holds what was asked before it', async () => {
  expect(await rowsOf('rfc', { ...all, withOwn: false })).toEqual([]);
  const before = await rowsOf('v1', { ...all, withOwn: false });
  expect(before.length).toBeGreaterThan(0);
  expect(before.every((row) => row.includes(' RFC '))).toBe(true);
  expect((await rowsOf('v2')).length).toBeGreaterThan(before.length);
  expect(await findLedgerPage(slug, 'v9', all)).toBeUndefined();
  expect(await findLedgerPage('none', 'v1', all)).toBeUndefined();
});

const present = { now: new Date('2026-01-01T00:00:00Z'), stalledAfterWeeks };

test('list, series and ledger count alike', async () => {
  const [ledger, series, list] = await Promise.all([
    findLedgerPage(slug, 'v2', all),
    findSeriesPage(slug, present),
    findSeriesList(
      {
        text: undefined,
        list: undefined,
        person: undefined,
        turn: undefined,
        stage: undefined,
        label: undefined,
        order: 'unsettled',
        page: 1,
      },
      present,
    ),
  ]);
  expect(series?.counts).toEqual(ledger?.counts);
  expect(list.rows.find((row) => row.slug === slug)?.counts).toEqual(ledger?.counts);
  const cells = [...(series?.rows ?? []).map((row) => row.states), series?.coverStates ?? new Map()];
  const inCells = cells.flatMap((states) => [...states.values()]).reduce((sum, count) => sum + count, 0);
  expect(inCells).toBe(ledger?.all);
});

test('a corrected state shows with who said it, and its remark can be named when it asks for nothing', async () => {
  const page = await findLedgerPage(slug, 'v2', all);
  const row = page?.rows.settled[0];
  if (!row) throw new Error('The sample has a settled remark.');
  const remark = { reply: row.reply as MessageId, line: row.line };
  const say = async (state: 'open' | 'no-ask') => {
    await correct({ target: { kind: 'state', remark, state }, author: 'Rob Reader', reason: 'not done' });
    await deriveSeries();
    return findLedgerPage(slug, 'v2', all);
  };
  const key = `${row.reply}/${row.block}`;
  const open = await say('open');
  expect(open?.rows.unsettled.some((one) => one.reply === row.reply && one.block === row.block)).toBe(true);
  expect(open?.said.get(key)).toMatchObject([{ state: 'open', author: 'Rob Reader', reason: 'not done' }]);
  const gone = await say('no-ask');
  expect(gone?.all).toBe((open?.all ?? 0) - 1);
  expect(gone?.noAsks.map((one) => `${one.reply}/${one.block}`)).toEqual([key]);
});
