import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OtherRow } from './file';
import { weave } from './weave';

function rowsAt(lines: readonly number[]): readonly OtherRow[] {
  return lines.map((bodyLine) => ({ kind: 'rest', bodyLine, text: '' }));
}

/** Rows as numbers, what is said under them in brackets. */
function show(lines: readonly number[], spoken: readonly number[]): string {
  return weave(
    rowsAt(lines),
    spoken.map((bodyLine) => ({ bodyLine })),
  )
    .map(
      ({ rows, speakers }) =>
        rows.map((row) => row.bodyLine).join(' ') +
        (speakers.length > 0 ? ` [${speakers.map((speaker) => speaker.bodyLine).join(' ')}]` : ''),
    )
    .join(' / ');
}

test.each([
  [[1, 2, 3], [2], '1 2 [2] / 3'],
  [[1, 2, 3], [3], '1 2 3 [3]'],
  [[1, 2, 3], [3, 1, 3], '1 [1] / 2 3 [3 3]'],
  [[1, 2, 9], [5], '1 2 [5] / 9'],
  [[4, 5], [1], '4 [1] / 5'],
  [[1, 2], [], '1 2'],
])('rows %j spoken of at %j', (lines, spoken, expected) => {
  expect(show(lines, spoken)).toBe(expected);
});

test('no row and no speaker is lost', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(40), { minLength: 1 }), fc.array(fc.nat(50)), (lines, spoken) => {
      const rows = rowsAt([...lines].sort((a, b) => a - b));
      const woven = weave(
        rows,
        spoken.map((bodyLine) => ({ bodyLine })),
      );
      expect(woven.flatMap((stretch) => stretch.rows)).toEqual(rows);
      expect(woven.flatMap((stretch) => stretch.speakers)).toHaveLength(spoken.length);
    }),
  );
});
