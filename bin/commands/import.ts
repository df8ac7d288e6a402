import { deriveSeries, importMails, type ImportCount } from '../../lib/ingest/index';
import { derivationProblems } from '../../lib/store/index';
import { mailFilesSize, readMailFiles } from '../../lib/inbox/index';
import { MailCrew } from '../../lib/threads/index';
import { exitCodes } from './exitCodes';
import { count, duration, progressBar, say } from './terminal';
import { withDatabase } from './withDatabase';

/** `loreview import`: stores the mails of files, then derives the series they belong to. */
export function importFiles(paths: readonly string[]): Promise<number> {
  return withDatabase(async () => {
    const began = performance.now();
    const size = await mailFilesSize(paths);
    const crew = MailCrew.for(size ?? Infinity);
    const { read, fresh, known, refused, series } = await storeAndDerive(paths, size, crew).finally(() =>
      crew.end(),
    );
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

async function storeAndDerive(
  paths: readonly string[],
  size: number | undefined,
  crew: MailCrew,
): Promise<ImportCount & { readonly series: number }> {
  const stored = await storeFiles(paths, size, crew);
  for (const { place, why } of stored.refused) say(`loreview: ${place}: ${why}`);
  return { ...stored, series: await derive(crew) };
}

async function storeFiles(
  paths: readonly string[],
  size: number | undefined,
  crew: MailCrew,
): Promise<ImportCount> {
  const bar = progressBar('storing', size);
  let bytes = 0;
  try {
    const files = readMailFiles(paths, { stdin: process.stdin, onBytes: (now) => (bytes = now) });
    const onProgress = ({ read }: ImportCount) => bar.update(bytes, count(read, 'mail'));
    return await importMails(files, paths.join(' '), onProgress, crew);
  } finally {
    bar.stop();
  }
}

async function derive(crew: MailCrew): Promise<number> {
  let bar: ReturnType<typeof progressBar> | undefined;
  let total = 0;
  try {
    const { series } = await deriveSeries(({ pending, series: done }) => {
      total = Math.max(total, pending);
      bar ??= progressBar('deriving', total);
      bar.update(total - pending, count(done, 'series', 'series'));
    }, crew);
    return series;
  } finally {
    bar?.stop();
  }
}
