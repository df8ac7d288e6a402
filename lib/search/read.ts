import { dateForms, readRange } from './dates';
import {
  anywhere,
  fieldOf,
  type FactField,
  type Field,
  type HexField,
  type DateField,
  type TextField,
} from './fields';
import { stemOf } from './stem';
import type { Leaf, Query, QueryProblem, Span, Tree } from './tree';
import { wordsOf } from './words';

/** What people type by hand is far shorter; a link that holds more is not from this page. */
export const longestQuery = 1_000;
const mostLeaves = 48;
const deepestNesting = 24;

/**
 * Reads a query: words that all have to be there, `"words in this order"`, `begin*`, `field:word`, `field:(several words)`,
 * OR, AND, NOT or `-` before a word, parentheses; OR binds loosest. The grammar is that of Xapian's query parser as
 * public-inbox sets it. Any text gives a tree or a problem, in time in proportion to it.
 *
 * @param now What dates such as "2.weeks.ago" are counted from.
 */
export function readQuery(text: string, now: Date): Query | QueryProblem {
  try {
    return new Reader(text, now).query();
  } catch (error) {
    if (error instanceof Mistake) return error.problem;
    throw error;
  }
}

/** Leaves the reader from any depth; goes no further than `readQuery`. */
class Mistake extends Error {
  constructor(readonly problem: QueryProblem) {
    super(problem.what);
  }
}

/** Names people try, and what they are called here. */
const otherNames: Readonly<Record<string, string>> = {
  subject: 's',
  title: 's',
  from: 'f',
  author: 'f',
  to: 't',
  cc: 'c',
  body: 'b',
  text: 'b',
  file: 'dfn',
  path: 'dfn',
  date: 'd',
  msgid: 'm',
  status: 'state',
};

class Reader {
  private readonly text: string;
  private at = 0;
  private leaves = 0;
  private readonly notes: { readonly at: Span; readonly what: string }[] = [];

  constructor(
    text: string,
    private readonly now: Date,
  ) {
    // Quotes as word processors and telephones write them.
    this.text = text.replace(/[“”„]/g, '"');
  }

  query(): Query | QueryProblem {
    const { text } = this;
    if (text.length > longestQuery)
      this.fail(
        { start: longestQuery, end: text.length },
        `The query is ${text.length} characters long.`,
        `Keep it within ${longestQuery}.`,
      );
    const tree = this.any(anywhere, 0);
    if (this.at < text.length)
      this.fail(
        { start: this.at, end: this.at + 1 },
        'This parenthesis closes nothing.',
        'Take it out, or open one before it.',
      );
    if (!tree)
      this.fail(
        { start: 0, end: text.length },
        'There is no word here to look for.',
        'Write a word, a "phrase" or a field such as s:word.',
      );
    return { kind: 'query', tree, notes: this.notes };
  }

  /** Undefined when only punctuation stood there. */
  private any(field: Field, depth: number): Tree | undefined {
    const members: (Tree | undefined)[] = [this.all(field, depth)];
    for (let span = this.operator('OR'); span; span = this.operator('OR')) {
      const before = members.at(-1);
      const next = this.all(field, depth);
      if (!before || !next)
        this.fail(
          span,
          `OR needs something to look for ${before ? 'behind' : 'before'} it.`,
          'Write a word on both sides of it.',
        );
      members.push(next);
    }
    return joined('any', members);
  }

  private all(field: Field, depth: number): Tree | undefined {
    const members: (Tree | undefined)[] = [];
    for (;;) {
      this.skipSpace();
      const and = this.operator('AND');
      if (and && (members.length === 0 || this.isAtEnd() || this.sees('OR') || this.sees('AND')))
        this.fail(
          and,
          `AND needs something to look for ${members.length === 0 ? 'before' : 'behind'} it.`,
          'Write a word on both sides of it, or leave it out: all words have to be there anyway.',
        );
      if (this.isAtEnd() || this.sees('OR')) return joined('all', members);
      members.push(this.item(field, depth));
    }
  }

