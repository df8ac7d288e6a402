import type { Mailbox, MessageId } from '../mail/index';

/** Longer names are no names; RFC 5322 ends lines at 998. */
const longestName = 200;
const longestWord = 900;
const longestAddress = 254;
/** RFC 5322 section 2.1.1: what a line should not pass. */
const foldAt = 78;
/** RFC 2047 section 2 allows 75, and 76 for the line: this leaves room for "Subject: " before the first. */
const longestEncodedWord = 66;

/** A text on one line without control characters and line separators, so that it can end no header. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Surrogate}\u2028\u2029\s]+/gu, ' ').trim();
}

/**
 * Whether an address can be written as it is: a dot-atom or the like, "@", a domain; all ASCII, since mail to other
 * addresses needs SMTPUTF8 from everybody. At most 254 characters (RFC 5321).
 */
export function isWritableAddress(address: string): boolean {
  return (
    address.length <= longestAddress &&
    /^[^\s<>()[\]\\,;:"@]+@[^\s<>()\\,;:"@]+$/.test(address) &&
    isPlain(address)
  );
}

/** Whether an id can stand in a header line: ASCII, no brackets, not longer than a line. */
export function isWritableId(id: MessageId): boolean {
  return id.length <= longestWord && /^[\x21-\x7e]+$/.test(id) && !/[<>]/.test(id);
}

/** "Name: value" folded at blanks (RFC 5322 section 2.2.3), ended by LF. The value is ASCII, each word fit for a line. */
export function headerLine(name: string, words: readonly string[]): string {
  const lines: string[] = [];
  let line = `${name}:`;
  for (const word of words) {
    if (line.length + 1 + word.length > foldAt && line !== `${name}:`) {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  return `${[...lines, line].join('\n')}\n`;
}

/** The words of an unstructured header: as they are when plain, else in encoded words (RFC 2047). */
export function textWords(text: string): readonly string[] {
  const words = text.split(' ');
  const isWritable =
    isPlain(text) && !text.includes('=?') && words.every((word) => word.length <= longestWord);
  return isWritable ? words : encodedWords(text);
}

/** The words of an address list, the comma with the address before it. */
export function addressWords(boxes: readonly Mailbox[]): readonly string[] {
  return boxes.flatMap(({ name, address }, index) => {
    const end = index < boxes.length - 1 ? ',' : '';
    return name === '' ? [`${address}${end}`] : [...nameWords(name), `<${address}>${end}`];
  });
}

/** A display name: atoms as they are, other ASCII as one quoted string, the rest encoded (RFC 5322 section 3.2, RFC 2047). */
function nameWords(name: string): readonly string[] {
  const said = name.slice(0, longestName);
  if (!isPlain(said) || said.includes('=?')) return encodedWords(said);
  if (/^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~ ]+$/.test(said)) return said.split(' ');
  return [`"${said.replace(/[\\"]/g, '\\$&')}"`];
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

const opening = '=?UTF-8?Q?';
const ending = '?=';

/** Text as encoded words of UTF-8 in form Q, cut between characters; letters and digits stay readable. */
function encodedWords(text: string): readonly string[] {
  const room = longestEncodedWord - opening.length - ending.length;
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    const piece = encoded(character);
    if (word.length + piece.length > room) {
      words.push(word);
      word = '';
    }
    word += piece;
  }
  return [...words, word].map((each) => `${opening}${each}${ending}`);
}

/** RFC 2047 section 5 (3): what may stand unescaped within a display name too. */
function encoded(character: string): string {
  if (character === ' ') return '_';
  if (/[A-Za-z0-9!*+\-/]/.test(character)) return character;
  return [...Buffer.from(character)]
    .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
