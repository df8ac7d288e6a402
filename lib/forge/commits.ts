import type { Commit } from '../progress/index';
import { gitPieces } from './git';
import { linesIn } from './lines';
import { longestField, longestMessage, namesIn, titleIn } from './message';
import type { Tree } from './tree';

/** Which commits of a tree are read. */
export interface Stretch {
  /** Committed at or after this moment. */
  readonly since?: Date;
  /** The newest; what the tree's branch stands at when left out. */
  readonly to?: string;
  /** What these hold is left out. */
  readonly without?: readonly string[];
  /** So many, the newest, are left out: they were read before. The order of one stretch is always the same. */
  readonly skip?: number;
}

/**
 * Commits whose text is asked for at once. Told to walk a stretch and to print it, git holds the text of all of it, also of what it skips: a gigabyte for a
 * million. So one process walks, and for each so many another prints.
 */
const commitsAtATime = 4_000;

/**
 * The commits of a tree but for merges, newest first, as git walks them, read as a stream. Of what only `git show` tells (`diff`) and
 * tags tell (`release`) nothing is read here.
 *
 * @throws {TreeProblem} when the path is no repository, the branch is not there, or git is not installed.
 */
export async function* readCommits(tree: Tree, stretch: Stretch): AsyncGenerator<Commit> {
  let hashes: string[] = [];
  for await (const hash of linesIn(gitPieces(tree, walkOf(tree, stretch)))) {
    hashes.push(hash);
    if (hashes.length < commitsAtATime) continue;
    yield* commitsNamed(tree, hashes);
    hashes = [];
  }
  yield* commitsNamed(tree, hashes);
}

function walkOf(tree: Tree, { since, to = tree.ref, without = [], skip = 0 }: Stretch): readonly string[] {
  return [
    'rev-list',
    '--no-merges',
    ...(since ? [`--since=${since.toISOString()}`] : []),
    ...(skip > 0 ? [`--skip=${skip}`] : []),
    to,
    ...without.map((hash) => `^${hash}`),
    '--',
  ];
}

/** Commits by their hashes, in that order. */
export async function* commitsNamed(tree: Tree, hashes: readonly string[]): AsyncGenerator<Commit> {
  if (hashes.length === 0) return;
  const args = [
    '-c',
    'i18n.logOutputEncoding=UTF-8',
    '-c',
    'log.showSignature=false',
    'log',
    '-z',
    '--no-walk=unsorted',
    '--no-notes',
    '--no-color',
    // No field of a commit holds a NUL: git cuts what it shows of it there.
    '--format=%H%x00%an%x00%cn%x00%at%x00%ct%x00%B',
    '--stdin',
  ];
  let fields: string[] = [];
  for await (const field of fieldsIn(gitPieces(tree, args, hashes.map((hash) => `${hash}\n`).join('')))) {
    fields.push(field);
    if (fields.length < fieldsOfACommit) continue;
    yield commitIn(fields, tree);
    fields = [];
  }
}

const fieldsOfACommit = 6;

/** What stands between NULs, cut at the length that is read: a message of 100 MB is never held. */
async function* fieldsIn(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let open = '';
  for await (const piece of pieces) {
    const parts = piece.split('\0');
    const last = parts.pop() ?? '';
    for (const part of parts) {
      yield open + part.slice(0, longestMessage - open.length);
      open = '';
    }
    open += last.slice(0, longestMessage - open.length);
  }
  // git separates commits by NUL and does not end the last with one.
  if (open !== '') yield open;
}

function commitIn(fields: readonly string[], tree: Tree): Commit {
  const [hash = '', author = '', committer = '', authored = '', committed = '', message = ''] = fields;
  return {
    tree: tree.name,
    role: tree.role,
    hash,
    title: titleIn(message),
    author: author.slice(0, longestField),
    committer: committer.slice(0, longestField),
    authoredAt: timeOf(authored),
    // A commit of no time is older than every patch, so it is none.
    committedAt: timeOf(committed) ?? new Date(0),
    ...namesIn(message),
    release: undefined,
    releasedAt: undefined,
    diff: undefined,
    url: undefined,
  };
}

/** Seconds since 1970 that a Date of ours and of PostgreSQL can hold; commits claim any number. */
function timeOf(seconds: string): Date | undefined {
  const time = new Date(Number(seconds) * 1_000);
  return seconds === '' || Number.isNaN(time.getTime()) || time.getTime() < 0 ? undefined : time;
}
