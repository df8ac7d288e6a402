/**
 * How long a large series takes to be derived: 13 versions of 20 patches with 1,500 mails in all. Made up here, so it needs
 * no mail. `npm run bench -- --only status` prints it.
 */
import { analyse } from '../lib/analysis/index';
import { parseMail } from '../lib/mail/index';
import { largeSeries, largeThread } from './largeSeries';

const { versions, patches } = largeSeries;

/** Milliseconds a step takes, least of three. */
export async function measureStatus(): Promise<readonly (readonly [what: string, milliseconds: number])[]> {
  const mails = await Promise.all(largeThread().map((raw) => parseMail(Buffer.from(raw))));
  const remarks = [...analyse(mails).statuses.values()].reduce((sum, one) => sum + one.remarks.length, 0);
  const what = `series of ${versions} versions of ${patches} patches, ${mails.length} mails, ${remarks} remarks that ask: derived`;
  return [[what, least(() => analyse(mails))]];
}

function least(work: () => unknown): number {
  const times = [0, 1, 2].map(() => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return Math.min(...times);
}
