/** A word of a text, and where it stands: offsets in UTF-16 units, `end` behind its last one. */
export interface Word {
  /** Lower case. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Xapian leaves out longer ones: they are base64, not words. */
export const longestWord = 64;

/** The words of a text in its order, each with its place. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  eachWord(text, (word, start, end) => words.push({ word, start, end }));
  return words;
}

/** Calls `use` with every word of a text, in its order, and with where it stands. */
function eachWord(text: string, use: (word: string, start: number, end: number) => void): void {
  eachSpan(codesOf(text), 0, text.length, (start, end) => {
    const word = lowerCase(text.slice(start, end));
    if (word.length <= longestWord) use(word, start, end);
  });
}

/** A spelling as a search looks for it. */
export function lowerCase(spelling: string): string {
  const word = spelling.toLowerCase();
  return word.includes('’') ? word.replaceAll('’', "'") : word;
}

/**
 * Calls `use` with where every word stands, in their order. A word is what Xapian takes for one, and public-inbox with it:
 * letters, digits and underscores, so that `iommu_attach_device_pasid` is one word and `arm-smmu-v3` and `foo->bar` are several;
 * an apostrophe between letters ("don't") and a point or comma between digits ("6.13") belong to it. "&" does not, unlike
 * there: it is an operator of C. One pass over characters, because every mail goes through it; Unicode is asked of each once,
 * and of those beyond 16 bits each time.
 *
 * @param codes Of a text, or of a part of one behind which no word goes on.
 */
export function eachSpan(
  codes: Uint16Array,
  from: number,
  to: number,
  use: (start: number, end: number) => void,
): void {
  for (let at = from; at < to;) {
    const size = wordCharacter(codes, at);
    if (size === 0) {
      at += 1;
      continue;
    }
    const start = at;
    at = endOfWord(codes, at + size);
    if (at - start <= longestWord) use(start, at);
  }
}

/**
 * Its UTF-16 units, and a NUL behind them. Asking a string for one takes several times as long: strings are kept in more ways
 * than V8 learns.
 */
export function codesOf(text: string): Uint16Array {
  const bytes = Buffer.from(`${text}\0`, 'utf16le');
  if (isBigEndian) bytes.swap16();
  return new Uint16Array(bytes.buffer, bytes.byteOffset, text.length + 1);
}

const isBigEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

function endOfWord(codes: Uint16Array, from: number): number {
  for (let at = from; ;) {
    while (kinds[codes[at] as number] === 1) at += 1;
    const size = wordCharacter(codes, at);
    if (size > 0) at += size;
    else if (joins(codes, at)) at += 1;
    else return at;
  }
}

function joins(codes: Uint16Array, at: number): boolean {
  switch (codes[at]) {
    case 0x27: // '
    case 0x2019: // ’
      return isLetter(codes, at - 1) && isLetter(codes, at + 1);
    case 0x2c: // ,
    case 0x2e: // .
      return isDigit(codes, at - 1) && isDigit(codes, at + 1);
    default:
      return false;
  }
}

const wordLike = /^[\p{L}\p{N}\p{M}\p{Pc}]/u;
/** Of each UTF-16 unit: 1 for a word character, 2 for none, 3 for half of a pair; 0 before it was asked for. */
const kinds = new Uint8Array(0x10000);

/** UTF-16 units of the word character that stands there; 0 when none does. */
function wordCharacter(codes: Uint16Array, at: number): 0 | 1 | 2 {
  const code = codes[at] as number;
  const kind = (kinds[code] as number) || (kinds[code] = kindOf(code));
  if (kind === 3) return isWordLike(String.fromCharCode(code, codes[at + 1] as number)) ? 2 : 0;
  return kind === 1 ? 1 : 0;
}

function kindOf(code: number): 1 | 2 | 3 {
  if (code >= 0xd800 && code < 0xdc00) return 3;
  return wordLike.test(String.fromCharCode(code)) ? 1 : 2;
}

function isWordLike(pair: string): boolean {
  return pair.codePointAt(0) !== pair.charCodeAt(0) && wordLike.test(pair);
}

function isDigit(codes: Uint16Array, at: number): boolean {
  const code = codes[at] as number;
  return code >= 0x30 && code <= 0x39;
}

function isLetter(codes: Uint16Array, at: number): boolean {
  return wordCharacter(codes, at) > 0 && !isDigit(codes, at);
}
