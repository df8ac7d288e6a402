import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'diff2html';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitHtml, textHtml, unifiedHtml } from './html';
import { viewPosting, type PostingView } from './posting';
import { sideBySide } from './split';
import type { CodeRow, DiffRow, FileView } from './file';

const patch = `From: A Writer <writer@example.org>

Say why the queue is split.

See https://example.org/why.
Signed-off-by: A Writer <writer@example.org>
---
Changes in v2:
- none
 a.c | 4 ++--
 1 file changed, 2 insertions(+), 2 deletions(-)

diff --git a/a.c b/a.c
index 111..222 100644
--- a/a.c
+++ b/a.c
@@ -1,4 +1,4 @@ int main(void)
 int main(void)
 {
-	foo_init(a);
+	foo_late_init(a);
 }
@@ -10,2 +10,2 @@
-old();
 same();
+fresh();
\\ No newline at end of file
-- 
2.43.0
`;

/** Every body line of a view, by the part or file row that holds it. */
function bodyLines(view: PostingView): readonly number[] {
  return view.parts.flatMap((part) => part.rows.map((row) => row.bodyLine));
}

function rowText(row: DiffRow): string {
  return row.kind === 'code' ? row.sign + row.spans.map((span) => span.text).join('') : row.text;
}

function viewText(view: PostingView): string {
  return view.parts
    .flatMap((part): readonly string[] =>
      'path' in part
        ? part.rows.map(rowText)
        : part.rows.map((row) => row.spans.map((span) => span.text).join('')),
    )
    .join('\n');
}

function onlyFile(view: PostingView): FileView {
  const file = view.files[0];
  if (!file || view.files.length !== 1) throw new Error(`one file expected, ${view.files.length} found`);
  return file;
}

test('every body line has one row, in order, and the rows joined are the text', () => {
  const view = viewPosting(patch);
  expect(bodyLines(view)).toEqual(patch.split('\n').map((_, index) => index + 1));
  expect(viewText(view)).toBe(patch);
});

test('lines of a message are numbered from its first line, behind headers in the body', () => {
  const message = viewPosting(patch).parts[0];
  if (!message || 'path' in message) throw new Error('a message expected');
  expect(message.rows.map((row) => [row.number, row.kind])).toEqual([
    [undefined, 'header'],
    [undefined, 'edge'],
    [1, 'text'],
    [2, 'text'],
    [3, 'text'],
    [4, 'trailer'],
  ]);
});

test('an edited line knows its twin, and only its new words are marked', () => {
  const code = onlyFile(viewPosting(patch)).rows.filter((row): row is CodeRow => row.kind === 'code');
  const edited = code.find((row) => row.sign === '+');
  expect(edited?.twin).toBe((edited?.bodyLine ?? 0) - 1);
  expect(edited?.spans.filter((span) => span.isMarked).map((span) => span.text)).toEqual(['late_']);
});

test('side by side: twins share a row, everything stands once on its side', () => {
  const rows = sideBySide(onlyFile(viewPosting(patch)).rows);
  const shown = rows.flatMap((row) =>
    row.kind === 'full' ? [] : [`${row.old?.oldLine ?? ''}|${row.new?.newLine ?? ''}`],
  );
  expect(shown).toEqual(['1|1', '2|2', '3|3', '4|4', '10|', '11|10', '|11']);
});

test.each([
  [
    'new file mode 100755\nindex 000..111\n--- /dev/null\n+++ b/x.sh\n@@ -0,0 +1 @@\n+a',
    ['new file, mode 100755'],
  ],
  [
    'deleted file mode 100644\nindex 111..000\n--- a/x.sh\n+++ /dev/null\n@@ -1 +0,0 @@\n-a',
    ['file deleted'],
  ],
  ['similarity index 95%\nrename from y.sh\nrename to x.sh', ['renamed from y.sh', '95 % the same']],
  ['old mode 100644\nnew mode 100755', ['mode 100644 to 100755']],
  ['index 111..222 100644\nBinary files a/x.sh and b/x.sh differ', ['binary, not shown']],
  ['index 111..222 100644\n--- a/x.sh\n+++ b/x.sh\n@@ -1,9 +1,9 @@\n-a\n+b', ['cut short in the mail']],
])('the head of a file says what its header says: %j', (header, facts) => {
  const old = header.includes('rename from') ? 'y.sh' : 'x.sh';
  expect(onlyFile(viewPosting(`diff --git a/${old} b/x.sh\n${header}\n`)).facts).toEqual(facts);
});

