import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gitPieces, gitSaysYes, gitText, TreeProblem } from './git';
import { tagPatterns } from './tags';
import type { Tree } from './tree';

/**
 * The commit a tree's branch stands at now.
 *
 * @throws {TreeProblem} when the clone cannot be read, or has no such branch.
 */
export async function tipOf(tree: Tree): Promise<string> {
  const asked = ['rev-parse', '--verify', '--end-of-options'];
  try {
    return (await gitText(tree, [...asked, `${tree.ref}^{commit}`])).trim();
  } catch (error) {
    const isClone = error instanceof TreeProblem && (await gitSaysYes(tree, ['rev-parse', '--git-dir']));
    if (!isClone || (await gitSaysYes(tree, [...asked, tree.ref]))) throw error;
    // Git says "Needed a single revision".
    const what = tree.ref === 'HEAD' ? 'no commit at HEAD yet' : `no branch, tag or commit "${tree.ref}"`;
    throw new TreeProblem(
      `The tree ${tree.name} (${tree.path}) has ${what}: \`git -C ${tree.path} branch --all\` lists its branches.`,
    );
  }
}

/** True when the clone holds the commit, reachable or not. */
export function holdsCommit(tree: Tree, hash: string): Promise<boolean> {
  return gitSaysYes(tree, ['cat-file', '-e', `${hash}^{commit}`]);
}

/** True when one commit is the other or comes before it. */
export function isBefore(tree: Tree, hash: string, other: string): Promise<boolean> {
  return gitSaysYes(tree, ['merge-base', '--is-ancestor', hash, other]);
}

/** How many commits but merges one holds that others do not. */
export async function countCommits(tree: Tree, to: string, without: readonly string[]): Promise<number> {
  const told = await gitText(tree, [
    'rev-list',
    '--count',
    '--no-merges',
    to,
    ...without.map((hash) => `^${hash}`),
    '--',
  ]);
  return Number(told.trim());
}

/** Hashes that one commit holds and another does not, some thousand at a time: what a branch lost when it was rewritten. */
export async function* lostCommits(tree: Tree, from: string, to: string): AsyncGenerator<readonly string[]> {
  let open = '';
  for await (const piece of gitPieces(tree, ['rev-list', '--no-merges', from, `^${to}`, '--'])) {
    const hashes = (open + piece).split('\n');
    open = hashes.pop() ?? '';
    if (hashes.length > 0) yield hashes;
  }
}

/** Changes whenever a tag comes, goes or moves that tells of a release, or of a day of linux-next. */
export async function tagsMark(tree: Tree): Promise<string> {
  return markOf(
    await gitText(tree, ['for-each-ref', '--format=%(objectname) %(refname)', ...tagPatterns(tree)]),
  );
}

/** Changes whenever the history of a shallow clone goes on to another commit; '' for a clone that has all of it. */
export async function shallowMark(tree: Tree): Promise<string> {
  const told = await gitText(tree, ['rev-parse', '--is-shallow-repository', '--git-path', 'shallow']);
  const [isShallow, path = ''] = told.split('\n');
  return isShallow === 'true' ? markOf(await readFile(resolve(tree.path, path), 'utf8')) : '';
}

function markOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
