import { mostAlike } from './alikeLine';
import { isTelling } from './commonLines';
import type { Compared } from './compared';
import type { Interdiff, InterdiffHunk, InterdiffLine } from './interdiff';

/** What changed at or around an earlier line: the evidence that a remark was addressed there. */
export interface ChangeAt {
  /**
   * gone: the line is not there any more; rewritten: another like it stands in its place; moved: it stands elsewhere with
   * the lines around it; neighbour: a line within `NEAR` lines changed; none: nothing did.
   */
  readonly kind: 'gone' | 'rewritten' | 'moved' | 'neighbour' | 'none';
  /** Body lines of the earlier mail between the line (or the range) and the change; 0 at it. */
  readonly distance: number;
  /** The piece of the interdiff that holds the change. */
  readonly hunk: InterdiffHunk | undefined;
}

/** A remark speaks of the lines around it as far as a diff shows lines around a change. */
const NEAR = 3;

/**
 * Looks for a change at an earlier line: the nearest one, a change at the line itself before one beside it. What only
 * moved with the base (context) is no change.
 *
 * @param bodyLine body line of the earlier mail, counted from 1: the last line of what was quoted, most often.
 * @param first the first line of the quoted piece, when the remark speaks of the piece: a change in it is at distance 0.
 */
export function changeAt(
  interdiff: Interdiff,
  earlier: Compared,
  bodyLine: number,
  first = bodyLine,
): ChangeAt {
  const start = Math.min(first, bodyLine);
  const section = earlier.patch.sections.find((one) => bodyLine >= one.start && bodyLine < one.end);
  const hunks =
    section?.kind === 'diff'
      ? interdiff.files.flatMap((file) => file.hunks).filter(({ kind }) => kind !== 'context')
      : [messageHunk(interdiff)];
  const file = earlier.patch.files.find((one) => bodyLine >= one.start && bodyLine < one.end);
  let best: ChangeAt = { kind: 'none', distance: Infinity, hunk: undefined };
  for (const hunk of hunks) {
    const { places, first: top, last } = placesIn(hunk);
    if (top > bodyLine + NEAR || last < start - NEAR) continue;
    hunk.lines.forEach((line, at) => {
      const place = places[at];
      if (line.outer === ' ' || place === undefined) return;
      if (section?.kind === 'diff') {
        if (line.inner === ' ' && !isTakenIn(hunk, line)) return;
        if (file && (place < file.start || place >= file.end)) return;
      }
      const found = changeOf(hunk, line, place, start, bodyLine);
      if (found && isBetter(found, best)) best = found;
    });
  }
  return best.kind === 'none' ? { kind: 'none', distance: 0, hunk: undefined } : best;
}

/** Whether a line of context is a changed line of the patch now: added or removed with the same text. */
function isTakenIn(hunk: InterdiffHunk, { outer, text }: InterdiffLine): boolean {
  return (
    outer === '-' &&
    hunk.lines.some((other) => other.outer === '+' && other.inner !== ' ' && other.text === text)
  );
}

function changeOf(
  hunk: InterdiffHunk,
  line: InterdiffLine,
  place: number,
  start: number,
  bodyLine: number,
): ChangeAt | undefined {
  const isIn = place >= start && place <= bodyLine;
  if (isIn && line.earlierLine !== undefined) return { kind: fateOf(hunk, line), distance: 0, hunk };
  const distance = isIn ? 1 : place < start ? start - place : place - bodyLine;
  return distance <= NEAR ? { kind: 'neighbour', distance: Math.max(1, distance), hunk } : undefined;
}

/** Nearer is better; at one distance what is gone or rewritten says more than an added line. */
function isBetter(one: ChangeAt, other: ChangeAt): boolean {
  if (one.distance !== other.distance) return one.distance < other.distance;
  return weights[one.kind] > weights[other.kind];
}

const weights = { rewritten: 4, gone: 3, moved: 2, neighbour: 1, none: 0 } as const;

function fateOf(hunk: InterdiffHunk, line: InterdiffLine): ChangeAt['kind'] {
  if (hunk.kind === 'moved') return 'moved';
  if (!isTelling(line.text)) return 'gone';
  if (line.inner === ' ') return 'rewritten';
  const added = hunk.lines.filter(({ outer, inner }) => outer === '+' && inner === line.inner);
  return mostAlike(
    line.text,
    added.map(({ text }) => text),
  ) === undefined
    ? 'gone'
    : 'rewritten';
}

/** The lines of a hunk among the earlier ones, and the first and last of these. */
interface Places {
  readonly places: readonly (number | undefined)[];
  readonly first: number;
  readonly last: number;
}

/** One interdiff is asked for the place of every remark on its patch. */
const known = new WeakMap<InterdiffHunk['lines'], Places>();

function placesIn({ lines }: InterdiffHunk): Places {
  const found = known.get(lines);
  if (found) return found;
  const places = placesOf(lines);
  let [first, last] = [Infinity, -Infinity];
  for (const place of places) {
    if (place === undefined) continue;
    first = Math.min(first, place);
    last = Math.max(last, place);
  }
  const made = { places, first, last };
  known.set(lines, made);
  return made;
}

/** Where each line stands among the earlier ones: an added line at the one above it, else at the one below. */
function placesOf(lines: readonly InterdiffLine[]): readonly (number | undefined)[] {
  let above: number | undefined;
  const first = lines.find(({ earlierLine }) => earlierLine !== undefined)?.earlierLine;
  return lines.map(({ earlierLine }) => (above = earlierLine ?? above) ?? first);
}

/** Title, message and trailers in the shape of a hunk. */
function messageHunk({ message }: Interdiff): InterdiffHunk {
  return { heading: '', lines: message, kind: 'changed' };
}
