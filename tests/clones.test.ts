import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseTree } from '../lib/forge/index';
import { deriveSeries, readTrees, startWorker, useTrees } from '../lib/ingest/index';
import { database, heldTrees, pendingCount, pool } from '../lib/store/index';
import { MailCrew } from '../lib/threads/index';
import { CloneRepository, type Committed } from './cloneRepository';
import { importAll, startDatabase, useDatabase, type TestDatabase } from './database';

const loreview = fileURLToPath(new URL('../bin/loreview', import.meta.url));
let server: TestDatabase;
let url: string;
let folder: string;
beforeAll(async () => {
  server = await startDatabase();
  folder = mkdtempSync(join(tmpdir(), 'loreview-clones-'));
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  url = await server.emptied();
  await useDatabase(url);
  useTrees([]);
});

let made = 0;
function repository(): CloneRepository {
  made += 1;
  return new CloneRepository(join(folder, `tree${made}.git`));
}

function follow(...trees: readonly string[]): void {
  useTrees(
    trees.map((text) => {
      const tree = parseTree(text);
      if ('why' in tree) throw new Error(tree.why);
      return tree;
    }),
  );
}

async function heldHashes(): Promise<readonly string[]> {
  const rows = await database().treeCommit.findMany({
    orderBy: { hash: 'asc' },
    include: { tree: true },
  });
  return rows.map(({ hash, tree }) => `${tree.name} ${hash}`);
}

function inBranch(clone: CloneRepository, tree: string, range: string): readonly string[] {
  return clone
    .git('rev-list', '--no-merges', range)
    .split('\n')
    .map((hash) => `${tree} ${hash}`)
    .sort();
}

const day = (number: number) => Date.UTC(2024, 2, number) / 1_000;

function* many(count: number, given: Partial<Committed> = {}): Generator<Committed> {
  for (let number = 0; number < count; number += 1)
    yield { message: `part: work ${given.branch ?? ''} ${number}\n`, at: day(1) + number * 60, ...given };
}

test('only what is new is read, and nothing counts twice', async () => {
  const clone = repository();
  await clone.commit(many(30));
  follow(`mainline=${clone.path}#master`);
  expect(await readTrees()).toMatchObject([{ name: 'mainline', fresh: 30, gone: 0, problem: undefined }]);
  expect(await readTrees()).toMatchObject([{ fresh: 0 }]);
  await clone.commit(many(5, { at: day(9) }));
  expect(await readTrees()).toMatchObject([{ fresh: 5 }]);
  expect(await heldHashes()).toEqual(inBranch(clone, 'mainline', 'master'));
  expect((await heldTrees())[0]).toMatchObject({ commits: 35, tip: clone.at('master'), goal: undefined });
});

test('a branch that is made anew every day holds what it holds now; what mainline holds is read once', async () => {
  const clone = repository();
  await clone.commit(many(10));
  await clone.commit([
    { branch: 'next', from: 'refs/heads/master', message: 'next: one', at: day(3) },
    { branch: 'next', message: 'next: two', at: day(3) },
  ]);
  follow(`next=${clone.path}#next`, `mainline=${clone.path}#master`);
  expect(await readTrees()).toMatchObject([
    { name: 'mainline', fresh: 10 },
    { name: 'next', fresh: 2 },
  ]);
  clone.git('branch', '-D', 'next');
  await clone.commit([
    { branch: 'next', from: 'refs/heads/master', message: 'next: two, again', at: day(4) },
    { branch: 'next', message: 'next: three', at: day(4) },
    { branch: 'next', message: 'next: four', at: day(4) },
  ]);
  expect(await readTrees()).toMatchObject([{ fresh: 0 }, { fresh: 3, gone: 2 }]);
  expect(await heldHashes()).toEqual(
    [...inBranch(clone, 'mainline', 'master'), ...inBranch(clone, 'next', 'master..next')].sort((a, b) =>
      (a.split(' ')[1] ?? '') < (b.split(' ')[1] ?? '') ? -1 : 1,
    ),
  );
  // Nothing of the old branch is left in the clone: it cannot be said any more what was lost.
  clone.git('branch', '-f', 'next', 'master');
  await clone.commit([{ branch: 'next', from: 'refs/heads/master', message: 'next: five', at: day(5) }]);
  clone.git('reflog', 'expire', '--expire=now', '--all');
  clone.git('gc', '-q', '--prune=now');
  expect(await readTrees()).toMatchObject([{ fresh: 0 }, { fresh: 1, gone: 3 }]);
});

