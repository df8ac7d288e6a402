import { gitPieces } from './git';
import { linesIn } from './lines';
import type { Tree } from './tree';

/** Characters; a longer diff is not kept: it is a whole driver, and its title and links tell what it is. */
const longestDiff = 256 * 1024;

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
