import { once } from 'node:events';
import { analyse, bundleOf, type Analysis, type Bundle } from '../../lib/analysis/index';
import { mailFilesSize, MaintainersProblem, readMailFiles, readMaintainersText } from '../../lib/inbox/index';
import { parseTree, readCommits, TreeProblem, withReleases } from '../../lib/forge/index';
import { wantedBy, type Commit } from '../../lib/progress/index';
import { parseMail, UnreadableMail, type Mail } from '../../lib/mail/index';
import { maintainersOf, readMaintainers, type Maintainers } from '../../lib/maintainers/index';
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
  const { mails, refused } = await readAll(paths);
  if (mails.length === 0)
    throw new CommandProblem('no mail was found in what was given; nothing was analysed.');
  const commits = await commitsOf(options.git, mails);
  const analysis = analyse(mails, {
    commits,
    ...(options.at && { at: options.at }),
    ...(maintainers && { maintainers }),
  });
  if (options.json) await printBundle(bundleOf(analysis));
  else await print(summary(analysis, mails.length));
  return refused > 0 ? exitCodes.partly : exitCodes.ok;
}

/** The commits of local clones that these mails may have become, with the releases that contain them. */
async function commitsOf(asked: readonly string[], mails: readonly Mail[]): Promise<readonly Commit[]> {
  const trees = asked.map((text) => {
    const tree = parseTree(text);
    if ('why' in tree) throw new CommandProblem(tree.why, exitCodes.usage);
    return tree;
  });
  const since = mails.reduce((first, { date }) => Math.min(first, date?.getTime() ?? Infinity), Infinity);
  if (trees.length === 0 || !Number.isFinite(since)) return [];
  const wanted = wantedBy(mails);
  const found: Commit[] = [];
  for (const tree of trees) {
    const ofTree: Commit[] = [];
    try {
      for await (const commit of readCommits(tree, new Date(since))) if (wanted(commit)) ofTree.push(commit);
      found.push(...(tree.role === 'mainline' ? await withReleases(tree, ofTree) : ofTree));
    } catch (error) {
      if (error instanceof TreeProblem) throw new CommandProblem(error.message);
      throw error;
    }
  }
  return found;
}

/** Who looks after files, by the MAINTAINERS file that was named; lines of it that mean nothing are told. */
async function maintainersAt(path: string | undefined): Promise<Maintainers | undefined> {
  if (path === undefined) return undefined;
  try {
    const file = readMaintainers(await readMaintainersText(path));
    for (const { line, what } of file.problems) say(`loreview: ${path}:${line}: ${what}`);
    if (file.sections.length === 0)
      throw new CommandProblem(`${path}: no section in it has a file pattern (F: or N:).`, exitCodes.usage);
    return maintainersOf(file);
  } catch (error) {
    if (error instanceof MaintainersProblem) throw new CommandProblem(error.message, exitCodes.usage);
    throw error;
  }
}

async function readAll(paths: readonly string[]): Promise<{ mails: readonly Mail[]; refused: number }> {
  const mails: Mail[] = [];
  let refused = 0;
  const refuse = (place: string, why: string): void => {
    refused += 1;
    say(`loreview: ${place}: ${why}`);
  };
  const bar = progressBar('reading', await mailFilesSize(paths));
  try {
    const files = readMailFiles(paths, {
      stdin: process.stdin,
      onBytes: (bytes) => bar.update(bytes, count(mails.length, 'mail')),
    });
    for await (const found of files) {
      if (found.kind === 'problem') {
        refuse(found.place, found.why);
        continue;
      }
      try {
        mails.push(await parseMail(found.raw));
      } catch (error) {
        if (!(error instanceof UnreadableMail)) throw error;
        refuse(found.place, error.message);
      }
    }
  } finally {
    bar.stop();
  }
  return { mails, refused };
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

function summary(analysis: Analysis, mailCount: number): string {
  const { series, outside } = analysis.recognition;
  const lines = [`${count(mailCount, 'mail')}, ${count(series.length, 'series', 'series')}`];
  for (const one of series) {
    const remarks = analysis.discussions.get(one.slug)?.remarks ?? [];
    const atLines = remarks.filter((remark) => remark.anchor.kind === 'line').length;
    lines.push(
      '',
      one.title,
      `  by ${one.author.name || one.author.key}; ${one.versions.map((version) => version.label).join(', ')}`,
      `  ${count(remarks.length, 'remark')}, ${atLines} of them at a line`,
    );
  }
  if (outside.length > 0) lines.push('', `${count(outside.length, 'mail')} of no series`);
  return `${lines.join('\n')}\n`;
}
