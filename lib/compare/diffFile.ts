import type { FileDiff } from '../patch/index';
import type { AlignedFile } from './alignedFile';
import { isTelling } from './commonLines';
import type { InterdiffFile, InterdiffHunk, InterdiffLine } from './interdiff';
import type { FileLine } from './fileLines';
import type { Moves } from './moves';

/** Lines shown before and after a change, as in a diff. */
const AROUND = 3;

/** The interdiff of one file. `earlier` and `later` are the body lines of the mails. */
export function diffFile(
  file: AlignedFile,
  moves: Moves,
  earlier: readonly string[],
  later: readonly string[],
): InterdiffFile {
  const hunks = cutHunks(mergedLines(file)).map((lines) => readHunk(lines, file, moves));
  const earlierPath = pathOf(file.earlier);
  const laterPath = pathOf(file.later);
  return { earlierPath, laterPath, change: changeOf(), hunks, isCapped: file.isCapped };

  function changeOf(): InterdiffFile['change'] {
    if (!file.earlier) return 'added';
    if (!file.later) return 'removed';
    if (earlierPath !== laterPath) return 'renamed';
    const hasChange = hunks.some(({ kind }) => kind !== 'context');
    if (hasChange || isHeaderChanged(file.earlier, earlier, file.later, later)) return 'changed';
    return hunks.length > 0 ? 'rebased' : 'same';
  }
}

function pathOf(file: FileDiff | undefined): string | undefined {
  return file?.newPath ?? file?.oldPath;
}

/** A line of the interdiff, and the hunk it is shown in: pieces do not go beyond a hunk. */
interface MergedLine extends InterdiffLine {
  hunk: string;
}

/** Both texts in one, removed lines before added ones. */
function mergedLines({ earlierLines, laterLines, partners }: AlignedFile): readonly MergedLine[] {
  const merged: MergedLine[] = [];
  let l = 0;
  const addUntil = (end: number): void => {
    for (; l < end; l++) merged.push(lineOf('+', undefined, laterLines[l]));
  };
  // Later hunk of the common line that a hunk of the earlier patch had last: removed lines stand with it.
  const homes = new Map<number, string>();
  let homeless: MergedLine[] = [];
  earlierLines.forEach((line, at) => {
    const partner = partners[at] ?? -1;
    if (partner >= 0) {
      const mate = laterLines[partner];
      const home = `later ${mate?.hunk ?? 0}`;
      for (const removed of homeless) if (removed.hunk === `earlier ${line.hunk}`) removed.hunk = home;
      homeless = [];
      homes.set(line.hunk, home);
      addUntil(partner);
      merged.push(lineOf(' ', line, mate));
      l = partner + 1;
    } else {
      const removed = lineOf('-', line, undefined);
      const home = homes.get(line.hunk);
      if (home === undefined) homeless.push(removed);
      else removed.hunk = home;
      merged.push(removed);
    }
  });
  addUntil(laterLines.length);
  return merged;
}

function lineOf(
  outer: InterdiffLine['outer'],
  earlier: FileLine | undefined,
  later: FileLine | undefined,
): MergedLine {
  const told = later ?? earlier;
  return {
    outer,
    inner: told?.sign ?? ' ',
    text: told?.text ?? '',
    earlierLine: earlier?.bodyLine,
    laterLine: later?.bodyLine,
    hunk: later ? `later ${later.hunk}` : `earlier ${earlier?.hunk ?? 0}`,
  };
}

/** Changes with the lines around them; changes whose surroundings touch are in one piece. */
function cutHunks(lines: readonly MergedLine[]): readonly (readonly MergedLine[])[] {
  const pieces: MergedLine[][] = [];
  let piece: MergedLine[] = [];
  // Common lines since the last change, or since the hunk began.
  let quiet: MergedLine[] = [];
  const close = (): void => {
    if (piece.length > 0) pieces.push([...piece, ...quiet.slice(0, AROUND)]);
    piece = [];
  };
  lines.forEach((line, at) => {
    if (line.hunk !== lines[at - 1]?.hunk) {
      close();
      quiet = [];
    }
    if (line.outer !== ' ') {
      piece.push(...(piece.length > 0 ? quiet : quiet.slice(-AROUND)), line);
      quiet = [];
      return;
    }
    quiet.push(line);
    if (piece.length > 0 && quiet.length > 2 * AROUND) close();
  });
  close();
  return pieces;
}

function readHunk(merged: readonly MergedLine[], file: AlignedFile, moves: Moves): InterdiffHunk {
  const lines = merged.map(({ outer, inner, text, earlierLine, laterLine }): InterdiffLine => ({
    outer,
    inner,
    text,
    earlierLine,
    laterLine,
  }));
  const heading = headingOf(merged, file);
  const work = lines.filter(({ outer, inner }) => outer !== ' ' && inner !== ' ');
  if (work.length === 0) return { heading, lines, kind: 'context' };
  const telling = work.filter(({ text }) => isTelling(text));
  const isMoved =
    telling.length > 0 &&
    telling.every(({ earlierLine, laterLine }) =>
      laterLine === undefined ? moves.to.has(earlierLine ?? 0) : moves.from.has(laterLine),
    );
  if (!isMoved) return { heading, lines, kind: 'changed' };
  const came = telling.find(({ outer }) => outer === '+');
  const went = telling.find(({ outer }) => outer === '-');
  return {
    heading,
    lines,
    kind: 'moved',
    movedFrom: moves.from.get(came?.laterLine ?? 0),
    movedTo: moves.to.get(went?.earlierLine ?? 0),
  };
}

function headingOf(merged: readonly MergedLine[], file: AlignedFile): string {
  const later = merged.find(({ laterLine }) => laterLine !== undefined);
  const [side, index] = (later ?? merged[0])?.hunk.split(' ') ?? [];
  const hunks = side === 'later' ? file.later?.hunks : file.earlier?.hunks;
  return hunks?.[Number(index)]?.heading ?? '';
}

/** Modes, renames and binary content: what a file's diff says beside its hunks. */
function isHeaderChanged(
  earlier: FileDiff,
  earlierBody: readonly string[],
  later: FileDiff,
  laterBody: readonly string[],
): boolean {
  if (earlier.change !== later.change) return true;
  return headerOf(earlier, earlierBody) !== headerOf(later, laterBody);
}

/** Header lines that tell of a change. Of an index line only what a binary file becomes tells something, as seven digits. */
function headerOf(file: FileDiff, body: readonly string[]): string {
  const first = file.hunks[0]?.bodyLine ?? file.end;
  return body
    .slice(file.start - 1, first - 1)
    .flatMap((line) => {
      if (
        /^(?:old mode|new mode|new file mode|deleted file mode|copy from|copy to|rename from|rename to) /.test(
          line,
        )
      )
        return [line.trimEnd()];
      if (file.change !== 'binary') return [];
      const blob = /^index [0-9a-f]+\.\.([0-9a-f]{7})/.exec(line)?.[1];
      if (blob !== undefined) return [blob];
      return /^(?:literal|delta) |^[A-Za-z]\S{5,65}$/.test(line) ? [line.trimEnd()] : [];
    })
    .join('\n');
}
