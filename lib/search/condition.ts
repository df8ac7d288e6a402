import type { Part } from './fields';
import { stemOf } from './stem';
import { quoteLexeme, stemmed } from './vector';
import type { HexLeaf, Tree, WordsLeaf } from './tree';

/** The text of a `tsquery`, and whether an index on the words answers it whole. */
export interface WordsQuery {
  readonly text: string;
  /** False where places or weights have to be looked at in each mail: phrases, and lines of a diff. */
  readonly isExact: boolean;
}

/** The `tsquery` of words or a hexadecimal name. */
export function leafQuery(leaf: WordsLeaf | HexLeaf): WordsQuery {
  if (leaf.kind === 'hex')
    return {
      text: anyOf(leaf.field.parts.map((part) => `${quoteLexeme(part + leaf.value)}:*`)),
      isExact: true,
    };
  const { field, words } = leaf;
  return {
    text: anyOf(field.parts.map((part) => inPart(leaf, part, field.weight ?? ''))),
    isExact: words.length === 1 && field.weight === undefined,
  };
}

/** The same without places and weights: what every match has, and what an index finds. */
export function looseLeafQuery(leaf: WordsLeaf | HexLeaf): string {
  if (leaf.kind === 'hex') return leafQuery(leaf).text;
  return anyOf(
    leaf.field.parts.map((part) => {
      if (leaf.words.length === 1) return inPart(leaf, part, '');
      const lexemes = leaf.words.map(
        (word, index) =>
          quoteLexeme(part + word) + (leaf.isPrefix && index === leaf.words.length - 1 ? ':*' : ''),
      );
      return `(${[...new Set(lexemes)].join(' & ')})`;
    }),
  );
}

function inPart({ words, isPrefix, isExact }: WordsLeaf, part: Part, weight: string): string {
  const last = words.length - 1;
  const marks = (index: number) => {
    const all = weight + (isPrefix && index === last ? '*' : '');
    return all === '' ? '' : `:${all}`;
  };
  const [first = ''] = words;
  const phrase = words.map((word, index) => quoteLexeme(part + word) + marks(index)).join(' <-> ');
  if (words.length > 1) return `(${phrase})`;
  if (isExact || isPrefix || !stemmed.has(part)) return phrase;
  // A stem is kept where it differs from its word, so a word that is its own stem is looked for among both.
  const stem = stemOf(first) ?? first;
  const alternatives = [
    quoteLexeme(part.toUpperCase() + stem) + marks(0),
    quoteLexeme(part + stem) + marks(0),
  ];
  return `(${alternatives.join(' | ')})`;
}

function anyOf(queries: readonly string[]): string {
  return queries.length === 1 ? (queries[0] ?? '') : `(${queries.join(' | ')})`;
}

/** True when a tree asks for words alone. */
export function isOfWords(tree: Tree): boolean {
  switch (tree.kind) {
    case 'all':
    case 'any':
      return tree.of.every(isOfWords);
    case 'not':
      return isOfWords(tree.of);
    default:
      return tree.kind === 'words' || tree.kind === 'hex';
  }
}
