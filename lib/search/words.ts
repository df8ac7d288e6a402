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

/**
 * Calls `use` with every word of a text, in its order. A word is what Xapian takes for one, and public-inbox with it: letters,
 * digits and underscores, so that `iommu_attach_device_pasid` is one word and `arm-smmu-v3` and `foo->bar` are several; an
 * apostrophe between letters ("don't") and a point or comma between digits ("6.13") belong to it. "&" does not, unlike
 * there: it is an operator of C. One pass over characters, because every mail goes through it; Unicode is asked only of
 * characters beyond ASCII.
 */
export function eachWord(text: string, use: (word: string, start: number, end: number) => void): void {
  // Few texts change their length, and with it their offsets, when they become lower case.
  const lower = text.toLowerCase();
  const isAligned = lower.length === text.length;
  const hasCurly = text.includes('’');
  const { length } = text;
  for (let at = 0; at < length;) {
    const size = wordCharacter(text, at);
    if (size === 0) {
      at += 1;
      continue;
    }
    const start = at;
    at = endOfWord(text, at + size);
    if (at - start > longestWord) continue;
    const word = isAligned ? lower.slice(start, at) : text.slice(start, at).toLowerCase();
    if (word.length <= longestWord) use(hasCurly ? word.replaceAll('’', "'") : word, start, at);
  }
}

function endOfWord(text: string, from: number): number {
  for (let at = from; ;) {
    let code = text.charCodeAt(at);
    while (code < 128 && isAsciiWord[code] === 1) code = text.charCodeAt((at += 1));
    const size = wordCharacter(text, at);
    if (size > 0) at += size;
    else if (joins(text, at)) at += 1;
    else return at;
  }
}

function joins(text: string, at: number): boolean {
  switch (text.charCodeAt(at)) {
    case 0x27: // '
    case 0x2019: // ’
      return isLetter(text, at - 1) && isLetter(text, at + 1);
    case 0x2c: // ,
    case 0x2e: // .
      return isDigit(text, at - 1) && isDigit(text, at + 1);
    default:
      return false;
  }
}

const isAsciiWord = Uint8Array.from({ length: 128 }, (_, code) =>
  /\w/.test(String.fromCharCode(code)) ? 1 : 0,
);
const wordLike = /^[\p{L}\p{N}\p{M}\p{Pc}]/u;

/** UTF-16 units of the word character that stands there; 0 when none does. */
function wordCharacter(text: string, at: number): 0 | 1 | 2 {
  const code = text.charCodeAt(at);
  if (code < 128) return isAsciiWord[code] === 1 ? 1 : 0;
  if (Number.isNaN(code)) return 0;
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return wordLike.test(character) ? (character.length as 1 | 2) : 0;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

function isLetter(text: string, at: number): boolean {
  return wordCharacter(text, at) > 0 && !isDigit(text, at);
}
