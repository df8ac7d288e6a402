import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deriveSeries, rebuild } from '../lib/ingest/index';
import { everything, findReport, stalledAfterWeeks } from '../lib/query/index';
import { database, pendingCount } from '../lib/store/index';
import { importAll, startDatabase, useDatabase, type TestDatabase } from './database';

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase();
});
afterAll(async () => server?.stop());
beforeEach(async () => {
  await useDatabase(await server.emptied());
});

/** A mail as it is in a file. */
function raw(headers: Readonly<Record<string, string>>, text: string) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return {
    kind: 'mail' as const,
    raw: Buffer.from(`${lines.join('\n')}\n\n${text}`),
    place: headers['Message-ID'] ?? '',
  };
}

const patch = raw(
  {
    From: 'Ann Author <ann@example.org>',
    Date: 'Fri, 01 Mar 2024 12:00:00 +0000',
    'Message-ID': '<patch@x.example>',
    Subject: '[PATCH] cache: count the readers',
  },
  `Count them.

Signed-off-by: Ann Author <ann@example.org>
---
 cache.c | 1 +
 1 file changed, 1 insertion(+)

diff --git a/cache.c b/cache.c
--- a/cache.c
+++ b/cache.c
@@ -1,2 +1,3 @@
 int a;
+int readers;
 int b;
-- 
2.43.0
`,
);
const pull = raw(
  {
    From: 'Max Maintainer <max@example.com>',
    Date: 'Fri, 08 Mar 2024 12:00:00 +0000',
    'Message-ID': '<pull@x.example>',
    Subject: '[GIT PULL] Cache updates for v6.9',
  },
  `The following changes since commit 1111111111111111111111111111111111111111:

  Linux 6.8-rc7

are available in the Git repository at:

  git://git.example.org/cache.git tags/cache-6.9

for you to fetch changes up to 2222222222222222222222222222222222222222:

  cache: count the readers

----------------------------------------------------------------
Ann Author (1):
      cache: count the readers

 cache.c | 1 +
`,
);
const tracker = raw(
  {
    From: 'pr-tracker-bot@kernel.org',
    Date: 'Sat, 09 Mar 2024 12:00:00 +0000',
    'Message-ID': '<tracker@x.example>',
    'In-Reply-To': '<pull@x.example>',
    Subject: 'Re: [GIT PULL] Cache updates for v6.9',
  },
  `The pull request you sent on Fri, 08 Mar 2024:

> git://git.example.org/cache.git tags/cache-6.9

has been merged into torvalds/linux.git:
https://git.example.org/torvalds/c/3333333333333333333333333333333333333333
`,
);

async function arrive(...mails: Parameters<typeof importAll>[0]) {
  await importAll(mails);
  await deriveSeries();
}

async function stageHeld() {
  const series = await database().series.findMany({ select: { title: true, stage: true, stageSince: true } });
  expect(await pendingCount()).toBe(0);
  return series;
}

const inMainline = [
  { title: 'cache: count the readers', stage: 'in-mainline', stageSince: new Date('2024-03-09T12:00:00Z') },
];

describe('a request to pull that lists a patch', () => {
  test.each([
    ['patch, request, tracker', [patch, pull, tracker]],
    ['patch, tracker, request', [patch, tracker, pull]],
    ['request, patch, tracker', [pull, patch, tracker]],
    ['request, tracker, patch', [pull, tracker, patch]],
    ['tracker, patch, request', [tracker, patch, pull]],
    ['tracker, request, patch', [tracker, pull, patch]],
  ])('is seen whatever comes first: %s', async (_, mails) => {
    for (const mail of mails) await arrive(mail);
    expect(await stageHeld()).toEqual(inMainline);
  });

  test('is seen again after a rebuild, and changes nothing of series that it does not list', async () => {
    const other = raw(
      {
        From: 'Sue Somebody <sue@example.org>',
        Date: 'Fri, 01 Mar 2024 12:00:00 +0000',
        'Message-ID': '<other@y.example>',
        Subject: '[PATCH] cellar: count the bottles',
      },
      patch.raw
        .toString()
        .replace(/^[^]*?\n\n/, '')
        .replaceAll('cache', 'cellar')
        .replaceAll('readers', 'bottles'),
    );
    await arrive(patch, other);
    const derivedAt = async () =>
      (await database().series.findFirst({ where: { title: { startsWith: 'cellar' } } }))?.derivedAt;
    const before = await derivedAt();
    await arrive(pull, tracker);
    expect(await derivedAt()).toEqual(before);
    await rebuild();
    expect((await stageHeld()).map(({ title, stage }) => `${title} ${stage}`).sort()).toEqual([
      'cache: count the readers in-mainline',
      'cellar: count the bottles posted',
    ]);
  });
});

test('a report tells a request to pull though what it lists was taken before, and no mail of the series tells it', async () => {
  const taken = raw(
    {
      From: 'Max Maintainer <max@example.com>',
      Date: 'Mon, 04 Mar 2024 12:00:00 +0000',
      'Message-ID': '<taken@x.example>',
      'In-Reply-To': '<patch@x.example>',
      Subject: 'Re: [PATCH] cache: count the readers',
    },
    'Applied to cache-next, thanks!\n',
  );
  await arrive(patch, taken, pull);
  const reportSince = async (day: string) => {
    const present = { now: new Date('2024-03-20T00:00:00Z'), stalledAfterWeeks };
    const report = await findReport({ ...everything, since: new Date(day) }, present, (slug) => slug);
    return [...report.landed, ...report.moved].flatMap(({ events }) => events.map(({ what }) => what));
  };
  const asked = 'Max Maintainer asked for all of it to be pulled';
  expect(await reportSince('2024-03-02')).toEqual([
    'Max Maintainer was the first to answer',
    'Max Maintainer took it: "Applied to cache-next, thanks!"',
    asked,
  ]);
  expect(await reportSince('2024-03-06')).toEqual([asked]);
  expect(await reportSince('2024-03-09')).toEqual([]);
});