test('a large file shows the hunks somebody speaks of, and all when asked', () => {
  const hunk = (start: number): string =>
    `@@ -${start},0 +${start},400 @@\n${Array.from({ length: 400 }, (_, index) => `+line ${start + index};`).join('\n')}`;
  const text = `diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n${[1, 1001, 2001, 3001].map(hunk).join('\n')}\n`;
  const hidden = onlyFile(viewPosting(text));
  expect(hidden.hidden).toEqual({ hunks: 4, lines: 1600 });
  expect(hidden.rows.filter((row) => row.kind === 'code')).toEqual([]);
  const spoken = onlyFile(viewPosting(text, { spokenLines: [500] }));
  expect(spoken.hidden).toEqual({ hunks: 3, lines: 1200 });
  expect(spoken.rows.filter((row) => row.kind === 'code')).toHaveLength(400);
  expect(onlyFile(viewPosting(text, { whole: 'a.c' })).hidden).toBeUndefined();
});

/** A browser's reading of our rows: markup we write taken away, entities turned back. */
function readBack(html: string): string {
  const known =
    /<\/?(?:tr|td|a|i|mark|svg|use)(?: (?:id|class|href|rel|colspan|data-old|aria-hidden)="[^"<>]*")*\/?>/g;
  return html.replace(known, '');
}

test('nothing of a mail becomes markup', () => {
  const hostile = fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      'a',
      ' ',
      '\t',
      '\r',
      '\u202e',
      '\u0000',
      '</td>',
      '<script>',
      'https://x.org/',
      'javascript:',
      '&lt;',
    ),
    maxLength: 20,
  });
  fc.assert(
    fc.property(hostile, hostile, hostile, (context, before, after) => {
      const text = `${after}\n---\n${before}\n\ndiff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,2 @@${context}\n ${context}\n-${before}\n+${after}\n`;
      const view = viewPosting(text);
      const html = view.parts
        .map((part) =>
          'path' in part
            ? unifiedHtml(part.rows, new Map([[7, { glyph: 'talk', isSure: true }]])) +
              splitHtml(sideBySide(part.rows), new Map())
            : textHtml(part.rows, new Map()),
        )
        .join('');
      expect(readBack(html)).not.toMatch(/[<>"']|\p{Cf}|\0|\r/u);
      expect(html).not.toMatch(/href="(?!#|https?:)/);
    }),
    { numRuns: 300 },
  );
});

test('characters that hide or turn text are shown by number', () => {
  const view = viewPosting(
    'diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -0,0 +1 @@\n+a\u202eb\u200bc\u0007\r\n',
  );
  expect(unifiedHtml(view.files[0]?.rows ?? [], new Map())).toContain(
    'a<i class="ctl">U+202E</i>b<i class="ctl">U+200B</i>c<i class="ctl">U+0007</i><i class="ctl">U+000D</i>',
  );
});

const corpus = process.env['LOREVIEW_CORPUS'] ?? '../shared/corpus';
const iopf = `${corpus}/iopf/iopf-v1-to-v4.mbox`;

test.skipIf(!existsSync(iopf))(
  'lines are numbered as diff2html numbers them, on real patches (corpus)',
  () => {
    let compared = 0;
    for (const mail of readFileSync(iopf, 'utf8').split(/^From mboxrd@z .*\n/m)) {
      if (!/^Subject: \[PATCH/m.test(mail) || !/^diff --git/m.test(mail)) continue;
      const text = mail.slice(mail.indexOf('\n\n') + 2);
      const view = viewPosting(text);
      expect(viewText(view)).toBe(text);
      expect(bodyLines(view)).toEqual(text.split('\n').map((_, index) => index + 1));
      // Without the signature, which diff2html would take for a removed line.
      const diff = text.slice(text.indexOf('diff --git'), text.lastIndexOf('\n-- \n'));
      const theirs = parse(diff).flatMap((file) =>
        file.blocks.flatMap((block) =>
          block.lines.map((line) => `${line.oldNumber ?? ''}|${line.newNumber ?? ''}|${line.content}`),
        ),
      );
      const ours = view.files.flatMap((file) =>
        file.rows.flatMap((row) =>
          row.kind === 'code' ? [`${row.oldLine ?? ''}|${row.newLine ?? ''}|${rowText(row)}`] : [],
        ),
      );
      expect(ours).toEqual(theirs);
      compared += ours.length;
    }
    expect(compared).toBeGreaterThan(3_000);
  },
);
