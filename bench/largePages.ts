import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { largeSeries, largeThread } from './largeSeries';
import { latency, serve } from './served';

const command = fileURLToPath(new URL('../bin/loreview', import.meta.url));

/**
 * How fast the pages of a large series are, asked of the built application: its newest two versions compared, the first and the
 * last, and its ledger. Says the first look, for which nothing is remembered and nothing is compiled, and the middle of 20 more.
 */
export async function measureLargePages(say: (what: string, figure: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'loreview-bench-large-'));
  const data = join(folder, 'data');
  const settings = { LOREVIEW_DATA: data, LOREVIEW_FOLLOW: 'none', LOREVIEW_ARCHIVES: 'http://127.0.0.1:9' };
  try {
    const mbox = join(folder, 'large.mbox');
    const mails = largeThread();
    writeFileSync(mbox, mails.map((raw) => `From mboxrd@z Thu Jan  1 00:00:00 1970\n${raw}\n\n`).join(''));
    const began = performance.now();
    execFileSync(process.execPath, [command, 'import', mbox], {
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const { versions, patches, path } = largeSeries;
    say(
      `a series of ${versions} versions of ${patches} patches, ${mails.length} mails: imported, start of the database included`,
      `${((performance.now() - began) / 1_000).toFixed(1)} s`,
    );
    const { origin, stop } = await serve(settings);
    try {
      for (const [what, page] of [
        ['its newest versions compared', `${path}/compare/v${versions - 1}..v${versions}`],
        ['its first and its newest compared', `${path}/compare/v1..v${versions}`],
        ['its ledger', `${path}/ledger/v${versions}`],
      ] as const) {
        const { first, median, bytes } = await latency(origin + page);
        say(
          what,
          `${median.toFixed(0)} ms median, first ${first.toFixed(0)} ms, ${Math.round(bytes / 1_024)} KB of HTML`,
        );
      }
    } finally {
      await stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
