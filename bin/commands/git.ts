import {
  deriveSeries,
  forgetTree,
  readTrees,
  treesInUse,
  useTrees,
  type TreeRead,
  type TreeStep,
} from '../../lib/ingest/index';
import { treeAt } from '../../lib/forge/index';
import { heldTrees, wantsCommits } from '../../lib/store/index';
import { CommandProblem, exitCodes } from './exitCodes';
import { count, duration, progressBar, say, type Bar } from './terminal';
import { withDatabase } from './withDatabase';

/** A series that turns out to have landed asks for the commits that fix it, and these may be fixed again: so often what was asked is looked at. */
const mostRounds = 5;

/** `loreview git`: reads what is new in the local clones, and derives the series on which it bears. */
export function readClones(): Promise<number> {
  return withDatabase(async () => {
    if (treesInUse().length === 0) useTrees(await treesKnown());
    if (treesInUse().length === 0)
      throw new CommandProblem(
        'no local clone is named. Set LOREVIEW_GIT, such as LOREVIEW_GIT=mainline=/src/linux#master,next=/src/linux#next/master',
        exitCodes.usage,
      );
    const began = performance.now();
    const read = await readAll();
    let { series } = await deriveSeries();
    for (let round = 1; round < mostRounds && (await wantsCommits()); round += 1) {
      await readAll();
      series += (await deriveSeries()).series;
    }
    for (const { name, fresh, gone, problem } of read)
      say(
        problem === undefined
          ? `${name}: ${count(fresh, 'new commit')}${gone > 0 ? `, ${gone.toLocaleString('en')} no longer in it` : ''}`
          : `loreview: ${problem}`,
      );
    const failed = read.filter(({ problem }) => problem !== undefined).length;
    const done =
      failed === 0 ? count(read.length, 'tree') : `${read.length - failed} of ${count(read.length, 'tree')}`;
    say(
      `${done} read in ${duration(performance.now() - began)}; ${count(series, 'series', 'series')} derived again`,
    );
    if (failed === 0) return exitCodes.ok;
    return failed < read.length ? exitCodes.partly : exitCodes.failed;
  });
}

/** `loreview git --forget NAME`: what was read of a tree is forgotten, and series that rest on it are derived again. */
export function forgetClone(name: string): Promise<number> {
  return withDatabase(async () => {
    const commits = await forgetTree(name);
    if (commits === undefined) {
      const names = (await heldTrees()).map((one) => one.name);
      throw new CommandProblem(
        names.length === 0
          ? 'no tree is held here.'
          : `no tree "${name}" is held; there are: ${names.join(', ')}.`,
        exitCodes.usage,
      );
    }
    const { series } = await deriveSeries();
    say(
      `${name} is forgotten, with ${count(commits, 'commit')}; ${count(series, 'series', 'series')} derived again`,
    );
    if (treesInUse().some((tree) => tree.name === name))
      say('LOREVIEW_GIT names it still: the next look reads it anew');
    return exitCodes.ok;
  });
}

/** The trees that were read before, at their places: where LOREVIEW_GIT is not set, these are meant. */
async function treesKnown() {
  return (await heldTrees())
    .filter(({ source }) => source === 'git')
    .flatMap(({ name, place }) => {
      const tree = treeAt(name, place);
      return 'why' in tree ? [] : [tree];
    });
}

async function readAll(): Promise<readonly TreeRead[]> {
  let shown: { readonly of: string; readonly bar: Bar } | undefined;
  const onStep = ({ tree, doing, done, total }: TreeStep) => {
    const of = `${doing} ${tree}`;
    if (shown?.of !== of) {
      shown?.bar.stop();
      shown = { of, bar: progressBar(of, total) };
    }
    shown.bar.update(done, count(done, 'commit'));
  };
  try {
    return await readTrees({ onStep, problems: 'told' });
  } finally {
    shown?.bar.stop();
  }
}
