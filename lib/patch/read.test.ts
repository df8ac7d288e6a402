import { expect, test } from 'vitest';
import { diffLineAt, readPatch } from './index';

const diff = [
  'diff --git a/lib/a.c b/lib/a.c',
  'index 1111111..2222222 100644',
  '--- a/lib/a.c',
  '+++ b/lib/a.c',
  '@@ -10,3 +10,4 @@ int main(void)',
  ' {',
  '-\told();',
  '+\tnew();',
  '+\tmore();',
  ' }',
];

/** The sections of a text, as "kind start-last". */
function sectionsOf(lines: readonly string[]): string[] {
  return readPatch(lines.join('\n')).sections.map(
    ({ kind, start, end }) => `${kind} ${String(start)}-${String(end - 1)}`,
  );
}

test.each<[string, string[], string[]]>([
  [
    'a patch of format-patch',
    [
      'Text.',
      '',
      'Signed-off-by: A <a@x>',
      '---',
      ' lib/a.c | 3 ++-',
      ' 1 file changed, 2 insertions(+), 1 deletion(-)',
      '',
      ...diff,
      '-- ',
      '2.40.1',
      '',
    ],
    ['message 1-3', 'notes 4-4', 'diffstat 5-7', 'diff 8-17', 'tail 18-20'],
  ],
  [
    'notes on both sides of the diffstat',
    ['T.', '---', 'v2: less', '', ' lib/a.c | 3 ++-', ' 1 file changed', '', 'v3: more', '', ...diff],
    ['message 1-1', 'notes 2-4', 'diffstat 5-7', 'notes 8-9', 'diff 10-19'],
  ],
  ['no rule, no diffstat', ['T.', '', ...diff, ''], ['message 1-2', 'diff 3-12', 'tail 13-13']],
  [
    'b4 lines behind the diff',
    [
      'T.',
      '---',
      ...diff,
      '',
      '---',
      'base-commit: 1234567890',
      'change-id: 20240101-a-b-0123',
      '',
      'Best regards,',
      '-- ',
      'A',
    ],
    ['message 1-1', 'notes 2-2', 'diff 3-12', 'tail 13-20'],
  ],
  [
    'cover letter of format-patch',
    [
      'Hello,',
      '',
      'A B (1):',
      '  x: y',
      '',
      ' lib/a.c | 3 ++-',
      ' 1 file changed',
      '',
      '',
      'base-commit: 1234567890',
      '-- ',
      '2.40.1',
      '',
    ],
    ['message 1-5', 'diffstat 6-9', 'tail 10-13'],
  ],
  [
    'cover letter of b4',
    [
      'Hello.',
      '---',
      'A B (1):',
      '  x: y',
      '',
      ' a.c | 3 ++-',
      ' 1 file changed',
      '---',
      'base-commit: 1234567890',
      'change-id: 20240101-a-b-0123',
      '',
      'Best regards,',
      '-- ',
      'A',
    ],
    ['message 1-1', 'notes 2-5', 'diffstat 6-7', 'tail 8-14'],
  ],
  [
    'prose with a list footer',
    ['Hello.', '', '_______________________________________________', 'a mailing list', 'a@x'],
    ['message 1-2', 'tail 3-5'],
  ],
  ['prose alone', ['Hello.'], ['message 1-1']],
  ['nothing', [''], ['message 1-1']],
  [
    'format-patch file below a greeting',
    [
      'Hello',
      '---',
      'From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001',
      'From: A <a@x>',
      'Subject: [PATCH] t',
      '',
      'T.',
      '---',
      ...diff,
    ],
    ['message 1-1', 'notes 2-2', 'message 3-7', 'notes 8-8', 'diff 9-18'],
  ],
  [
    'text between two diffs',
    [...diff, '', 'and', '', ...diff.map((line) => line.replace('a.c', 'b.c'))],
    ['diff 1-10', 'message 11-13', 'diff 14-23'],
  ],
  ['a table is no diffstat', ['a | 12', 'text'], ['message 1-2']],
  [
    'an indented diff is text',
    ['T.', '', ...diff.map((line) => `    ${line}`), '---', ...diff],
    ['message 1-12', 'notes 13-13', 'diff 14-23'],
  ],
  ['a quoted diff is text', diff.map((line) => `> ${line}`), ['message 1-10']],
  ['an interdiff is no patch', ['T.', '', 'Interdiff against v1:', ...diff], ['message 1-13']],
  [
    'words that look like a diff',
    ['diff --git is a command', '--- as is this', 'Index: of things', '+++'],
    ['message 1-4'],
  ],
  [
    'an empty line at the end of a hunk that was cut',
    [...diff.slice(0, 8), '', 'Thanks'],
    ['diff 1-8', 'tail 9-10'],
  ],
])('sections: %s', (_, lines, expected) => {
  expect(sectionsOf(lines)).toEqual(expected);
});

