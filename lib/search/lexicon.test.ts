import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Lexicon, none } from './lexicon';
import { stemOf } from './stem';
import { codesOf, longestWord, lowerCase } from './words';

function told(lexicon: Lexicon, number: number): string {
  const bytes = new Uint8Array(lexicon.bytesOf(number));
  expect(lexicon.write(number, bytes, 0)).toBe(bytes.length);
  return Buffer.from(bytes).toString();
}

const look = (lexicon: Lexicon, text: string) => lexicon.wordAt(codesOf(text), 0, text.length);

test('a number is the word in lower case, however it is spelled and however many there are', () => {
  const lexicon = new Lexicon();
  const word = fc.oneof(fc.stringMatching(/^[a-cA-C]{1,3}$/), fc.string({ unit: 'grapheme', minLength: 1 }));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 200 }), (words) => {
      for (const one of words) {
        const number = look(lexicon, one);
        const lower = lowerCase(one);
        if (lower.length > longestWord) expect(number).toBe(none);
        else expect(told(lexicon, number)).toBe(lower.toWellFormed());
        expect(look(lexicon, one)).toBe(number);
        if (lower.length <= longestWord) expect(look(lexicon, lower)).toBe(number);
      }
    }),
  );
  const many = Array.from({ length: 30_000 }, (_, index) => `Word${index}`);
  const numbers = many.map((one) => look(lexicon, one));
  expect(new Set(numbers).size).toBe(many.length);
  expect(many.map((one) => look(lexicon, one))).toEqual(numbers);
  expect(numbers.map((number) => told(lexicon, number))).toEqual(many.map((one) => one.toLowerCase()));
});

test.each(['mapped', 'map', 'dma_mapping'])('the stem of %s has a number of its own', (word) => {
  const lexicon = new Lexicon();
  const stem = lexicon.stemOf(look(lexicon, word));
  expect(stem === none ? undefined : told(lexicon, stem)).toBe(stemOf(word));
});

test('what fills it is still told apart, and held no longer', () => {
  const lexicon = new Lexicon();
  let spellings = 0;
  for (; !lexicon.isFull; spellings += 1) look(lexicon, `w${spellings}`);
  const ways = ['WORD', 'Word', 'word', 'wORD'].map((one) => look(lexicon, one));
  expect(new Set(ways).size).toBe(1);
  expect(ways[0]).not.toBe(look(lexicon, 'other'));
  expect(look(lexicon, 'w7')).toBe(look(lexicon, 'W7'));
});
