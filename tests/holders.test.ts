import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdersOf, parseTree, tipOf, type Tree } from '../lib/forge/index';
import { CloneRepository, type Committed } from './cloneRepository';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loreview-holders-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let made = 0;
function repository(): CloneRepository {
  made += 1;
  return new CloneRepository(join(folder, `tree${made}.git`));
}

const linus = 'Linus <linus@example.org>';
const day = (number: number) => Date.UTC(2024, 2, 1) / 1_000 + (number - 1) * 86_400;
const on = (number: number) => new Date(day(number) * 1_000);

function treeOf(text: string): Tree {
  const tree = parseTree(text);
  if ('why' in tree) throw new Error(tree.why);
  return tree;
}

/** What holds the commits that bear some titles: for each its arrival and release, in short. */
async function told(clone: CloneRepository, titles: readonly string[], name = 'mainline', branch = 'master') {
  const tree = treeOf(`${name}=${clone.path}#${branch}`);
  const commits = titles.map((title) => {
    const [hash = '', seconds = ''] = clone
      .git('log', '--all', '--format=%H %ct', '--fixed-strings', `--grep=${title}`, '-1')
      .split(' ');
    return { hash, committedAt: new Date(Number(seconds) * 1_000) };
  });
  const holders = await holdersOf(tree, await tipOf(tree), commits);
  return commits.map(({ hash }) => {
    const { arrival, release } = holders.get(hash) ?? {};
    return {
      by: arrival && (arrival.by === hash ? 'itself' : clone.git('log', '-1', '--format=%s', arrival.by)),
      at: arrival?.at,
      merger: arrival?.merger,
      day: arrival?.day && `${arrival.day.name}${arrival.day.isOldest ? ' or before' : ''}`,
      release: release?.release,
    };
  });
}

/** A branch that was begun on day 2, merged on day 20, and work of others before and after. */
const merged: readonly Committed[] = [
  { message: 'Linux 6.8', at: day(1), committer: linus },
  { message: 'topic: one', branch: 'topic', from: 'refs/heads/master', at: day(2) },
  { message: 'topic: two', branch: 'topic', at: day(3) },
  { message: 'own: work', at: day(10), committer: linus },
  { message: 'Merge topic', at: day(20), committer: linus, merge: ['refs/heads/topic'] },
  { message: 'own: more', at: day(21), committer: linus },
  { message: 'topic: three', branch: 'topic', at: day(22) },
  { message: 'Merge topic again', at: day(30), committer: linus, merge: ['refs/heads/topic'] },
  { message: 'Linux 6.9-rc1', at: day(31), committer: linus },
];

test('a commit came with the first merge of the branch’s own line that holds it, or it is of that line', async () => {
  const clone = repository();
  await clone.commit(merged);
  clone.git('tag', 'v6.8', 'master~5');
  clone.git('tag', 'v6.9-rc1', 'master');
  expect(await told(clone, ['topic: one', 'topic: two', 'topic: three', 'own: work', 'Linux 6.8'])).toEqual([
    { by: 'Merge topic', at: on(20), merger: 'Linus', day: undefined, release: 'v6.9-rc1' },
    { by: 'Merge topic', at: on(20), merger: 'Linus', day: undefined, release: 'v6.9-rc1' },
    { by: 'Merge topic again', at: on(30), merger: undefined, day: undefined, release: 'v6.9-rc1' },
    { by: 'itself', at: on(10), merger: 'Linus', day: undefined, release: 'v6.9-rc1' },
    { by: 'itself', at: on(1), merger: 'Linus', day: undefined, release: 'v6.8' },
  ]);
  await clone.commit([{ message: 'Linux 6.9', at: day(60), committer: linus }]);
  clone.git('tag', 'v6.9', 'master');
  expect((await told(clone, ['topic: one'])).map(({ release }) => release)).toEqual(['v6.9']);
  // The release is named for what it became; that it was there with the candidate says by when it had come.
  const one = { hash: clone.at('master^{/topic: one}'), committedAt: on(2) };
  const tree = treeOf(`mainline=${clone.path}#master`);
  const { arrival } = (await holdersOf(tree, await tipOf(tree), [one])).get(one.hash) ?? {};
  expect(arrival?.tag?.name).toBe('v6.9-rc1');
});

