import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fields, longestQuery, printQuery, readQuery, type Leaf, type Tree } from './index';

const now = new Date('2024-11-20T12:00:00Z');

/** A tree in few words: `w` a word, `w!` as written, `"a b"` a phrase, `f:` before it the field. */
function told(tree: Tree): string {
  switch (tree.kind) {
    case 'all':
      return `(${tree.of.map(told).join(' & ')})`;
    case 'any':
      return `(${tree.of.map(told).join(' | ')})`;
    case 'not':
      return `!${told(tree.of)}`;
    default:
      return toldLeaf(tree);
  }
}

function toldLeaf(leaf: Leaf): string {
  const name = leaf.field.name === '' ? '' : `${leaf.field.name}:`;
  switch (leaf.kind) {
    case 'words': {
      const many = leaf.words.length > 1 ? `"${leaf.words.join(' ')}"` : leaf.words.join('');
      return name + many + (leaf.isPrefix ? '*' : leaf.isExact && leaf.words.length === 1 ? '!' : '');
    }
    case 'range':
      return `${name}${leaf.from?.toISOString().slice(0, 16) ?? ''}..${leaf.to?.toISOString().slice(0, 16) ?? ''}`;
    default:
      return name + leaf.value;
  }
}

function read(text: string): string {
  const query = readQuery(text, now);
  if (query.kind === 'problem') throw new Error(`${query.what} at ${query.at.start}`);
  return told(query.tree);
}

describe('what a query means', () => {
  test.each([
    ['iommu', 'iommu'],
    ['  page   request  ', '(page & request)'],
    ['page AND request', '(page & request)'],
    ['+page +request', '(page & request)'],
    ['page OR request', '(page | request)'],
    // As with Xapian, words beside one another belong together before OR.
    ['a b OR c d', '((a & b) | (c & d))'],
    ['a (b OR c) d', '(a & (b | c) & d)'],
    ['a b (c d)', '(a & b & c & d)'],
    ['((a))', 'a'],
    ['page -request', '(page & !request)'],
    ['page NOT request', '(page & !request)'],
    ['page AND NOT (a OR b)', '(page & !(a | b))'],
    ['NOT NOT page', 'page'],
    ['-"page request"', '!"page request"'],
    ['"page request queue"', '"page request queue"'],
    ['“page request”', '"page request"'],
    // Identifiers of C are one word, what has other signs in it several.
    ['iommu_attach_device_pasid', 'iommu_attach_device_pasid'],
    ['arm-smmu-v3', '"arm smmu v3"'],
    ['foo->bar', '"foo bar"'],
    ['pci_reset(dev)', '"pci_reset dev"'],
    ['(pci_reset())', 'pci_reset'],
    ['--force', 'force'],
    ["don't", "don't"],
    ['6.13-rc1', '"6.13 rc1"'],
    ['iommu_att*', 'iommu_att*'],
    ['"drivers/iom*"', '"drivers iom"*'],
    // A capital or quotes ask for the word as written.
    ['reviewed', 'reviewed'],
    ['Reviewed', 'reviewed!'],
    ['"reviewed"', 'reviewed!'],
    ['or', 'or'],
    ['a = b -> c', '(a & b & c)'],
    ['s:fix', 's:fix'],
    ['s:"fix the race"', 's:"fix the race"'],
    ['s:(fix OR race) b:x', '((s:fix | s:race) & b:x)'],
    ['s:(a f:b)', '(s:a & f:b)'],
    ['-s:fix mm', '(!s:fix & mm)'],
    ['f:a.b@example.org', 'f:"a b example org"'],
    ['dfn:drivers/iommu/', 'dfn:"drivers iommu"'],
    ['net:foo', '"net foo"'],
    ['std::string', '"std string"'],
    ['https://example.org/', '"https example org"'],
    ['patchid:C0FFEE1', 'patchid:c0ffee1'],
    ['dfblob:2814373e95d8*', 'dfblob:2814373e95d8'],
    ['is:open', 'is:open'],
    ['state:Promised', 'state:promised'],
    ['version:3', 'version:v3'],
    ['version:v2.1', 'version:v2.1'],
    ['list:linux-iommu', 'list:linux-iommu'],
    ['mid:<a-1@b>', 'mid:a-1@b'],
    ['d:20241001..20241115', 'd:2024-10-01T00:00..2024-11-16T00:00'],
    ['d:2024-10-01..', 'd:2024-10-01T00:00..'],
    ['d:..20241115', 'd:..2024-11-16T00:00'],
    ['d:20241115', 'd:2024-11-15T00:00..2024-11-16T00:00'],
    ['d:2024-11', 'd:2024-11-01T00:00..2024-12-01T00:00'],
    ['d:2023', 'd:2023-01-01T00:00..2024-01-01T00:00'],
    ['d:yesterday', 'd:2024-11-19T00:00..2024-11-20T00:00'],
    ['d:1.week.ago..', 'd:2024-11-13T12:00..'],
    ['d:last.week..', 'd:2024-11-13T12:00..'],
    ['d:1.week.ago', 'd:2024-11-13T12:00..'],
    ['d:..2.days.ago', 'd:..2024-11-18T12:00'],
    ['rt:3.months.ago..1.month.ago', 'rt:2024-08-20T12:00..2024-10-20T12:00'],
    ['d:20241001120000..', 'd:2024-10-01T12:00..'],
    ['d:1.oct.2024..nov.2024', 'd:2024-10-01T00:00..2024-12-01T00:00'],
    ['d:oct.3.2024', 'd:2024-10-03T00:00..2024-10-04T00:00'],
    ['d:99999.years.ago..', 'd:1970-01-01T00:00..'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('a bad query says where it is bad', () => {
  test.each([
    ['', 0, 0, /no word here/],
    ['  -> = ', 0, 7, /no word here/],
    ['"page request', 0, 1, /quote is never closed/],
    ['a s:"page', 4, 5, /quote is never closed/],
    ['(a OR b', 0, 1, /never closed/],
    ['a OR b)', 6, 7, /closes nothing/],
    ['a OR', 2, 4, /behind/],
    ['OR a', 0, 2, /before/],
    ['a OR OR b', 2, 4, /behind/],
    ['a OR ->', 2, 4, /behind/],
    ['AND a', 0, 3, /before/],
    ['a AND', 2, 5, /behind/],
    ['a AND AND b', 2, 5, /behind/],
    ['a AND OR b', 2, 5, /behind/],
    ['a NOT', 2, 5, /NOT needs/],
    ['a NOT OR b', 2, 5, /NOT needs/],
    ['a s: b', 2, 4, /Nothing stands behind s:/],
    ['(s:) b', 1, 3, /Nothing stands behind s:/],
    ['s:->', 0, 4, /no letter or digit/],
    ['a a*', 2, 4, /Too many words begin so/],
    ['mm d:tomorrow..', 5, 15, /"tomorrow" is no date/],
    ['d:20241001..soon', 12, 16, /"soon" is no date/],
    ['d:20241301', 2, 10, /no date/],
    ['d:2.weeks', 2, 9, /no date/],
    ['d:20240230', 2, 10, /no date/],
    ['d:20240230120000', 2, 16, /no date/],
    ['rt:20241001250000', 3, 17, /no date/],
    ['d:..', 4, 5, /missing/],
    ['d:20241115..20241001', 0, 20, /ends before it begins/],
    ['state:done', 0, 10, /knows no "done"/],
    ['is:closed', 0, 9, /knows no/],
    ['turn:me', 0, 7, /knows no/],
    ['x version:new', 2, 13, /names no version/],
    ['patchid:12', 0, 10, /7 to 40/],
    ['patchid:nothex0', 0, 15, /7 to 40/],
    ['state:(open moot)', 0, 6, /takes one value/],
    ['x '.repeat(600), 1000, 1200, /1200 characters/],
    ['x '.repeat(60), 96, 97, /more than 48/],
    ['('.repeat(30), 24, 25, /24 deep/],
  ])('%s', (text, start, end, what) => {
    const query = readQuery(text, now);
    if (query.kind !== 'problem') throw new Error(`read as ${told(query.tree)}`);
    expect(query.what).toMatch(what);
    expect(query.at).toEqual({ start, end });
    expect(query.instead).not.toBe('');
  });
});

test('a name that is no field is said', () => {
  const query = readQuery('subject:fix net: std::x', now);
  expect(query.kind === 'query' && query.notes).toEqual([
    { at: { start: 0, end: 8 }, what: expect.stringContaining('You may mean s:') },
  ]);
});

test('every field of the page is read as its example shows', () => {
  for (const { example, name } of fields) {
    const query = readQuery(example, now);
    if (query.kind === 'problem') throw new Error(`${example}: ${query.what}`);
    expect(told(query.tree)).toMatch(new RegExp(`^${name}:`));
  }
});

/** Text as a person might write it, and as nobody would. */
const queryText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '(',
          ')',
          '"',
          'OR',
          'AND',
          'NOT',
          '-',
          '*',
          's:',
          'd:',
          'is:open',
          'patchid:c0ffee12',
          'f:(',
          'version:v3',
        ),
        fc.constantFrom(
          'd:1.week.ago..',
          'd:20241001..20241115',
          'Reviewed',
          "don't",
          'foo->bar',
          'a_b*',
          "';--",
          '\\',
          '$1',
          "' | 'x",
        ),
        fc.string({ maxLength: 8 }),
      ),
      { maxLength: 14 },
    )
    .map((parts) => parts.join(' ')),
);

function withoutPlaces(tree: Tree): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value: unknown) => (key === 'at' || key === 'text' ? undefined : value)),
  );
}

