import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remembering } from './remembering';

test('an answer is found once, and all are forgotten when they are too many', () => {
  const asked: string[] = [];
  const lengthOf = remembering((text) => {
    asked.push(text);
    return text === '' ? undefined : text.length;
  }, 2);
  expect(['a', 'bb', 'a', '', '', 'bb'].map(lengthOf)).toEqual([1, 2, 1, undefined, undefined, 2]);
  expect(asked).toEqual(['a', 'bb', '', 'bb']);
});

test('what is too long is found each time', () => {
  let asked = 0;
  const count = remembering(() => (asked += 1));
  expect([count('x'.repeat(501)), count('x'.repeat(501))]).toEqual([1, 2]);
});

test('the answer is that to the text itself, whatever stands in it', () => {
  const same = remembering((text) => text);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => same(text) === text && same(text) === text));
});
