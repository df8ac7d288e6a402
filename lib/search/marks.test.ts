import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markMatches, matchingLines, readQuery, wordLeaves, type Marked, type Part } from './index';

function leavesOf(text: string) {
  const query = readQuery(text, new Date(0));
  if (query.kind === 'problem') throw new Error(query.what);
  return wordLeaves(query.tree);
}

const told = (pieces: readonly Marked[]) =>
  pieces.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('');
const headers: readonly Part[] = ['s', 'h'];

test.each([
  ['mapped', 'Mapping of maps, unmapped', '[Mapping] of [maps], unmapped'],
  ['Mapped', 'mapping mapped', 'mapping [mapped]'],
  ['"page request"', 'Page-request page', '[Page-request] page'],
  ['iommu_att*', 'iommu_attach(x)', '[iommu_attach](x)'],
  ['s:bell', 'the bell', 'the [bell]'],
  // Looked for elsewhere, or not wanted.
  ['b:bell', 'the bell', 'the bell'],
  ['the -bell', 'the bell', '[the] bell'],
  ['<b>', '<b>bold</b>', '<[b]>bold</[b]>'],
])('%s in a subject', (query, subject, expected) => {
  expect(told(markMatches(subject, leavesOf(query), headers))).toBe(expected);
});

const text = [
  'On Monday, Noor wrote:',
  '> a bell rings',
  '',
  'The bell rings.',
  'Nothing here.',
  'A bell.',
].join('\n');

test.each([
  // Most of what is asked for first, own words before quoted ones, in the order of the mail.
  ['bell rings', 2, ['2 > a [bell] [rings]', '4 The [bell] [rings].']],
  ['bell', 2, ['4 The [bell] rings.', '6 A [bell].']],
  ['q:bell', 2, ['2 > a [bell] rings']],
  ['nq:bell rings', 1, ['4 The [bell] [rings].']],
  // Found by its headers alone: where it begins.
  ['f:noor', 2, ['1 On Monday, Noor wrote:', '4 The bell rings.']],
])('lines that hold %s', (query, most, expected) => {
  const lines = matchingLines(text, leavesOf(query), most);
  expect(lines.map(({ line, pieces }) => `${line} ${told(pieces)}`)).toEqual(expected);
});

test('a long line is shown around its first match', () => {
  const [line] = matchingLines(`${'x '.repeat(300)}bell ${'y '.repeat(300)}`, leavesOf('bell'), 1);
  expect(told(line?.pieces ?? [])).toMatch(/^… (?:x ){30}\[bell\] (?:y )+…$/);
});

test('what is marked is the text, whatever it holds', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('a', 'a OR b', '"a b"', 'ab*'),
      (subject, query) => {
        const pieces = markMatches(subject, leavesOf(query), headers);
        expect(pieces.map((piece) => piece.text).join('')).toBe(subject);
      },
    ),
  );
});