test.each([
  ['From: A B <a@x>\n\nText.', { inBodyFrom: 'A B <a@x>', inBodySubject: undefined }],
  [
    '\nFrom: A B <a@x>\nSubject: [PATCH v2 1/3] mm: a\n long one\nDate: now\n\nText.',
    { inBodyFrom: 'A B <a@x>', inBodySubject: 'mm: a long one' },
  ],
  ['From: =?UTF-8?q?J=C3=B6rg_B?= <a@x>\n\nText.', { inBodyFrom: 'Jörg B <a@x>' }],
  ['Hello\n\n-- >8 --\nFrom: A <a@x>\nSubject: t\n\nText.', { inBodyFrom: 'A <a@x>', inBodySubject: 't' }],
  ['From: here on it differs\n', { inBodyFrom: undefined }],
  ['Text.\n\nFrom: A <a@x>\n', { inBodyFrom: undefined }],
])('in-body headers: %j', (text, expected) => {
  expect(readPatch(text)).toMatchObject(expected);
});

test.each([
  [
    'T.\n\n---\nbase-commit: 1234567890ab\nchange-id: 20240101-a-b-0123\n',
    '20240101-a-b-0123',
    '1234567890ab',
  ],
  [
    ['T.', '---', ...diff, '', '---', 'base-commit: 1234567890ab', 'change-id: 20240101-x-0123', ''].join(
      '\n',
    ),
    '20240101-x-0123',
    '1234567890ab',
  ],
  ['The\nchange-id: 20240101-a-b-0123\nis the same.\n', undefined, undefined],
  ['I kept change-id: 20240101-a-b-0123 in it.\n', undefined, undefined],
  ['> change-id: 20240101-a-b-0123\n', undefined, undefined],
  [
    'T.\n\nChange-Id: I0123456789012345678901234567890123456789\nSigned-off-by: A <a@x>\n',
    undefined,
    undefined,
  ],
])('change-id and base-commit: %j', (text, changeId, baseCommit) => {
  expect(readPatch(text)).toMatchObject({ changeId, baseCommit });
});

test('links stand outside the diff', () => {
  const text = [
    'See https://lore.kernel.org/r/a@x',
    '',
    ...diff.slice(0, 7),
    '+\t/* https://lore.kernel.org/r/b@x */',
    '+\tmore();',
    ' }',
  ];
  expect(readPatch(text.join('\n')).links).toEqual(['a@x']);
});

test('a patch that stands inline and as an attachment counts once', () => {
  const patch = readPatch(['T.', '', ...diff, '-- ', '2.40.1', '', ...diff, ''].join('\n'));
  expect(patch.files.map((file) => file.start)).toEqual([3]);
});

test.each([
  [5, undefined],
  [6, { path: 'lib/a.c', side: 'new', line: 10 }],
  [7, { path: 'lib/a.c', side: 'old', line: 11 }],
  [8, { path: 'lib/a.c', side: 'new', line: 11 }],
  [10, { path: 'lib/a.c', side: 'new', line: 13 }],
  [11, undefined],
  [0, undefined],
])('body line %i', (bodyLine, expected) => {
  expect(diffLineAt(readPatch([...diff, '-- ', ''].join('\n')), bodyLine)).toEqual(expected);
});
