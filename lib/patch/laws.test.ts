import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffLineAt, normaliseTitle, parseSubject, readPatch, type Patch } from './index';

/** Lines that mean something to a reader of patches, in any order, so that random texts come close to real ones. */
const tellingLine = fc.oneof(
  fc.constantFrom(
    'diff --git a/x b/x',
    'diff --git a/x',
    'diff -u a/x b/x',
    'diff --cc x',
    'index 1111111..2222222 100644',
    'new file mode 100644',
    'rename from x',
    'rename to y',
    'Index: x',
    '--- a/x',
    '+++ b/x',
    '--- /dev/null',
    '@@ -1,3 +1,4 @@ f()',
    '@@ -1 +1 @@',
    '@@ -0,0 +1,2 @@',
    '@@@ -1,1 -1,1 +1,1 @@@',
    ' context',
    '-old',
    '+new',
    '\\ No newline at end of file',
    '',
    '\r',
    '\ttab',
    '-- ',
    '--',
    '---',
    '2.40.1',
    'GIT binary patch',
    'literal 12',
    'Binary files a/x and b/x differ',
    ' x | 3 ++-',
    ' 1 file changed, 2 insertions(+)',
    'Signed-off-by: A <a@x>',
    'change-id: 20240101-a-0123',
    'base-commit: 0123456789ab',
    'From: A <a@x>',
    'Subject: [PATCH] t',
    'From 0123456789012345678901234567890123456789 x',
    'https://lore.kernel.org/r/a@x',
    'Interdiff against v1:',
    '_______________________________________________',
  ),
  fc.string({ unit: 'binary', maxLength: 90 }).map((text) => text.replaceAll('\n', ' ')),
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(tellingLine, { maxLength: 60 }).map((lines) => lines.join('\n')),
);

function linesOf(text: string): readonly string[] {
  return text.split('\n');
}

function expectWhole(text: string, patch: Patch): void {
  let next = 1;
  for (const section of patch.sections) {
    expect(section.start).toBe(next);
    expect(section.end).toBeGreaterThan(section.start);
    next = section.end;
  }
  expect(next).toBe(linesOf(text).length + 1);
}

test('every body line lies in exactly one section', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expectWhole(text, readPatch(text));
    }),
    { numRuns: 2000 },
  );
});

test('every line of every hunk is numbered once, on the sides of its sign, in order', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const patch = readPatch(text);
      const lines = linesOf(text);
      let last = 0;
      for (const file of patch.files) {
        expect(
          patch.sections.some((s) => s.kind === 'diff' && s.start <= file.start && file.end <= s.end),
        ).toBe(true);
        for (const hunk of file.hunks) {
          expect(hunk.bodyLine).toBeGreaterThan(last);
          last = hunk.bodyLine;
          let oldLine = hunk.oldStart;
          let newLine = hunk.newStart;
          for (const line of hunk.lines) {
            expect(line.bodyLine).toBeGreaterThan(last);
            last = line.bodyLine;
            expect(line.bodyLine).toBeLessThan(file.end);
            expect(line.oldLine).toBe(line.sign === ' ' || line.sign === '-' ? oldLine++ : undefined);
            expect(line.newLine).toBe(line.sign === ' ' || line.sign === '+' ? newLine++ : undefined);
            const raw = lines[line.bodyLine - 1] ?? '';
            if (raw.startsWith('+') || raw.startsWith('-')) expect(line.sign).toBe(raw[0]);
            if (line.sign !== '\\')
              expect(diffLineAt(patch, line.bodyLine)?.line).toBe(line.newLine ?? line.oldLine);
          }
          const oldCount = hunk.lines.filter((line) => line.oldLine !== undefined).length;
          const newCount = hunk.lines.filter((line) => line.newLine !== undefined).length;
          expect(hunk.isCut).toBe(oldCount < hunk.oldCount || newCount < hunk.newCount);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test('trailers stand at the lines they name', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const lines = linesOf(text);
      for (const trailer of readPatch(text).trailers) expect(lines[trailer.line - 1]).toContain(trailer.key);
    }),
    { numRuns: 500 },
  );
});

test('a subject is read whatever it is, and its title has no prefix left', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '[',
      ']',
      '[PATCH',
      'v2',
      ' 1/3',
      '] ',
      'Re: ',
      'Fwd: ',
      '(was: ',
      ')',
      'RFC',
      ' ',
      '[x] ',
      'mm: fix',
      '(subset) ',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const subject = parseSubject(parts.join(''));
      expect(subject.title).toBe(subject.title.trim());
      expect(subject.version).toBeGreaterThanOrEqual(0);
      expect(
        parseSubject(subject.title).replyDepth === 0 || subject.replyDepth === 0 || subject.isPosting,
      ).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('a normalised title is its own key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      expect(normaliseTitle(normaliseTitle(title))).toBe(normaliseTitle(title));
    }),
  );
});

interface Edit {
  readonly sign: ' ' | '+' | '-';
  readonly text: string;
}

/** A text and its change, as a diff of one hunk writes them; the first old line is `start`. */
const change = fc.record({
  start: fc.integer({ min: 1, max: 1000 }),
  shift: fc.integer({ min: 0, max: 1000 }),
  edits: fc.array(
    fc.record<Edit>({
      sign: fc.constantFrom<Edit['sign']>(' ', '+', '-'),
      text: fc.oneof(
        fc.string({ maxLength: 100 }),
        fc.constantFrom('', '- ', '-- a/x', '++ b/x', '@@ -1 +1 @@', 'diff --git a/x b/x'),
      ),
    }),
    { minLength: 1, maxLength: 40 },
  ),
});

test('a diff made of a change reads back as that change, with a signature below it', () => {
  fc.assert(
    fc.property(change, ({ start, shift, edits }) => {
      const olds = edits.filter((edit) => edit.sign !== '+').length;
      const news = edits.filter((edit) => edit.sign !== '-').length;
      const text = [
        'Text.',
        '---',
        'diff --git a/x b/x',
        'index 1111111..2222222 100644',
        '--- a/x',
        '+++ b/x',
        `@@ -${String(start)},${String(olds)} +${String(start + shift)},${String(news)} @@`,
        ...edits.map((edit) => edit.sign + edit.text),
        '-- ',
        '2.40.1',
        '',
      ].join('\n');
      const [hunk] = readPatch(text).files[0]?.hunks ?? [];
      expect(hunk?.lines.map(({ sign, text: own }) => ({ sign, text: own }))).toEqual(edits);
      expect(hunk?.isCut).toBe(false);
      expect(hunk?.lines.map((line) => line.bodyLine)).toEqual(edits.map((_, index) => 8 + index));
    }),
    { numRuns: 2000 },
  );
});
