import { expect, test } from 'vitest';
import { interdiffHtml, viewPosting, viewSaid } from '../../lib/render/index';
import { heldInterdiff, heldPostingView, heldSaidView } from './held-views';

const patch = (word: string, lines: number): string =>
  [
    `Says ${word}.`,
    '---',
    'diff --git a/a.c b/a.c',
    '--- a/a.c',
    '+++ b/a.c',
    `@@ -1,0 +1,${lines} @@`,
    ...Array.from({ length: lines }, (_, at) => `+int ${word}${at};`),
  ].join('\n');

test('the view of a text is made once', () => {
  const view = heldPostingView(patch('one', 3), { spokenLines: [8, 7] });
  expect(heldPostingView(patch('one', 3), { spokenLines: [7, 8, 8] })).toBe(view);
  expect(view).toEqual(viewPosting(patch('one', 3), { spokenLines: [7, 8] }));
});

test('another text, other lines and another file are other views', () => {
  const text = patch('two', 1_600);
  const views = [
    heldPostingView(text, {}),
    heldPostingView(text, { whole: 'all' }),
    heldPostingView(text, { spokenLines: [100] }),
    heldPostingView(patch('three', 1_600), {}),
  ];
  expect(new Set(views).size).toBe(4);
  expect(views[0]?.files[0]?.hidden).toBeDefined();
  expect(views[1]?.files[0]?.hidden).toBeUndefined();
});

test('what was not asked for lately makes room', () => {
  const first = heldPostingView(patch('first', 3), {});
  const second = heldPostingView(patch('second', 3), {});
  const filler = 'x'.repeat(999_000);
  heldPostingView(`1 ${filler}`, {});
  expect(heldPostingView(patch('first', 3), {})).toBe(first);
  heldPostingView(`2 ${filler}`, {});
  heldPostingView(`3 ${filler}`, {});
  expect(heldPostingView(patch('second', 3), {})).not.toBe(second);
});

test('what was said is viewed once for each place it is said at', () => {
  const diff = '--- a/a.c\n+++ b/a.c\n@@ -1,1 +1,1 @@\n-int a;\n+int b;';
  const said = { text: `So:\n\n${diff}`, startLine: 5, counterDiffs: [{ start: 7, end: 12 }], path: 'a.c' };
  const view = heldSaidView(said);
  expect(view).toEqual(viewSaid(said));
  expect(view.map(({ kind }) => kind)).toEqual(['text', 'diff']);
  expect(heldSaidView({ ...said })).toBe(view);
  expect(heldSaidView({ ...said, path: 'a.py' })).not.toBe(view);
  expect(heldSaidView({ ...said, startLine: 4, counterDiffs: [{ start: 6, end: 11 }] })).toEqual(
    viewSaid({ ...said, startLine: 4, counterDiffs: [{ start: 6, end: 11 }] }),
  );
  expect(heldSaidView({ ...said, counterDiffs: [] })).toEqual(viewSaid({ ...said, counterDiffs: [] }));
});

test('rows of a change go by its lines, their numbers and the file', () => {
  const line = (outer: ' ' | '+' | '-', text: string) =>
    ({ outer, inner: '+', text, earlierLine: 9, laterLine: 9 }) as const;
  const lines = [line('-', 'int a;'), line('+', 'int b;')];
  const asked: readonly Parameters<typeof interdiffHtml>[] = [
    ['a.c', lines, [undefined, 4]],
    ['a.py', lines, [undefined, 4]],
    [undefined, lines, [undefined, 4]],
    ['a.c', lines, [undefined, 5]],
    ['a.c', lines, [undefined, 5], [0, 3]],
    ['a.c', [line('+', 'int a;'), line('-', 'int b;')], [undefined, 4]],
  ];
  for (const one of [...asked, ...asked]) expect(heldInterdiff(...one)).toBe(interdiffHtml(...one));
});
