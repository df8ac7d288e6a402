import { deriveSeries, readTrees, treesInUse, type TreeRead, type TreeStep } from '../../lib/ingest/index';
import { wantsCommits } from '../../lib/store/index';
import { CommandProblem, exitCodes } from './exitCodes';
import { count, duration, progressBar, say, type Bar } from './terminal';
import { withDatabase } from './withDatabase';

/** A series that turns out to have landed asks for the commits that fix it, and these may be fixed again: so often what was asked is looked at. */
const mostRounds = 5;

/** `loreview git`: reads what is new in the local clones, and derives the series on which it bears. */
export function readClones(): Promise<number> {
  return withDatabase(async () => {
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

async function readAll(): Promise<readonly TreeRead[]> {
  let shown: { readonly of: string; readonly bar: Bar } | undefined;
  const show = ({ tree, doing, done, total }: TreeStep) => {
    const of = `${doing} ${tree}`;
    if (shown?.of !== of) {
      shown?.bar.stop();
      shown = { of, bar: progressBar(of, total) };
    }
    shown.bar.update(done, count(done, 'commit'));
  };
  try {
    return await readTrees(show);
  } finally {
    shown?.bar.stop();
  }
}
