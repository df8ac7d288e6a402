import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { POST as postMark } from '../app/triage/mark/route';
import { POST as postView } from '../app/triage/view/route';
import {
  correct,
  deriveSeries,
  lookAtMaintainers,
  prepareQueue,
  rebuild,
  useMaintainers,
} from '../lib/ingest/index';
import type { MessageId } from '../lib/mail/index';
import {
  countAwaiting,
  findSeriesMarks,
  findTriage,
  stalledAfterWeeks,
  type TriageAsked,
} from '../lib/query/index';
import { mark, setReader, thisReader, unmark, type Reader } from '../lib/reader/index';
import { database, pendingCount, pool } from '../lib/store/index';
import { importAll, mailsOf, startDatabase, useDatabase, type TestDatabase } from './database';

const all: TriageAsked = {
  text: undefined,
  list: undefined,
  path: undefined,
  person: undefined,
  age: undefined,
  stage: undefined,
  label: undefined,
  only: undefined,
  page: 1,
};
const now = new Date('2024-05-01T00:00:00Z');
const present = { now, stalledAfterWeeks };
const lamp = 'lamp3.0@example.org' as MessageId;

let server: TestDatabase;
let folder: string;
let rob: Reader;
beforeAll(async () => {
  server = await startDatabase();
  folder = mkdtempSync(join(tmpdir(), 'loreview-triage-'));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  process.env['LOREVIEW_BOUND_TO'] = '127.0.0.1';
  useMaintainers(undefined);
  await useDatabase(await server.emptied());
  await prepareQueue();
  await importAll(await mailsOf('gentle-ping', 'nested-replies'));
  await deriveSeries();
  await setReader({ name: 'Rob Keel', addresses: 'rob.keel@example.net' });
  rob = await knownReader();
});

async function knownReader(): Promise<Reader> {
  const reader = await thisReader();
  if (!reader) throw new Error('No reader is known.');
  return reader;
}

/** "place: title" of all rows. */
async function queue(reader = rob, asked: Partial<TriageAsked> = {}): Promise<readonly string[]> {
  const page = await findTriage(reader, { ...all, ...asked }, present);
  return page.buckets.flatMap(({ name, rows }) => rows.map(({ title }) => `${name}: ${title}`));
}

const title = 'lamp: keep the level within its limit';

describe('the queue', () => {
  test('has what has to do with the reader, and why', async () => {
    const page = await findTriage(rob, all, present);
    expect(page.mine).toBe(1);
    expect(page.awaiting).toBe(1);
    const [row] = page.buckets[0]?.rows ?? [];
    expect(row).toMatchObject({
      mail: lamp,
      title,
      place: {
        name: 'new-version',
        why: 'v3 came after your review of v2: of 1 remark you made, 1 resolved; your tag is stale',
        evidence: lamp,
      },
    });
    expect(row?.facts.isNewestRead).toBe(false);
    expect(
      row?.facts.spoken.map(({ label, people }) => `${label} ${people.map(({ name }) => name).join()}`),
    ).toEqual(['v1 Rob Keel', 'v2 Rob Keel,Tess Moor']);
    expect(row?.facts.last?.words).toContain('gentle ping');
  });

  test('is counted for every page, anew when something was done', async () => {
    const before = (await findTriage(rob, all, present)).awaiting;
    expect(before).toBeGreaterThan(0);
    expect(await countAwaiting(rob, present)).toBe(before);
    const done = await mark(rob, { kind: 'mute', series: lamp });
    expect(await countAwaiting(rob, present)).toBe(before - 1);
    expect(await countAwaiting(rob, present)).toBe((await findTriage(rob, all, present)).awaiting);
    if ('why' in done) throw new Error(done.why);
    await unmark(rob, done.id);
    expect(await countAwaiting(rob, present)).toBe(before);
  });

  test('is filtered', async () => {
    const filters: readonly [Partial<TriageAsked>, number][] = [
      [{ text: 'LAMP limit' }, 1],
      [{ text: '100%' }, 0],
      [{ list: 'linux-lamp.lists.example.org' }, 1],
      [{ list: 'other' }, 0],
      [{ path: 'drivers/lamp/' }, 1],
      [{ path: '*.c' }, 1],
      [{ path: '*.h' }, 0],
      [{ path: 'a\\[(' }, 0],
      [{ person: 'tess' }, 1],
      [{ person: 'nobody' }, 0],
      [{ age: { days: 60, atLeast: false } }, 1],
      [{ age: { days: 60, atLeast: true } }, 0],
      [{ stage: 'under-review' }, 1],
      [{ stage: 'reviewed' }, 0],
      [{ only: 'new-version' }, 1],
      [{ only: 'ended' }, 0],
    ];
    for (const [asked, count] of filters)
      expect(await queue(rob, asked), JSON.stringify(asked)).toHaveLength(count);
  });

  test('takes few statements', async () => {
    const asked: unknown[] = [];
    const query = pool().query.bind(pool());
    const counting = (...given: Parameters<typeof query>) => {
      asked.push(given[0]);
      return query(...given);
    };
    pool().query = counting as typeof query;
    await findTriage(rob, all, present);
    pool().query = query as typeof query;
    // Marks, their series, the series, labels; the views are Prisma's.
    expect(asked.length).toBeLessThanOrEqual(4 + 1);
  });
});

