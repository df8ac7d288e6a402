import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseTree } from '../lib/forge/index';

const loreview = fileURLToPath(new URL('../bin/loreview', import.meta.url));
let folder: string;
let repository: string;
let mails: string;

function git(...args: readonly string[]): string {
  return execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8' });
}

/** A commit as a maintainer makes it of a mail; the file then holds these lines. */
function commit(
  day: number,
  title: string,
  author: string,
  trailers: readonly string[] = [],
  [file, ...lines]: readonly [string, ...string[]] = ['cache.c', `${title} ${day}`],
): string {
  const date = `2024-${day > 31 ? '04' : '03'}-${String(day > 31 ? day - 31 : day).padStart(2, '0')}T12:00:00Z`;
  writeFileSync(join(repository, file), lines.map((line) => `${line}\n`).join(''));
  git('add', file);
  execFileSync(
    'git',
    [
      '-C',
      repository,
      '-c',
      'user.name=Max Maintainer',
      '-c',
      'user.email=max@example.com',
      'commit',
      '-qm',
      [title, '', 'Why.', '', ...trailers].join('\n'),
      `--author=${author}`,
      `--date=${date}`,
    ],
    { env: { ...process.env, GIT_COMMITTER_DATE: date } },
  );
  return git('rev-parse', 'HEAD').trim();
}

