import { parseAtomFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GET as getTeamFeed } from '../app/feed/route';
import { GET as getReport } from '../app/report/[format]/route';
import { GET as getSeriesFeed } from '../app/series/[slug]/feed/route';
import { POST as postLabel } from '../app/series/[slug]/label/route';
import { GET as getTable } from '../app/table/[[...page]]/route';
import { GET as getTurnFeed } from '../app/triage/feed/route';
import { progressAsked } from '../app/parts/progress-params';
import { seriesListAsked } from '../app/parts/list-params';
import { ledgerAsked } from '../app/parts/ledger-params';
import { triageAsked } from '../app/parts/triage-params';
import { deriveSeries, prepareQueue, rebuild } from '../lib/ingest/index';
import {
  findLedgerPage,
  findNewestVersion,
  findProgressPage,
  findProgressRows,
  findReport,
  findSearchPage,
  findSeriesList,
  findSeriesPage,
  findStatusPage,
  findTriage,
  groupOf,
  stalledAfterWeeks,
} from '../lib/query/index';
import { saveView, setReader, thisReader } from '../lib/reader/index';
import { pool } from '../lib/store/index';
import { importAll, mailsOf, startDatabase, useDatabase, type TestDatabase } from './database';

const day = 86_400_000;
/** The last word on the lamp: a ping in the thread of its first version. */
let lastWord: Date;
const at = (days: number) => ({ now: new Date(lastWord.getTime() + days * day), stalledAfterWeeks });

let server: TestDatabase;
let slug: string;
beforeAll(async () => {
  server = await startDatabase();
  await useDatabase(await server.fresh());
  process.env['LOREVIEW_BOUND_TO'] = '127.0.0.1';
  await prepareQueue();
  await importAll(await mailsOf('gentle-ping', 'nested-replies', 'bot-reports'));
  await deriveSeries();
  await setReader({ name: 'Rob Keel', addresses: 'rob.keel@example.net' });
  const { rows } = await pool().query<{ slug: string; last_word_at: Date }>(
    `SELECT slug, last_word_at FROM series WHERE title LIKE 'lamp%'`,
  );
  slug = rows[0]?.slug ?? '';
  lastWord = rows[0]?.last_word_at ?? new Date(NaN);
});
afterAll(async () => {
  await server.stop();
});

const request = (path: string, init: RequestInit = {}) =>
  new Request(`http://localhost:3000${path}`, {
    ...init,
    headers: { host: 'localhost:3000', ...init.headers },
  });

describe('a series that nobody speaks of', () => {
  const shownAt = async (days: number) => {
    const present = at(days);
    const rob = await thisReader();
    if (!rob) throw new Error('No reader is known.');
    const [list, page, progress, triage, search] = await Promise.all([
      findSeriesList(seriesListAsked({ stage: 'stalled', q: 'lamp' }), present),
      findSeriesPage(slug, present),
      findProgressPage(progressAsked({ stage: 'stalled', q: 'lamp' }), present),
      findTriage(rob, triageAsked({ stage: 'stalled', q: 'lamp' }), present),
      findSearchPage(
        { text: 'stage:stalled s:lamp', kind: 'patches', order: 'newest', after: undefined, page: 1 },
        present,
      ),
    ]);
    return {
      list: list.found,
      page: page?.progress.stage.at,
      rows: new Set(page?.progress.rows.map(({ shown }) => shown)),
      progress: progress.found,
      triage: triage.buckets.reduce((sum, { count }) => sum + count, 0),
      search: search.kind === 'found' && search.hits.length > 0,
    };
  };

  test('has stalled everywhere at once', async () => {
    expect(await shownAt(56)).toMatchObject({
      list: 0,
      page: 'under-review',
      progress: 0,
      triage: 0,
      search: false,
    });
    expect(await shownAt(57)).toEqual({
      list: 1,
      page: 'stalled',
      rows: new Set(['stalled']),
      progress: 1,
      triage: 1,
      search: true,
    });
  });

  test('says why, since when and by which mail', async () => {
    const page = await findSeriesPage(slug, at(100));
    expect(page?.progress.stage).toMatchObject({
      at: 'stalled',
      was: 'under-review',
      since: new Date(lastWord.getTime() + 56 * day),
    });
    expect(page?.progress.stage.why).toMatch(
      /^No word since 2024-0\d-\d\d, by .*; it stood at "under review", and it waits for /,
    );
    expect(page?.progress.stage.lastWord?.mail).toMatch(/@/);
  });
});

