import type { Mail, Mailbox } from '../mail/index';
import { readPatch } from '../patch/index';
import type { Part, Weight } from './fields';
import { Lexicon, none, withRoom } from './lexicon';
import { piecesOf } from './pieces';
import { codesOf, eachSpan } from './words';

/** Positions PostgreSQL can tell apart; words behind are found, but not as part of a phrase. */
const lastPosition = 16_383;
/** PostgreSQL keeps 255 positions of a word; some are left for a weight that was not there before. */
const mostPositions = 200;
/** A tsvector holds a megabyte; what is behind is not found. Reached by mails of some 5 MB of text. */
const mostBytes = 900_000;

/**
 * A `tsvector` as PostgreSQL receives one (`tsvectorrecv` in tsvector.c). JSON has nothing for it: it is sent apart, because
 * both sides take much longer over its text.
 */
export class Vector {
  constructor(readonly bytes: Uint8Array) {}

  toJSON(): null {
    return null;
  }
}

const rankOf: Readonly<Record<Weight, number>> = { A: 3, B: 2, C: 1, D: 0 };

/** Parts by their number. Those of `stemmed` come first, and then in the same order those of their stems. */
const parts = 'bqhsBQHSftclmndk';
const partBits = 4;
const numberOf = Object.fromEntries([...parts].map((part, number) => [part, number])) as Record<Part, number>;

/** Parts in which English is looked for by its stem too; the stem stands under the capital of the part. */
export const stemmed: ReadonlySet<Part> = new Set<Part>(['b', 'q', 'h', 's']);

/**
 * Words of one mail or remark with their places, ready to be written as a `tsvector`. Made once and used for one after the
 * other: nearly all time of a search's index goes by here, so what is collected lies in arrays of numbers.
 */
class Words {
  private lexicon = new Lexicon();
  private position = 0;
  private bytes = 0;
  private readonly names = new Set<string>();

  /** A lexeme is a word in a part. The place of each among those below plus one, by both numbers; 0 for one not met. */
  private lexemeOf = new Int32Array(1 << 16);
  private lexemes = 0;
  private keys = new Int32Array(1 << 10);
  private stems = new Int32Array(1 << 10);
  /** A bit for each weight it has. */
  private weights = new Uint8Array(1 << 10);
  private counts = new Uint8Array(1 << 10);
  private firsts = new Int32Array(1 << 10);
  private lasts = new Int32Array(1 << 10);

  /** A weight in the two highest bits of sixteen, a position in the others; of a lexeme ascending, each knows the next. */
  private marks = new Uint16Array(1 << 12);
  private nexts = new Int32Array(1 << 12);
  private marked = 0;

  /** Adds a text; its words follow those added before. */
  add(text: string, parts: readonly Part[], weight: Weight): void {
    this.addStretch(codesOf(text), { start: 0, end: text.length }, parts, weight);
  }

  /** Adds a stretch of a text, whole lines of it. */
  addStretch(
    codes: Uint16Array,
    { start: from, end: to }: { readonly start: number; readonly end: number },
    parts: readonly Part[],
    weight: Weight,
  ): void {
    const [first, second] = [numberOf[parts[0] as Part], parts[1] && numberOf[parts[1]]];
    const rank = rankOf[weight];
    eachSpan(codes, from, to, (start, end) => {
      const word = this.bytes > mostBytes ? none : this.lexicon.wordAt(codes, start, end);
      if (word === none) return;
      this.position += 1;
      this.addWord(word, first, rank);
      if (second !== undefined) this.addWord(word, second, rank);
    });
  }

  /** What is looked for as a whole. */
  addName(name: string): void {
    if (this.bytes > mostBytes || this.names.has(name)) return;
    this.bytes += name.length + 3;
    this.names.add(name);
  }

  /** Nothing that follows stands beside what was added before. */
  endText(): void {
    this.position += 10;
  }

  private addWord(word: number, part: number, rank: number): void {
    const lexeme = this.lexeme(word, part);
    const weight = 1 << rank;
    if (((this.weights[lexeme] as number) & weight) === 0) {
      this.place(lexeme, rank);
      // A stem has one place for each weight: it is in no phrase.
      const stem = this.stems[lexeme] as number;
      if (stem !== none && ((this.weights[stem] as number) & weight) === 0) this.place(stem, rank);
    } else if ((this.counts[lexeme] as number) < mostPositions && this.position <= lastPosition)
      this.place(lexeme, rank);
  }

  private lexeme(word: number, part: number): number {
    const key = (word << partBits) | part;
    if (key >= this.lexemeOf.length) this.lexemeOf = withRoom(this.lexemeOf, key + 1);
    const known = (this.lexemeOf[key] as number) - 1;
    if (known >= 0) return known;
    const stem = part < stemmed.size ? this.lexicon.stemOf(word) : none;
    const stemLexeme = stem === none ? none : this.lexeme(stem, part + stemmed.size);
    const lexeme = this.lexemes++;
    if (lexeme >= this.keys.length) this.makeRoom();
    this.lexemeOf[key] = lexeme + 1;
    this.keys[lexeme] = key;
    this.stems[lexeme] = stemLexeme;
    this.weights[lexeme] = 0;
    this.counts[lexeme] = 0;
    this.bytes += this.lexicon.bytesOf(word) + 4;
    return lexeme;
  }

  private makeRoom(): void {
    const room = this.keys.length * 2;
    this.keys = withRoom(this.keys, room);
    this.stems = withRoom(this.stems, room);
    this.weights = withRoom(this.weights, room);
    this.counts = withRoom(this.counts, room);
    this.firsts = withRoom(this.firsts, room);
    this.lasts = withRoom(this.lasts, room);
  }

