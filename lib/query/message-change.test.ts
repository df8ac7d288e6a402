import { expect, test } from 'vitest';
import type { InterdiffLine } from '../compare/index';
import { messageChange } from './message-change';

/** A message as it is written in the tables below: the sign between the versions for each line. */
const written = (signs: string): readonly InterdiffLine[] =>
  [...signs].map((outer, at) => ({
    outer: outer as InterdiffLine['outer'],
    inner: ' ',
    text: `line ${at}`,
    earlierLine: at,
    laterLine: at,
  }));

test.each([
  ['nothing is left out where changes are near', '-+    +', '0123456', '0000000'],
  ['nor above the first change or below the last', '     +     ', '34567', '00000'],
  ['one line alone is not left out', '+     -', '0123456', '0000000'],
  ['two lines are', '+      -', '012567', '000200'],
  ['each gap has its number', '+       -      + ', undefined, '000300002000'],
])('%s', (_, signs, shown, gaps) => {
  const { lines, leftOut } = messageChange(written(signs));
  if (shown) expect(lines.map(({ text }) => text.slice('line '.length)).join('')).toBe(shown);
  expect(leftOut.join('')).toBe(gaps);
  expect(leftOut).toHaveLength(lines.length);
});