describe('the page of progress', () => {
  test('counts every series once, whatever stage it shows', async () => {
    const page = await findProgressPage(progressAsked({ stage: 'all' }), at(10));
    const { rows } = await pool().query<{ count: number; patches: number }>(
      'SELECT count(*)::int AS count, (SELECT sum(patches)::int FROM stage_move) AS patches FROM series',
    );
    expect(page.series).toBe(rows[0]?.count);
    expect(page.stages.reduce((sum, { count }) => sum + count, 0)).toBe(page.series);
    expect(page.rows).toHaveLength(page.series);
    const last = page.flow.points.at(-1);
    const drawn = Object.values(last?.patches ?? {}).reduce((sum, count) => sum + count, 0);
    expect(drawn + page.flow.ended + page.flow.unknown).toBe(rows[0]?.patches);
    const { all, never, waiting } = page.answers;
    const { rows: versions } = await pool().query<{ count: number }>(
      'SELECT count(*)::int AS count FROM version',
    );
    expect(all.counted + never + waiting).toBe(versions[0]?.count);
  });

  test('counts what is unsettled as every other page does, reports of bots and remarks on the newest version among it', async () => {
    const [page, list] = await Promise.all([
      findProgressPage(progressAsked({ stage: 'all' }), at(10)),
      findSeriesList(seriesListAsked({}), at(10)),
    ]);
    const rob = await thisReader();
    const queue = rob && (await findTriage(rob, triageAsked({}), at(10)));
    const places = queue?.buckets.flatMap(({ rows }) => rows) ?? [];
    let bots = 0;
    for (const { slug: name, unsettled } of page.rows) {
      const series = await findSeriesPage(name, at(10));
      const version = (await findNewestVersion(name)) ?? '';
      const ledger = await findLedgerPage(
        name,
        version,
        ledgerAsked((word) => (word === 'own' ? 'yes' : undefined)),
      );
      const asks = places.find(({ slug: one }) => one === name)?.facts.asks;
      expect({
        list: list.rows.find(({ slug: one }) => one === name)?.counts.unsettled,
        series: series?.counts.unsettled,
        ledger: ledger?.counts.unsettled,
        triage: asks && (asks.open ?? 0) + (asks.answered ?? 0) + (asks.promised ?? 0),
      }).toEqual({ list: unsettled, series: unsettled, ledger: unsettled, triage: asks && unsettled });
      bots += (ledger?.bots ?? []).filter(({ state }) => groupOf(state) === 'unsettled').length;
    }
    expect(bots).toBeGreaterThan(0);
    const table = (await findProgressRows(progressAsked({ stage: 'all' }), at(10))).map(
      ({ unsettled }) => unsettled,
    );
    expect(table.toSorted()).toEqual(page.rows.map(({ unsettled }) => unsettled).toSorted());
    const underway = (await findProgressRows(progressAsked({}), at(10))).map(({ slug: of }) => of);
    for (const one of page.byList) {
      const own = page.rows.filter(({ lists }) => lists.includes(one.id));
      expect(one.unsettled).toBe(own.reduce((sum, { unsettled }) => sum + unsettled, 0));
      expect(one.open).toBe(own.filter(({ slug: of }) => underway.includes(of)).length);
      expect(one.open + one.landed + one.ended + one.unknown).toBe(own.length);
    }
  });

  test('takes few statements', async () => {
    const asked: string[] = [];
    const query = pool().query.bind(pool()) as (...args: unknown[]) => unknown;
    pool().query = ((...args: unknown[]) => {
      asked.push(String(args[0]));
      return query(...args);
    }) as typeof pool.prototype.query;
    await findProgressPage(progressAsked({}), at(10));
    pool().query = query as typeof query & never;
    expect(asked.length).toBeLessThanOrEqual(9);
  });

  test.each([
    [{}, 2],
    [{ person: 'ines' }, 0],
    [{ q: 'lamp' }, 1],
    [{ person: 'rob.keel' }, 0],
    [{ person: 'rob.keel', as: 'any' }, 1],
    [{ person: ['nobody@at.all', 'rob keel'], as: 'any' }, 1],
    [{ list: 'no.such.list' }, 0],
    [{ path: 'drivers/lamp/' }, 1],
  ] as const)('%j: %i series', async (words, count) => {
    const page = await findProgressPage(progressAsked(words), at(10));
    expect(page.series).toBe(count);
  });
});

