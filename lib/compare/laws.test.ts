import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeAt, interdiff, portLines } from './index';
import { readPatch } from '../patch/index';
import { written } from './specimens';
import type { Compared } from './compared';

const line = fc
  .tuple(
    fc.constantFrom(' ', '+', '-'),
    fc.constantFrom('', '}', 'a();', 'b();', '\tc();', 'd(1);', 'longer_name(of, it);'),
  )
  .map(([sign, text]) => sign + text);
const hunk = fc.record({
  at: fc.integer({ min: 1, max: 90 }),
  heading: fc.constantFrom('', 'int f(void)'),
  lines: fc.array(line, { minLength: 1, maxLength: 14 }),
});
const patch = fc
  .record({
    title: fc.constantFrom('gate: open it', 'gate: close it'),
    message: fc.array(fc.constantFrom('', 'One.', 'Two lines', 'of text.', '---'), { maxLength: 6 }),
    notes: fc.array(fc.constantFrom('', 'v2: more', ' - less'), { maxLength: 3 }),
    files: fc.dictionary(
      fc.constantFrom('a.c', 'b.c', 'lib/c.h'),
      fc.array(hunk, { minLength: 1, maxLength: 4 }),
    ),
  })
  .map((parts) => written(parts));
/** Patches, and texts that only look like some. */
const any = fc.oneof(
  patch,
  fc
    .array(
      fc.oneof(
        line,
        fc.constantFrom(
          'diff --git a/a.c b/a.c',
          '--- a/a.c',
          '+++ b/a.c',
          '@@ -1,3 +1,4 @@ f',
          '---',
          '-- ',
          'From: A <a@b.c>',
          'v2:',
          '',
        ),
      ),
      { maxLength: 30 },
    )
    .map((lines): Compared => ({ title: '', text: lines.join('\n'), patch: readPatch(lines.join('\n')) })),
);
const allLines = ({ text }: Compared): number[] => text.split('\n').map((_, at) => at + 1);

test('a patch is the same as itself', () => {
  fc.assert(
    fc.property(any, (one) => {
      const { changes, message, files, trailers } = interdiff(one, one);
      expect([...changes]).toEqual([]);
      expect(message).toEqual([]);
      expect(trailers).toEqual({ added: [], removed: [] });
      for (const { change, hunks } of files) expect([change, hunks]).toEqual(['same', []]);
    }),
  );
});

test('every line of an unchanged patch stands where it stood', () => {
  fc.assert(
    fc.property(patch, (one) => {
      const lines = new Set(one.patch.files.flatMap(({ hunks }) => hunks.flatMap((each) => each.lines)));
      const wanted = [...lines].map(({ bodyLine }) => bodyLine);
      expect(portLines(one, one, wanted)).toEqual(
        wanted.map((bodyLine) => ({ kind: 'line', bodyLine, fate: 'same' })),
      );
    }),
  );
});

test('lines that stay keep their order within a file, and are the same text', () => {
  fc.assert(
    fc.property(patch, patch, (one, other) => {
      const later = other.text.split('\n');
      for (const { hunks } of one.patch.files) {
        const lines = hunks.flatMap((each) => each.lines);
        let last = 0;
        portLines(
          one,
          other,
          lines.map(({ bodyLine }) => bodyLine),
        ).forEach((ported, at) => {
          if (ported.kind !== 'line') return;
          expect(later[ported.bodyLine - 1]?.slice(1)).toBe(lines[at]?.text);
          if (ported.fate !== 'same') return;
          expect(ported.bodyLine).toBeGreaterThan(last);
          last = ported.bodyLine;
        });
      }
    }),
  );
});

test('every added and removed line of both patches is in the interdiff or the same', () => {
  fc.assert(
    fc.property(patch, patch, (one, other) => {
      const shown = interdiff(one, other).files.flatMap(({ hunks }) => hunks.flatMap(({ lines }) => lines));
      const gone = new Set(shown.flatMap((each) => (each.outer === '-' ? [each.earlierLine] : [])));
      const came = new Set(shown.flatMap((each) => (each.outer === '+' ? [each.laterLine] : [])));
      const count = ({ patch: { files } }: Compared): number =>
        files.flatMap(({ hunks }) => hunks.flatMap(({ lines }) => lines)).length;
      expect(count(one) - gone.size).toBe(count(other) - came.size);
    }),
  );
});

test('no text stops it', () => {
  fc.assert(
    fc.property(any, any, (one, other) => {
      const diff = interdiff(one, other);
      const ported = portLines(one, other, [...allLines(one), 0, -3, 1e9]);
      const most = other.text.split('\n').length;
      for (const place of ported) {
        if (place.kind !== 'line' && place.kind !== 'near') continue;
        expect(place.bodyLine).toBeGreaterThanOrEqual(1);
        expect(place.bodyLine).toBeLessThanOrEqual(most);
      }
      for (const bodyLine of allLines(one))
        expect(changeAt(diff, one, bodyLine).distance).toBeGreaterThanOrEqual(0);
    }),
  );
});
