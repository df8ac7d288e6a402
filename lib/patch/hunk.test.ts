import { expect, test } from 'vitest';
import { readPatch } from './index';

/** Reads the lines as the hunks of one file and shows each line as "sign old new text", a cut hunk by "cut". */
function show(lines: readonly string[]): string[] {
  const patch = readPatch(['--- a/x', '+++ b/x', ...lines].join('\n'));
  return patch.files.flatMap((file) =>
    file.hunks.flatMap((hunk) => [
      ...hunk.lines.map(
        ({ sign, oldLine, newLine, text }) =>
          `${sign} ${String(oldLine ?? '-')} ${String(newLine ?? '-')} ${text}`,
      ),
      ...(hunk.isCut ? ['cut'] : []),
    ]),
  );
}

const long = '\tif (some_condition_that_is_long(enough) && another_condition)';

test.each<[string, string[], string[]]>([
  ['numbers', ['@@ -5,3 +7,3 @@', ' a', '-b', '+c', ' d'], ['  5 7 a', '- 6 - b', '+ - 8 c', '  7 9 d']],
  ['count of one', ['@@ -5 +7 @@', '-b', '+c'], ['- 5 - b', '+ - 7 c']],
  [
    'two hunks',
    ['@@ -1 +1 @@', '-a', '+b', '@@ -9 +9 @@', '-c', '+d'],
    ['- 1 - a', '+ - 1 b', '- 9 - c', '+ - 9 d'],
  ],
  [
    'no newline',
    ['@@ -1 +1 @@', '-a', '\\ No newline at end of file', '+b', '\\ No newline at end of file'],
    ['- 1 - a', '\\ - -  No newline at end of file', '+ - 1 b', '\\ - -  No newline at end of file'],
  ],
  [
    'signature is no deletion',
    ['@@ -1,2 +1,2 @@', ' a', '-b', '+c', '-- ', '2.40.1'],
    ['  1 1 a', '- 2 - b', '+ - 2 c'],
  ],
  [
    'signature behind a hunk that is short by one',
    ['@@ -1,3 +1,3 @@', ' a', '-b', '+c', '-- ', '2.40.1'],
    ['  1 1 a', '- 2 - b', '+ - 2 c', 'cut'],
  ],
  ['a deleted "- "', ['@@ -1,3 +1,2 @@', ' a', '-- ', ' c'], ['  1 1 a', '- 2 - - ', '  3 2 c']],
  [
    'a deleted "-- a/x"',
    ['@@ -1,3 +1,3 @@', ' a', '--- a/x', '+++ b/x', ' c'],
    ['  1 1 a', '- 2 - -- a/x', '+ - 2 ++ b/x', '  3 3 c'],
  ],
  [
    'an empty line that lost its space',
    ['@@ -1,3 +1,3 @@', ' a', '', '-b', '+c'],
    ['  1 1 a', '  2 2 ', '- 3 - b', '+ - 3 c'],
  ],
  [
    'carriage returns',
    ['@@ -1,3 +1,3 @@\r', ' a\r', '\r', '-b\r', '+c\r'],
    ['  1 1 a\r', '  2 2 \r', '- 3 - b\r', '+ - 3 c\r'],
  ],
  ['a tab that lost its space', ['@@ -1,2 +1,2 @@', '\ta', '-b', '+c'], ['  1 1 \ta', '- 2 - b', '+ - 2 c']],
  ['no-break spaces', ['@@ -1,2 +1,2 @@', '\u00a0a', '-b', '+c'], ['  1 1 a', '- 2 - b', '+ - 2 c']],
  [
    'a wrapped line',
    ['@@ -1,2 +1,2 @@', ' a', '-b', `+${long}`, '&& third)'],
    ['  1 1 a', '- 2 - b', `+ - 2 ${long}`],
  ],
  [
    'a wrapped line, more behind',
    ['@@ -1,3 +1,3 @@', ' a', '-b', `+${long}`, '&& third)', ' d'],
    ['  1 1 a', '- 2 - b', `+ - 2 ${long} && third)`, '  3 3 d'],
  ],
  [
    'a wrapped heading',
    ['@@ -1,2 +1,2 @@ static int a_function_with_a_long_name(struct a_type', '*a)', ' a', '-b', '+c'],
    ['  1 1 a', '- 2 - b', '+ - 2 c'],
  ],
  [
    'a word pushed below its indentation',
    ['@@ -1,5 +1,5 @@', ' a', '-b', '+c', ' ', 'a_call_with_a_long_name(and, arguments);', ' d', ' e'],
    [
      '  1 1 a',
      '- 2 - b',
      '+ - 2 c',
      '  3 3  a_call_with_a_long_name(and, arguments);',
      '  4 4 d',
      '  5 5 e',
    ],
  ],
  [
    'spaces eaten',
    ['@@ -1,4 +1,4 @@', 'a', '-b', '+c', 'd', 'e', '@@ -9 +9 @@', '-f', '+g'],
    ['  1 1 a', '- 2 - b', '+ - 2 c', '  3 3 d', '  4 4 e', '- 9 - f', '+ - 9 g'],
  ],
  [
    'cut by the next hunk',
    ['@@ -1,9 +1,9 @@', ' a', '@@ -20 +20 @@', '-b', '+c'],
    ['  1 1 a', 'cut', '- 20 - b', '+ - 20 c'],
  ],
  ['cut by the end', ['@@ -1,9 +1,9 @@', ' a'], ['  1 1 a', 'cut']],
  ['cut by words', ['@@ -1,9 +1,9 @@', ' a', '-b', '', 'Thanks,', 'A'], ['  1 1 a', '- 2 - b', 'cut']],
  [
    'a count that is too low',
    ['@@ -1,2 +1,2 @@', ' a', '-b', '+c', '+d', ' e', '', 'text'],
    ['  1 1 a', '- 2 - b', '+ - 2 c', '+ - 3 d', '  3 4 e'],
  ],
  [
    'counts that miss an added line',
    ['@@ -1,3 +1,3 @@', ' a', '-b', '+c', '+d', ' e', '-- ', '2.40.1'],
    ['  1 1 a', '- 2 - b', '+ - 2 c', '+ - 3 d', '  3 4 e'],
  ],
  [
    'counts of the wrong sides',
    ['@@ -1,2 +0,0 @@', '+a', '+b', '-- ', '2.40.1'],
    ['+ - 0 a', '+ - 1 b', 'cut'],
  ],
  [
    'an empty line between hunks',
    ['@@ -1 +1 @@', '-a', '+b', '', '@@ -9 +9 @@', '-c', '+d'],
    ['- 1 - a', '+ - 1 b', '- 9 - c', '+ - 9 d'],
  ],
])('%s', (_, lines, expected) => {
  expect(show(lines)).toEqual(expected);
});

test('heading and counts', () => {
  const [hunk] = readPatch('--- a/x\n+++ b/x\n@@ -5,0 +6 @@ int x\n+a\n').files[0]?.hunks ?? [];
  expect(hunk).toMatchObject({
    oldStart: 5,
    oldCount: 0,
    newStart: 6,
    newCount: 1,
    heading: 'int x',
    bodyLine: 3,
    isCut: false,
  });
});