test('dates that are wrong hide no release: a tag is told wherever git itself says that one holds the commit', async () => {
  const clone = repository();
  const years = 365;
  await clone.commit([
    { message: 'Linux 6.8', at: day(1) },
    { message: 'topic: of the future', branch: 'topic', from: 'refs/heads/master', at: day(20 * years) },
    { message: 'topic: two', branch: 'topic', at: day(5) },
    // Its clock stood at 1971, and later commits than it are looked for through it.
    { message: 'topic: of the past', branch: 'topic', at: 365 * 86_400 },
    { message: 'topic: four', branch: 'topic', at: day(7) },
    { message: 'Merge topic', at: day(9), merge: ['refs/heads/topic'] },
    { message: 'Linux 6.9', at: day(10) },
    { message: 'Linux 6.10', at: day(60) },
  ]);
  clone.git('tag', 'v6.8', 'master~3');
  clone.git('tag', 'v6.9', 'master~1');
  clone.git('tag', 'v6.10', 'master');
  const titles = ['topic: of the future', 'topic: two', 'topic: of the past', 'topic: four'];
  const asGitSays = clone
    .git('tag', '--contains', clone.git('log', '--all', '--format=%H', '--grep=topic: two', '-1'))
    .split('\n');
  expect(asGitSays).toEqual(['v6.10', 'v6.9']);
  for (const asked of [titles, ...titles.map((title) => [title])])
    expect((await told(clone, asked)).map(({ by, release }) => `${by} ${release}`)).toEqual(
      asked.map(() => 'Merge topic v6.9'),
    );
});

test('of releases that are made on branches of their own the first that holds a commit is told', async () => {
  const clone = repository();
  await clone.commit([
    { message: 'Start', at: day(1) },
    { message: 'fix: one', branch: 'old', from: 'refs/heads/master', at: day(2) },
    { message: 'Release 1.1', branch: 'old', at: day(3) },
    { message: 'own: work', at: day(40) },
    { message: 'Merge old', at: day(50), merge: ['refs/heads/old'] },
  ]);
  clone.git('tag', 'v1.1', 'old');
  clone.git('tag', 'v2.0', 'master');
  expect((await told(clone, ['fix: one', 'own: work'])).map(({ by, release }) => `${by} ${release}`)).toEqual(
    ['Merge old v1.1', 'itself v2.0'],
  );
});

test('linux-next is told by the first day’s tag; where older ones are not known, it was there before', async () => {
  const clone = repository();
  await clone.commit([
    { message: 'Linux 6.8', at: day(1) },
    { message: 'topic: one', branch: 'topic', from: 'refs/heads/master', at: day(2) },
  ]);
  const next = async (date: number) => {
    await clone.commit([
      {
        message: `Merge of ${date}`,
        branch: 'next',
        from: 'refs/heads/master',
        at: day(date),
        merge: ['refs/heads/topic'],
      },
    ]);
    clone.git('tag', `next-202403${String(date).padStart(2, '0')}`, 'next');
  };
  await next(3);
  await clone.commit([{ message: 'topic: two', branch: 'topic', at: day(3) }]);
  await next(4);
  await next(5);
  const days = (await told(clone, ['topic: one', 'topic: two'], 'next', 'next')).map((one) => one.day);
  expect(days).toEqual(['next-20240303 or before', 'next-20240304']);
  expect((await told(clone, ['topic: one'], 'other', 'next')).map((one) => one.day)).toEqual([undefined]);
});

