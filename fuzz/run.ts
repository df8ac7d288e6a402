/**
 * `npm run fuzz`: throws random bytes, random mails and threads of damaged replies at the pure rooms for a while, and
 * checks what must hold for any mail (laws.ts). The first case that breaks a law is made small and written to a folder; the seed
 * runs it again. A case that taught something is kept under fixtures/found/, which the tests replay.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';

const { seconds, seed, out } = new Command('fuzz')
  .description('Throws random and damaged mail at the pure rooms and checks what must always hold.')
  .option('--seconds <n>', 'how long to look', Number, 60)
  .option('--seed <n>', 'the seed of an earlier run', Number, randomInt(2 ** 31))
  .option('--out <folder>', 'where found cases are written', 'test-results/fuzz')
  .parse()
  .opts<{ seconds: number; seed: number; out: string }>();

/** A case that takes longer than this has no end; honest ones take milliseconds. */
const longestCase = 20_000;

mkdirSync(out, { recursive: true });
console.log(`seed ${seed}, ${seconds} s, found cases go to ${out}`);
const worker = spawn(
  process.execPath,
  [
    '--import',
    'tsx',
    fileURLToPath(new URL('worker.ts', import.meta.url)),
    String(seconds),
    String(seed),
    out,
  ],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);
let beat = '';
let since = Date.now();
const watch = setInterval(() => {
  const file = join(out, 'beat');
  const now = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (now !== beat) [beat, since] = [now, Date.now()];
  else if (Date.now() - since > longestCase) {
    worker.kill('SIGKILL');
    const folder = join(out, `seed-${seed}-endless-${beat}`);
    renameSync(join(out, 'running'), folder);
    writeFileSync(join(folder, 'broken.txt'), `A case took more than ${longestCase / 1_000} s.\n`);
    console.log(`seed ${seed}, case ${beat}: no end after ${longestCase / 1_000} s, see ${folder}`);
  }
}, 500);
worker.once('exit', (code) => {
  clearInterval(watch);
  process.exitCode = code ?? 1;
});
