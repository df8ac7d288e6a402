import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { parseTree } from '../lib/forge/index';
import { deriveSeries, forgetTree, readTrees, useTrees } from '../lib/ingest/index';
import { database, heldTrees } from '../lib/store/index';
import { CloneRepository } from './cloneRepository';
import { importAll, startDatabase, useDatabase, type TestDatabase } from './database';

const loreview = fileURLToPath(new URL('../bin/loreview', import.meta.url));
let server: TestDatabase;
let url: string;
let folder: string;
let clone: CloneRepository;
const title = 'cache: count the readers';
const day = (number: number) => Date.UTC(2024, 2, number) / 1_000;
const author = 'Ann Author <ann@example.org>';
const patch = {
  kind: 'mail' as const,
  raw: Buffer.from(`From: ${author}
Date: Fri, 01 Mar 2024 12:00:00 +0000
Message-ID: <count@x.example>
Subject: [PATCH] ${title}

Why.

Signed-off-by: ${author}
---
diff --git a/cache.c b/cache.c
--- a/cache.c
+++ b/cache.c
@@ -1,2 +1,3 @@
 int a;
+int readers;
 int b;
`),
  place: 'count',
};

beforeAll(async () => {
  server = await startDatabase();
});
afterAll(async () => server?.stop());
beforeEach(async () => {
  url = await server.emptied();
  await useDatabase(url);
  if (folder) rmSync(folder, { recursive: true, force: true });
  folder = mkdtempSync(join(tmpdir(), 'loreview-places-'));
  clone = new CloneRepository(join(folder, 'tree.git'));
  await clone.commit([
    { message: 'Start', at: day(1) },
    { message: title, author, at: day(10) },
  ]);
  await importAll([patch]);
  await deriveSeries();
  await look(`${clone.path}#master`);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Reads what stands behind "mainline=", as a server does, and derives what it bears on. */
async function look(place: string, pages?: string | null, problems?: 'told') {
  const tree = parseTree(`mainline=${place}`);
  if ('why' in tree) throw new Error(tree.why);
  useTrees([{ ...tree, pages }]);
  const [read] = await readTrees({ ...(problems && { problems }) });
  await deriveSeries();
  return read?.problem;
}

async function held() {
  const [tree] = await heldTrees();
  const series = await database().series.findFirstOrThrow();
  const { steps } = series.progress as unknown as {
    steps: { commits: { found?: { url?: string } }[] }[];
  };
  const [page] = steps.flatMap(({ commits }) => commits.flatMap(({ found }) => found?.url ?? []));
  return { stage: series.stage, place: tree?.place, commits: tree?.commits, problem: tree?.problem, page };
}

const good = () => ({
  stage: 'in-mainline',
  place: `${clone.path}#master`,
  commits: 2,
  problem: undefined,
  page: undefined,
});

test('a clone that is not there today leaves all that is known of it, with the day of its last reading', async () => {
  const [before] = await heldTrees();
  renameSync(clone.path, `${clone.path}.away`);
  const problem = await look(`${clone.path}#master`);
  expect(problem).toMatch(/could not be read: /);
  expect(await held()).toEqual({ ...good(), problem });
  expect((await heldTrees())[0]?.readAt).toEqual(before?.readAt);
  renameSync(`${clone.path}.away`, clone.path);
  expect(await look(`${clone.path}#master`)).toBeUndefined();
  expect(await held()).toEqual(good());
});

test('a path that leads to another repository, and a branch that does not go on from what was read, change nothing and are told of', async () => {
  const other = new CloneRepository(join(folder, 'other.git'));
  await other.commit([{ message: 'Other', at: day(3) }]);
  clone.git('branch', 'before', 'master^');
  for (const place of [`${other.path}#master`, `${clone.path}#before`, `${clone.path}#nowhere`]) {
    const problem = await look(place, undefined, 'told');
    expect(problem).toContain(place.split('#')[1]);
    expect(await held()).toEqual(good());
    // A server says so to all who look.
    expect(await look(place)).toBe(problem);
    expect(await held()).toEqual({ ...good(), problem });
    expect(await look(`${clone.path}#master`)).toBeUndefined();
  }
  expect(await look(`${other.path}#master`)).toContain('bin/loreview git --forget mainline');
});

test('a clone that was moved is read on where it stood', async () => {
  const moved = join(folder, 'moved.git');
  cpSync(clone.path, moved, { recursive: true });
  const there = new CloneRepository(moved);
  await there.commit([{ message: 'More', at: day(12) }]);
  const ids = async () =>
    (await database().treeCommit.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id);
  const before = await ids();
  expect(await look(`${moved}#master`)).toBeUndefined();
  expect(await held()).toEqual({ ...good(), place: `${moved}#master`, commits: 3 });
  expect((await ids()).slice(0, 2)).toEqual(before);
});

test('the pages of commits stay until others are named, or none', async () => {
  await look(`${clone.path}#master`, 'https://git.example.org/c/{commit}');
  const page = `https://git.example.org/c/${clone.at('master')}`;
  expect(await held()).toEqual({ ...good(), page });
  await look(`${clone.path}#master`);
  expect(await held()).toEqual({ ...good(), page });
  await look(`${clone.path}#master`, null);
  expect(await held()).toEqual(good());
});

test('a tree that is not named any more stays; nothing but a word of somebody forgets it', async () => {
  useTrees([{ name: 'iommu', role: 'maintainer', path: clone.path, ref: 'master' }]);
  await readTrees();
  expect((await heldTrees()).map(({ name }) => name)).toEqual(['iommu', 'mainline']);
  expect((await held()).stage).toBe('in-mainline');
  expect(await forgetTree('mainlin')).toBeUndefined();
  expect(await forgetTree('iommu')).toBe(0);
  expect(await forgetTree('mainline')).toBe(2);
  await deriveSeries();
  expect(await held()).toMatchObject({ stage: 'posted', place: undefined });
});

/** What a command says, with a LOREVIEW_GIT of its own, and how it ends. */
async function command(args: readonly string[], git?: string) {
  const env = { ...process.env, DATABASE_URL: url, LOREVIEW_DATA: join(folder, 'data') };
  delete (env as Record<string, string | undefined>)['LOREVIEW_GIT'];
  const told = spawn(process.execPath, [loreview, 'git', ...args], {
    env: { ...env, ...(git !== undefined && { LOREVIEW_GIT: git }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [told.stdout, told.stderr]) stream.on('data', (piece) => (text += String(piece)));
  const [code] = (await once(told, 'close')) as [number];
  return { code, text };
}

test(
  '`loreview git` without a setting reads what was read before; `--forget` forgets',
  { timeout: 60_000 },
  async () => {
    await clone.commit([{ message: 'More', at: day(12) }]);
    expect(await command([])).toEqual({
      code: 0,
      text: expect.stringContaining('mainline: 1 new commit') as string,
    });
    expect(await held()).toMatchObject({ stage: 'in-mainline', commits: 3 });
    const forgotten = await command(['--forget', 'mainline']);
    expect(forgotten.text).toContain('mainline is forgotten, with 3 commits; 1 series derived again');
    expect(await heldTrees()).toEqual([]);
  },
);
