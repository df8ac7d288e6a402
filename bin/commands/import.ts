import { deriveSeries, importMails, type ImportCount } from '../../lib/ingest/index';
import { derivationProblems } from '../../lib/store/index';
import { mailFilesSize, readMailFiles } from '../../lib/inbox/index';
import { vectorThread } from '../../lib/threads/index';
import { exitCodes } from './exitCodes';
import { count, duration, progressBar, say } from './terminal';
import { withDatabase } from './withDatabase';

/** `loreview import`: stores the mails of files, then derives the series they belong to. */
export function importFiles(paths: readonly string[]): Promise<number> {
  return withDatabase(async () => {
    const began = performance.now();
    const { read, fresh, known, refused } = await storeFiles(paths);
    for (const { place, why } of refused) say(`loreview: ${place}: ${why}`);
    const series = await derive();
    const setAside = await derivationProblems();
    for (const { problem, mails, messageId } of setAside)
      say(
        `loreview: ${messageId}: ${count(mails, 'mail')} stored, but no series made of them: ${problem.split('\n')[0] ?? ''}; please report this`,
      );
    say(
      `${count(read, 'mail')} read in ${duration(performance.now() - began)}: ${fresh} new, ${known} known already, ${refused.length} refused; ${count(series, 'series', 'series')} derived`,
    );
    if (refused.length === 0 && setAside.length === 0) return exitCodes.ok;
    return read > 0 ? exitCodes.partly : exitCodes.failed;
  });
}

async function storeFiles(paths: readonly string[]): Promise<ImportCount> {
  const bar = progressBar('storing', await mailFilesSize(paths));
  const thread = vectorThread();
  let bytes = 0;
  try {
    const files = readMailFiles(paths, { stdin: process.stdin, onBytes: (now) => (bytes = now) });
    return await importMails(
      files,
      paths.join(' '),
      ({ read }) => bar.update(bytes, count(read, 'mail')),
      thread.vectorsOf,
    );
  } finally {
    await thread.end();
    bar.stop();
  }
}

async function derive(): Promise<number> {
  let bar: ReturnType<typeof progressBar> | undefined;
  let total = 0;
  try {
    const { series } = await deriveSeries(({ pending, series: done }) => {
      total = Math.max(total, pending);
      bar ??= progressBar('deriving', total);
      bar.update(total - pending, count(done, 'series', 'series'));
    });
    return series;
  } finally {
    bar?.stop();
  }
}