describe('laws', () => {
  test('any text gives a tree or a problem whose place lies in the text', () => {
    fc.assert(
      fc.property(queryText, (text) => {
        const query = readQuery(text, now);
        if (query.kind === 'query') return;
        expect(query.at.start).toBeGreaterThanOrEqual(0);
        expect(query.at.start).toBeLessThanOrEqual(text.length);
        expect(query.at.end).toBeGreaterThanOrEqual(query.at.start);
      }),
      { numRuns: 3_000 },
    );
  });

  test('a tree that is printed is read as the same tree', () => {
    fc.assert(
      fc.property(queryText, (text) => {
        const query = readQuery(text, now);
        if (query.kind === 'problem') return;
        const printed = printQuery(query.tree);
        // A field before parentheses is printed before each word, which may be longer than a query can be.
        fc.pre(printed.length <= longestQuery);
        const again = readQuery(printed, now);
        if (again.kind === 'problem') throw new Error(`${printed}: ${again.what}`);
        expect(withoutPlaces(again.tree)).toEqual(withoutPlaces(query.tree));
      }),
      { numRuns: 3_000 },
    );
  });

  test.each(['(', '"', 'a OR ', '-', 'NOT ', 's:', '"a" ', 'a->', '.1', "a'", '((a) '])(
    'a query of nothing but %j takes no longer than its length',
    (piece) => {
      const began = performance.now();
      readQuery(piece.repeat(longestQuery / piece.length), now);
      readQuery(piece.repeat(1_000_000 / piece.length), now);
      expect(performance.now() - began).toBeLessThan(1_000);
    },
  );
});
