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

interface Places {
  /** As PostgreSQL reads them: "3A,17". */
  text: string;
  count: number;
  /** Each weight that is among them. */
  weights: string;
  /** Where its stem stands, when it has one of its own. */
  stem: Places | undefined;
}

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
    eachWord(text, (word) => {
      this.position += 1;
      for (const { part, words } of known) this.addWord(words, part, word, weight);
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

  private addWord(known: Map<string, Places>, part: Part, word: string, weight: Weight): void {
    let places = known.get(word);
    if (!places) {
      if (this.bytes > mostBytes) return;
      places = this.placesOf(word);
      known.set(word, places);
      const stem = stemmed.has(part) ? stemOf(word) : undefined;
      if (stem !== undefined) {
        const stems = this.part(part.toUpperCase());
        places.stem = stems.get(stem) ?? this.placesOf(stem);
        stems.set(stem, places.stem);
      }
    }
    if (!places.weights.includes(weight)) {
      this.place(places, weight);
      // A stem has one place for each weight: it is in no phrase.
      if (places.stem && !places.stem.weights.includes(weight)) this.place(places.stem, weight);
    } else if (places.count < mostPositions && this.position <= lastPosition && this.bytes <= mostBytes)
      this.place(places, weight);
  }

  private placesOf(word: string): Places {
    this.bytes += word.length * 3 + 8;
    return { text: '', count: 0, weights: '', stem: undefined };
  }

  private place(places: Places, weight: Weight): void {
    this.bytes += 2;
    const position = Math.min(this.position, lastPosition);
    // D is what a place without a letter has.
    places.text += `${places.count > 0 ? ',' : ''}${position}${weight === 'D' ? '' : weight}`;
    places.count += 1;
    if (!places.weights.includes(weight)) places.weights += weight;
  }

  /** PostgreSQL's text form of a tsvector. */
  toString(): string {
    let written = '';
    for (const [part, words] of this.parts)
      for (const [word, { text }] of words) written += `${quoteLexeme(part + word)}:${text} `;
    for (const name of this.names) written += `${quoteLexeme(name)} `;
    return written.trimEnd();
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
 * What a search finds a mail by, as the text of a `tsvector`.
 *
 * @param patchId Of the diff in its text; asked only when there is one.
 */
export function mailVector(mail: SearchedMail, patchId: () => string | undefined): string {
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
  return words.toString();
}

/**
 * What a search finds a remark by: its own text, and by their fields the subject and sender of its mail. A word without a
 * field is looked for in the text alone: every answer has the words of the patch in its subject.
 */
export function remarkVector(remark: {
  readonly text: string;
  readonly subject: string;
  readonly from: Mailbox;
}): string {
  const words = new Words();
  words.add(remark.subject, ['s'], 'A');
  words.endText();
  addBoxes(words, [remark.from], ['f']);
  addText(words, remark.text, () => readPatch(remark.text).patchId);
  return words.toString();
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
