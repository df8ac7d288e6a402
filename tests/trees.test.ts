import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deriveSeries } from '../lib/ingest/index';
import type { MessageId } from '../lib/mail/index';
import {
  database,
  dropCommits,
  openTree,
  pendingCount,
  storeCommits,
  storeLooks,
  wantedCommits,
  type CommitToStore,
} from '../lib/store/index';
import { importAll, startDatabase, useDatabase, type TestDatabase } from './database';

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase();
});
afterAll(async () => server?.stop());
beforeEach(async () => {
  await useDatabase(await server.emptied());
});

const ann = 'Ann Author <ann@example.org>';

function patch(id: string, title: string, file: string, day = 1) {
  return {
    kind: 'mail' as const,
    raw: Buffer.from(`From: ${ann}
Date: Fri, 0${day} Mar 2024 12:00:00 +0000
Message-ID: <${id}>
Subject: [PATCH] ${title}

Why.

Signed-off-by: ${ann}
---
diff --git a/${file} b/${file}
--- a/${file}
+++ b/${file}
@@ -1,2 +1,3 @@
 int a;
+int counted_in_${file.replace('.', '_')};
 int b;
`),
    place: id,
  };
}

function commit(hash: string, given: Partial<CommitToStore> = {}): CommitToStore {
  return {
    hash: hash.padEnd(40, '0'),
    title: 'cache: count the readers',
    author: 'Ann Author',
    committer: 'Max Maintainer',
    authoredAt: new Date('2024-03-01T12:00:00Z'),
    committedAt: new Date('2024-03-10T12:00:00Z'),
    links: [],
    fixes: [],
    reverts: [],
    upstream: [],
    release: undefined,
    releasedAt: undefined,
    diff: undefined,
    url: undefined,
    isLooked: false,
    ...given,
  };
}

const mainline = { name: 'mainline', source: 'git', role: 'mainline', place: '/src/linux#master' } as const;
const count = patch('count@x.example', 'cache: count the readers', 'cache.c');
const cellar = patch('cellar@y.example', 'cellar: count the bottles', 'cellar.c', 2);

async function stages() {
  await deriveSeries();
  expect(await pendingCount()).toBe(0);
  const rows = await database().series.findMany({
    orderBy: { title: 'asc' },
    select: { title: true, stage: true },
  });
  return rows.map(({ title, stage }) => `${title}: ${stage}`);
}

test('a commit and the patch it was are brought together whichever comes first, and no other series is derived again', async () => {
  await importAll([count, cellar]);
  expect(await stages()).toEqual(['cache: count the readers: posted', 'cellar: count the bottles: posted']);
  const derivedAt = async () =>
    (await database().series.findFirst({ where: { title: { startsWith: 'cellar' } } }))?.derivedAt;
  const before = await derivedAt();
  const tree = await openTree(mainline);
  expect(
    await storeCommits(tree.id, [
      commit('a1'),
      commit('b2', { title: 'other: work', authoredAt: undefined }),
    ]),
  ).toBe(2);
  expect(await stages()).toEqual([
    'cache: count the readers: in-mainline',
    'cellar: count the bottles: posted',
  ]);
  expect(await derivedAt()).toEqual(before);
  await storeCommits(tree.id, [
    commit('c3', { title: 'winery: count', links: ['late@z.example' as MessageId] }),
  ]);
  await importAll([patch('late@z.example', 'winery: number all', 'winery.c', 3)]);
  expect(await stages()).toContain('winery: number all: in-mainline');
});

test('what is stored twice counts once; what is told newly of it is news to its series', async () => {
  await importAll([count]);
  await stages();
  const tree = await openTree(mainline);
  expect(
    await storeCommits(tree.id, [
      commit('a1'),
      commit('b2', { title: 'other: work', author: 'Sue Somebody' }),
    ]),
  ).toBe(2);
  expect(await stages()).toEqual(['cache: count the readers: in-mainline']);
  expect(await storeCommits(tree.id, [commit('a1')])).toBe(0);
  expect(await pendingCount()).toBe(0);
  expect((await wantedCommits(tree.id, 10)).map(({ hash }) => hash)).toEqual([
    commit('a1').hash,
    commit('b2').hash,
  ]);
  await storeLooks(tree.id, [
    { hash: commit('a1').hash, release: 'v6.9', releasedAt: undefined, diff: undefined },
  ]);
  expect(await stages()).toEqual(['cache: count the readers: released']);
  expect((await openTree(mainline)).commits).toBe(2);
  expect(await dropCommits(tree.id, [commit('a1').hash, 'f'.repeat(40)])).toBe(1);
  expect(await stages()).toEqual(['cache: count the readers: posted']);
  expect((await openTree(mainline)).commits).toBe(1);
});

test('a later commit that names one a patch became bears on its series', async () => {
  await importAll([count]);
  await stages();
  const tree = await openTree(mainline);
  await storeCommits(tree.id, [commit('a1b2c3d4e5')]);
  await stages();
  await storeCommits(tree.id, [
    commit('f6', {
      title: 'cache: lock it',
      author: 'Sue Somebody',
      authoredAt: undefined,
      fixes: ['a1b2c3d4e500'],
    }),
  ]);
  await stages();
  const series = await database().series.findFirst();
  const { steps } = series?.progress as { steps: { kind: string; what: string }[] };
  expect(steps.map(({ kind }) => kind)).toContain('fixed');
});
