import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { bundleOfPart, type Bundle, type BundlePart } from '../../lib/analysis/index';
import { mailFilesSize, MaintainersProblem, readMailFiles, readMaintainersText } from '../../lib/inbox/index';
import { readMaintainers, type MaintainersFile } from '../../lib/maintainers/index';
import {
  diffsOf,
  holdersOf,
  parseTree,
  readCommits,
  tipOf,
  TreeProblem,
  type Tree,
} from '../../lib/forge/index';
import { bearingOn, byCommitKey, wantedBy, type Commit } from '../../lib/progress/index';
import { Reading, type Besides, type Known, type Told } from '../../lib/threads/index';
import { CommandProblem, exitCodes } from './exitCodes';
import { count, progressBar, say } from './terminal';

/** `loreview analyse`: reads mail files and tells what is in them; no database, no network. */
export async function analyseFiles(
  paths: readonly string[],
  options: {
    readonly json: boolean;
    readonly at: Date | undefined;
    readonly git: readonly string[];
    readonly maintainers: string | undefined;
  },
): Promise<number> {
  const maintainers = await maintainersAt(options.maintainers);
  const trees = options.git.map((text) => {
    const tree = parseTree(text);
    if ('why' in tree) throw new CommandProblem(tree.why, exitCodes.usage);
    return tree;
  });
  const reading = new Reading({ threads: Math.min(availableParallelism(), mostThreads), at: options.at });
  try {
    const problems = await readAll(paths, reading);
    const commits = trees.length === 0 ? [] : await commitsOf(trees, await reading.known());
    const { part, mails, leftOut, refused } = await analyseAll(reading, { commits, maintainers });
    for (const { place, why } of refused) say(`loreview: ${place}: ${why}`);
    if (mails === 0) throw new CommandProblem('no mail was found in what was given; nothing was analysed.');
    if (options.json) await printBundle(bundleOfPart(part));
    else await print(summary(part, mails, leftOut));
    return problems + refused.length > 0 ? exitCodes.partly : exitCodes.ok;
  } finally {
    await reading.end();
  }
}

/** Each takes 100 MB and more, and files are read by one. */
const mostThreads = 4;

/** The commits of local clones that the mails may have become, with the releases that contain them. */
async function commitsOf(trees: readonly Tree[], { keys, since }: Known): Promise<readonly Commit[]> {
  if (!since) return [];
  const wanted = wantedBy(keys);
  const found: Commit[] = [];
  try {
    for (const tree of trees)
      for await (const commit of readCommits(tree, { since })) if (wanted(commit)) found.push(commit);
    const bearing = bearingOn(byCommitKey(found), keys);
    const looked = await Promise.all(
      trees.map((tree) =>
        lookedAt(
          tree,
          bearing.filter((commit) => commit.tree === tree.name),
        ),
      ),
    );
    return looked.flat();
  } catch (error) {
    if (error instanceof TreeProblem) throw new CommandProblem(error.message);
    throw error;
  }
}

async function lookedAt(tree: Tree, commits: readonly Commit[]): Promise<readonly Commit[]> {
  const hashes = commits.map(({ hash }) => hash);
  const [holders, diffs] = [await holdersOf(tree, await tipOf(tree), commits), await diffsOf(tree, hashes)];
  return commits.map((commit) => {
    const { release, arrival } = holders.get(commit.hash) ?? {};
    return { ...commit, ...release, arrival, diff: diffs.get(commit.hash) };
  });
}

/** Who looks after files, by the MAINTAINERS file that was named; lines of it that mean nothing are told. */
async function maintainersAt(path: string | undefined): Promise<MaintainersFile | undefined> {
  if (path === undefined) return undefined;
  try {
    const file = readMaintainers(await readMaintainersText(path));
    for (const { line, what } of file.problems) say(`loreview: ${path}:${line}: ${what}`);
    if (file.sections.length === 0)
      throw new CommandProblem(`${path}: no section in it has a file pattern (F: or N:).`, exitCodes.usage);
    return file;
  } catch (error) {
    if (error instanceof MaintainersProblem) throw new CommandProblem(error.message, exitCodes.usage);
    throw error;
  }
}

/** Gives the number of files that could not be read. */
async function readAll(paths: readonly string[], reading: Reading): Promise<number> {
  const bar = progressBar('reading', await mailFilesSize(paths));
  let problems = 0;
  try {
    const files = readMailFiles(paths, {
      stdin: process.stdin,
      onBytes: (bytes) => bar.update(bytes, count(reading.added, 'mail')),
    });
    for await (const found of files) {
      if (found.kind === 'mail') {
        reading.add(found.raw, found.place);
        continue;
      }
      problems += 1;
      say(`loreview: ${found.place}: ${found.why}`);
    }
    return problems;
  } finally {
    bar.stop();
  }
}

async function analyseAll(reading: Reading, besides: Besides): Promise<Told> {
  const bar = progressBar('analysing', reading.added);
  try {
    return await reading.told((mails) => bar.update(mails, count(mails, 'mail')), besides);
  } finally {
    bar.stop();
  }
}

/** Written in pieces: the bundle of a whole list is longer than one string can be. */
async function printBundle(bundle: Bundle): Promise<void> {
  await print('{\n');
  const keys = Object.keys(bundle) as (keyof Bundle)[];
  for (const [at, key] of keys.entries()) {
    const value = bundle[key];
    const end = at < keys.length - 1 ? ',\n' : '\n';
    if (typeof value === 'string') {
      await print(`${JSON.stringify(key)}: ${JSON.stringify(value)}${end}`);
      continue;
    }
    await print(`${JSON.stringify(key)}: [`);
    for (const [index, item] of value.entries())
      await print(`${index > 0 ? ',' : ''}\n${JSON.stringify(item)}`);
    await print(`\n]${end}`);
  }
  await print('}\n');
}

async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

function summary({ series, outside }: BundlePart, mailCount: number, leftOut: number): string {
  const later = leftOut === 0 ? '' : ` (${leftOut} of them later, and left out)`;
  const lines = [`${count(mailCount, 'mail')}${later}, ${count(series.length, 'series', 'series')}`];
  for (const { told, remarks } of series) {
    const atLines = remarks.filter(({ anchor }) => anchor === 'line').length;
    lines.push(
      '',
      told.title,
      `  by ${told.author.replace(/ <[^<>]*>$/, '')}; ${told.versions.map(({ label }) => label).join(', ')}`,
      `  ${count(remarks.length, 'remark')}, ${atLines} of them at a line`,
    );
  }
  if (outside.length > 0) lines.push('', `${count(outside.length, 'mail')} of no series`);
  return `${lines.join('\n')}\n`;
}
