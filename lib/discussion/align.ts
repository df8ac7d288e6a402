import { pairEqualLines } from './equalLines';
import type { AlignLine } from './alignLine';
import { pairPieces } from './pieces';

/** Where quoted lines were found in the mail they quote. */
export interface Alignment {
  /** For each quoted line the index of its partner, or -1. */
  readonly partners: Int32Array;
  /** Quoted lines found only in part or by their position among neighbours. */
  readonly approximate: ReadonlySet<number>;
  /** Quoted lines that are one of several equal ones, with no neighbour to tell which. */
  readonly ambiguous: ReadonlySet<number>;
  /** True when the texts were too large to be compared in full; a line without a partner may have one. */
  readonly isCoarse: boolean;
}

/**
 * Pairs quoted lines with the lines of the mail they quote, in order, white space ignored: whole lines first, then
 * pieces of wrapped, joined and re-filled ones between the partners of their neighbours. Time grows with the length of
 * both texts, and past the caps of its two steps the answer is coarser and says so.
 */
export function align(quoted: readonly AlignLine[], source: readonly AlignLine[]): Alignment {
  const { partners, ambiguous, isCoarse } = pairEqualLines(quoted, source);
  const pieces = pairPieces(quoted, source, partners, ambiguous);
  return {
    partners,
    approximate: pieces.approximate,
    ambiguous,
    isCoarse: isCoarse || pieces.isCoarse,
  };
}