describe('labels', () => {
  const send = async (fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return postLabel(request(`/series/${slug}/label`, { method: 'POST', body, headers }), {
      params: Promise.resolve({ slug }),
    });
  };
  const mail = 'lamp3.0@example.org';
  const worn = async () =>
    (await findSeriesList(seriesListAsked({ label: 'For 6.9' }), at(1))).rows.map(({ labels }) => labels);

  test('are put on and taken off, survive a rebuild, and are found', async () => {
    expect((await send({ mail, add: ' for  6.9 ' })).status).toBe(303);
    await send({ mail, add: 'FOR 6.9' });
    expect(await worn()).toEqual([['for 6.9']]);
    await rebuild();
    await deriveSeries();
    expect(await worn()).toEqual([['for 6.9']]);
    const page = await findProgressPage(progressAsked({ label: 'for 6.9' }), at(1));
    expect(page.series).toBe(1);
    const search = await findSearchPage(
      { text: 'label:"for 6.9"', kind: 'patches', order: 'newest', after: undefined, page: 1 },
      at(1),
    );
    expect(search.kind === 'found' && search.hits.length).toBeGreaterThan(0);
    // Another posting of the same series names it as well.
    await send({ mail: 'lamp1.0@example.org', drop: 'For 6.9' });
    expect(await worn()).toEqual([]);
    await send({ mail, add: 'for 6.9' });
    expect(await worn()).toEqual([['for 6.9']]);
    await send({ mail, drop: 'for 6.9' });
    expect(await worn()).toEqual([]);
  });

  test('are no corrections', async () => {
    const counts = async () => (await findStatusPage()).counts;
    const before = await counts();
    await send({ mail, add: 'counted' });
    expect(await counts()).toMatchObject({ labels: before.labels + 1, corrections: before.corrections });
    await send({ mail, drop: 'counted' });
    expect(await counts()).toEqual(before);
  });

  test('are refused from elsewhere, and what is none is refused in words', async () => {
    expect((await send({ mail, add: 'x' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await send({ mail, add: 'x' }, { host: 'review.example.org' })).status).toBe(403);
    expect((await send({ mail, add: 'a, b' })).headers.get('location')).toContain('problem=A+label+holds');
    expect((await send({ mail: 'no@such.mail', add: 'x' })).headers.get('location')).toContain('problem=');
  });
});

describe('a report', () => {
  test('tells what moved, what came in and what is stuck', async () => {
    const link = (one: string) => `http://localhost/series/${one}`;
    const soon = at(1);
    const since = new Date(soon.now.getTime() - 4_000 * day);
    const fresh = await findReport({ ...progressAsked({}), since }, soon, link);
    expect(fresh.cameIn.map(({ title }) => title)).toHaveLength(2);
    expect(fresh.stuck.map(({ title }) => title)).not.toContain('lamp: keep the level within its limit');
    const later = at(100);
    const stuck = await findReport(
      { ...progressAsked({ q: 'lamp' }), since: new Date(later.now.getTime() - 7 * day) },
      later,
      link,
    );
    expect(stuck.stuck).toMatchObject([{ link: link(slug), isStalled: true, lastWord }]);
    expect([stuck.moved, stuck.landed, stuck.cameIn]).toEqual([[], [], []]);
  });

  test('goes back to a day, and says what may be written where it is none', async () => {
    const text = (query: string) =>
      getReport(request(`/report/text?${query}`), { params: Promise.resolve({ format: 'text' }) });
    expect(await (await text('since=2024-10-01')).text()).toContain(', 1 Oct 2024 to ');
    for (const since of ['nonsense', '7', '9999-01-01']) {
      const refused = await text(`since=${since}`);
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain('7d for days, 2w for weeks, or a day such as 2024-11-04');
    }
  });

  test.each(['text', 'markdown', 'html'])('as %s', async (format) => {
    const answer = await getReport(request(`/report/${format}?since=30d`), {
      params: Promise.resolve({ format }),
    });
    expect(answer.headers.get('content-type')).toContain(format === 'text' ? 'plain' : format);
    expect(await answer.text()).toContain(`http://localhost:3000/series/${slug}`);
  });
});

describe('feeds', () => {
  test('of a series tell its steps and its replies, each once', async () => {
    const answer = await getSeriesFeed(request(`/series/${slug}/feed`), {
      params: Promise.resolve({ slug }),
    });
    const feed = parseAtomFeed(await answer.text());
    const ids = (feed.entries ?? []).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('mid:lamp3.0@example.org#posted');
    expect(ids.some((id) => id?.endsWith('#reply'))).toBe(true);
    expect(feed.id).toBe('mid:lamp1.0@example.org#feed');
    expect(feed.entries?.every(({ links }) => links?.[0]?.href?.startsWith('http://localhost:3000/r/'))).toBe(
      true,
    );
  });

  test('of a filter tell the series of that', async () => {
    const feedOf = async (path: string) => parseAtomFeed(await (await getTeamFeed(request(path))).text());
    const [all, one, none] = [
      await feedOf('/feed'),
      await feedOf('/feed?q=lamp'),
      await feedOf('/feed?list=none'),
    ];
    expect(all.entries?.length).toBeGreaterThan(one.entries?.length ?? 0);
    expect(one.entries?.length).toBeGreaterThan(0);
    expect(none.entries ?? []).toEqual([]);
  });

  test('of a view that their reader kept, and of nothing in its place where there is none', async () => {
    const rob = await thisReader();
    if (!rob) throw new Error('No reader is known.');
    await saveView(rob, { name: 'Lamps', query: 'q=lamp' });
    const pages = async (query: string, headers = {}) => {
      const report = await getReport(request(`/report/text?since=4000d&${query}`, { headers }), {
        params: Promise.resolve({ format: 'text' }),
      });
      const feed = await getTeamFeed(request(`/feed?${query}`, { headers }));
      const table = await getTable(request(`/progress?stage=all&format=json&${query}`, { headers }), {
        params: Promise.resolve({ page: ['progress'] }),
      });
      return [report, feed, table];
    };
    const [report, feed, table] = await pages('view=Lamps');
    expect(await report?.text()).toMatch(/^Progress of series of the view "Lamps", [^]*\n1 series: /);
    expect(parseAtomFeed((await feed?.text()) ?? '').title?.value).toBe(
      'Loreview: series of the view "Lamps"',
    );
    expect(JSON.parse((await table?.text()) ?? '')).toHaveLength(1);
    expect((await (await pages('view=Lamps&list=none'))[2]?.json()) as unknown).toEqual([]);
    const none = [
      ...(await pages('view=other')),
      ...(await pages('view=Lamps', { host: 'review.example.org' })),
    ];
    expect(none.map(({ status }) => status)).toEqual(none.map(() => 404));
  });

  test('of what waits are their reader’s alone', async () => {
    const feed = parseAtomFeed(await (await getTurnFeed(request('/triage/feed'))).text());
    expect(feed.entries?.[0]?.title?.value).toContain('lamp: keep the level within its limit');
    expect(
      (await getTurnFeed(request('/triage/feed', { headers: { host: 'review.example.org' } }))).status,
    ).toBe(403);
  });
});

describe('tables', () => {
  const table = async (path: string, headers: Record<string, string> = {}) => {
    const page = path.split('?')[0]?.split('/').filter(Boolean);
    return getTable(request(path, { headers }), { params: Promise.resolve(page?.length ? { page } : {}) });
  };

  test.each([
    '/?format=csv',
    '/progress?format=csv',
    ...['flow', 'answers', 'landing', 'reviewers', 'lists'].map(
      (name) => `/progress?format=csv&table=${name}`,
    ),
    '/triage?format=csv',
    '/search?q=lamp&format=csv',
    ...['patches', 'mails', 'people'].map((tab) => `SERIES?tab=${tab}&format=csv`),
    ...['steps', 'time', 'turns'].map((name) => `SERIES?table=${name}&format=csv`),
    ...['waiting', 'reviewed'].map((name) => `/people/rob.keel@example.net?table=${name}&format=csv`),
    'SERIES/ledger/v3?own=yes&format=csv',
    'SERIES/compare/v1..v2?format=csv',
  ])('%s', async (pattern) => {
    const path = pattern.replace('SERIES', `/series/${slug}`);
    const csv = await (await table(path)).text();
    const json = JSON.parse(
      await (await table(path.replace('format=csv', 'format=json'))).text(),
    ) as object[];
    expect(json.length).toBeGreaterThan(0);
    expect(csv.split('\r\n')[0]?.replaceAll('"', '')).toBe(Object.keys(json[0] ?? {}).join(','));
  });

  test('of steps names the patches they are for, and tells what one person answered first on a day once', async () => {
    const rows = JSON.parse(await (await table(`/series/${slug}?table=steps&format=json`)).text()) as {
      kind: string;
      by: string;
      date: string;
      patches: string[];
    }[];
    const answers = rows.filter(({ kind }) => kind === 'first-review');
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.every(({ patches }) => patches.length > 0 && patches.every((one) => one !== ''))).toBe(
      true,
    );
    const days = answers.map(({ by, date }) => `${by} ${date.slice(0, 10)}`);
    expect(new Set(days).size).toBe(days.length);
  });

  test('of a search that is not understood says why, as its page does', async () => {
    const text = 'd:nonsense';
    const page = await findSearchPage(
      { text, kind: 'mails', order: 'newest', after: undefined, page: 1 },
      at(1),
    );
    if (page.kind !== 'problem') throw new Error('It was understood.');
    const answer = await table(`/search?q=${text}&format=csv`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toBe(`${page.what} ${page.instead}\n`);
    expect((await table('/search?format=csv')).status).toBe(400);
  });

  test('there is none of what is not there, and a queue is its reader’s alone', async () => {
    for (const path of [
      '/progress?table=constructor',
      '/series/none',
      '/status?table=constructor',
      '/people/nobody@example.org',
      `/series/${slug}/compare/v1..v9`,
    ])
      expect((await table(path)).status).toBe(404);
    expect((await table('/triage', { host: 'review.example.org' })).status).toBe(403);
  });
});
