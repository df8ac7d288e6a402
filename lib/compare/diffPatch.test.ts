import { describe, expect, test } from 'vitest';
import { interdiff, type Interdiff } from './index';
import { written } from './specimens';

const body = [' first();', ' second();', '-third();', '+third(1);', ' fourth();', ' fifth();'];
const one = written({ files: { 'lib/gate.c': [{ at: 10, heading: 'int gate(void)', lines: body }] } });

/** The lines of every hunk, with both signs: "-+text". */
function told({ files }: Interdiff): readonly string[] {
  return files.flatMap(({ change, laterPath, earlierPath, hunks }) => [
    `${change} ${laterPath ?? earlierPath}`,
    ...hunks.flatMap(({ kind, heading, lines }) => [
      `@@ ${kind} ${heading}`,
      ...lines.map(({ outer, inner, text }) => outer + inner + text),
    ]),
  ]);
}

describe('what a later patch does differently', () => {
  test('is nothing when only line numbers, headings and index lines differ', () => {
    const later = written({ files: { 'lib/gate.c': [{ at: 90, heading: 'int door(void)', lines: body }] } });
    const diff = interdiff(one, later);
    expect([...diff.changes]).toEqual([]);
    expect(told(diff)).toEqual(['same lib/gate.c']);
    expect(diff.message).toEqual([]);
  });

  test('is rebased when only lines around differ', () => {
    const lines = [' zeroth();', ...body.slice(1)];
    const diff = interdiff(one, written({ files: { 'lib/gate.c': [{ lines }] } }));
    expect([...diff.changes]).toEqual(['context']);
    expect(told(diff)).toEqual([
      'rebased lib/gate.c',
      '@@ context ',
      '- first();',
      '+ zeroth();',
      '  second();',
      ' -third();',
      ' +third(1);',
    ]);
  });

  test('is shown with both signs and both body lines', () => {
    const lines = body.map((line) => line.replace('third(1)', 'third(2)'));
    const later = written({ message: ['Why', 'it is done.'], files: { 'lib/gate.c': [{ lines }] } });
    const diff = interdiff(one, later);
    expect([...diff.changes].sort()).toEqual(['diff', 'message']);
    expect(told(diff)).toEqual([
      'changed lib/gate.c',
      '@@ changed ',
      '  first();',
      '  second();',
      ' -third();',
      '-+third(1);',
      '++third(2);',
      '  fourth();',
      '  fifth();',
    ]);
    const [, gone, came] = diff.files[0]?.hunks[0]?.lines.filter(({ inner }) => inner !== ' ') ?? [];
    expect(one.text.split('\n')[(gone?.earlierLine ?? 0) - 1]).toBe('+third(1);');
    expect(later.text.split('\n')[(came?.laterLine ?? 0) - 1]).toBe('+third(2);');
    expect([gone?.laterLine, came?.earlierLine]).toEqual([undefined, undefined]);
  });

  test('keeps changes in two hunks, and far apart in one, in pieces of their own', () => {
    const long = Array.from({ length: 20 }, (_, at) => ` line${at}();`);
    const files = (a: string, b: string, c: string) => ({
      'a.c': [
        { at: 1, lines: [`+${a}`, ...long, `+${b}`] },
        { at: 90, lines: [' more();', `+${c}`] },
      ],
    });
    const diff = interdiff(
      written({ files: files('one();', 'two();', 'three();') }),
      written({ files: files('one(1);', 'two(1);', 'three(1);') }),
    );
    expect(diff.files[0]?.hunks.map(({ lines }) => lines.length)).toEqual([5, 5, 3]);
  });

  test('names files that only one of them touches, and renamed ones', () => {
    const lines = ['+int a(void);', '+int b(void);', '+int c(void);'];
    const earlier = written({ files: { 'a.h': [{ lines }], 'old.c': [{ lines: ['+gone();'] }] } });
    const later = written({ files: { 'b.h': [{ lines }], 'new.c': [{ lines: ['+came();'] }] } });
    expect(told(interdiff(earlier, later))).toEqual([
      'renamed b.h',
      'added new.c',
      '@@ changed ',
      '++came();',
      'removed old.c',
      '@@ changed ',
      '-+gone();',
    ]);
  });

  test('knows lines that moved to another file', () => {
    const block = ['+struct request {', '+\tint number;', '+\tvoid *address;', '+};'];
    const other = [' other();', '+more();'];
    const earlier = written({
      files: { 'a.h': [{ lines: [' top', ...block, ' end'] }], 'b.c': [{ lines: other }] },
    });
    const later = written({
      files: {
        'a.h': [{ lines: [' top', '+int kept;', ' end'] }],
        'b.c': [{ lines: other }, { at: 50, lines: [' below();', ...block] }],
      },
    });
    const diff = interdiff(earlier, later);
    const moved = diff.files[1]?.hunks[0];
    expect(moved?.kind).toBe('moved');
    expect(moved?.movedFrom?.path).toBe('a.h');
    expect(diff.files[0]?.hunks[0]?.kind).toBe('changed');
  });

  test('tells trailers apart from the message', () => {
    const later = written({
      trailers: ['Reviewed-by: Rob Reader <rob@example.net>', 'Signed-off-by: Ann Author <ann@example.org>'],
      files: { 'lib/gate.c': [{ lines: body }] },
    });
    const { changes, trailers } = interdiff(one, later);
    expect([...changes]).toEqual(['trailers']);
    expect(trailers).toEqual({ added: ['Reviewed-by: Rob Reader <rob@example.net>'], removed: [] });
  });

  test('is not what a mail program did to white space', () => {
    const long =
      'static int a_function_with_a_long_name(struct first *first, struct second *second, int number)';
    const files = (line: string) => ({ 'a.c': [{ lines: [' {', `+${line}`, ' \treturn 0;', ' }'] }] });
    const earlier = written({ files: files(long) });
    const wrapped = written({ files: files(long.replace(' struct second', '\nstruct second')) });
    expect([...interdiff(earlier, wrapped).changes]).toEqual([]);
    const reindented = written({ files: files(`\t${long}`) });
    expect([...interdiff(earlier, reindented).changes]).toEqual(['diff']);
  });
});