  private place(lexeme: number, rank: number): void {
    const position = Math.min(this.position, lastPosition);
    const mark = (rank << 14) | position;
    const count = this.counts[lexeme] as number;
    const last = this.lasts[lexeme] as number;
    this.weights[lexeme] = (this.weights[lexeme] as number) | (1 << rank);
    if (count > 0 && ((this.marks[last] as number) & lastPosition) === position) {
      // Of two weights in one place the heavier one stays, as in the text form.
      this.marks[last] = Math.max(this.marks[last] as number, mark);
      return;
    }
    const at = this.marked++;
    if (at >= this.marks.length) {
      this.marks = withRoom(this.marks, at + 1);
      this.nexts = withRoom(this.nexts, at + 1);
    }
    this.marks[at] = mark;
    if (count === 0) this.firsts[lexeme] = at;
    else this.nexts[last] = at;
    this.lasts[lexeme] = at;
    this.counts[lexeme] = count + 1;
    this.bytes += 2;
  }

  /**
   * What was added, which begins anew. How many lexemes; then of each its text up to a NUL, how many places, and the places.
   * PostgreSQL sorts them itself.
   */
  toVector(): Vector {
    const bytes = Buffer.allocUnsafeSlow(4 + this.bytes);
    bytes.writeInt32BE(this.lexemes + this.names.size, 0);
    let at = 4;
    for (let lexeme = 0; lexeme < this.lexemes; lexeme += 1) {
      const key = this.keys[lexeme] as number;
      this.lexemeOf[key] = 0;
      bytes[at++] = parts.charCodeAt(key & ((1 << partBits) - 1));
      at = this.lexicon.write(key >> partBits, bytes, at);
      bytes[at++] = 0;
      const count = this.counts[lexeme] as number;
      bytes[at++] = 0;
      bytes[at++] = count;
      let mark = this.firsts[lexeme] as number;
      for (let left = count; left > 0; left -= 1, mark = this.nexts[mark] as number) {
        bytes[at++] = (this.marks[mark] as number) >> 8;
        bytes[at++] = (this.marks[mark] as number) & 0xff;
      }
    }
    for (const name of this.names) {
      at += bytes.write(name, at, 'latin1');
      bytes.fill(0, at, at + 3);
      at += 3;
    }
    this.empty();
    return new Vector(bytes.subarray(0, at));
  }

  private empty(): void {
    [this.position, this.bytes, this.lexemes, this.marked] = [0, 0, 0, 0];
    this.names.clear();
    if (this.lexicon.isFull) this.lexicon = new Lexicon();
  }
}

const words = new Words();

/** A word as tsvector and tsquery read it: in quotes, with quotes and backslashes doubled. */
export function quoteLexeme(lexeme: string): string {
  return lexeme.includes("'") || lexeme.includes('\\')
    ? `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : `'${lexeme}'`;
}

const weightOf = { prose: 'A', added: 'B', removed: 'C', context: 'D' } as const;

/** What of a mail a search finds it by. */
export type SearchedMail = Pick<
  Mail,
  'id' | 'otherIds' | 'subject' | 'from' | 'to' | 'cc' | 'lists' | 'textParts' | 'attachments' | 'text'
>;

/**
 * What a search finds a mail by.
 *
 * @param patchId Of the diff in its text; asked only when there is one.
 */
export function mailVector(mail: SearchedMail, patchId: () => string | undefined): Vector {
  words.add(mail.subject, ['s', 'h'], 'A');
  words.endText();
  addBoxes(words, [mail.from], ['f', 'h']);
  addBoxes(words, mail.to, ['t']);
  addBoxes(words, mail.cc, ['c']);
  for (const list of mail.lists) addAlone(words, list, ['l']);
  for (const id of [mail.id, ...mail.otherIds]) addAlone(words, id, ['m', 'h']);
  for (const { fileName } of [...mail.textParts, ...mail.attachments])
    if (fileName !== undefined) addAlone(words, fileName, ['n', 'h']);
  addText(words, mail.text, patchId);
  return words.toVector();
}

/**
 * What a search finds a remark by: its own text, and by their fields the subject and sender of its mail. A word without a
 * field is looked for in the text alone: every answer has the words of the patch in its subject.
 */
export function remarkVector(remark: {
  readonly text: string;
  readonly subject: string;
  readonly from: Mailbox;
}): Vector {
  words.add(remark.subject, ['s'], 'A');
  words.endText();
  addBoxes(words, [remark.from], ['f']);
  addText(words, remark.text, () => readPatch(remark.text).patchId);
  return words.toVector();
}

function addBoxes(words: Words, boxes: readonly Mailbox[], parts: readonly Part[]): void {
  for (const { name, address } of boxes) addAlone(words, `${name} <${address}>`, parts);
}

function addAlone(words: Words, text: string, parts: readonly Part[]): void {
  words.add(text, parts, 'D');
  words.endText();
}

function addText(words: Words, text: string, patchIdOf: () => string | undefined): void {
  const codes = codesOf(text);
  let hasDiff = false;
  for (const piece of piecesOf(text)) {
    switch (piece.kind) {
      case 'before':
        words.addName(`<${piece.name}`);
        break;
      case 'after':
        words.addName(`>${piece.name}`);
        break;
      case 'path':
        hasDiff = true;
        words.add(piece.name, ['b', 'd'], 'D');
        words.endText();
        break;
      case 'heading':
        words.addStretch(codes, piece, ['b', 'k'], 'D');
        break;
      case 'quoted':
        words.addStretch(codes, piece, ['q'], 'A');
        break;
      default:
        words.addStretch(codes, piece, ['b'], weightOf[piece.kind]);
    }
  }
  const patchId = hasDiff ? patchIdOf() : undefined;
  if (patchId !== undefined) words.addName(`i${patchId}`);
}
