import { expect, test } from 'vitest';
import { viewCounterDiff } from './counter';

/** Rows as "kind text" with the sign in front of code. */
function show(text: string, path?: string): readonly string[] {
  return viewCounterDiff(text, path).parts.flatMap((part) => [
    ...(part.path === undefined ? [] : [`file ${part.path}`]),
    ...part.rows.map((row) =>
      row.kind === 'code'
        ? `${row.sign}|${row.spans.map((span) => span.text).join('')}`
        : `${row.kind} ${row.text}`,
    ),
  ]);
}

test.each([
  [
    'a whole diff',
    'diff --git a/Kconfig b/Kconfig\nindex 1..2 100644\n--- a/Kconfig\n+++ b/Kconfig\n@@ -1,2 +1,3 @@\n config A\n+\tbool\n config B\n',
    ['file Kconfig', 'hunk @@ -1,2 +1,3 @@', ' |config A', '+|\tbool', ' |config B'],
  ],
  ['lines with signs alone', '-\told();\n+\tnew();', ['-|\told();', '+|\tnew();']],
  ['a hunk without names', '@@ -1,9 +1,9 @@\n a\n-b\n+c', ['hunk @@ -1,9 +1,9 @@', ' |a', '-|b', '+|c']],
  [
    'names with a cut hunk behind',
    '--- a/x.c\n+++ b/x.c\n+int a;',
    ['header --- a/x.c', 'header +++ b/x.c', '+|int a;'],
  ],
])('%s', (_, text, expected) => {
  expect(show(text)).toEqual(expected);
});

test('a fragment is coloured in the language of the file spoken of', () => {
  const row = viewCounterDiff('+return 0;', 'a.c').parts[0]?.rows[0];
  expect(row?.kind === 'code' && row.spans[0]).toEqual({ text: 'return', ink: 'keyword', isMarked: false });
});
