import { expect, test } from 'vitest';
import { viewCounterDiff, viewSaid } from './counter';

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

test('a diff with a wrapped line goes on behind the end that was given for it', () => {
  const text =
    'Perhaps:\n\ndiff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,2 @@ static void a_long_function_name(struct\ndevice *dev)\n same();\n-old();\n+new();\n\nWhat do you think?';
  const pieces = viewSaid({ text, startLine: 11, counterDiffs: [{ start: 13, end: 17 }], path: 'a.c' });
  expect(pieces.map((piece) => (piece.kind === 'text' ? piece.lines : piece.line))).toEqual([
    ['Perhaps:'],
    13,
    ['What do you think?'],
  ]);
  expect(pieces[1]).toMatchObject({ diff: { added: 1, deleted: 1, joined: 1 } });
});

test('diffs named out of order or twice are shown once', () => {
  const pieces = viewSaid({
    text: '+a\n+b',
    startLine: 1,
    counterDiffs: [
      { start: 1, end: 3 },
      { start: 2, end: 3 },
    ],
    path: undefined,
  });
  expect(pieces).toHaveLength(1);
});
