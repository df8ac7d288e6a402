import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const documents = ['', 'docs', 'docs/decisions', 'fixtures/threads', 'fixtures/found']
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
  .filter((path) => path.endsWith('.md'));

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

/** What stands behind [words](address) and in `code`. */
function found(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, what = '']) => what);
}

describe.each(documents)('%s', (path) => {
  const text = readFileSync(join(root, path), 'utf8');

  test('links to what is there', () => {
    const targets = found(text, /\]\(([^)\s]+)\)/g).filter(
      (target) => !/^(?:https?:|mailto:|#)/.test(target),
    );
    const missing = targets.filter(
      (target) => !existsSync(join(root, dirname(path), (target.split('#')[0] ?? '').replace(/\/$/, ''))),
    );
    expect(missing).toEqual([]);
  });

  test('names folders, files and commands that are there', () => {
    const paths = found(
      text,
      /`((?:lib|app|bin|docs|tests|prisma|fixtures|bench|accuracy|fuzz)\/[\w./-]*)`/g,
    );
    expect(paths.filter((one) => !existsSync(join(root, one)))).toEqual([]);
    const commands = found(text, /\bnpm run ([\w:]+)/g);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });
});
