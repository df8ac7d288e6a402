import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergedText } from './mergedText';

test.each([
  ['the same', 'Why?', 'Why?', 'Why?'],
  ['one that goes on', 'Why', 'Why is it so?', 'Why is it so?'],
  ['one that is behind', 'Why is it so?\n', 'Why is', 'Why is it so?\n'],
  ['nothing yet', '', 'Why?', 'Why?'],
  ['two that part', 'Why?\n', 'How?', 'Why?\n\nHow?'],
])('%s', (_, stored, given, text) => {
  expect(mergedText(stored, given)).toBe(text);
});

test('nothing that either says is lost, and merging again adds nothing', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (stored, given) => {
      const text = mergedText(stored, given);
      expect(text).toContain(stored.trim());
      expect(text).toContain(given.trim());
      expect(mergedText(text, given)).toBe(text);
    }),
  );
});
