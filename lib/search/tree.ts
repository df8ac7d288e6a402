import type { DateField, FactField, HexField, TextField } from './fields';

/** Characters of a query (UTF-16 units), from 0; `end` is behind the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A query, understood. `all` and `any` have two members or more. */
export type Tree =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Tree[] }
  | { readonly kind: 'not'; readonly of: Tree }
  | Leaf;

export type Leaf = WordsLeaf | HexLeaf | RangeLeaf | FactLeaf;

/** One word, or several that follow one another. */
export interface WordsLeaf {
  readonly kind: 'words';
  readonly field: TextField;
  /** Lower case, one at least. */
  readonly words: readonly string[];
  /** The last word may go on. */
  readonly isPrefix: boolean;
  /** Looked for as written, without its stem: a phrase, a word in quotes or with a capital letter. */
  readonly isExact: boolean;
  readonly at: Span;
}

export interface HexLeaf {
  readonly kind: 'hex';
  readonly field: HexField;
  readonly value: string;
  readonly at: Span;
}

export interface RangeLeaf {
  readonly kind: 'range';
  readonly field: DateField;
  /** As written. */
  readonly text: string;
  readonly from: Date | undefined;
  /** The first moment after the range. */
  readonly to: Date | undefined;
  readonly at: Span;
}

export interface FactLeaf {
  readonly kind: 'fact';
  readonly field: FactField;
  readonly value: string;
  readonly at: Span;
}

/** What is wrong with a query, where, and what to write in its place. */
export interface QueryProblem {
  readonly kind: 'problem';
  readonly at: Span;
  readonly what: string;
  readonly instead: string;
}

/** A query that was understood, though perhaps not as it was meant. */
export interface Query {
  readonly kind: 'query';
  readonly tree: Tree;
  readonly notes: readonly { readonly at: Span; readonly what: string }[];
}

/** The words in a tree that a result shows, those under a NOT left out. */
export function wordLeaves(tree: Tree): readonly WordsLeaf[] {
  switch (tree.kind) {
    case 'all':
    case 'any':
      return tree.of.flatMap(wordLeaves);
    case 'words':
      return [tree];
    default:
      return [];
  }
}
