import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { POST } from '../app/github/route';
import {
  deriveSeries,
  dueAtGithub,
  lookAtGithub,
  prepareQueue,
  startWorker,
  useGithub,
  type GithubInUse,
} from '../lib/ingest/index';
import { findElsewhere, findSeriesPage, stalledAfterWeeks } from '../lib/query/index';
import { database, githubContact, landingLooks, pool } from '../lib/store/index';
import { importAll, startDatabase, useDatabase, type TestDatabase } from './database';
import {
  hashOf,
  startGithub,
  type GithubStandIn,
  type StandInCommit,
  type StandInRepository,
} from './githubStandIn';

let server: TestDatabase;
let github: GithubStandIn;
beforeAll(async () => {
  [server, github] = await Promise.all([startDatabase(), startGithub({})]);
});
afterAll(async () => {
  useGithub(undefined);
  await github?.stop();
  await server?.stop();
});

const slug = 'bell-ring-for-anybody';
const cover = `From: Ann Author <ann@example.org>
Date: Fri, 01 Mar 2024 12:00:00 +0000
Message-ID: <bell-0@x.example>
Subject: [PATCH 0/2] bell: Ring for anybody

It is tried with a library [1] (see examples/ring.c) and a tower [2]. A fix it
needs is https://github.com/ann/bell/pull/4.

[1] https://github.com/ann/bell/tree/dev/ring
[2] https://gitlab.com/ann/tower

Ann Author (2):
  bell: open the door to everybody
  bell: kconfig: Ring without a rope
`;
const diff = (file: string) => `diff --git a/${file} b/${file}
--- a/${file}
+++ b/${file}
@@ -1,2 +1,3 @@
 int a;
+int rung_${file.replace('.', '_')};
 int b;
`;
const patch = (number: number, title: string, file: string) => `From: Ann Author <ann@example.org>
Date: Fri, 01 Mar 2024 12:00:0${number} +0000
Message-ID: <bell-${number}@x.example>
In-Reply-To: <bell-0@x.example>
Subject: [PATCH ${number}/2] ${title}

Why.

Signed-off-by: Ann Author <ann@example.org>
---
${diff(file)}`;
const reviewed = (number: number) => `From: Rob Reader <rob@example.net>
Date: Sat, 02 Mar 2024 12:00:0${number} +0000
Message-ID: <tag-${number}@x.example>
In-Reply-To: <bell-${number}@x.example>
Subject: Re: [PATCH ${number}/2] bell

Reviewed-by: Rob Reader <rob@example.net>
`;
const thread = [
  cover,
  patch(1, 'bell: open the door to everybody', 'door.c'),
  patch(2, 'bell: kconfig: Ring without a rope', 'rope.c'),
  reviewed(1),
  reviewed(2),
].map((text) => ({ kind: 'mail' as const, raw: Buffer.from(text), place: text.slice(0, 20) }));

const filler = (count: number): StandInCommit[] =>
  Array.from({ length: count }, (_, at) => ({ message: `mm: work ${at}`, date: '2024-02-01T00:00:00Z' }));
const opened: StandInCommit = {
  message: 'bell: open the door to everybody\n\nWhy.\n\nLink: https://lore.kernel.org/r/bell-1@x.example\n',
  author: 'Ann Author',
  committer: 'Max Maintainer',
  date: '2024-03-10T12:00:00Z',
  diff: diff('door.c'),
};
/** Taken under another prefix. */
const rung: StandInCommit = {
  message: 'bell/rope: Ring without a rope\n\nWhy.\n\nLink: https://patch.msgid.link/bell-2@x.example\n',
  author: 'Ann Author',
  committer: 'Max Maintainer',
  date: '2024-03-10T12:00:01Z',
  diff: diff('rope.c'),
};
const fixing: StandInCommit = {
  message: `bell: close the door at night\n\nFixes: ${hashOf(opened.message).slice(0, 12)} ("bell: open the door to everybody")\n`,
  author: 'Rob Reader',
  date: '2024-05-01T00:00:00Z',
};
const bell: StandInRepository = {
  description: 'Rings',
  branches: {
    main: [{ message: 'Start' }],
    'dev/ring': [{ message: 'ring: an example', files: ['examples/ring.c'], date: '2024-03-02T00:00:00Z' }],
  },
  pulls: { 4: { title: 'Ring thrice', state: 'open', head: 'b'.repeat(40) } },
};

function linux(more: readonly StandInCommit[], tags: Record<string, number>) {
  Object.assign(github.repositories, {
    'ann/bell': bell,
    'torvalds/linux': { branches: { master: [...filler(10), ...more] }, tags },
  });
}

function use(settings: Partial<GithubInUse> = {}): void {
  useGithub({
    host: 'github.com',
    api: github.api,
    token: 'secret',
    version: '1.0',
    contact: undefined,
    second: 0.1,
    repositories: [{ name: 'torvalds/linux', role: 'mainline' }],
    ...settings,
  });
}

