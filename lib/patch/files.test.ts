import { expect, test } from 'vitest';
import { readPatch } from './index';

const hunk = ['@@ -1 +1 @@', '-a', '+b'];
const added = ['@@ -0,0 +1 @@', '+b'];
const deleted = ['@@ -1 +0,0 @@', '-a'];

test.each<[string, string[], string]>([
  [
    'git',
    ['diff --git a/x/y.c b/x/y.c', 'index 1..2 100644', '--- a/x/y.c', '+++ b/x/y.c', ...hunk],
    'modified x/y.c x/y.c',
  ],
  [
    'git, with carriage returns',
    [
      'diff --git a/x b/x\r',
      'index 1..2 100644\r',
      '--- a/x\r',
      '+++ b/x\r',
      '@@ -1 +1 @@\r',
      '-a\r',
      '+b\r',
    ],
    'modified x x',
  ],
  [
    'git, wrapped header',
    ['diff --git a/x/y.c', 'b/x/y.c', 'index 1..2 100644', '--- a/x/y.c', '+++ b/x/y.c', ...hunk],
    'modified x/y.c x/y.c',
  ],
  [
    'git, no prefix',
    ['diff --git x/y.c x/y.c', 'index 1..2', '--- x/y.c', '+++ x/y.c', ...hunk],
    'modified x/y.c x/y.c',
  ],
  [
    'git, mnemonic prefix',
    ['diff --git i/x w/x', 'index 1..2', '--- i/x', '+++ w/x', ...hunk],
    'modified x x',
  ],
  [
    'git, a folder called b',
    ['diff --git b/x b/x', 'index 1..2', '--- b/x', '+++ b/x', ...hunk],
    'modified b/x b/x',
  ],
  [
    'git, new',
    ['diff --git a/x b/x', 'new file mode 100644', 'index 0..2', '--- /dev/null', '+++ b/x', ...added],
    'added - x',
  ],
  ['git, new and empty', ['diff --git a/x b/x', 'new file mode 100644', 'index 0..2'], 'added - x'],
  [
    'git, deleted',
    ['diff --git a/x b/x', 'deleted file mode 100644', 'index 1..0', '--- a/x', '+++ /dev/null', ...deleted],
    'deleted x -',
  ],
  [
    'git, renamed',
    ['diff --git a/x b/y', 'similarity index 100%', 'rename from x', 'rename to y'],
    'renamed x y',
  ],
  [
    'git, renamed and changed',
    [
      'diff --git a/x b/y',
      'similarity index 90%',
      'rename from x',
      'rename to y',
      'index 1..2',
      '--- a/x',
      '+++ b/y',
      ...hunk,
    ],
    'renamed x y',
  ],
  ['git, copied', ['diff --git a/x b/y', 'similarity index 100%', 'copy from x', 'copy to y'], 'copied x y'],
  ['git, mode', ['diff --git a/x b/x', 'old mode 100644', 'new mode 100755'], 'mode x x'],
  [
    'git, mode and text',
    ['diff --git a/x b/x', 'old mode 100644', 'new mode 100755', 'index 1..2', '--- a/x', '+++ b/x', ...hunk],
    'modified x x',
  ],
  [
    'git, name with a space',
    ['diff --git a/x y b/x y', 'old mode 100644', 'new mode 100755'],
    'mode x y x y',
  ],
  [
    'git, name with a space and text',
    ['diff --git a/x y b/x y', 'index 1..2 100644', '--- a/x y\t', '+++ b/x y\t', ...hunk],
    'modified x y x y',
  ],
  [
    'git, quoted name',
    [
      'diff --git "a/\\303\\266 \\"x" "b/\\303\\266 \\"x"',
      'index 1..2 100644',
      '--- "a/\\303\\266 \\"x"',
      '+++ "b/\\303\\266 \\"x"',
      ...hunk,
    ],
    'modified ö "x ö "x',
  ],
  [
    'git, binary named',
    ['diff --git a/x b/x', 'index 1..2 100644', 'Binary files a/x and b/x differ'],
    'binary x x',
  ],
  [
    'git, binary with data',
    [
      'diff --git a/x b/x',
      'index 1..2 100644',
      'GIT binary patch',
      'literal 3',
      'KcmZQzWMT#Y01f~L',
      '',
      'literal 3',
      'KcmZQzWMT#Y01f~L',
      '',
    ],
    'binary x x',
  ],
  [
    'git, binary and new',
    [
      'diff --git a/x b/x',
      'new file mode 100644',
      'index 0..2',
      'GIT binary patch',
      'literal 3',
      'KcmZQzWMT#Y01f~L',
      '',
      'literal 0',
      'HcmV?d00001',
      '',
    ],
    'binary - x',
  ],
  [
    'merge',
    ['diff --cc x', 'index 1,2..3', '--- a/x', '+++ b/x', '@@@ -1,1 -1,1 +1,1 @@@', '- a', ' -b', '++c'],
    'modified x x',
  ],
  [
    'diff -u',
    [
      'diff -u linux.orig/x/y linux/x/y',
      '--- linux.orig/x/y\t2004-01-01 00:00:00.000000000 +0100',
      '+++ linux/x/y\t2004-01-02 00:00:00.000000000 +0100',
      ...hunk,
    ],
    'modified x/y x/y',
  ],
  [
    'diff -u, tabs lost',
    [
      '--- linux.orig/x/y 2004-01-01 00:00:00.000000000 +0100',
      '+++ linux/x/y 2004-01-02 00:00:00.000000000 +0100',
      ...hunk,
    ],
    'modified x/y x/y',
  ],
  [
    'quilt',
    [
      'Index: linux/x/y',
      '===================================================================',
      '--- linux.orig/x/y',
      '+++ linux/x/y',
      ...hunk,
    ],
    'modified x/y x/y',
  ],
  ['quilt, named copy', ['--- a/x/y.c~mend-it', '+++ a/x/y.c', ...hunk], 'modified a/x/y.c a/x/y.c'],
  ['kept copy', ['--- y.c.orig', '+++ y.c', ...hunk], 'modified y.c y.c'],
  [
    'svn',
    [
      'Index: y',
      '===================================================================',
      '--- y\t(revision 12)',
      '+++ y\t(working copy)',
      ...hunk,
    ],
    'modified y y',
  ],
  [
    'cvs',
    [
      'Index: y',
      '===================================================================',
      'RCS file: /cvs/y,v',
      'retrieving revision 1.1',
      'diff -u -p -r1.1 y',
      '--- y\t1 Jan 2001 00:00:00 -0000\t1.1',
      '+++ y\t2 Jan 2001 00:00:00 -0000',
      ...hunk,
    ],
    'modified y y',
  ],
  [
    'hg',
    [
      'diff -r 0123456789ab -r 0123456789ac x',
      '--- a/x\tThu Jan 01 00:00:00 2004 +0000',
      '+++ b/x\tThu Jan 01 00:00:00 2004 +0000',
      ...hunk,
    ],
    'modified x x',
  ],
  ['plain, new', ['--- /dev/null', '+++ b/x', ...added], 'added - x'],
  ['plain, new by its hunk', ['--- a/x\t1970-01-01', '+++ b/x', ...added], 'added - x'],
  ['plain, deleted', ['--- a/x', '+++ /dev/null', ...deleted], 'deleted x -'],
  ['plain, binary', ['diff -Nru a/x b/x', 'Binary files a/x and b/x differ'], 'binary x x'],
])('%s', (_, lines, expected) => {
  const patch = readPatch(['T.', '', ...lines, '-- ', '2.40.1', ''].join('\n'));
  expect(patch.files.map((file) => `${file.change} ${file.oldPath ?? '-'} ${file.newPath ?? '-'}`)).toEqual([
    expected,
  ]);
  const diff = patch.sections.find((section) => section.kind === 'diff');
  expect(diff).toMatchObject({ start: 3 });
  // The empty line behind binary data may be told to either side.
  expect(lines.slice((diff?.end ?? 0) - 3).join('')).toBe('');
});
