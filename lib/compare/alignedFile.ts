import type { FileDiff } from '../patch/index';
import type { FileLine } from './fileLines';

/** The lines of a file in two patches, and which are the same. */
export interface AlignedFile {
  readonly earlier: FileDiff | undefined;
  readonly later: FileDiff | undefined;
  readonly earlierLines: readonly FileLine[];
  readonly laterLines: readonly FileLine[];
  /** For each earlier line the index of the same later line, or -1. Rises. */
  readonly partners: Int32Array;
  /** For an earlier line without partner the index of the later line that has its text with another sign, or -1. */
  readonly otherSign: Int32Array;
  readonly isCapped: boolean;
}