beforeEach(async () => {
  await useDatabase(await server.emptied());
  await importAll(thread);
  await deriveSeries();
  linux([], { 'v6.8': 5 });
  Object.assign(github.remaining, { core: 60, search: 30 });
  github.asked.length = 0;
  github.faults.length = 0;
  use();
});

async function look(isAsked = true) {
  const told = await lookAtGithub(slug, isAsked);
  await deriveSeries();
  return told;
}
/** Forgets that it was asked lately. */
async function aDayLater() {
  await pool().query(`UPDATE github_place SET tried_at = tried_at - interval '21 hours'`);
  await pool().query(`UPDATE github_landing SET tried_at = tried_at - interval '21 hours'`);
}
const elsewhere = () => findElsewhere(slug, 'github.com');
async function steps() {
  const page = await findSeriesPage(slug, { now: new Date(), stalledAfterWeeks });
  return page?.progress.steps
    .filter(({ commits }) => commits.length > 0)
    .map(({ kind, what, where, commits }) => ({ kind, what, where, rows: commits.map(({ row }) => row) }));
}

test('the page shows what is linked, and once asked what is there, with its date', async () => {
  const before = (await elsewhere()).repositories;
  expect(before.map(({ name, isAsked, things }) => [name, isAsked, things.map(({ kind }) => kind)])).toEqual([
    ['ann/bell', true, ['pull', 'branch', 'file']],
    ['ann/tower', false, ['repository']],
  ]);
  expect(before[0]?.seen).toBeUndefined();
  await look();
  const { repositories, contact } = await elsewhere();
  const [repository, tower] = repositories;
  expect(repository).toMatchObject({ host: 'github.com', name: 'ann/bell', isAsked: true });
  expect(repository?.seen).toMatchObject({
    facts: { kind: 'repository', description: 'Rings' },
    problem: undefined,
  });
  expect(Object.fromEntries((repository?.things ?? []).map((thing) => [thing.kind, thing]))).toMatchObject({
    branch: {
      what: 'dev/ring',
      seen: { facts: { kind: 'branch', latest: { title: 'ring: an example' } } },
      evidence: { mail: 'bell-0@x.example', sentence: expect.stringContaining('a library [1]') as string },
    },
    file: {
      what: 'dev/ring/examples/ring.c',
      isNamed: true,
      seen: { facts: { kind: 'file', isThere: true, changed: { date: '2024-03-02T00:00:00Z' } } },
    },
    pull: { what: '4', seen: { facts: { kind: 'pull', state: 'open' } } },
  });
  expect(tower).toMatchObject({ host: 'gitlab.com', isAsked: false, seen: undefined });
  expect(contact).toMatchObject({ problem: undefined, failures: 0 });
  expect(github.asked.some(({ what }) => what.includes('tower'))).toBe(false);
});

test('patches are found as commits by title and link, one under another prefix, then in a release', async () => {
  expect(await look()).toMatchObject({ isNews: false, problem: undefined });
  expect(await landingLooks(slug)).toMatchObject([
    { repository: 'torvalds/linux', searchedAt: expect.any(Date) as Date, problem: undefined },
  ]);
  expect(await steps()).toEqual([]);
  linux([opened, rung], { 'v6.8': 5 });
  expect(await look()).toMatchObject({ isNews: true });
  expect(await steps()).toEqual([
    expect.objectContaining({ kind: 'in-mainline', where: 'torvalds/linux', rows: [0, 1] }) as object,
  ]);
  const commit = await database().treeCommit.findFirst({ where: { hash: hashOf(opened.message) } });
  expect(commit).toMatchObject({
    url: `https://github.com/torvalds/linux/commit/${hashOf(opened.message)}`,
    diff: diff('door.c'),
    release: null,
  });

  linux([opened, rung], { 'v6.8': 5, 'v6.9-rc1': 12 });
  await look();
  expect((await database().series.findFirst())?.stage).toBe('released');
  linux([opened, rung, fixing], { 'v6.8': 5, 'v6.9-rc1': 12, 'v6.9': 13 });
  await pool().query(`UPDATE github_landing SET named_at = named_at - interval '8 days'`);
  await look();
  expect(await steps()).toMatchObject([
    { kind: 'in-mainline' },
    { kind: 'fixed', what: expect.stringContaining('close the door at night') as string },
    { kind: 'released', where: 'v6.9' },
  ]);
  github.asked.length = 0;
  expect(await look()).toMatchObject({ isNews: false });
  expect(github.asked.filter(({ what }) => what.includes('/search/'))).toEqual([]);
});

test('a commit of another work that merely has the words is not taken', async () => {
  linux(
    [{ message: 'tower: Ring without a rope\n\nOther.\n', author: 'Tim Else', date: '2024-03-11T00:00:00Z' }],
    {},
  );
  expect(await look()).toMatchObject({ isNews: false });
  expect(await database().treeCommit.count()).toBe(0);
});

