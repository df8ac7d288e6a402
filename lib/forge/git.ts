import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import type { MessageId } from '../mail/index';
import { archiveLinks } from '../patch/index';
import type { Commit } from '../progress/index';
import type { Tree } from './tree';

const run = promisify(execFile);

/** Longest message read, in characters; the rest of a longer one is left out. */
const longestMessage = 100_000;
/** Git's output is read in full only for these short answers, in bytes. */
const mostOutput = 64 * 1024 * 1024;

/** A tree that cannot be read; the message names it and says what to do. */
export class TreeProblem extends Error {}

/**
 * The commits of a tree that were committed at or after a moment, newest first, as git walks them: one process, read as a stream. Nothing is
 * fetched and nothing in the clone is changed.
 *
 * @throws {TreeProblem} when the path is no repository, the branch is not there, or git is not installed.
 */
export async function* readCommits(tree: Tree, since: Date): AsyncGenerator<Commit> {
  const git = spawn(
    'git',
    [
      '-C',
      tree.path,
      'log',
      '-z',
      '--no-merges',
      `--since=${since.toISOString()}`,
      '--format=%H%x1f%an%x1f%cn%x1f%cI%x1f%B',
      tree.ref,
      '--',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  git.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(0, 2_000)));
  const ended = new Promise<number | null>((resolve, reject) => {
    git.on('error', reject);
    git.on('close', resolve);
  });
  // A process that cannot be started closes its output too, and is told of after it.
  ended.catch(() => undefined);
  let rest = '';
  try {
    for await (const chunk of git.stdout.setEncoding('utf8') as AsyncIterable<string>) {
      const entries = (rest + chunk).split('\0');
      rest = entries.pop() ?? '';
      for (const entry of entries) yield commitIn(entry, tree);
    }
    if (rest !== '') yield commitIn(rest, tree);
    const code = await ended.catch((error: unknown) => {
      throw new TreeProblem(
        `git could not be started: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
    if (code !== 0)
      throw new TreeProblem(
        `The tree ${tree.name} (${tree.path}, ${tree.ref}) could not be read: ${said.trim() || `git ended with ${code ?? 'a signal'}`}`,
      );
  } finally {
    git.kill();
  }
}

function commitIn(entry: string, tree: Tree): Commit {
  const [hash = '', author = '', committer = '', date = '', message = ''] = entry.split('\x1f');
  const text = message.slice(0, longestMessage);
  return {
    tree: tree.name,
    role: tree.role,
    hash,
    title: text.split('\n', 1)[0] ?? '',
    author,
    committer,
    committedAt: new Date(date),
    links: [...text.matchAll(/^Link:\s*(\S.*)$/gim)].flatMap(
      ([, value = '']) => archiveLinks(value) as MessageId[],
    ),
    fixes: hashes(text, /^Fixes:\s*([0-9a-f]{8,40})\b/gim),
    reverts: hashes(text, /^This reverts commit ([0-9a-f]{8,40})\b/gim),
    release: undefined,
  };
}

function hashes(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, hash = '']) => hash.toLowerCase());
}

/** The same commits, each with the first release of its tree that contains it: one walk of git over all of them. */
export async function withReleases(tree: Tree, commits: readonly Commit[]): Promise<readonly Commit[]> {
  if (commits.length === 0) return commits;
  const { stdout } = await run(
    'git',
    ['-C', tree.path, 'name-rev', '--tags', '--refs=v[0-9]*', ...commits.map(({ hash }) => hash)],
    { maxBuffer: mostOutput },
  );
  const { stdout: tagList } = await run('git', ['-C', tree.path, 'tag', '--list', 'v[0-9]*'], {
    maxBuffer: mostOutput,
  });
  const tags = new Set(tagList.split('\n'));
  const releaseOf = new Map(
    [...stdout.matchAll(/^([0-9a-f]{40,64}) (?:tags\/)?(v\d[^~^\s]*)/gm)].map(([, hash = '', tag = '']) => {
      // What is in v6.13-rc1 is in v6.13, once that is there.
      const final = tag.replace(/-rc\d+$/, '');
      return [hash, tags.has(final) ? final : tag] as const;
    }),
  );
  return commits.map((commit) => ({ ...commit, release: releaseOf.get(commit.hash) }));
}