test('of a shallow clone it is said that older commits are not there', async () => {
  const origin = repository();
  await origin.commit(merged);
  const path = join(folder, 'shallow');
  execFileSync('git', ['clone', '-q', '--depth', '4', `file://${origin.path}`, path]);
  const tree = treeOf(`mainline=${path}`);
  const tip = await tipOf(tree);
  const holders = await holdersOf(tree, tip, [{ hash: tip, committedAt: on(31) }]);
  expect(holders.get(tip)?.arrival).toMatchObject({ by: tip, isWhole: false });
});

/** What git tells by the parents of each commit, whatever it takes: the oldest of the line, and the first tag, that hold a commit. */
function slowly(clone: CloneRepository) {
  const parents = new Map(
    clone
      .git('log', '--all', '--format=%H %P')
      .split('\n')
      .map((line) => line.trim().split(' '))
      .map(([hash = '', ...others]) => [hash, others] as const),
  );
  const holds = (from: string, hash: string): boolean => {
    const [seen, open] = [new Set<string>(), [from]];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === hash) return true;
      if (seen.has(at)) continue;
      seen.add(at);
      open.push(...(parents.get(at) ?? []));
    }
    return false;
  };
  const line = clone.git('rev-list', '--first-parent', 'master').split('\n');
  const tags = clone
    .git('for-each-ref', '--sort=version:refname', '--format=%(refname:strip=2) %(objectname)', 'refs/tags')
    .split('\n')
    .filter(Boolean)
    .map((text) => text.split(' '));
  return (hash: string) => ({
    by: line.findLast((one) => holds(one, hash)),
    release: tags.find(([, commit = '']) => holds(commit, hash))?.[0],
  });
}

test(
  'in histories of any shape, with clocks of any date, the merge and the release are those that parents tell',
  { timeout: 120_000 },
  async () => {
    const step = fc.record({
      kind: fc.constantFrom('own', 'topic', 'merge', 'tag', 'back'),
      at: fc.integer({ min: -2_000, max: 2_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const clone = repository();
        await clone.commit([
          { message: 'Start', at: day(1) },
          { message: 'Begin', branch: 'topic', from: 'refs/heads/master', at: day(2) },
          ...steps.flatMap(({ kind, at }, number): Committed[] => {
            if (kind === 'tag') return [];
            const isMerge = kind === 'merge' || kind === 'back';
            const branch = kind === 'topic' || kind === 'back' ? 'topic' : 'master';
            const merge = isMerge ? [`refs/heads/${branch === 'topic' ? 'master' : 'topic'}`] : [];
            return [{ message: `work ${number}`, branch, at: day(at), merge }];
          }),
        ]);
        const line = clone.git('log', '--first-parent', '--format=%H %s', 'master').split('\n');
        let release = 0;
        for (const [number, { kind }] of steps.entries()) {
          if (kind !== 'tag') continue;
          const at = line.find((text) => !text.includes('work') || Number(text.split(' ')[2]) < number);
          release += 1;
          clone.git('tag', `v${release}.0`, at?.split(' ')[0] ?? 'master');
        }
        const tree = treeOf(`mainline=${clone.path}#master`);
        const commits = clone
          .git('log', '--format=%H %ct', 'master')
          .split('\n')
          .map((text) => {
            const [hash = '', seconds = ''] = text.split(' ');
            return { hash, committedAt: new Date(Number(seconds) * 1_000) };
          });
        const holders = await holdersOf(tree, await tipOf(tree), commits);
        const expected = slowly(clone);
        for (const { hash } of commits) {
          const { arrival, release: first } = holders.get(hash) ?? {};
          expect({ by: arrival?.by, release: first?.release }).toEqual(expected(hash));
        }
      }),
      { numRuns: 10 },
    );
  },
);

test.each([
  ['nosuch', 'has no branch, tag or commit "nosuch"'],
  ['HEAD', 'has no commit at HEAD yet'],
])('a clone without what is to be read of it (%s) is told as that', async (branch, expected) => {
  const { path } = repository();
  await expect(tipOf(treeOf(`mainline=${path}#${branch}`))).rejects.toThrow(expected);
  await expect(tipOf(treeOf(`mainline=${folder}#${branch}`))).rejects.toThrow('not a git repository');
});
