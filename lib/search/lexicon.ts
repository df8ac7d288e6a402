import { stemOf } from './stem';
import { longestWord, lowerCase } from './words';

/** No word: for one that is too long, and for the stem of one that has none but itself. */
export const none = -1;
const unknown = -2;

/** Spellings held at most: mail uses few words often. Some 20 MB. */
const mostSpellings = 200_000;

/** What is held of a spelling: its hash, where its characters begin, how many they are, and the number of its word. */
const slotSize = 4;

/**
 * Words that were met, each by a number. Mail uses the same ones over and over: a word is looked up by its characters, without
 * a string of its own, and what is to be known of it is found out once.
 */
export class Lexicon {
  /** Spellings by their hash, by open addressing: in slots side by side, because what costs time is fetching memory. */
  private slots = new Int32Array(slotSize << 13);
  private spellings = 0;
  /** So that nobody can write mail whose words share their slots; no answer depends on it. */
  // eslint-disable-next-line no-restricted-syntax
  private readonly seed = (Math.random() * 0x1_0000_0000) | 0;
  /** The characters of all spellings. */
  private codes = new Uint16Array(1 << 15);
  private codesHeld = 0;

  /** Words are spellings in lower case, one behind the other in `bytes`. */
  private readonly numbers = new Map<string, number>();
  private readonly texts: string[] = [];
  private bytes = new Uint8Array(1 << 15);
  private ends = new Int32Array(1 << 12);
  private stems = new Int32Array(1 << 12);

  /** It holds as many words as it should, and is better begun anew. */
  get isFull(): boolean {
    return this.spellings >= mostSpellings;
  }

  /** The number of the word that stands from `start` to `end`; `none` for one too long to be a word. */
  wordAt(codes: Uint16Array, start: number, end: number): number {
    let hash = this.seed;
    for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (codes[at] as number), 0x01000193);
    const { slots } = this;
    const mask = slots.length - 1;
    for (let slot = firstSlot(hash) & mask; ; slot = (slot + slotSize) & mask) {
      if (slots[slot + 2] === 0) return this.learn(codes, start, end, hash, slot);
      if (slots[slot] === hash && this.isSpelled(slot, codes, start, end)) return slots[slot + 3] as number;
    }
  }

  private isSpelled(slot: number, codes: Uint16Array, start: number, end: number): boolean {
    if (this.slots[slot + 2] !== end - start) return false;
    let own = this.slots[slot + 1] as number;
    for (let at = start; at < end; at += 1, own += 1) if (this.codes[own] !== codes[at]) return false;
    return true;
  }

  private learn(codes: Uint16Array, start: number, end: number, hash: number, slot: number): number {
    const word = this.numberOf(lowerCase(String.fromCharCode(...codes.subarray(start, end))));
    // Hostile mail writes one word in a million ways.
    if (this.isFull) return word;
    const own = this.codesHeld;
    this.codesHeld += end - start;
    this.codes = withRoom(this.codes, this.codesHeld);
    this.codes.set(codes.subarray(start, end), own);
    this.slots.set([hash, own, end - start, word], slot);
    this.spellings += 1;
    // At most half of them are taken.
    if (this.spellings * 2 * slotSize > this.slots.length) this.spread();
    return word;
  }

  private spread(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 4);
    const mask = this.slots.length - 1;
    for (let from = 0; from < old.length; from += slotSize) {
      if (old[from + 2] === 0) continue;
      let slot = firstSlot(old[from] as number) & mask;
      while (this.slots[slot + 2] !== 0) slot = (slot + slotSize) & mask;
      this.slots.set(old.subarray(from, from + slotSize), slot);
    }
  }

  private numberOf(word: string): number {
    if (word.length > longestWord) return none;
    let number = this.numbers.get(word);
    if (number !== undefined) return number;
    number = this.numbers.size;
    this.numbers.set(word, number);
    this.texts.push(word);
    const utf8 = Buffer.from(word);
    const start = this.startOf(number);
    this.bytes = withRoom(this.bytes, start + utf8.length);
    this.bytes.set(utf8, start);
    this.ends = withRoom(this.ends, number + 1);
    this.ends[number] = start + utf8.length;
    this.stems = withRoom(this.stems, number + 1);
    this.stems[number] = unknown;
    return number;
  }

  private startOf(word: number): number {
    return word === 0 ? 0 : (this.ends[word - 1] as number);
  }

  /** The number of a word's stem; `none` when it has none but itself. */
  stemOf(word: number): number {
    const known = this.stems[word] as number;
    if (known !== unknown) return known;
    const stem = stemOf(this.texts[word] as string);
    return (this.stems[word] = stem === undefined ? none : this.numberOf(stem));
  }

  /** In UTF-8. */
  bytesOf(word: number): number {
    return (this.ends[word] as number) - this.startOf(word);
  }

  /** Writes a word in UTF-8; where what follows it stands. */
  write(word: number, target: Uint8Array, at: number): number {
    const end = this.ends[word] as number;
    for (let from = this.startOf(word); from < end; from += 1) target[at++] = this.bytes[from] as number;
    return at;
  }
}

function firstSlot(hash: number): number {
  return (hash ^ (hash >>> 15)) * slotSize;
}

/** An array with at least so many elements: itself, or one twice as long that begins as it does. */
export function withRoom<Numbers extends Int32Array | Uint16Array | Uint8Array>(
  array: Numbers,
  length: number,
): Numbers {
  if (length <= array.length) return array;
  const larger = new (array.constructor as new (length: number) => Numbers)(
    Math.max(length, array.length * 2),
  );
  larger.set(array);
  return larger;
}