describe('marks', () => {
  test.each([
    ['done', { kind: 'done' }, 'done'],
    ['muted', { kind: 'mute' }, 'muted'],
    ['snoozed until the next version', { kind: 'snooze', until: { kind: 'version' } }, 'snoozed'],
    [
      'snoozed until a date',
      { kind: 'snooze', until: { kind: 'date', at: Date.UTC(2024, 5, 1) } },
      'snoozed',
    ],
    [
      'snoozed until a date that has come',
      { kind: 'snooze', until: { kind: 'date', at: Date.UTC(2024, 3, 1) } },
      'new-version',
    ],
    ['assigned to me', { kind: 'assign', name: 'Rob Keel', address: 'rob.keel@example.net' }, 'your-turn'],
    ['assigned to another', { kind: 'assign', name: 'Tess', address: 'tess@example.com' }, 'waiting'],
    ['noted', { kind: 'note', text: 'look at the lock' }, 'new-version'],
  ] as const)('%s, through a rebuild, and undone', async (_, given, place) => {
    const taken = await mark(rob, { ...given, series: lamp });
    if ('why' in taken) throw new Error(taken.why);
    const find = async () => (await findTriage(rob, all, present)).buckets.map(({ name }) => name);
    expect(await find()).toEqual([place]);
    await rebuild();
    expect(await find()).toEqual([place]);
    const { marks } = await findSeriesMarks('lamp-keep-the-level-within-its-limit', rob.id);
    expect(marks[given.kind]?.id).toBe(taken.id);
    expect(await unmark(rob, taken.id)).toMatchObject({ id: taken.id });
    expect(await find()).toEqual(['new-version']);
    expect(await unmark(rob, taken.id)).toMatchObject({ why: 'That is undone already.' });
    expect(await database().correction.count()).toBe(2);
  });

  test('follow the series when another of its postings leads it', async () => {
    await mark(rob, { kind: 'mute', series: 'lamp1.0@example.org' as MessageId });
    expect(await queue(rob, { only: 'muted' })).toEqual([`muted: ${title}`]);
  });

  test('of another reader do not show, but whom it is assigned to does', async () => {
    const { id } = await database().reader.create({ data: { name: 'Tess Moor' } });
    const tess = { id, name: 'Tess Moor', addresses: ['tess@example.com'] };
    const before = await queue();
    for (const kind of ['done', 'mute'] as const) await mark(tess, { kind, series: lamp });
    const note = await mark(tess, { kind: 'note', text: 'mine alone', series: lamp });
    expect(await queue()).toEqual(before);
    expect(JSON.stringify(await findTriage(rob, all, present))).not.toContain('mine alone');
    expect(await unmark(rob, 'id' in note ? note.id : 0)).toMatchObject({ why: 'That is undone already.' });
    expect(await unmark(rob, undefined)).toMatchObject({ why: 'There is nothing to undo.' });
    await mark(tess, { kind: 'assign', name: 'Rob Keel', address: 'rob.keel@example.net', series: lamp });
    expect(await queue()).toEqual([`your-turn: ${title}`]);
  });

  test('on what is not held are refused', async () => {
    expect(await mark(rob, { kind: 'done', series: 'none@example.org' as MessageId })).toMatchObject({
      why: expect.stringContaining('no posting') as string,
    });
    // A reply leads no series.
    expect(await mark(rob, { kind: 'done', series: 'ask1@example.org' as MessageId })).toHaveProperty('why');
    expect(await mark(rob, { kind: 'note', text: '  ', series: lamp })).toHaveProperty('why');
  });

  test('change nothing that is derived, and other corrections go on beside them', async () => {
    await mark(rob, { kind: 'note', text: 'a \0 and half a \ud800', series: lamp });
    expect(await pendingCount()).toBe(0);
    const taken = await correct({
      target: { kind: 'turn', series: lamp, on: 'nobody', seen: '2024-04-10T09:00:00.000Z' },
      author: 'Ada',
      reason: 'withdrawn on IRC',
    });
    await deriveSeries();
    expect(await queue(rob, { only: 'ended' })).toEqual([`ended: ${title}`]);
    const { turn } = await findSeriesMarks('lamp-keep-the-level-within-its-limit', undefined);
    expect(turn).toMatchObject({ author: 'Ada', reason: 'withdrawn on IRC' });
    await rebuild();
    expect(await queue(rob, { only: 'ended' })).toEqual([`ended: ${title}`]);
    await correct({
      target: { kind: 'undo', correction: 'id' in taken ? taken.id : 0 },
      author: 'Ada',
      reason: '',
    });
    await deriveSeries();
    expect(await queue()).toEqual([`new-version: ${title}`]);
  });
});

