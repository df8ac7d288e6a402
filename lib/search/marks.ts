import type { Part } from './fields';
import { stemOf } from './stem';
import type { WordsLeaf } from './tree';
import { wordsOf } from './words';

/** A stretch of text; those that were looked for are marked. Joined they are the text. */
export interface Marked {
  readonly text: string;
  readonly isMatch: boolean;
}

/** A line of a mail that holds what was looked for. `line` is its body line, counted from 1. */
export interface MarkedLine {
  readonly line: number;
  readonly pieces: readonly Marked[];
}

const ownParts: readonly Part[] = ['b', 'd', 'k'];
const quotedParts: readonly Part[] = ['q'];
/** Characters of a line that are shown, and of those how many before the first match. */
const longestLine = 200;
const leadIn = 60;
/** Characters of a mail that are looked through for lines to show; a mail that matches further down shows its beginning. */
const lookedThrough = 100_000;

/** A text with what was looked for in one of these parts of a mail marked. */
export function markMatches(
  text: string,
  leaves: readonly WordsLeaf[],
  parts: readonly Part[],
): readonly Marked[] {
  return cut(text, spansOf(text, askedIn(leaves, parts)));
}

function askedIn(leaves: readonly WordsLeaf[], parts: readonly Part[]): readonly WordsLeaf[] {
  return leaves.filter((leaf) => leaf.field.parts.some((part) => parts.includes(part)));
}

/**
 * The lines of a mail's text that hold most of what was looked for, `most` at most, in their order. Lines that somebody
 * wrote go before quoted ones. Where none holds any (only headers or facts were asked for), the first lines of prose.
 */
export function matchingLines(
  text: string,
  leaves: readonly WordsLeaf[],
  most: number,
): readonly MarkedLine[] {
  const [own, quoted] = [askedIn(leaves, ownParts), askedIn(leaves, quotedParts)];
  const lines = text.slice(0, lookedThrough).split('\n');
  const found = lines.flatMap((line, index) => {
    const asked = line.startsWith('>') ? quoted : own;
    const spans = asked.length === 0 ? [] : spansOf(line, asked);
    if (spans.length === 0) return [];
    const leavesHeld = new Set(spans.map(({ leaf }) => leaf)).size;
    return [{ line: index + 1, text: line, spans, worth: leavesHeld * 2 - (line.startsWith('>') ? 1 : 0) }];
  });
  if (found.length === 0) return firstLines(lines, most);
  return [...found]
    .sort((a, b) => b.worth - a.worth || a.line - b.line)
    .slice(0, most)
    .sort((a, b) => a.line - b.line)
    .map(({ line, text: whole, spans }) => ({ line, pieces: shortened(whole, spans) }));
}

function firstLines(lines: readonly string[], most: number): readonly MarkedLine[] {
  const prose = lines.flatMap((text, index) =>
    text.trim() === '' || text.startsWith('>') ? [] : [{ line: index + 1, text }],
  );
  return prose.slice(0, most).map(({ line, text }) => ({ line, pieces: shortened(text, []) }));
}

interface Match {
  readonly start: number;
  readonly end: number;
  readonly leaf: WordsLeaf;
}

/** Where a text holds what is looked for, in order, none over another. */
function spansOf(text: string, leaves: readonly WordsLeaf[]): readonly Match[] {
  const words = wordsOf(text);
  const matches: Match[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const leaf = leaves.find((one) => standsAt(one, words, at));
    const first = words[at];
    const last = leaf && words[at + leaf.words.length - 1];
    if (!leaf || !first || !last) continue;
    matches.push({ start: first.start, end: last.end, leaf });
    at += leaf.words.length - 1;
  }
  return matches;
}

function standsAt(leaf: WordsLeaf, words: readonly { readonly word: string }[], at: number): boolean {
  return leaf.words.every((asked, index) => {
    const word = words[at + index]?.word;
    if (word === undefined) return false;
    if (leaf.isPrefix && index === leaf.words.length - 1) return word.startsWith(asked);
    return word === asked || (!leaf.isExact && isOfStem(word, asked));
  });
}

/** As the index has it: the stem of a word is kept beside it, and a word may be the stem that is looked for. */
function isOfStem(word: string, asked: string): boolean {
  const stem = stemOf(asked) ?? asked;
  return word === stem || stemOf(word) === stem;
}

function cut(text: string, matches: readonly Match[]): readonly Marked[] {
  const pieces: Marked[] = [];
  let at = 0;
  for (const { start, end } of matches) {
    if (start > at) pieces.push({ text: text.slice(at, start), isMatch: false });
    pieces.push({ text: text.slice(start, end), isMatch: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMatch: false });
  return pieces;
}

/** A long line from a little before its first match, with an ellipsis on each side that is cut. */
function shortened(text: string, matches: readonly Match[]): readonly Marked[] {
  if (text.length <= longestLine) return cut(text, matches);
  const first = matches[0]?.start ?? 0;
  const start = first > longestLine - leadIn ? wholeFrom(text, first - leadIn) : 0;
  const end = wholeFrom(text, Math.min(text.length, start + longestLine));
  const inside = matches.flatMap((match) =>
    match.start >= start && match.end <= end
      ? [{ ...match, start: match.start - start, end: match.end - start }]
      : [],
  );
  const pieces = cut(text.slice(start, end), inside);
  return [
    ...(start > 0 ? [{ text: '… ', isMatch: false }] : []),
    ...pieces,
    ...(end < text.length ? [{ text: ' …', isMatch: false }] : []),
  ];
}

/** Not between the two halves of a character beyond the first plane. */
function wholeFrom(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
