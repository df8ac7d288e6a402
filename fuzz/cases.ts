import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a case as a folder: 1.eml, 2.eml ..., and what it broke. */
export function writeCase(folder: string, raw: readonly Uint8Array[], broken: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  raw.forEach((bytes, at) => writeFileSync(join(folder, `${at + 1}.eml`), bytes));
  if (broken !== '') writeFileSync(join(folder, 'broken.txt'), `${broken}\n`);
}

/** The raw messages of a case, in order. */
export function readCase(folder: string): readonly Uint8Array[] {
  return readdirSync(folder)
    .filter((name) => /^\d+\.eml$/.test(name))
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
    .map((name) => readFileSync(join(folder, name)));
}