  private item(field: Field, depth: number): Tree | undefined {
    let isNegative = false;
    let sign: Span | undefined;
    for (;;) {
      const not = this.operator('NOT') ?? this.minus();
      if (!not) break;
      [sign, isNegative] = [not, !isNegative];
      this.skipSpace();
    }
    if (sign && (this.isAtEnd() || this.sees('OR') || this.sees('AND')))
      this.fail(sign, 'NOT needs something behind it.', 'Write the word that must not be there behind it.');
    const tree = this.primary(field, depth);
    if (!tree || !isNegative) return tree;
    return tree.kind === 'not' ? tree.of : { kind: 'not', of: tree };
  }

  private primary(field: Field, depth: number): Tree | undefined {
    if (this.text[this.at] === '(') return this.group(field, depth);
    const start = this.at;
    const name = /([a-z]{1,12}):/y;
    name.lastIndex = start;
    const written = name.exec(this.text)?.[1];
    const named = written === undefined ? undefined : fieldOf(written);
    if (written === undefined || !named) {
      if (written !== undefined) this.noteUnknown(written);
      return this.leaf(field, start);
    }
    this.at += written.length + 1;
    if (this.text[this.at] === '(') {
      if (named.kind !== 'text')
        this.fail(
          this.span(start),
          `${written}: takes one value, not several in parentheses.`,
          `Write ${named.example} OR ${written}:...`,
        );
      return this.group(named, depth);
    }
    if (this.at >= this.text.length || /[\s)]/.test(this.text[this.at] ?? ''))
      this.fail(
        this.span(start),
        `Nothing stands behind ${written}:`,
        `Write what to look for right behind the colon, such as ${named.example}`,
      );
    return this.leaf(named, start);
  }

  private group(field: Field, depth: number): Tree | undefined {
    const open = { start: this.at, end: this.at + 1 };
    if (depth >= deepestNesting)
      this.fail(open, `Parentheses stand more than ${deepestNesting} deep here.`, 'Write it with fewer.');
    this.at += 1;
    const tree = this.any(field, depth + 1);
    if (this.text[this.at] !== ')')
      this.fail(
        open,
        'This parenthesis is never closed.',
        'Close it, or put the text in "quotes" when you look for a parenthesis.',
      );
    this.at += 1;
    return tree;
  }

  /** One value: in quotes, or up to the next space. `start` is where its field begins. */
  private leaf(field: Field, start: number): Leaf | undefined {
    this.leaves += 1;
    const isQuoted = this.text[this.at] === '"';
    const value = isQuoted ? this.quoted() : this.bare();
    const span = this.span(start);
    if (this.leaves > mostLeaves)
      this.fail(span, `There are more than ${mostLeaves} words and fields.`, 'Look for fewer at once.');
    switch (field.kind) {
      case 'text':
        return this.words(field, value, isQuoted, span);
      case 'hex':
        return this.hex(field, value, span);
      case 'date':
        return this.range(field, value, span);
      case 'fact':
        return this.fact(field, value, span);
    }
  }

  private words(field: TextField, value: string, isQuoted: boolean, at: Span): Leaf | undefined {
    const isPrefix = value.endsWith('*');
    const found = [...wordsOf(value)];
    const words = found.map(({ word }) => word);
    const [first] = words;
    if (first === undefined) {
      if (field === anywhere && !isQuoted) return undefined;
      this.fail(
        at,
        'There is no letter or digit in this.',
        'Punctuation is not looked for; write the words around it.',
      );
    }
    if (isPrefix && (words.at(-1) ?? '').length < 2)
      this.fail(at, 'Too many words begin so.', 'Write two letters at least before the *.');
    const isPhrase = words.length > 1;
    const isWritten = isQuoted || isPhrase || /^\p{Lu}/u.test(value.slice(found[0]?.start));
    return {
      kind: 'words',
      field,
      words,
      isPrefix,
      isExact: isPhrase || isPrefix || (isWritten && stemOf(first) !== undefined),
      at,
    };
  }

  private hex(field: HexField, value: string, at: Span): Leaf {
    const digits = value.replace(/\*$/, '').toLowerCase();
    if (!/^[0-9a-f]{7,40}$/.test(digits))
      this.fail(at, `${field.name}: takes 7 to 40 hexadecimal digits.`, `Write it as in ${field.example}`);
    return { kind: 'hex', field, value: digits, at };
  }

  private range(field: DateField, value: string, at: Span): Leaf {
    const range = readRange(value, this.now);
    if ('wrong' in range) {
      const start = at.end - value.length + range.start;
      this.fail(
        { start, end: Math.max(start + 1, at.end) },
        range.wrong === '' ? 'A date is missing here.' : `"${range.wrong}" is no date that is understood.`,
        `Write ${dateForms}, or two of them with ".." between.`,
      );
    }
    if (range.from && range.to && range.from >= range.to)
      this.fail(at, 'This range ends before it begins.', 'Put the earlier date first.');
    return { kind: 'range', field, text: value, ...range, at };
  }

  private fact(field: FactField, value: string, at: Span): Leaf {
    const word = field.name === 'mid' ? value.replace(/^<|>$/g, '') : value.toLowerCase();
    if (field.values && !field.values.includes(word))
      this.fail(at, `${field.name}: knows no "${value}".`, `It takes ${field.values.join(', ')}.`);
    if (field.name === 'version') return { kind: 'fact', field, value: this.version(word, at), at };
    if (word === '') this.fail(at, `Nothing stands behind ${field.name}:`, `Write ${field.example}`);
    return { kind: 'fact', field, value: word, at };
  }

  private version(word: string, at: Span): string {
    if (word === 'rfc' || word === 'newest') return word;
    const number = /^v?(\d{1,4}(?:\.\d{1,3})?)$/.exec(word)?.[1];
    if (number === undefined)
      this.fail(at, `"${word}" names no version.`, 'Write version:v3, version:rfc or version:newest.');
    return `v${number}`;
  }

  private quoted(): string {
    const close = this.text.indexOf('"', this.at + 1);
    if (close < 0)
      this.fail(
        { start: this.at, end: this.at + 1 },
        'This quote is never closed.',
        'Put a second " behind the phrase.',
      );
    const value = this.text.slice(this.at + 1, close);
    this.at = close + 1;
    return value;
  }

  /** Up to a space or a quote; a parenthesis inside, as of `foo(bar)`, belongs to it when it is closed inside. */
  private bare(): string {
    const start = this.at;
    for (let open = 0; this.at < this.text.length; this.at += 1) {
      const character = this.text[this.at] ?? '';
      if (/[\s"]/.test(character) || (character === ')' && open === 0)) break;
      if (character === '(') open += 1;
      if (character === ')') open -= 1;
    }
    return this.text.slice(start, this.at);
  }

  private minus(): Span | undefined {
    if (this.text[this.at] !== '-' || !/["(\p{L}\p{N}_]/u.test(this.text[this.at + 1] ?? ''))
      return undefined;
    this.at += 1;
    return { start: this.at - 1, end: this.at };
  }

  private operator(word: 'OR' | 'AND' | 'NOT'): Span | undefined {
    this.skipSpace();
    if (!this.sees(word)) return undefined;
    this.at += word.length;
    return { start: this.at - word.length, end: this.at };
  }

  private sees(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    const next = this.text[this.at + word.length];
    return next === undefined || /[\s()"]/.test(next);
  }

  private isAtEnd(): boolean {
    this.skipSpace();
    return this.at >= this.text.length || this.text[this.at] === ')';
  }

  private skipSpace(): void {
    // "+word" is a word that has to be there, which all have to.
    while (
      /\s/.test(this.text[this.at] ?? '') ||
      (this.text[this.at] === '+' && /\S/.test(this.text[this.at + 1] ?? '') && this.isWordStart())
    )
      this.at += 1;
  }

  private isWordStart(): boolean {
    return this.at === 0 || /[\s(]/.test(this.text[this.at - 1] ?? '');
  }

  private span(start: number): Span {
    return { start, end: this.at };
  }

  private noteUnknown(name: string): void {
    const at = { start: this.at, end: this.at + name.length + 1 };
    const behind = this.text[at.end];
    if (behind === undefined || /[\s/:)]/.test(behind)) return;
    const known = otherNames[name];
    this.notes.push({
      at,
      what:
        `"${name}:" is no field, so these words are looked for as they follow one another.` +
        (known === undefined ? '' : ` You may mean ${known}:`),
    });
  }

  private fail(at: Span, what: string, instead: string): never {
    throw new Mistake({ kind: 'problem', at, what, instead });
  }
}

function joined(kind: 'all' | 'any', members: readonly (Tree | undefined)[]): Tree | undefined {
  const of = members.flatMap((member) =>
    member === undefined ? [] : member.kind === kind ? member.of : [member],
  );
  return of.length > 1 ? { kind, of } : of[0];
}
