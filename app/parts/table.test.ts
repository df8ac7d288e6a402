import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf, jsonOf, tableAnswer, type Table } from './table';

const table: Table = {
  name: 'progress flow',
  columns: ['series', 'since', 'count', 'labels', 'stalled'],
  rows: [
    ['=HYPERLINK("http://evil")', new Date('2024-11-02T10:00:00Z'), -3, ['a', '@b'], true],
    ['a, "b"\nc', undefined, 0, [], false],
  ],
};

test('CSV is quoted, and no cell is a formula', () => {
  expect(csvOf(table)).toBe(
    [
      'series,since,count,labels,stalled',
      `"'=HYPERLINK(""http://evil"")",2024-11-02T10:00:00.000Z,-3,a; @b,yes`,
      '"a, ""b""\nc",,0,,no',
      '',
    ].join('\r\n'),
  );
});

test('JSON keeps what CSV folds', () => {
  expect(JSON.parse(jsonOf(table))).toEqual([
    {
      series: '=HYPERLINK("http://evil")',
      since: '2024-11-02T10:00:00.000Z',
      count: -3,
      labels: ['a', '@b'],
      stalled: true,
    },
    { series: 'a, "b"\nc', since: null, count: 0, labels: [], stalled: false },
  ]);
});

test('a table is a file with a name', () => {
  const answer = tableAnswer(table, 'csv');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="progress-flow.csv"');
  expect(answer.headers.get('content-type')).toContain('text/csv');
});

test('whatever stands in mail, no text begins as a formula', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('=1', '+1', '-1', '@x', '\t=1', '\r=1', '"=1'),
  );
  fc.assert(
    fc.property(text, (words) => {
      const [, ...lines] = csvOf({ name: 'x', columns: ['a', 'b'], rows: [['x', words]] }).split('x,');
      expect(lines.join('x,')).not.toMatch(/^"?[=+\-@\t\r](?!\n)/);
    }),
    { numRuns: 60 },
  );
});

test('a line end in a cell begins no row, whichever it is', () => {
  const rows = [
    ['hello\n=cmd|x!A1', 'y'],
    ['a\rb', 'c'],
    ['d\r\ne', 'f'],
  ];
  expect(csvOf({ name: 'x', columns: ['text', 'b'], rows })).toBe(
    'text,b\r\n"hello\n=cmd|x!A1",y\r\n"a\rb",c\r\n"d\r\ne",f\r\n',
  );
});