test('by itself only followed series are asked about, once a day, and for landing only near it', async () => {
  expect(await dueAtGithub(new Date())).toEqual([]);
  await database().follow.create({ data: { link: 'x', messageId: 'bell-0@x.example' } });
  expect(await dueAtGithub(new Date())).toEqual([slug]);
  await look(false);
  expect(github.asked.length).toBeGreaterThan(0);
  expect(await dueAtGithub(new Date())).toEqual([]);
  github.asked.length = 0;
  await look(false);
  expect(github.asked.filter(({ what }) => what.includes('ann/bell'))).toEqual([]);
  // Its last mail is years old: a week has to pass.
  await aDayLater();
  expect(await dueAtGithub(new Date())).toEqual([]);
  expect(await dueAtGithub(new Date(Date.now() + 7 * 86_400_000))).toEqual([slug]);
});

test('without network it is not known, says why and when it is tried next, and keeps what was known', async () => {
  await look();
  const before = (await elsewhere()).repositories[0]?.seen;
  const gone = await startGithub({});
  await gone.stop();
  use({ api: gone.api });
  await aDayLater();
  const told = await look();
  expect(told).toMatchObject({ problem: 'github.com cannot be reached: it refuses connections.' });
  const { repositories, contact } = await elsewhere();
  expect(repositories[0]?.seen).toEqual({ ...before, problem: told.problem });
  expect(contact).toMatchObject({ problem: told.problem, failures: 1 });
  expect((contact?.nextTryAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(14 * 60_000);
  // By itself it is left alone until then; a person may try.
  use();
  expect(await lookAtGithub(slug, false)).toMatchObject({ problem: told.problem });
  await look();
  expect(await githubContact('github.com')).toMatchObject({ problem: undefined, failures: 0 });
});

test('at the limit it stops, and goes on where it stood', async () => {
  linux([opened, rung], { 'v6.8': 5 });
  github.remaining.core = 4;
  expect(await look()).toMatchObject({
    problem: expect.stringContaining('github.com') as string,
    until: new Date(github.reset * 1_000),
  });
  const limits = await database().githubLimit.findMany();
  expect(limits).toMatchObject([{ resource: 'core', remaining: 0 }]);
  const asked = github.asked.length;
  await look();
  expect(github.asked.length).toBe(asked);
  await database().githubLimit.updateMany({ data: { resetAt: new Date(0) } });
  github.remaining.core = 60;
  await aDayLater();
  expect(await look()).toMatchObject({ problem: undefined, isNews: true });
  expect((await database().series.findFirst())?.stage).toBe('in-mainline');
});

test('turned off, nothing is asked', async () => {
  useGithub(undefined);
  expect(await lookAtGithub(slug, true)).toEqual({ isNews: false, problem: undefined, until: undefined });
  expect(await dueAtGithub(new Date())).toEqual([]);
  expect(github.asked).toEqual([]);
  expect(await findElsewhere(slug, undefined)).toMatchObject({
    repositories: [{ isAsked: false }, { isAsked: false }],
  });
});

function post(headers: Readonly<Record<string, string>>, named = slug): Promise<Response> {
  const body = new FormData();
  body.set('slug', named);
  return POST(
    new Request('http://127.0.0.1:3000/github', {
      method: 'POST',
      headers: { host: '127.0.0.1:3000', ...headers },
      body,
    }),
  );
}

test('the button asks by a job, once however often it is pressed, and the page waits for nothing', async () => {
  vi.stubEnv('LOREVIEW_BOUND_TO', '127.0.0.1');
  vi.stubEnv('LOREVIEW_GITHUB', 'on');
  try {
    await prepareQueue();
    const ours = { 'sec-fetch-site': 'same-origin' };
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post(ours, 'no-such-series')).status).toBe(404);
    expect((await elsewhere()).isWaiting).toBe(false);
    linux([opened, rung], { 'v6.8': 5 });
    await post(ours);
    const answer = await post(ours);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/series/${slug}#elsewhere`]);
    expect((await elsewhere()).isWaiting).toBe(true);
    expect(github.asked).toEqual([]);
    const worker = await startWorker({ origins: [], version: '1.0', contact: undefined }, () => undefined);
    try {
      for (let tries = 0; tries < 300; tries += 1) {
        if ((await database().series.findFirst())?.stage === 'in-mainline') break;
        await pause(50);
      }
    } finally {
      await worker.stop();
    }
    expect((await database().series.findFirst())?.stage).toBe('in-mainline');
    expect((await elsewhere()).isWaiting).toBe(false);
    expect(github.asked.filter(({ what }) => what === 'GET /repos/ann/bell')).toHaveLength(1);
  } finally {
    vi.unstubAllEnvs();
  }
});
