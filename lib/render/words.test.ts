import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Mark } from './span';
import { markWords } from './words';

/** Shows marks as brackets. */
function bracket(text: string, marks: readonly Mark[]): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of marks) {
    shown += `${text.slice(at, start)}[${text.slice(start, end)}]`;
    at = end;
  }
  return shown + text.slice(at);
}

test.each([
  // removed, added, what is marked in each
  ['a_b(c);', 'a_b(c);', 'a_b(c);', 'a_b(c);'],
  [
    'ret = intel_finish_prq(iommu);',
    'ret = intel_iommu_finish_prq(iommu);',
    'ret = intel_finish_prq(iommu);',
    'ret = intel_[iommu_]finish_prq(iommu);',
  ],
  ['\tint a;', '\tlong a;', '\t[int] a;', '\t[long] a;'],
  ['if (a && b)', 'if (a || b)', 'if (a [&&] b)', 'if (a [||] b)'],
  ['x = y;', 'x  = y;', 'x[ ]= y;', 'x[  ]= y;'],
  // Indentation is marked when nothing else changed there.
  ['\tgoto bad_req;', 'bad_req:', '\t[goto ]bad_req[;]', 'bad_req[:]'],
  ['\tfoo();', '\t\tfoo();', '[\t]foo();', '[\t\t]foo();'],
  ['größe = 1;', 'größe = 2;', 'größe = [1];', 'größe = [2];'],
  // Nothing in common: marks would be noise.
  ['return 0;', 'goto out_unlock', 'return 0;', 'goto out_unlock'],
  ['', 'new', '', 'new'],
])('%j -> %j', (before, after, markedBefore, markedAfter) => {
  const marks = markWords(before, after);
  expect([bracket(before, marks.old), bracket(after, marks.new)]).toEqual([markedBefore, markedAfter]);
});

test('lines too long to compare have no marks', () => {
  expect(markWords(`${'a '.repeat(600)}x`, `${'a '.repeat(600)}y`)).toEqual({ old: [], new: [] });
});

test('what is not marked is the same on both sides', () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'b', '_', ' ', '(', 'é'), maxLength: 60 });
  fc.assert(
    fc.property(line, line, (before, after) => {
      const marks = markWords(before, after);
      const unmarked = (text: string, of: readonly Mark[]): string =>
        bracket(text, of).replace(/\[[^\]]*\]/g, '');
      if (marks.old.length + marks.new.length > 0)
        expect(unmarked(before, marks.old).trimStart()).toBe(unmarked(after, marks.new).trimStart());
    }),
  );
});
