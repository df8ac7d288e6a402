import { gitPieces, gitText } from './git';
import type { Tree } from './tree';

/** Hashes given to one process on its command line; with 40 digits each they are far below what a system takes. */
const hashesOfACall = 5_000;
/** Characters; a longer diff is not kept: it is a whole driver, and its title and links tell what it is. */
const longestDiff = 256 * 1024;

export interface Release {
  /** "v6.13", or "v6.13-rc1" while that is all there is. */
  readonly release: string;
  /** When it was tagged. */
  readonly releasedAt: Date | undefined;
}

/** The first release of a tree that contains each commit. Those in none are left out. */
export async function releasesOf(
  tree: Tree,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, Release>> {
  const found = new Map<string, Release>();
  if (hashes.length === 0) return found;
  const listed = await gitText(tree, [
    'for-each-ref',
    '--format=%(refname:strip=2) %(creatordate:unix)',
    'refs/tags/v[0-9]*',
  ]);
  const tags = new Map(
    listed.split('\n').map((line) => {
      const [tag = '', seconds = ''] = line.split(' ');
      return [tag, seconds === '' ? undefined : new Date(Number(seconds) * 1_000)] as const;
    }),
  );
  for (let at = 0; at < hashes.length; at += hashesOfACall) {
    const named = await gitText(tree, [
      'name-rev',
      '--tags',
      '--refs=v[0-9]*',
      ...hashes.slice(at, at + hashesOfACall),
    ]);
    for (const [, hash = '', tag = ''] of named.matchAll(/^([0-9a-f]{40,64}) (?:tags\/)?(v\d[^~^\s]*)/gm)) {
      // What is in v6.13-rc1 is in v6.13, once that is there.
      const final = tag.replace(/-rc\d+$/, '');
      const release = tags.has(final) ? final : tag;
      found.set(hash, { release, releasedAt: tags.get(release) });
    }
  }
  return found;
}

/**
 * What some commits change, as `git format-patch` shows it. Those whose diff is longer than is kept, and merges, are left out. A clone
 * without the files (a partial one) tells none.
 */
export async function diffsOf(tree: Tree, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let hash = '';
  let lines: string[] = [];
  let size = 0;
  const close = () => {
    if (hash !== '' && size > 0 && size <= longestDiff) found.set(hash, `${lines.join('\n')}\n`);
    [lines, size] = [[], 0];
  };
  const pieces = gitPieces(
    tree,
    ['diff-tree', '--stdin', '-r', '-p', '-M', '--root', '--no-color', '--no-ext-diff', '--no-textconv'],
    hashes.map((one) => `${one}\n`).join(''),
  );
  for await (const line of linesIn(pieces)) {
    if (/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(line)) {
      close();
      hash = line;
      continue;
    }
    size += line.length + 1;
    if (size <= longestDiff) lines.push(line);
  }
  close();
  return found;
}

async function* linesIn(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let open = '';
  for await (const piece of pieces) {
    const lines = piece.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      yield open + line;
      open = '';
    }
    // A line without an end, of a file that is none of text, is not held beyond what is kept.
    open += last.slice(0, Math.max(0, longestDiff + 1 - open.length));
  }
  if (open !== '') yield open;
}
