import { describe, expect, test } from 'vitest';
import { changeAt, interdiff, portLine, portLines } from './index';
import { lineOf, written } from './specimens';

const earlier = written({
  message: ['The gate is opened', 'when nobody asks for it.', '', 'This is the last word.'],
  notes: ['v2: open it wider'],
  files: {
    'gate.c': [
      { lines: [' first();', '+open_gate(gate);', '+close_gate(gate);', ' last();'] },
      { at: 50, lines: [' begin();', '+count++;', ' end();'] },
    ],
    'door.c': [{ lines: ['+knock();'] }],
  },
});
const later = written({
  message: [
    'A word before.',
    'The gate is opened',
    'when somebody asks for it.',
    '',
    'This is the last word.',
  ],
  notes: ['v2: open it wider'],
  files: {
    'gate.c': [{ at: 8, lines: [' first();', '+open_the_gate(gate);', ' last();', ' count++;'] }],
  },
});

describe('a line of an earlier patch in a later one', () => {
  test.each([
    [' first();', { kind: 'line', line: ' first();', fate: 'same' }],
    ['+open_gate(gate);', { kind: 'near', line: '+open_the_gate(gate);', why: 'the line was rewritten' }],
    ['+close_gate(gate);', { kind: 'near', line: '+open_the_gate(gate);', why: 'the line was rewritten' }],
    ['+count++;', { kind: 'line', line: ' count++;', fate: 'context-or-sign-changed' }],
    [' end();', { kind: 'file', path: 'gate.c', why: 'the line is gone' }],
    ['+knock();', { kind: 'patch', why: 'door.c is no longer in the patch' }],
    ['--- a/gate.c', { kind: 'file', path: 'gate.c', why: 'it is about the file, not one of its lines' }],
    ['The gate is opened', { kind: 'line', line: 'The gate is opened', fate: 'same' }],
    [
      'when nobody asks for it.',
      { kind: 'near', line: 'when somebody asks for it.', why: 'the line was rewritten' },
    ],
    ['v2: open it wider', { kind: 'line', line: 'v2: open it wider', fate: 'same' }],
  ])(
    '%s',
    (
      line,
      {
        line: there,
        ...expected
      }: { kind: string; line?: string; fate?: string; why?: string; path?: string },
    ) => {
      const place = there === undefined ? {} : { bodyLine: lineOf(later, there) };
      expect(portLine(earlier, later, lineOf(earlier, line))).toEqual({ ...expected, ...place });
    },
  );

  test('outside the mail is nowhere', () => {
    for (const kind of portLines(earlier, later, [0, -1, 10_000, NaN]).map((one) => one.kind))
      expect(kind).toBe('patch');
  });
});

describe('what changed at a line', () => {
  const diff = interdiff(earlier, later);
  test.each([
    ['+open_gate(gate);', 'rewritten', 0],
    [' first();', 'neighbour', 1],
    ['+knock();', 'gone', 0],
    ['when nobody asks for it.', 'rewritten', 0],
    ['This is the last word.', 'neighbour', 2],
  ])('%s: %s', (line, kind, distance) => {
    const found = changeAt(diff, earlier, lineOf(earlier, line));
    expect([found.kind, found.distance]).toEqual([kind, distance]);
    expect(found.hunk?.lines.length).toBeGreaterThan(0);
  });

  test('a piece that was quoted counts as a whole', () => {
    const long = (inner: string) =>
      written({
        files: {
          'a.c': [{ lines: [`+${inner}`, ...Array.from({ length: 9 }, (_, at) => `+step${at}();`)] }],
        },
      });
    const [one, other] = [long('begin();'), long('start(0);')];
    const change = interdiff(one, other);
    const last = lineOf(one, '+step8();');
    expect(changeAt(change, one, last).kind).toBe('none');
    expect(changeAt(change, one, last, lineOf(one, '+begin();'))).toMatchObject({
      kind: 'gone',
      distance: 0,
    });
  });

  test('lines that only moved with the base are no change', () => {
    const one = written({ files: { 'a.c': [{ lines: [' before();', '+mine();', ' behind();'] }] } });
    const other = written({ files: { 'a.c': [{ lines: [' rebased();', '+mine();', ' behind();'] }] } });
    expect(changeAt(interdiff(one, other), one, lineOf(one, '+mine();')).kind).toBe('none');
  });
});
