import { mostAlike } from './alikeLine';
import type { AlignedFile } from './alignedFile';
import { alignPatch, type AlignedPatch } from './alignPatch';
import { isTelling } from './commonLines';
import type { Compared } from './compared';
import { alignProse, type AlignedProse } from './prose';

/** Where a line of an earlier posting is in a later one. `why` is a sentence's end: "the line was rewritten". */
export type Ported =
  /**
   * The same line; context-or-sign-changed: its text is there, but it is added, removed or context now; moved: it
   * stands in another place with the lines around it.
   */
  | {
      readonly kind: 'line';
      readonly bodyLine: number;
      readonly fate: 'same' | 'context-or-sign-changed' | 'moved';
    }
  /** The nearest line that survived, or what the line was rewritten to. */
  | { readonly kind: 'near'; readonly bodyLine: number; readonly why: string }
  | { readonly kind: 'file'; readonly path: string; readonly why: string }
  | { readonly kind: 'patch'; readonly why: string };

/** Finds one line of an earlier posting in a later one; see `portLines`. */
export function portLine(earlier: Compared, later: Compared, bodyLine: number): Ported {
  return portLines(earlier, later, [bodyLine])[0] ?? { kind: 'patch', why: 'there is no such line' };
}

/**
 * Finds lines of an earlier posting in a later one: of the diff, the message, the notes. The same line, else the
 * nearest surviving one, the file, the patch, in this order; everything but the same line says why.
 *
 * @param bodyLines body lines of the earlier mail, counted from 1. One answer each, in their order.
 */
export function portLines(
  earlier: Compared,
  later: Compared,
  bodyLines: readonly number[],
): readonly Ported[] {
  let aligned: AlignedPatch | undefined;
  return bodyLines.map(porterOf(earlier, later, () => (aligned ??= alignPatch(earlier, later))));
}

/** Finds lines of one posting in another, one after the other; `alignedOf` is asked at the first line of a diff. */
export function porterOf(
  earlier: Compared,
  later: Compared,
  alignedOf: () => AlignedPatch,
): (bodyLine: number) => Ported {
  let prose: readonly AlignedProse[] | undefined;
  return (bodyLine) => {
    const section = earlier.patch.sections.find(({ start, end }) => bodyLine >= start && bodyLine < end);
    if (!section) return { kind: 'patch', why: 'there is no such line' };
    if (section.kind === 'diff') return portDiffLine(alignedOf(), bodyLine);
    prose ??= alignProse(earlier, later);
    const part = prose.find(({ kind }) => kind === section.kind);
    return part
      ? portProseLine(part, bodyLine)
      : { kind: 'patch', why: 'there is no such part in the later mail' };
  };
}

function portDiffLine({ files, moves }: AlignedPatch, bodyLine: number): Ported {
  const file = files.find(({ earlier }) => earlier && bodyLine >= earlier.start && bodyLine < earlier.end);
  if (!file?.earlier) return { kind: 'patch', why: 'the line is of no file that could be read' };
  const at = file.earlierLines.findLastIndex((line) => line.bodyLine <= bodyLine);
  const hunk = file.earlier.hunks.findLast((one) => one.bodyLine <= bodyLine);
  // A line of the file's header or of a hunk's.
  const index =
    hunk && at >= 0 && (file.earlierLines[at]?.bodyLine ?? 0) > hunk.bodyLine
      ? at
      : hunk
        ? at + 1
        : undefined;
  if (index === undefined || !file.earlierLines[index]) return portHeader(file);
  if (hunk?.bodyLine === bodyLine) return nearestIn(file, index, 'the head of a hunk stands at its lines');
  const line = file.earlierLines[index];
  const partner = file.partners[index] ?? -1;
  if (partner >= 0) return { kind: 'line', bodyLine: laterLine(file, partner), fate: 'same' };
  const moved = moves.to.get(line.bodyLine);
  if (moved) return { kind: 'line', bodyLine: moved.laterLine, fate: 'moved' };
  const otherSign = file.otherSign[index] ?? -1;
  if (otherSign >= 0)
    return { kind: 'line', bodyLine: laterLine(file, otherSign), fate: 'context-or-sign-changed' };
  if (!file.later) return { kind: 'patch', why: `${pathOf(file)} is no longer in the patch` };
  const rewritten = rewrittenTo(file, index);
  if (rewritten !== undefined)
    return { kind: 'near', bodyLine: laterLine(file, rewritten), why: 'the line was rewritten' };
  return nearestIn(file, index, 'the line is gone');
}

