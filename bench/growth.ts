import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { hostileCases } from './hostile';

/** What one hostile case cost at one size, as `growOne.ts` prints it. */
export interface Grown {
  readonly megabytes: number;
  /** Time of the processor for parsing, analysing and telling as a bundle; the mails lie in memory. */
  readonly seconds: number;
  /** Largest resident memory of the process in MB; some 95 of it are Node.js and the code. */
  readonly memory: number;
  readonly remarks: number;
  /** Remarks on a line. */
  readonly placed: number;
  /** Quoted lines for which the text was too large to be searched in full. */
  readonly tooLarge: number;
}

const factors = [1, 2, 4, 8];

/**
 * Measures every hostile case at 1x, 2x, 4x and 8x, each alone in a process, and tells a row for each: the seconds, and
 * the exponent with which time grows as the text does. 1 is in proportion, 2 its square; below 1 the start weighs most.
 */
export function measureGrowth(say: (what: string, figure: string) => void): void {
  const one = fileURLToPath(new URL('growOne.ts', import.meta.url));
  hostileCases.forEach(({ title }, index) => {
    const grown = factors.map((factor) => {
      const args = ['--import', 'tsx', one, String(index), String(factor)];
      return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Grown;
    });
    const [first, last] = [grown[0], grown.at(-1)];
    if (!first || !last) return;
    const exponent = Math.log(last.seconds / first.seconds) / Math.log(last.megabytes / first.megabytes);
    const coarse = last.tooLarge > 0 ? `, ${last.tooLarge} lines "too large"` : '';
    say(
      title,
      `${grown.map(({ seconds }) => seconds.toFixed(2)).join(', ')} s; exponent ${exponent.toFixed(2)}; ` +
        `${last.megabytes.toFixed(1)} MB of mail, ${last.memory} MB of memory; ` +
        `${last.placed} of ${last.remarks} remarks on a line${coarse}`,
    );
  });
}