test('a tree that cannot be read is told of, and the others go on', async () => {
  const clone = repository();
  await clone.commit(many(3));
  follow(`mainline=${clone.path}#master`, `cache=${folder}`, `stable=${clone.path}#nowhere`);
  const read = await readTrees();
  expect(read.map(({ name, problem }) => `${name}: ${problem ?? 'read'}`)).toEqual([
    'mainline: read',
    expect.stringMatching(/^cache: The tree cache .* could not be read: .*not a git repository/),
    expect.stringMatching(/^stable: The tree stable .* has no branch, tag or commit "nowhere": /),
  ]);
  expect((await heldTrees()).map(({ name, problem }) => [name, problem !== undefined])).toEqual([
    ['cache', true],
    ['mainline', false],
    ['stable', true],
  ]);
});

test('`loreview git` names the path that cannot be read, with the reason, and does not say that it was read', async () => {
  const missing = join(folder, 'nowhere.git');
  const said = spawn(process.execPath, [loreview, 'git'], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      LOREVIEW_DATA: join(folder, 'data'),
      LOREVIEW_GIT: `mainline=${missing}#master`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(said, 'close');
  let text = '';
  for (const stream of [said.stdout, said.stderr]) stream.on('data', (piece) => (text += String(piece)));
  expect(await ended).toEqual([1, null]);
  expect(text).toContain(`The tree mainline (${missing}, master) could not be read: `);
  expect(text).toContain('No such file or directory');
  expect(text).toContain('0 of 1 tree read');
});

test(
  'the worker reads the clones when it starts, and by a job that comes every quarter of an hour',
  { timeout: 60_000 },
  async () => {
    const clone = repository();
    await importAll([
      patch('job-1@x.example', '[PATCH 1/2] cache: count one', 'one.c', ['int one;'], day(1)),
      patch('job-2@x.example', '[PATCH 2/2] cache: count two', 'two.c', ['int two;'], day(1) + 1),
    ]);
    await deriveSeries();
    const taken = (title: string, at: number) => ({
      message: `cache: count ${title}\n\nLink: https://lore.kernel.org/r/job-${title === 'one' ? 1 : 2}@x.example\n`,
      author: ann,
      at: day(at),
    });
    await clone.commit([{ message: 'Start', at: day(0) }, taken('one', 5)]);
    follow(`cache=${clone.path}#master`);
    const stages = async () => {
      const series = await database().series.findFirstOrThrow();
      const { rows } = series.progress as unknown as { rows: { stage: string }[] };
      return rows.map(({ stage }) => stage);
    };
    const problems: string[] = [];
    const worker = await startWorker({ origins: [], version: '1.0', contact: undefined }, (problem) =>
      problems.push(problem),
    );
    try {
      await expect.poll(stages, { timeout: 20_000 }).toEqual(['applied', 'posted']);
      const { rows: known } = await pool().query<{ identifier: string }>(
        'SELECT identifier FROM graphile_worker._private_known_crontabs',
      );
      expect(known.map(({ identifier }) => identifier)).toContain('trees');
      await clone.commit([taken('two', 6)]);
      // As the clock does it.
      await pool().query(`SELECT graphile_worker.add_job('trees', '{}', job_key := 'trees')`);
      await expect.poll(stages, { timeout: 20_000 }).toEqual(['applied', 'applied']);
    } finally {
      await worker.stop();
    }
    expect(problems).toEqual([]);
  },
);

test('a shallow clone is read as far as it goes, and again when it is deepened', async () => {
  const origin = repository();
  await origin.commit(many(20));
  const path = join(folder, 'shallow');
  execFileSync('git', ['clone', '-q', '--depth', '5', `file://${origin.path}`, path]);
  follow(`mainline=${path}`);
  expect(await readTrees()).toMatchObject([{ fresh: 5, problem: undefined }]);
  execFileSync('git', ['-C', path, 'fetch', '-q', '--unshallow']);
  expect(await readTrees()).toMatchObject([{ fresh: 15 }]);
  expect(await heldHashes()).toEqual(inBranch(origin, 'mainline', 'master'));
});

describe('strange commits', () => {
  const strange: readonly (readonly [what: string, message: Buffer, title: string])[] = [
    ['no message', Buffer.from(''), ''],
    ['no UTF-8', Buffer.from([0x63, 0x61, 0xff, 0xfe, 0x0a]), 'ca\uFFFD\uFFFD'],
    [
      'separators',
      Buffer.from('a\x1fb\x1ec\x7f\n\nLink: https://lore.kernel.org/r/\x1f@x\n'),
      'a\x1fb\x1ec\x7f',
    ],
    ['one line of a megabyte', Buffer.from('x'.repeat(1_000_000)), 'x'.repeat(500)],
    ['a message of megabytes', Buffer.from(`big\n\n${'words and words\n'.repeat(300_000)}`), 'big'],
    [
      'ten thousand links',
      Buffer.from(`links\n\n${'Link: https://lore.kernel.org/r/a@b\n'.repeat(3_000)}`),
      'links',
    ],
    ['a huge hash', Buffer.from(`h\n\nFixes: ${'a'.repeat(5_000)} ("x")\n`), 'h'],
    ['half a surrogate', Buffer.from([0x73, 0xed, 0xa0, 0x80, 0x0a]), 's\uFFFD\uFFFD\uFFFD'],
  ];
  test('are data', async () => {
    const clone = repository();
    await clone.commit(
      strange.map(([what, message], at) => ({ message, at: day(1) + at, author: `${what} <a@x>` })),
    );
    // fast-import takes no NUL into a message, hash-object does; what git shows of it ends there.
    const nul = execFileSync(
      'git',
      ['-C', clone.path, 'hash-object', '-t', 'commit', '-w', '--stdin', '--literally'],
      {
        encoding: 'utf8',
        input: `tree ${clone.git('rev-parse', 'master^{tree}')}\nparent ${clone.at('master')}\nauthor NUL <a@x> 99999999999999 +0000\ncommitter Max <m@x> ${day(2)} +0000\n\ncut\0here\n`,
      },
    ).trim();
    clone.git('update-ref', 'refs/heads/master', nul);
    follow(`mainline=${clone.path}`);
    expect(await readTrees()).toMatchObject([{ fresh: strange.length + 1, problem: undefined }]);
    const rows = await database().treeCommit.findMany();
    const titles = new Map(rows.map(({ author, title }) => [author, title]));
    for (const [what, , title] of strange) expect([what, titles.get(what)]).toEqual([what, title]);
    expect(titles.get('NUL')).toBe('cut');
  });
});

/** `loreview git` in a process of its own. */
function reading(clone: CloneRepository) {
  return spawn(process.execPath, [loreview, 'git'], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      LOREVIEW_DATA: join(folder, 'data'),
      LOREVIEW_GIT: `mainline=${clone.path}#master`,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

async function done(): Promise<number> {
  const { rows } = await pool().query<{ done: number }>('SELECT done FROM tree');
  return rows[0]?.done ?? 0;
}

test(
  'kill -9 in the middle: the next goes on where it stood, though the branch went on too',
  { timeout: 120_000 },
  async () => {
    const clone = repository();
    const count = 12_000;
    await clone.commit(many(count));
    const killed = reading(clone);
    const ended = once(killed, 'exit');
    while ((await done()) < 3_000) {
      if (killed.exitCode !== null) throw new Error('It ended before it was killed.');
      await pause(2);
    }
    killed.kill('SIGKILL');
    await ended;
    const before = await done();
    expect(before).toBeLessThan(count);
    expect(await database().treeCommit.count()).toBe(before);
    await clone.commit(many(7, { at: day(60) }));
    const seen: number[] = [];
    follow(`mainline=${clone.path}#master`);
    const read = await readTrees({ onStep: ({ done: now }) => seen.push(now) });
    expect(seen[0]).toBeGreaterThan(before);
    expect(read).toMatchObject([{ fresh: count - before + 7 }]);
    expect(await database().treeCommit.count()).toBe(count + 7);
    expect((await heldTrees())[0]).toMatchObject({ commits: count + 7, tip: clone.at('master') });
  },
);

const ann = 'Ann Author <ann@example.org>';

/** A patch that puts lines between "int a;" and "int b;" of a file. */
function patch(id: string, title: string, file: string, lines: readonly string[], at: number, above = '') {
  return {
    kind: 'mail' as const,
    raw: Buffer.from(`From: ${above === '' ? ann : 'Max Maintainer <max@example.com>'}
Date: ${new Date(at * 1_000).toUTCString()}
Message-ID: <${id}>${/-[2-9]/.test(id) ? `\nIn-Reply-To: <${id.replace(/-\d/, '-1')}>` : ''}
Subject: ${title}

${above}Why.

Signed-off-by: ${ann}
---
diff --git a/${file} b/${file}
index 1111111..2222222 100644
--- a/${file}
+++ b/${file}
@@ -1,2 +1,${2 + lines.length} @@
 int a;
${lines.map((line) => `+${line}\n`).join('')} int b;
`),
    place: id,
  };
}

test('what went to mainline before anybody looked was in linux-next as well, and nothing else of it is read twice', async () => {
  const clone = repository();
  await importAll([
    patch('late-1@x.example', '[PATCH] cache: count', 'one.c', ['int readers_of_one;'], day(1)),
  ]);
  await deriveSeries();
  await clone.commit(many(10, { at: day(0) }));
  await clone.commit([
    {
      message: 'cache: count\n\nLink: https://lore.kernel.org/r/late-1@x.example\n',
      author: ann,
      at: day(5),
    },
    { branch: 'next', from: 'refs/heads/master', message: 'next: more', at: day(6) },
    { message: 'Linux 6.9', at: day(7) },
  ]);
  follow(`next=${clone.path}#next`, `mainline=${clone.path}#master`);
  await readTrees();
  await deriveSeries();
  const held = await database().treeCommit.findMany({ where: { tree: { name: 'next' } } });
  expect(held.map(({ title }) => title).sort()).toEqual(['cache: count', 'next: more']);
  const { steps } = (await database().series.findFirst())?.progress as unknown as {
    steps: { kind: string }[];
  };
  expect(steps.map(({ kind }) => kind)).toEqual(['posted', 'in-next', 'in-mainline']);
});

describe('a branch that is pushed anew', () => {
  const taken = (name: string, at: number, branch: string) => ({
    message: `cache: count ${name}\n\nLink: https://lore.kernel.org/r/race@x.example\n`,
    author: ann,
    at: day(at),
    branch,
  });
  const stages = async () => (await database().series.findMany()).map(({ stage }) => stage);

  test('while it is read: what it held before is held no more', async () => {
    const clone = repository();
    await clone.commit(many(2_500));
    clone.git('branch', 'anew', 'master~1500');
    await clone.commit(many(900, { branch: 'anew', at: day(20) }));
    follow(`mainline=${clone.path}#master`);
    let isPushed = false;
    const read = await readTrees({
      onStep: ({ done: now }) => {
        if (isPushed || now < 1_000) return;
        isPushed = true;
        clone.git('branch', '-f', 'master', 'anew');
      },
    });
    expect(read).toMatchObject([{ fresh: 2_500 + 900, gone: 1_500, problem: undefined }]);
    expect(await heldHashes()).toEqual(inBranch(clone, 'mainline', 'master'));
    expect((await heldTrees())[0]).toMatchObject({ tip: clone.at('anew'), isRemade: true, goal: undefined });
  });

  test('while a series is derived for the first time: it does not tell of a commit that is there no more', async () => {
    const clone = repository();
    await clone.commit(many(3));
    clone.git('branch', 'queue', 'master');
    await clone.commit([taken('one', 5, 'queue')]);
    follow(`cache=${clone.path}#queue`);
    await readTrees();
    await importAll([patch('race@x.example', '[PATCH] cache: count one', 'one.c', ['int one;'], day(2))]);
    const crew = new MailCrew(1);
    const [member] = crew.members;
    if (!member) throw new Error('Nobody derives.');
    const derive = member.derive;
    let times = 0;
    Object.assign(member, {
      derive: async (given: Parameters<typeof derive>[0]) => {
        const made = await derive(given);
        times += 1;
        if (times === 1) {
          // What it was derived with is read, what it asks for is not stored yet.
          clone.git('branch', '-f', 'queue', 'master');
          await readTrees();
        }
        return made;
      },
    });
    try {
      await deriveSeries(undefined, crew);
    } finally {
      await crew.end();
    }
    expect(times).toBe(2);
    expect(await stages()).toEqual(['posted']);
    expect(await pendingCount()).toBe(0);
  });
});

test('a step tells when a patch came into each tree, and what brought it there; what a clone cannot tell is not dated', async () => {
  const linus = 'Linus <linus@example.org>';
  const stephen = 'Stephen <stephen@example.org>';
  const lines = (name: string) => [`int readers_of_${name};`];
  await importAll([
    patch('came-1@x.example', '[PATCH 1/2] cache: count one', 'one.c', lines('one'), day(1)),
    patch('came-2@x.example', '[PATCH 2/2] cache: count two', 'two.c', lines('two'), day(1) + 1),
  ]);
  await deriveSeries();
  const clone = repository();
  const start = { 'one.c': between(), 'two.c': between() };
  const one = { message: 'cache: count one', author: ann, files: { 'one.c': between(...lines('one')) } };
  const two = { message: 'cache: count two', author: ann, files: { 'two.c': between(...lines('two')) } };
  const merge = (branch: string, ...merge: readonly string[]) => ({
    branch,
    merge: merge.map((name) => `refs/heads/${name}`),
  });
  await clone.commit([
    { message: 'Linux 6.8', at: day(0), committer: linus, files: start },
    { message: 'Start', branch: 'old', from: 'refs/heads/master', at: day(0) },
    // A branch of somebody whom the maintainer pulls from, and the maintainer's own.
    { ...one, branch: 'vtd', from: 'refs/heads/master', at: day(4), committer: 'Lu <lu@example.org>' },
    { ...two, branch: 'cache', from: 'refs/heads/master', at: day(5) },
    { message: 'Merge vtd', ...merge('cache', 'vtd'), at: day(8) },
    {
      message: 'Merge cache',
      ...merge('next', 'cache'),
      from: 'refs/heads/master',
      at: day(9),
      committer: stephen,
    },
    { message: 'Merge cache', ...merge('master', 'cache'), at: day(22), committer: linus },
    { message: 'Linux 6.9-rc1', at: day(24), committer: linus },
  ]);
  clone.git('tag', 'next-20240308', 'old');
  clone.git('tag', 'next-20240309', 'next');
  clone.git('tag', 'v6.9-rc1', 'master');
  // All of it is in mainline before anybody reads a tree.
  follow(
    `mainline=${clone.path}#master`,
    `next=${clone.path}#next`,
    `cache=${clone.path}#cache`,
    `other=${clone.path}#master`,
  );
  for (let round = 0; round < 2; round += 1) {
    await readTrees();
    await deriveSeries();
  }
  const told = async () => {
    const series = await database().series.findFirstOrThrow({ where: { title: { contains: 'count one' } } });
    const { steps } = series.progress as unknown as {
      steps: {
        kind: string;
        where?: string;
        date?: string;
        between?: { notBefore?: string; atLatest?: string };
        brought?: { by: string; commit?: string; tag?: string };
        by?: string;
        rows?: number[];
      }[];
    };
    return steps
      .filter(({ kind }) => kind !== 'posted')
      .map(({ kind, where, date, between: ends, brought, by, rows }) =>
        [
          `${kind} ${where}: ${rows?.length}`,
          date === undefined
            ? `${ends?.notBefore?.slice(5, 10)} to ${ends?.atLatest?.slice(5, 10)}`
            : date.slice(5, 10),
          by,
          brought?.tag ?? (brought?.commit && clone.git('log', '-1', '--format=%s', brought.commit)),
        ]
          .filter(Boolean)
          .join(', '),
      );
  };
  expect(await told()).toEqual([
    'applied cache: 1, 03-05, Max Maintainer',
    'applied cache: 1, 03-08, Max Maintainer, Merge vtd',
    'in-next next: 2, 03-09, next-20240309',
    'in-mainline mainline: 2, 03-22, Linus, Merge cache',
    'released v6.9-rc1: 2, 03-24',
  ]);
  // From now on nothing tells when what stands in mainline came there: it was moved on to a branch of somebody else.
  await importAll([
    patch('moved@x.example', '[PATCH] cache: count three', 'three.c', lines('three'), day(25)),
  ]);
  await deriveSeries();
  await clone.commit([{ message: 'cache: count three', author: ann, at: day(26) }]);
  await readTrees();
  await deriveSeries();
  const moved = await database().series.findFirstOrThrow({ where: { title: { contains: 'count three' } } });
  expect(moved).toMatchObject({ stage: 'in-mainline', stageSince: null });
});

const between = (...lines: readonly string[]) => ['int a;', ...lines, 'int b;', ''].join('\n');

test('a series that was posted again with altered titles, squashed, fixed, taken back and ported back', async () => {
  const lines = {
    one: ['int readers_of_one;', 'count_readers(one);'],
    two: ['report_left(two);', 'left_of_two = 0;', 'return left_of_two;'],
    three: ['int bottles_in_three;', 'number_bottles(three);', 'lock_cellar(three);'],
  };
  const posted = [
    patch('v1-1@x.example', '[PATCH 1/3] cache: kconfig: move the count', 'one.c', lines.one, day(1)),
    patch('v1-2@x.example', '[PATCH 2/3] cache: report the left', 'two.c', lines.two, day(1) + 1),
    patch('v1-3@x.example', '[PATCH 3/3] cache: number the bottles', 'three.c', lines.three, day(1) + 2),
  ];
  const reposted = patch(
    'pull-7@y.example',
    '[PATCH 7/9] cache/vt: Move the count',
    'one.c',
    ['long readers_of_one;', 'count_readers(one);'],
    day(10),
    `From: ${ann}\n\nLink: https://lore.kernel.org/r/v1-1@x.example\n\n`,
  );
  const remark = {
    kind: 'mail' as const,
    raw: Buffer.from(
      `From: Rob Reader <rob@example.net>\nDate: ${new Date(day(2) * 1_000).toUTCString()}\nMessage-ID: <r@z.example>\nIn-Reply-To: <v1-3@x.example>\nSubject: Re: [PATCH 3/3] cache: number the bottles\n\n> +number_bottles(three);\n\nThis is not locked yet here.\n`,
    ),
    place: 'r',
  };
  await importAll([...posted, reposted, remark]);
  await deriveSeries();

  const clone = repository();
  const start = { 'one.c': between(), 'two.c': between(), 'three.c': between() };
  await clone.commit([{ message: 'Linux 6.8', at: day(0), files: start }]);
  clone.git('tag', 'v6.8', 'master');
  await clone.commit([
    {
      branch: 'next',
      from: 'refs/heads/master',
      message: 'cache/vt: Move the count\n\nLink: https://patch.msgid.link/pull-7@y.example\n',
      author: ann,
      authored: day(10),
      at: day(11),
      files: { 'one.c': between('long readers_of_one;', 'count_readers(one);') },
    },
    {
      branch: 'next',
      message:
        'cache: report and number\n\nLink: https://lore.kernel.org/r/v1-2@x.example\nLink: https://lore.kernel.org/all/v1-3@x.example/\n',
      author: ann,
      at: day(12),
      files: { 'two.c': between(...lines.two), 'three.c': between(...lines.three) },
    },
  ]);
  follow(`mainline=${clone.path}#master`, `next=${clone.path}#next`, `stable-6.8=${clone.path}#linux-6.8.y`);

  async function told() {
    for (let round = 0; round < 3; round += 1) {
      await readTrees();
      await deriveSeries();
    }
    const series = await database().series.findFirst({ where: { title: { contains: 'move the count' } } });
    const { steps, rows } = series?.progress as unknown as {
      steps: {
        kind: string;
        where: string | null;
        what: string;
        warnings?: { by: string; line: string }[];
      }[];
      rows: { stage: string; why: string }[];
    };
    return {
      stage: series?.stage,
      rows: rows.map(({ stage }) => stage),
      steps: steps
        // Those that mails tell are tested elsewhere.
        .filter(({ where, kind }) => where !== undefined || kind === 'released')
        .map(({ kind, what }) => `${kind}: ${what}`),
      warnings: steps.flatMap(({ warnings }) => warnings ?? []),
    };
  }

  expect(await told()).toEqual({
    stage: 'in-next',
    rows: ['in-next', 'in-next', 'in-next'],
    steps: [
      'in-next: 3 patches are found in next by same diff or by Link trailer, 3 under another title, 1 with other lines, 2 squashed into another',
    ],
    warnings: [],
  });

  clone.git('branch', '-f', 'master', 'next');
  expect((await told()).stage).toBe('in-mainline');
  clone.git('tag', 'v6.9-rc1', 'master');
  expect((await told()).steps.at(-1)).toBe('released: 3 patches are contained in v6.9-rc1');
  const moved = clone.at('next^');
  await clone.commit([{ message: 'Linux 6.9', at: day(30) }]);
  clone.git('tag', 'v6.9', 'master');
  await clone.commit([
    {
      message: `cache: number under the lock\n\nFixes: ${clone.at('next').slice(0, 12)} ("cache: report and number")\n`,
      author: 'Sue Somebody <sue@example.org>',
      at: day(40),
      files: { 'three.c': between('int bottles_in_three;', 'lock_cellar(three);', 'number_locked(three);') },
    },
    {
      message: `Revert "cache/vt: Move the count"\n\nThis reverts commit ${moved}.\n`,
      author: 'Sue Somebody <sue@example.org>',
      at: day(41),
      files: { 'one.c': between() },
    },
    {
      branch: 'linux-6.8.y',
      from: 'refs/tags/v6.8^0',
      message: `cache: report and number\n\ncommit ${clone.at('next')} upstream.\n`,
      author: ann,
      at: day(42),
      files: { 'two.c': between(...lines.two), 'three.c': between(...lines.three) },
    },
  ]);
  clone.git('tag', 'v6.8.4', 'linux-6.8.y');
  expect(await told()).toEqual({
    // Of what was taken back the author is asked again; the rest stays where it is.
    stage: 'changes-requested',
    rows: ['changes-requested', 'backported', 'backported'],
    steps: [
      expect.stringMatching(/^in-next: /),
      expect.stringMatching(
        /^in-mainline: 3 patches are found in mainline by same diff or by Link trailer, 3 under/,
      ),
      'released: 3 patches are contained in v6.9',
      'fixed: "cache: number under the lock" fixes 2 patches',
      'reverted: "Revert "cache/vt: Move the count"" takes it back',
      'backported: 2 patches are found in stable-6.8 by upstream commit, released in v6.8.4, 2 under another title, 2 squashed into another',
    ],
    warnings: [expect.objectContaining({ by: 'line', line: 'number_bottles(three);', reply: 'r@z.example' })],
  });
});