describe('MAINTAINERS', () => {
  const listOf = (address: string, files = 'drivers/lamp/') =>
    `LAMPS\nM:\tLamp Person <${address}>\nF:\t${files}\n`;

  test('who is listed has it in the queue; another file derives again what it makes a difference to', async () => {
    const path = join(folder, 'MAINTAINERS');
    const mia = { id: rob.id, addresses: ['mia@example.org'] };
    expect(await queue({ ...rob, ...mia })).toEqual([]);
    writeFileSync(path, listOf('mia@example.org'));
    useMaintainers(folder);
    expect(await lookAtMaintainers()).toBe(1);
    await deriveSeries();
    expect(await queue({ ...rob, ...mia })).toEqual([`waiting: ${title}`]);
    expect(await lookAtMaintainers()).toBe(0);

    writeFileSync(path, `${listOf('mia@example.org')}\nOTHERS\nM:\tmax@example.com\nF:\tdrivers/other/\n`);
    expect(await lookAtMaintainers()).toBe(0);
    writeFileSync(path, 'nothing');
    expect(await lookAtMaintainers()).toBe(0);
    expect((await database().maintainersRead.findFirst())?.problem).toContain('no section');
    useMaintainers(undefined);
    expect(await lookAtMaintainers()).toBe(1);
    await deriveSeries();
    expect(await queue({ ...rob, ...mia })).toEqual([]);
  });
});

const ours = { 'sec-fetch-site': 'same-origin', host: '127.0.0.1:3000', accept: 'application/json' };

function form(
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = ours,
): Request {
  return new Request('http://127.0.0.1:3000/triage/mark', {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields),
  });
}

