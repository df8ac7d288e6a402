export { isOfWords, leafQuery, looseLeafQuery } from './condition';
export { dateForms } from './dates';
export { anywhere, fieldOf as fieldNamed, fields, type FactField, type Field, type Part } from './fields';
export { markMatches, matchingLines, type Marked, type MarkedLine } from './marks';
export { printQuery } from './print';
export { longestQuery, readQuery } from './read';
export { receivedAt } from './received';
export { mailVector, remarkVector, Vector, type SearchedMail } from './vector';
export {
  wordLeaves,
  type FactLeaf,
  type HexLeaf,
  type Leaf,
  type Query,
  type QueryProblem,
  type RangeLeaf,
  type Span,
  type Tree,
  type WordsLeaf,
} from './tree';
export { wordsOf } from './words';
