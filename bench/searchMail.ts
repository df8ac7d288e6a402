import type { Mail, MessageId } from '../lib/mail/index';

/** Numbers that look random and are the same every time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const syllables = [
  'ba',
  'ce',
  'di',
  'fo',
  'gu',
  'ha',
  'ke',
  'li',
  'mo',
  'nu',
  'pa',
  're',
  'si',
  'to',
  'vu',
  'za',
];
const prose = 20_000;
const identifiers = 20_000;

/** The word of a rank: shorter for common ones. Ranks are told apart by their syllables. */
export function proseWord(rank: number): string {
  let word = '';
  for (let left = rank + 1; left > 0; left = Math.floor(left / 16)) word += syllables[left % 16] ?? '';
  return word.length < 3 ? `${word}n` : word;
}

/** An identifier of C: two to four words with underscores. */
export function identifier(rank: number): string {
  return [rank % 97, rank % 1_009, rank]
    .slice(rank % 2)
    .map(proseWord)
    .join('_');
}

/**
 * Mail made up for measuring: words fall off with their rank as in real text (Zipf's law), two of five mails are patches of
 * 40 lines of diff, the others quote one and answer it. Some 200 words and 2 KB each, dates a minute apart.
 */
export function* madeUpMails(count: number): Generator<Mail> {
  const random = randomFrom(1);
  const zipf = (size: number) => Math.floor(size ** random()) - 1;
  const words = (many: number) => Array.from({ length: many }, () => proseWord(zipf(prose))).join(' ');
  const code = () =>
    `\t${identifier(zipf(identifiers))}(${identifier(zipf(identifiers))}, ${proseWord(zipf(prose))});`;
  const lines = (many: number, make: () => string) => Array.from({ length: many }, make).join('\n');
  for (let number = 0; number < count; number += 1) {
    const isPatch = number % 5 < 2;
    const person = Math.floor(2_000 ** random());
    const path = `drivers/${proseWord(person % 40)}/${proseWord(person)}.c`;
    const subject = `${isPatch ? '[PATCH v2 1/2] ' : 'Re: [PATCH v2 1/2] '}${proseWord(person % 40)}: ${words(6)}`;
    const diff = () =>
      `diff --git a/${path} b/${path}\nindex ${number.toString(16).padStart(12, '0')}..${(number * 7).toString(16).padStart(12, 'a')} 100644\n--- a/${path}\n+++ b/${path}\n@@ -1,20 +1,40 @@ ${identifier(zipf(identifiers))}\n` +
      lines(40, () => `${[' ', ' ', '+', '-'][Math.floor(random() * 4)] ?? ' '}${code()}`);
    const text = isPatch
      ? `${lines(6, () => words(10))}\n\nSigned-off-by: Person ${person} <person${person}@example.org>\n---\n${diff()}\n`
      : `On some day, somebody wrote:\n${lines(12, () => `> ${random() < 0.5 ? words(9) : code()}`)}\n\n${lines(6, () => words(10))}\n`;
    const id = `${number}-${person}@example.org` as MessageId;
    yield {
      id,
      isIdMade: false,
      otherIds: [],
      subject,
      from: { name: `Person ${proseWord(person)}`, address: `person${person}@example.org` },
      replyTo: [],
      to: [{ name: '', address: `${proseWord(person % 40)}@lists.example.org` }],
      cc: [{ name: `Person ${proseWord(person + 1)}`, address: `person${person + 1}@example.org` }],
      date: new Date(Date.UTC(2024, 0, 1) + number * 60_000),
      dateOffset: 0,
      parents: [],
      lists: [`${proseWord(person % 40)}.lists.example.org`],
      headers: [],
      text,
      textParts: [],
      attachments: [],
      problems: [],
    };
  }
}
