import { rebuild } from '../../lib/ingest/index';
import { database } from '../../lib/store/index';
import { exitCodes } from './exitCodes';
import { count, duration, progressBar, say, type Bar } from './terminal';
import { withDatabase } from './withDatabase';

/** `loreview rebuild`: derives everything again from stored mail; mail, follows and corrections stay as they are. */
export function rebuildAll(): Promise<number> {
  return withDatabase(async () => {
    const began = performance.now();
    const total = await database().rawMail.count();
    const bars = new Map<string, Bar>();
    try {
      const { series, mails } = await rebuild((step, done) => {
        if (!bars.has(step)) for (const bar of bars.values()) bar.stop();
        const bar = bars.get(step) ?? progressBar(step, total);
        bars.set(step, bar);
        bar.update(done, count(done, 'mail'));
      });
      for (const bar of bars.values()) bar.stop();
      say(
        `${count(mails, 'mail')} in ${count(series, 'series', 'series')} derived again in ${duration(performance.now() - began)}`,
      );
      return exitCodes.ok;
    } finally {
      for (const bar of bars.values()) bar.stop();
    }
  });
}
