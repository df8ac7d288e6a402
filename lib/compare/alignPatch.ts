import type { FileDiff } from '../patch/index';
import type { AlignedFile } from './alignedFile';
import { commonLines, isTelling } from './commonLines';
import type { Compared } from './compared';
import { fileLines, isWhiteSpaceLost, type FileLine } from './fileLines';
import { pairFiles } from './filePairs';
import { findMoves, type Moves } from './moves';

export interface AlignedPatch {
  readonly files: readonly AlignedFile[];
  readonly moves: Moves;
}

/** Finds the lines of an earlier patch in a later one: file by file, hunk borders and line numbers ignored. */
export function alignPatch(earlier: Compared, later: Compared): AlignedPatch {
  const files = pairFiles(earlier.patch.files, later.patch.files).map((pair) =>
    alignFile(pair.earlier, pair.later),
  );
  return { files, moves: findMoves(files) };
}

function alignFile(earlier: FileDiff | undefined, later: FileDiff | undefined): AlignedFile {
  const [earlierLines, laterLines] = [fileLines(earlier), fileLines(later)];
  const isLoose =
    earlier !== undefined &&
    later !== undefined &&
    isWhiteSpaceLost({ file: earlier, lines: earlierLines }, { file: later, lines: laterLines });
  const told = (text: string): string => (isLoose ? text.replace(/\s+/g, '') : text);
  const { partners, isCapped } = commonLines(
    earlierLines.map(({ sign, text }) => sign + told(text)),
    laterLines.map(({ sign, text }) => sign + told(text)),
  );
  const otherSign = new Int32Array(earlierLines.length).fill(-1);
  for (const gap of gapsOf(partners, laterLines.length)) {
    const isOpen = ({ text }: FileLine | undefined = nowhere): boolean => isTelling(text);
    const left = range(gap.e0, gap.e1).filter((at) => isOpen(earlierLines[at]));
    const right = range(gap.l0, gap.l1).filter((at) => isOpen(laterLines[at]));
    if (left.length === 0 || right.length === 0) continue;
    const found = commonLines(
      left.map((at) => told(earlierLines[at]?.text ?? '')),
      right.map((at) => told(laterLines[at]?.text ?? '')),
    );
    found.partners.forEach((partner, at) => {
      if (partner >= 0) otherSign[left[at] ?? 0] = right[partner] ?? -1;
    });
  }
  return { earlier, later, earlierLines, laterLines, partners, otherSign, isCapped };
}

const nowhere: FileLine = { sign: ' ', text: '', bodyLine: 0, hunk: 0 };

/** Lines between two that are the same in both: indexes, `e1` and `l1` the first behind. */
export interface Gap {
  readonly e0: number;
  readonly e1: number;
  readonly l0: number;
  readonly l1: number;
}

/** The stretches in which two texts differ, in order. */
export function gapsOf(partners: Int32Array, laterCount: number): readonly Gap[] {
  const gaps: Gap[] = [];
  let [e0, l0] = [0, 0];
  for (let at = 0; at <= partners.length; at++) {
    const partner = at < partners.length ? (partners[at] ?? -1) : laterCount;
    if (partner < 0) continue;
    if (at > e0 || partner > l0) gaps.push({ e0, e1: at, l0, l1: partner });
    [e0, l0] = [at + 1, partner + 1];
  }
  return gaps;
}

function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, at) => start + at);
}
