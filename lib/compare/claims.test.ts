import { describe, expect, test } from 'vitest';
import { readPatch } from '../patch/index';
import { readChangelog } from './changelog';

const entriesOf = (lines: readonly string[]): readonly string[] => {
  const text = lines.join('\n');
  return readChangelog(text, readPatch(text)).map(
    ({ from, to, text: said, line }) => `${line} ${from ?? '?'}>${to ?? '?'} ${said}`,
  );
};

describe('the entries of a changelog', () => {
  test.each<readonly [string, readonly string[], readonly string[]]>([
    [
      'as b4 writes it',
      [
        'Changes in v3:',
        '- one',
        '- two',
        '  wrapped',
        '- Link to v2: https://lore.kernel.org/r/a@b',
        '',
        'Changes in v2:',
        '- three',
      ],
      ['2 ?>v3 one', '3 ?>v3 two wrapped', '8 ?>v2 three'],
    ],
    [
      'by patch numbers',
      ['v2: (changes from v1)', '  PATCH 1/2: one', '             goes on', '  PATCH 2/2: two'],
      ['2 v1>v2 PATCH 1/2: one goes on', '4 v1>v2 PATCH 2/2: two'],
    ],
    ['with arrows', ['v1 -> v2:', ' * one', 'RFC => v1', ' * two'], ['2 v1>v2 one', '4 RFC>v1 two']],
    ['since a version', ['Changes since v1:', '1. one', '2) two'], ['2 v1>? one', '3 v1>? two']],
    ['from a version, as a bullet', ['* from v2', '  - one', '  - two'], ['2 v2>? one', '3 v2>? two']],
    ['on the line of its head', ['---', 'v3: one', 'v2: two'], ['2 ?>v3 one', '3 ?>v2 two']],
    ['with a date', ['V2 (2024-01-02):', '- one'], ['2 ?>v2 one']],
    [
      'with a footnote',
      ['Changes since v1 [1]: ask a helper.', 'Since v2 [2]:', '- two'],
      ['1 v1>? ask a helper.', '3 v2>? two'],
    ],
    [
      'with a link behind the last one',
      ['Changes in v2:', '- one', 'Link to v1: https://lore.kernel.org/r/a@b'],
      ['2 ?>v2 one'],
    ],
    ['of two versions named', ['Changes in v3 since v2:', '- one'], ['2 v2>v3 one']],
    ['without bullets', ['Changes in v2:', 'one', 'goes on', '', 'And prose.'], ['2 ?>v2 one goes on']],
  ])('%s', (_, lines, expected) => {
    expect(entriesOf(lines)).toEqual(expected);
  });

  test.each([
    ['prose that names a version', ['v2 of the series adds a check.', 'We saw this in v3 already.']],
    ['a commit message', ['Fix the gate.', '', 'Changes to the door are left for later.']],
    ['output of a program', ['supported', '  version 1', '', 'Dump more:', '- all']],
    ['links alone', ['v1: https://lore.kernel.org/r/a@b', 'Link to v2: https://lore.kernel.org/r/a@b']],
  ])('none in %s', (_, lines) => {
    expect(entriesOf(lines)).toEqual([]);
  });
});
