/** Runs cases until time is up or one breaks a law; told by its arguments: seconds, seed, folder. Started by run.ts. */
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { writeCase } from './cases';
import { checkLaws } from './laws';
import { rawMails } from './mails';

const [seconds = 60, seed = 0] = process.argv.slice(2, 4).map(Number);
const folder = process.argv[4] ?? '.';
const mostMinimising = 60_000;

let count = 0;
const details = await fc.check(
  fc.asyncProperty(rawMails, async (raw) => {
    count += 1;
    // Should this case never end, the other process finds it here.
    writeCase(`${folder}/running`, raw, '');
    writeFileSync(`${folder}/beat`, String(count));
    await checkLaws(raw);
  }),
  {
    seed,
    numRuns: Number.MAX_SAFE_INTEGER,
    maxSkipsPerRun: 0,
    interruptAfterTimeLimit: seconds * 1_000,
    markInterruptAsFailure: false,
    timeout: mostMinimising,
  },
);
const [raw] = details.counterexample ?? [];
if (details.failed && raw)
  writeCase(`${folder}/seed-${seed}-case-${details.numRuns}`, raw, String(details.errorInstance));
console.log(
  `seed ${seed}: ${count} cases${details.failed ? `, broken: ${String(details.errorInstance)}` : ', all laws kept'}`,
);
process.exit(details.failed ? 1 : 0);
