import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maintainersOf, readMaintainers } from './index';

const text = `List of maintainers
===================

Descriptions of section entries

	M: *Mail* patches to: FullName <address@domain>
	F: *Files* and directories wildcard patterns.

Maintainers List
----------------

BELLS
M:	Max Maintainer <max@example.com>
R:	"Rob Reader" <Rob@Example.net>
L:	bells@lists.example.org (moderated for non-subscribers)
S:	Maintained
W:	https://bells.example.org
F:	drivers/bells/
X:	drivers/bells/gates/
K:	ring_bell

BELL GATES
M:	gina@example.org
S:	Odd Fixes
F:	drivers/bells/gates
F:	include/linux/gate*.h

BELL SOUNDS
M:	Sam Sound <sam@example.org>
M:	Rob Reader <rob@example.net>
S:	Supported
F:	drivers/*/sound/*
F:	tools/**/sound?.c
N:	[^a-z]chime

NOBODY'S
S:	Orphan
F:	drivers/lost/

THE REST
M:	Lea Last <last@example.org>
F:	*
F:	*/
`;

const file = readMaintainers(text);
const maintainers = maintainersOf(file);

test('a section has a title, people, lists, a state and patterns; the head makes none', () => {
  expect(file.problems).toEqual([]);
  expect(file.sections.map(({ title }) => title)).toEqual([
    'BELLS',
    'BELL GATES',
    'BELL SOUNDS',
    "NOBODY'S",
    'THE REST',
  ]);
  expect(file.sections[0]).toEqual({
    title: 'BELLS',
    maintainers: [{ name: 'Max Maintainer', address: 'max@example.com' }],
    reviewers: [{ name: 'Rob Reader', address: 'rob@example.net' }],
    lists: ['bells@lists.example.org'],
    status: 'Maintained',
    files: ['drivers/bells/'],
    excluded: ['drivers/bells/gates/'],
    names: [],
  });
});

test.each<[string, readonly string[], string]>([
  ['below a directory with a slash', ['drivers/bells/ring/a.c'], 'max, rob (R)'],
  ['the directory of another name', ['drivers/bellsound/a.c'], 'last'],
  ['left out by X:, named by a directory without a slash', ['drivers/bells/gates/a.c'], 'gina'],
  ['a wildcard in a name', ['include/linux/gate-keeper.h'], 'gina'],
  ['a wildcard names no directory', ['include/linux/gate/keeper.h'], 'last'],
  ['files right in a directory', ['drivers/door/sound/a.c'], 'sam, rob'],
  ['and not below', ['drivers/door/sound/low/a.c'], 'last'],
  ['two stars, no directory between', ['tools/sound1.c'], 'sam, rob'],
  ['two stars, several between', ['tools/a/b/sound1.c'], 'sam, rob'],
  ['a question mark is one character', ['tools/a/sound12.c'], 'last'],
  ['a name anywhere', ['arch/arm/my-chime.dts'], 'sam, rob'],
  ['the deepest pattern first', ['drivers/bells/sound/a.c'], 'sam, rob, max'],
  ['a reviewer there is a maintainer here', ['drivers/bells/a.c', 'drivers/door/sound/a.c'], 'sam, rob, max'],
  [
    'equally deep: named for more files',
    ['drivers/bells/a.c', 'drivers/bells/b.c', 'drivers/lost/c.c'],
    'max, rob (R)',
  ],
  ['a section without people', ['drivers/lost/a.c'], ''],
  ['what no section is for is the rest', ['Makefile'], 'last'],
  ['no file', [], ''],
])('%s', (_, paths, expected) => {
  const named = maintainers(paths).map(
    ({ address, as }) => `${address.split('@')[0] ?? ''}${as === 'reviewer' ? ' (R)' : ''}`,
  );
  expect(named.join(', ')).toBe(expected);
});

test.each([
  ['M:\tnobody at all', 1, /names no mail address/],
  ['N:\t(unclosed', 1, /no regular expression/],
  [`F:\t${'a'.repeat(1_001)}`, 1, /longer than/],
])('a strange line is told: %s', (line, number, what) => {
  const [problem] = readMaintainers(line).problems;
  expect(problem?.line).toBe(number);
  expect(problem?.what).toMatch(what);
});

describe('laws', () => {
  const word = fc.stringMatching(/^[a-c]{1,2}$/);
  const path = fc.array(word, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
  const glob = fc
    .array(fc.oneof(word, fc.constantFrom('*', '**', '?', 'a*')), { minLength: 1, maxLength: 4 })
    .map((names) => names.join('/'));

  test('any text is read, and any path looked up', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), path, (said, asked) => {
        maintainersOf(readMaintainers(said))([asked]);
      }),
    );
  });

  test('a pattern without wildcards and the one with a slash name the same files', () => {
    const named = (pattern: string, asked: string) =>
      maintainersOf(readMaintainers(`A\nM:\ta@x.org\nF:\t${pattern}`))([asked]).length;
    fc.assert(
      fc.property(path, path, (dir, below) => {
        expect(named(dir, `${dir}/${below}`)).toBe(1);
        expect(named(`${dir}/`, `${dir}/${below}`)).toBe(1);
        expect(named(dir, `${dir}x`)).toBe(0);
      }),
    );
  });

  test('wildcards name what the same regular expression names', () => {
    fc.assert(
      fc.property(glob, path, (pattern, asked) => {
        const expression = pattern.replace(/\*\*\/|\*\*|\*|\?/g, (mark) =>
          mark.startsWith('**') ? '.*' : mark === '*' ? '[^/]*' : '[^/]',
        );
        const plain = !/[*?]/.test(pattern);
        const expected = new RegExp(`^(?:${expression})${plain ? '(?:/.*)?' : ''}$`).test(asked);
        const found = maintainersOf(readMaintainers(`A\nM:\ta@x.org\nF:\t${pattern}`))([asked]);
        expect(found.length).toBe(expected ? 1 : 0);
      }),
    );
  });
});

test('a pattern of many stars takes time in proportion', () => {
  const many = maintainersOf(readMaintainers(`A\nM:\ta@x.org\nF:\t${'*a'.repeat(400)}`));
  const began = performance.now();
  many(['a'.repeat(4_000)]);
  expect(performance.now() - began).toBeLessThan(1_000);
});
