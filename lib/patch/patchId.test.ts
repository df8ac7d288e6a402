import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPatch } from './index';

const hasGit = spawnSync('git', ['--version']).status === 0;
let repository = '';

function git(...args: readonly string[]): string {
  const settings = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...settings, ...args], {
    cwd: repository,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** What git prints for a text, the first id. */
function gitPatchId(text: string): string | undefined {
  const out = spawnSync('git', ['patch-id', '--stable'], {
    input: text,
    encoding: 'utf8',
    cwd: repository,
  }).stdout;
  return /^[0-9a-f]{40}/.exec(out)?.[0];
}

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(join(repository, name), content);
}

function textOf(lines: number, seed: number): string {
  return Array.from({ length: lines }, (_, at) => `line ${String((at * seed) % 97)} of ${String(at)}\n`).join(
    '',
  );
}

beforeAll(() => {
  if (!hasGit) return;
  repository = mkdtempSync(join(tmpdir(), 'patch-id-'));
  git('init', '-q');
  write('a', textOf(60, 7));
  write('b', textOf(60, 11));
  write('with space', 'x\n');
  write('no newline', 'x');
  write(
    'binary',
    Uint8Array.from({ length: 300 }, (_, at) => (at * 37) % 256),
  );
  git('add', '.');
  git('commit', '-qm', 'first');
});

afterAll(() => {
  if (repository !== '') rmSync(repository, { recursive: true });
});

test.skipIf(!hasGit)('the patch-id of a mail is the one that git gives (needs git)', () => {
  const changes: readonly (() => void)[] = [
    () => {
      write('a', textOf(60, 7).replace('line 7 ', 'line seven '));
    },
    () => {
      write('a', textOf(90, 7));
      write('b', textOf(30, 13));
    },
    () => {
      write('new', textOf(20, 3));
      write('empty', '');
    },
    () => {
      git('mv', 'b', 'moved');
    },
    () => {
      git('mv', 'moved', 'c');
      write('c', textOf(28, 13));
      write('a', textOf(91, 7));
    },
    () => {
      git('rm', '-q', 'a');
    },
    () => {
      write('no newline', 'y');
      write('with space', 'x\ny\n');
    },
    () => {
      write(
        'binary',
        Uint8Array.from({ length: 300 }, (_, at) => (at * 41) % 256),
      );
      write('c', textOf(29, 13));
    },
    () => {
      chmodSync(join(repository, 'c'), 0o755);
    },
    () => {
      write('ümlaut', 'ö\n');
      write('c', '-- \n--- a\n+++ b\n');
    },
    () => {
      write('c', '- \n++ b\n\n\n');
    },
  ];
  for (const [at, make] of changes.entries()) {
    make();
    git('add', '--all');
    git('commit', '-qm', `change ${String(at)}\n\nText.`);
    for (const options of [[], ['--no-renames'], ['--no-binary'], ['-U0'], ['--full-index']]) {
      const mail = git('format-patch', '--stdout', '-1', ...options);
      expect(readPatch(mail).patchId, `change ${String(at)} ${options.join(' ')}`).toBe(gitPatchId(mail));
    }
  }
  const diffs = git('diff', 'HEAD~5', 'HEAD');
  expect(readPatch(diffs).patchId).toBe(gitPatchId(diffs));
});

test.skipIf(!hasGit)('damaged and plain diffs have the id that git gives, or none (needs git)', () => {
  const diff = 'diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n-b\n+c\n d\n';
  const texts = [
    diff,
    diff.replace(' d\n', '\n-- \n2.40.1\n'),
    diff.replaceAll('\n', '\r\n'),
    diff.replace('-b', '-\tb  b\u00a0'),
    diff.slice(diff.indexOf('---')),
    `${diff}\n${diff}`,
    `Index: x\n=====\n${diff.slice(diff.indexOf('---'))}`,
    'no diff at all\n',
  ];
  for (const text of texts) expect(readPatch(text).patchId, text).toBe(gitPatchId(text));
});
