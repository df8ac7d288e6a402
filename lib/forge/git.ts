import { spawn } from 'node:child_process';
import type { Tree } from './tree';

/** A tree that cannot be read; the message names it and says what to do. */
export class TreeProblem extends Error {}

/** Bytes of an answer that is read in full; none of those asked so is near it. */
const mostAnswer = 64 * 1024 * 1024;
/** Characters kept of what git says on standard error. */
const mostSaid = 2_000;

/** No program of the clone's is run; of its packs a part is in memory at once, whatever their size, which costs no time that can be measured. */
const settings = [
  ['core.fsmonitor', 'false'],
  ['core.packedGitLimit', '32m'],
  ['core.packedGitWindowSize', '4m'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/**
 * What git prints, in pieces as they come. One process; it ends when the reader stops. Nothing is fetched, no program that the clone's settings
 * name is run, and nothing in the clone is changed.
 *
 * @throws {TreeProblem} when git cannot be started or fails.
 */
export async function* gitPieces(
  tree: Tree,
  args: readonly string[],
  input = '',
): AsyncGenerator<string, void, undefined> {
  const git = spawn('git', ['-C', tree.path, '--no-pager', ...settings, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Objects that a partial clone lacks would be fetched.
    env: {
      ...process.env,
      GIT_NO_LAZY_FETCH: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_OPTIONAL_LOCKS: '0',
      LC_ALL: 'C',
    },
  });
  let said = '';
  git.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(0, mostSaid)));
  const ended = new Promise<number | null>((resolve, reject) => {
    git.on('error', reject);
    git.on('close', resolve);
  });
  // A process that cannot be started closes its output too, and is told of after it.
  ended.catch(() => undefined);
  // One that ended before it read all is told of by its exit code.
  git.stdin.on('error', () => undefined).end(input);
  try {
    yield* git.stdout.setEncoding('utf8') as AsyncIterable<string>;
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

/** A short answer of git, whole. */
export async function gitText(tree: Tree, args: readonly string[], input = ''): Promise<string> {
  const pieces: string[] = [];
  let size = 0;
  for await (const piece of gitPieces(tree, args, input)) {
    pieces.push(piece);
    size += piece.length;
    if (size > mostAnswer)
      throw new TreeProblem(`The tree ${tree.name} (${tree.path}): git ${args[0] ?? ''} answers too much.`);
  }
  return pieces.join('');
}

/** True when git says yes by its exit code; a repository that cannot be read says no. */
export async function gitSaysYes(tree: Tree, args: readonly string[]): Promise<boolean> {
  try {
    await gitText(tree, args);
    return true;
  } catch (error) {
    if (error instanceof TreeProblem) return false;
    throw error;
  }
}
