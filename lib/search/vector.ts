import type { Mail, Mailbox } from '../mail/index';
import { readPatch } from '../patch/index';
import type { Part, Weight } from './fields';
import { piecesOf, type Piece } from './pieces';
import { stemOf } from './stem';
import { eachWord } from './words';

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

/** Where a word stands. */
interface Places {
  /** Ascending: a weight in the two highest bits of sixteen, a position in the others. */
  readonly marks: number[];
  /** A bit for each weight that is among them. */
  weights: number;
  /** Where its stem stands, when it has one of its own. */
  readonly stem: Places | undefined;
}

const rankOf: Readonly<Record<Weight, number>> = { A: 3, B: 2, C: 1, D: 0 };

/** Words of one mail or remark with their places, ready to be written as a `tsvector`. */
class Words {
  /** By part; a stem stands under the capital of its part. */
  private readonly parts = new Map<string, Map<string, Places>>();
  private readonly names = new Set<string>();
  private position = 0;
  private bytes = 0;

  /** Adds a text; its words follow those added before. */
  add(text: string, parts: readonly Part[], weight: Weight): void {
    const known = parts.map((part) => ({ part, words: this.part(part) }));
    const rank = rankOf[weight];
    eachWord(text, (word) => {
      this.position += 1;
      for (const { part, words } of known) this.addWord(words, part, word, rank);
    });
  }

  /** What is looked for as a whole. */
  addName(name: string): void {
    if (this.bytes > mostBytes) return;
    this.bytes += name.length + 8;
    this.names.add(name);
  }

  /** Nothing that follows stands beside what was added before. */
  endText(): void {
    this.position += 10;
  }

  private part(part: string): Map<string, Places> {
    let known = this.parts.get(part);
    if (!known) this.parts.set(part, (known = new Map()));
    return known;
  }

  private addWord(known: Map<string, Places>, part: Part, word: string, rank: number): void {
    let places = known.get(word);
    if (!places) {
      if (this.bytes > mostBytes) return;
      known.set(word, (places = this.placesOf(word, this.stemOf(part, word))));
    }
    if ((places.weights & (1 << rank)) === 0) {
      this.place(places, rank);
      // A stem has one place for each weight: it is in no phrase.
      if (places.stem && (places.stem.weights & (1 << rank)) === 0) this.place(places.stem, rank);
    } else if (
      places.marks.length < mostPositions &&
      this.position <= lastPosition &&
      this.bytes <= mostBytes
    )
      this.place(places, rank);
  }

  private stemOf(part: Part, word: string): Places | undefined {
    const stem = stemmed.has(part) ? stemOf(word) : undefined;
    if (stem === undefined) return undefined;
    const stems = this.part(part.toUpperCase());
    let places = stems.get(stem);
    if (!places) stems.set(stem, (places = this.placesOf(stem, undefined)));
    return places;
  }

  private placesOf(word: string, stem: Places | undefined): Places {
    this.bytes += word.length * 3 + 8;
    return { marks: [], weights: 0, stem };
  }

  private place(places: Places, rank: number): void {
    this.bytes += 2;
    const position = Math.min(this.position, lastPosition);
    const mark = (rank << 14) | position;
    const last = places.marks.at(-1);
    // Of two weights in one place the heavier one stays, as in the text form.
    if (last !== undefined && (last & lastPosition) === position)
      places.marks[places.marks.length - 1] = Math.max(last, mark);
    else places.marks.push(mark);
    places.weights |= 1 << rank;
  }

  /** How many lexemes; then of each its text up to a NUL, how many places, and the places. PostgreSQL sorts them itself. */
  toVector(): Vector {
    const bytes = Buffer.allocUnsafe(4 + this.bytes);
    let at = 4;
    let count = 0;
    for (const [part, words] of this.parts)
      for (const [word, { marks }] of words) {
        bytes[at++] = part.charCodeAt(0);
        at += bytes.write(word, at);
        bytes[at++] = 0;
        at = bytes.writeUInt16BE(marks.length, at);
        for (const mark of marks) {
          bytes[at++] = mark >> 8;
          bytes[at++] = mark & 0xff;
        }
        count += 1;
      }
    for (const name of this.names) {
      at += bytes.write(name, at);
      bytes[at++] = 0;
      at = bytes.writeUInt16BE(0, at);
      count += 1;
    }
    bytes.writeInt32BE(count, 0);
    return new Vector(bytes.subarray(0, at));
  }
}

/** Parts in which English is looked for by its stem too; the stem stands under the capital of the part. */
export const stemmed: ReadonlySet<Part> = new Set<Part>(['b', 'q', 'h', 's']);

/** A word as tsvector and tsquery read it: in quotes, with quotes and backslashes doubled. */
export function quoteLexeme(lexeme: string): string {
  return lexeme.includes("'") || lexeme.includes('\\')
    ? `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : `'${lexeme}'`;
}

const weightOf: Readonly<Record<Piece['kind'], Weight>> = {
  prose: 'A',
  quoted: 'A',
  added: 'B',
  removed: 'C',
  context: 'D',
  heading: 'D',
  name: 'D',
  index: 'D',
};

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
  const words = new Words();
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
  const words = new Words();
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
  let hasDiff = false;
  for (const piece of piecesOf(text)) {
    switch (piece.kind) {
      case 'index': {
        const [before, after] = piece.text.split(' ');
        words.addName(`<${before}`);
        words.addName(`>${after}`);
        break;
      }
      case 'name':
        hasDiff = true;
        words.add(piece.text, ['b', 'd'], weightOf.name);
        words.endText();
        break;
      case 'heading':
        words.add(piece.text, ['b', 'k'], weightOf.heading);
        break;
      case 'quoted':
        words.add(piece.text, ['q'], weightOf.quoted);
        break;
      default:
        words.add(piece.text, ['b'], weightOf[piece.kind]);
    }
  }
  const patchId = hasDiff ? patchIdOf() : undefined;
  if (patchId !== undefined) words.addName(`i${patchId}`);
}