describe('writes', () => {
  test.each([
    [{ do: 'done' }, /^Done$/],
    [{ do: 'mute' }, /^Muted$/],
    [{ do: 'snooze', until: 'reply' }, /until somebody replies/],
    [{ do: 'snooze', until: '7' }, /^Snoozed until 2\d\d\d-/],
    [{ do: 'note', text: 'x' }, /^Noted$/],
    [{ do: 'assign', person: 'me' }, /^Assigned to Rob Keel$/],
    [{ do: 'assign', person: 'Tess Moor <tess@example.com>' }, /^Assigned to Tess Moor$/],
  ])('%j is taken, and undone by its number', async (fields, said) => {
    const answer = await postMark(form({ ...fields, mail: lamp }));
    const taken = (await answer.json()) as { id: number; said: string };
    expect([answer.status, taken.said]).toEqual([200, expect.stringMatching(said)]);
    const undone = await postMark(form({ do: 'undo', undo: String(taken.id) }));
    expect(await undone.json()).toMatchObject({ undone: true });
    expect((await queue())[0]).toContain('new-version');
  });

  test('what makes no sense is refused in words', async () => {
    const refusals: readonly [string, Readonly<Record<string, string>>, number][] = [
      ['a snooze without an end', { do: 'snooze' }, 409],
      ['a day that does not exist', { do: 'snooze', until: 'date', date: '2999-02-30' }, 409],
      ['a date that is past', { do: 'snooze', until: 'date', date: '2001-01-01' }, 409],
      ['somebody without an address', { do: 'assign', person: 'Tess' }, 409],
      ['nothing to undo', { do: 'undo' }, 409],
      ['a word that is none', { do: 'frob' }, 400],
      ['a page of another site to lead back to', { do: 'done', back: '//evil.example/' }, 400],
    ];
    for (const [what, fields, status] of refusals)
      expect((await postMark(form({ mail: lamp, ...fields }))).status, what).toBe(status);
    expect(await database().correction.count()).toBe(0);
  });

  test('without script it leads back, and says there what was refused', async () => {
    const { accept: _, ...browser } = ours;
    const taken = await postMark(form({ do: 'done', mail: lamp, back: '/triage?q=lamp' }, browser));
    expect([taken.status, taken.headers.get('location')]).toEqual([303, '/triage?q=lamp']);
    const refused = await postMark(
      form({ do: 'assign', person: 'x', mail: lamp, back: '/triage?q=lamp#row-1' }, browser),
    );
    expect(refused.headers.get('location')).toMatch(/^\/triage\?q=lamp&problem=.*#row-1$/);
  });

  test('from elsewhere are refused, every one', async () => {
    const places: readonly [string, Readonly<Record<string, string>>, string][] = [
      ['another site', { ...ours, 'sec-fetch-site': 'cross-site' }, '127.0.0.1'],
      ['a sub-domain of ours', { ...ours, 'sec-fetch-site': 'same-site' }, '127.0.0.1'],
      ['an old browser of another site', { host: ours.host, origin: 'http://evil.example' }, '127.0.0.1'],
      ['a name that leads here', { ...ours, host: 'evil.example:3000' }, '127.0.0.1'],
      ['a proxy for somebody else', { ...ours, 'x-forwarded-for': '203.0.113.7' }, '127.0.0.1'],
      ['a server that others reach', ours, '0.0.0.0'],
      ['a server nobody knows the reach of', ours, ''],
    ];
    for (const [what, headers, boundTo] of places) {
      process.env['LOREVIEW_BOUND_TO'] = boundTo;
      const forms: readonly Readonly<Record<string, string>>[] = [
        { do: 'done', mail: lamp },
        { do: 'mute', mail: lamp },
        { do: 'snooze', until: 'version', mail: lamp },
        { do: 'note', text: 'x', mail: lamp },
        { do: 'assign', person: 'me', mail: lamp },
        { do: 'turn', on: 'nobody', mail: lamp },
        { do: 'undo' },
      ];
      for (const fields of forms) expect((await postMark(form(fields, headers))).status, what).toBe(403);
      const views: readonly Readonly<Record<string, string>>[] = [
        { name: 'x', query: 'q=lamp' },
        { drop: '1' },
      ];
      for (const fields of views) expect((await postView(form(fields, headers))).status, what).toBe(403);
    }
    expect(await database().correction.count()).toBe(0);
    expect(await database().savedView.count()).toBe(0);
  });

  test('a view is kept under its name, changed and forgotten', async () => {
    const views = async () =>
      (await findTriage(rob, all, present)).views.map(({ name, query }) => `${name}: ${query}`);
    await postView(form({ name: ' my  lamps ', query: 'q=lamp' }));
    await postView(form({ name: 'my lamps', query: 'q=lamp&age=30' }));
    expect(await views()).toEqual(['my lamps: q=lamp&age=30']);
    const { id } = await database().savedView.findFirstOrThrow();
    await postView(form({ drop: String(id) }));
    expect(await views()).toEqual([]);
    expect((await postView(form({ name: ' ', query: 'q=x' }))).headers.get('location')).toContain('problem=');
  });

  test('whose turn it is, by a form', async () => {
    const answer = await postMark(
      form({ do: 'turn', on: 'reviewers', person: 'me', reason: 'agreed', mail: lamp }),
    );
    expect(await answer.json()).toMatchObject({ said: 'Said that it is the turn of Rob Keel' });
    await deriveSeries();
    const page = await findTriage(rob, all, present);
    expect(page.buckets[0]?.rows[0]?.place).toMatchObject({ name: 'your-turn', why: 'said by you: agreed' });
  }, 30_000);
});