function portHeader(file: AlignedFile): Ported {
  return file.later
    ? { kind: 'file', path: pathOf(file), why: 'it is about the file, not one of its lines' }
    : { kind: 'patch', why: `${pathOf(file)} is no longer in the patch` };
}

function pathOf({ earlier, later }: AlignedFile): string {
  const file = later ?? earlier;
  return file?.newPath ?? file?.oldPath ?? '';
}

function laterLine(file: AlignedFile, index: number): number {
  return file.laterLines[index]?.bodyLine ?? 0;
}

/** The new line between the same neighbours that is most like a line, with its sign. */
function rewrittenTo(file: AlignedFile, index: number): number | undefined {
  const line = file.earlierLines[index];
  if (!line) return undefined;
  const { start, end } = newLinesAt(file.partners, index, file.laterLines.length);
  const candidates = file.laterLines
    .slice(start, end)
    .flatMap((one, at) => (one.sign === line.sign ? [{ text: one.text, at: start + at }] : []));
  const found = mostAlike(
    line.text,
    candidates.map(({ text }) => text),
  );
  return found === undefined ? undefined : candidates[found]?.at;
}

/** The later lines without partner between the partners of a line's neighbours. */
function newLinesAt(
  partners: Int32Array,
  index: number,
  laterCount: number,
): { readonly start: number; readonly end: number } {
  let [before, behind] = [index - 1, index + 1];
  while (before >= 0 && (partners[before] ?? -1) < 0) before--;
  while (behind < partners.length && (partners[behind] ?? -1) < 0) behind++;
  return {
    start: before < 0 ? 0 : (partners[before] ?? -1) + 1,
    end: behind < partners.length ? (partners[behind] ?? laterCount) : laterCount,
  };
}

/** The nearest line of the same hunk that survived, telling ones before braces; else the file. */
function nearestIn(file: AlignedFile, index: number, why: string): Ported {
  if (!file.later) return { kind: 'patch', why: `${pathOf(file)} is no longer in the patch` };
  const hunk = file.earlierLines[index]?.hunk;
  const found = nearest(file.partners, index, (at) => {
    const line = file.earlierLines[at];
    return line?.hunk === hunk && line !== undefined && isTelling(line.text);
  });
  if (found === undefined) return { kind: 'file', path: pathOf(file), why };
  return { kind: 'near', bodyLine: laterLine(file, file.partners[found] ?? 0), why };
}

/** The index nearest to `index`, itself included, that has a partner and may be taken; of two as near, the one above. */
function nearest(partners: Int32Array, index: number, mayTake: (at: number) => boolean): number | undefined {
  for (let distance = 0; distance < partners.length; distance++) {
    for (const at of [index - distance, index + distance]) {
      if (at >= 0 && at < partners.length && (partners[at] ?? -1) >= 0 && mayTake(at)) return at;
    }
  }
  return undefined;
}

function portProseLine(part: AlignedProse, bodyLine: number): Ported {
  const { earlierLines, laterLines, partners, kind } = part;
  const index = earlierLines.findIndex((line) => line.bodyLine === bodyLine);
  const partner = partners[index] ?? -1;
  if (partner >= 0) return { kind: 'line', bodyLine: laterLines[partner]?.bodyLine ?? 0, fate: 'same' };
  const { start, end } = newLinesAt(partners, index, laterLines.length);
  const found = mostAlike(
    earlierLines[index]?.text ?? '',
    laterLines.slice(start, end).map(({ text }) => text),
  );
  if (found !== undefined) {
    const line = laterLines[start + found];
    if (line) return { kind: 'near', bodyLine: line.bodyLine, why: 'the line was rewritten' };
  }
  const at = nearest(partners, index, (one) => isTelling(earlierLines[one]?.text ?? ''));
  const line = at === undefined ? undefined : laterLines[partners[at] ?? -1];
  if (line) return { kind: 'near', bodyLine: line.bodyLine, why: 'the line is gone' };
  return { kind: 'patch', why: `nothing of the ${kind} is left as it was` };
}