const ann = 'Ann Author <ann@example.org>';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loreview-forge-'));
  repository = join(folder, 'tree');
  execFileSync('git', ['init', '-q', '-b', 'master', repository]);
  writeFileSync(join(repository, 'c2.c'), 'int a;\nint b;\n');
  git('add', 'c2.c');
  commit(1, 'Start', 'Max Maintainer <max@example.com>', [], ['c1.c', 'int a;', 'int b;']);
  git('tag', 'v6.8');
  commit(
    12,
    'cache: Count every reader',
    ann,
    ['Link: https://lore.kernel.org/r/a-1@x.example'],
    ['c1.c', 'int a;', 'int readers1;', 'int b;'],
  );
  commit(13, 'cache: report what is left', ann, [], ['c2.c', 'int a;', 'unsigned int readers2;', 'int b;']);
  const wrong = commit(14, 'cache: report what is left', 'Sue Somebody <sue@example.org>');
  git('tag', 'v6.9-rc1');
  commit(20, 'cellar: explain the count', ann, ['Link: https://lore.kernel.org/r/b-1@x.example']);
  git('tag', 'v6.9');
  const counted = git('log', '--format=%h', '--abbrev=12', '--grep=Count every', '-1').trim();
  commit(33, 'cache: count readers only once', 'Sue Somebody <sue@example.org>', [
    `Fixes: ${counted} ("cache: Count every reader")`,
  ]);
  commit(34, 'Revert "cache: report what is left"', 'Sue Somebody <sue@example.org>', [
    `This reverts commit ${wrong}.`,
  ]);
  git('branch', 'next');
  git('checkout', '-q', '-b', 'linux-6.8.y', 'v6.8');
  commit(
    35,
    'cache: Count every reader',
    ann,
    [`commit ${git('rev-parse', counted).trim()} upstream.`],
    ['c1.c', 'int a;', 'int readers1;', 'int b;'],
  );
  git('checkout', '-q', 'master');
  mails = join(folder, 'set.mbox');
  const patch = (number: number, title: string) => `From mboxrd@z Thu Jan  1 00:00:00 1970
From: ${ann}
Date: Fri, 0${number} Mar 2024 12:00:00 +0000
Message-ID: <a-${number}@x.example>${number > 1 ? '\nIn-Reply-To: <a-1@x.example>' : ''}
Subject: [PATCH ${number}/2] ${title}

Why.

Signed-off-by: ${ann}
---
diff --git a/c${number}.c b/c${number}.c
--- a/c${number}.c
+++ b/c${number}.c
@@ -1,2 +1,3 @@
 int a;
+int readers${number};
 int b;

`;
  writeFileSync(mails, patch(1, 'cache: count the readers') + patch(2, 'cache: report what is left'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function analysed(...trees: readonly string[]) {
  return spawnSync(
    process.execPath,
    [loreview, 'analyse', mails, '--json', ...trees.flatMap((tree) => ['--git', tree])],
    {
      encoding: 'utf8',
    },
  );
}

interface Told {
  readonly series: readonly {
    readonly progress: {
      readonly stage: string;
      readonly patches: readonly {
        readonly title: string;
        readonly stage: string;
        readonly why: string;
        readonly commit: { readonly tree: string } | null;
      }[];
      readonly steps: readonly {
        readonly kind: string;
        readonly what: string;
        readonly where: string | null;
        readonly commits: readonly { readonly found?: object }[];
      }[];
    };
  }[];
}

function progressOf(...trees: readonly string[]) {
  const [series] = (JSON.parse(analysed(...trees).stdout) as Told).series;
  if (!series) throw new Error('no series');
  return series.progress;
}

test('patches are found in mainline by link, under another title, and by title and author; with the release', () => {
  const progress = progressOf(`mainline=${repository}#v6.9`);
  expect(progress.stage).toBe('released');
  expect(progress.patches.map(({ stage, why }) => `${stage}: ${why}`)).toEqual([
    'released: 2 patches are contained in v6.9',
    'released: 2 patches are contained in v6.9',
  ]);
  expect(
    progress.steps.filter(({ kind }) => kind !== 'posted').map(({ kind, what }) => `${kind}: ${what}`),
  ).toEqual([
    'in-mainline: 2 patches are found in mainline by same diff or by title and author, 1 under another title, 1 with other lines',
    'released: 2 patches are contained in v6.9',
  ]);
});

test('how a commit was recognised, and the lines that whoever took it changed, are told of each', () => {
  const step = progressOf(`mainline=${repository}#v6.9`).steps.find(({ kind }) => kind === 'in-mainline');
  expect(step?.commits.map(({ found }) => found)).toMatchObject([
    {
      by: ['same diff', 'Link trailer'],
      title: 'cache: Count every reader',
      difference: { kind: 'same' },
    },
    {
      by: ['title and author'],
      difference: {
        kind: 'lines',
        patch: [{ path: 'c2.c', text: '+int readers2;' }],
        commit: [{ path: 'c2.c', text: '+unsigned int readers2;' }],
      },
    },
  ]);
});

test('a fix that comes later is told, and the revert of somebody else’s patch of that title is not', () => {
  const { steps } = progressOf(`mainline=${repository}`);
  expect(
    steps
      .filter(({ kind }) => kind === 'fixed' || kind === 'reverted')
      .map(({ kind, what }) => `${kind}: ${what}`),
  ).toEqual(['fixed: "cache: count readers only once" fixes it']);
});

test('a tree proves what it is for and no more', () => {
  expect(progressOf(`next=${repository}#next`).stage).toBe('in-next');
  expect(progressOf(`cache-next=${repository}`).stage).toBe('applied');
  expect(progressOf(`mainline=${repository}#v6.8`).stage).toBe('posted');
  expect(progressOf(`mainline=${repository}#v6.9`, `stable-6.9=${repository}#next`).stage).toBe('released');
  const { patches } = progressOf(`mainline=${repository}#v6.9`, `stable-6.8=${repository}#linux-6.8.y`);
  expect(patches.map(({ stage }) => stage)).toEqual(['backported', 'released']);
});

test.each([
  [
    'no repository',
    () => `mainline=${folder}`,
    /The tree mainline \(.*\) could not be read: .*not a git repository/,
  ],
  ['no branch', () => `mainline=${repository}#nowhere`, /could not be read: .*nowhere/],
])('%s is told in words', (_, tree, words) => {
  const { status, stderr } = analysed(tree());
  expect(status).toBe(1);
  expect(stderr).toMatch(words);
});

test.each([
  ['mainline=/src/linux', { name: 'mainline', role: 'mainline', path: '/src/linux', ref: 'HEAD' }],
  ['/src/linux#master', { name: 'mainline', role: 'mainline', path: '/src/linux', ref: 'master' }],
  ['linux-next=/src/next', { name: 'linux-next', role: 'next', path: '/src/next', ref: 'HEAD' }],
  ['stable-6.1=/s#linux-6.1.y', { name: 'stable-6.1', role: 'stable', path: '/s', ref: 'linux-6.1.y' }],
  ['iommu=/s', { name: 'iommu', role: 'maintainer', path: '/s', ref: 'HEAD' }],
])('a tree is named: %s', (text, tree) => {
  expect(parseTree(text)).toEqual(tree);
});

test.each(['', 'x=', 'x=/s#--upload-pack=sh'])('no tree: %j', (text) => {
  expect(parseTree(text)).toHaveProperty('why');
});
