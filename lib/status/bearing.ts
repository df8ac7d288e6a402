import type { Compared, InterdiffHunk, InterdiffLine } from '../compare/index';

/**
 * True when the lines of code a remark quotes were changed for a reason that has nothing to do with it: only because the
 * name of a variable or constant was replaced throughout the patch, of which the remark does not speak. A comment or two may have been forgotten.
 *
 * @param said the remark's own text.
 * @param first body line of the earlier mail with which the quoted piece begins; `line` ends it.
 */
export function isRenamingOnly(
  said: string,
  earlier: Compared,
  later: Compared,
  hunk: InterdiffHunk,
  first: number,
  line: number,
): boolean {
  const isCode = earlier.patch.files.some(({ start, end }) => line >= start && line < end);
  if (!isCode || hunk.kind === 'moved' || speaksOfNames.test(said)) return false;
  const renamed = renamedIn(runsAt(hunk, first, line));
  if (!renamed || renamed.size === 0) return false;
  const [before, after] = [countsIn(earlier), countsIn(later)];
  const own = new Set(partsOf(said));
  return [...renamed].every(([old, now]) => {
    const times = before.get(old) ?? 0;
    const isThroughout = times >= throughout && (after.get(old) ?? 0) <= times / 2 && !before.has(now);
    const [gone, come] = [partsOf(old), partsOf(now)];
    const differing = [
      ...gone.filter((part) => !come.includes(part)),
      ...come.filter((part) => !gone.includes(part)),
    ];
    return isThroughout && differing.length > 0 && !differing.some((part) => own.has(part));
  });
}

const speaksOfNames =
  /\b(?:(?:re|un)?nam(?:e[ds]?|ing)|call(?:ed|ing)?|prefix(?:e[ds])?|suffix(?:e[ds])?|typo|spell)/i;
/** A name that stands in fewer places was replaced there, and not throughout. */
const throughout = 3;

/** Changed lines without an unchanged one between them. */
interface Run {
  readonly gone: readonly InterdiffLine[];
  readonly come: readonly InterdiffLine[];
}

/** The runs that take away a line of the piece. */
function runsAt({ lines }: InterdiffHunk, first: number, line: number): readonly Run[] {
  const runs: { gone: InterdiffLine[]; come: InterdiffLine[] }[] = [];
  let isOpen = false;
  for (const one of lines) {
    if (one.outer === ' ') {
      isOpen = false;
      continue;
    }
    if (!isOpen) runs.push({ gone: [], come: [] });
    isOpen = true;
    runs.at(-1)?.[one.outer === '-' ? 'gone' : 'come'].push(one);
  }
  return runs.filter(({ gone }) =>
    gone.some(({ earlierLine: at }) => at !== undefined && at >= first && at <= line),
  );
}

/** The names by which runs differ, as what each became; undefined when they differ by more. */
function renamedIn(runs: readonly Run[]): ReadonlyMap<string, string> | undefined {
  const renamed = new Map<string, string>();
  for (const { gone, come } of runs) {
    const [before, after] = [tokensOf(gone), tokensOf(come)];
    if (before.length !== after.length) return undefined;
    for (const [at, old] of before.entries()) {
      const now = after[at] ?? '';
      if (old === now) continue;
      // Another call does something else; another variable or constant may be the same one.
      const isCall = after[at + 1] === '(';
      if (isCall || !isName.test(old) || !isName.test(now) || (renamed.get(old) ?? now) !== now)
        return undefined;
      renamed.set(old, now);
    }
  }
  return renamed;
}

/** Parts of names, small letters: "PCI_RESET_FN" is three. */
function partsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

const counted = new WeakMap<Compared, ReadonlyMap<string, number>>();

/** How often each token stands in what a patch adds and keeps. */
function countsIn(compared: Compared): ReadonlyMap<string, number> {
  const known = counted.get(compared);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const { hunks } of compared.patch.files)
    for (const { lines } of hunks)
      for (const line of lines)
        for (const token of tokensIn(line)) counts.set(token, (counts.get(token) ?? 0) + 1);
  counted.set(compared, counts);
  return counts;
}

const isName = /^[A-Za-z_]\w+$/;

interface Line {
  readonly text: string;
  readonly sign?: string;
}

function tokensOf(lines: readonly Line[]): readonly string[] {
  return lines.flatMap(tokensIn);
}

function tokensIn({ text, sign }: Line): readonly string[] {
  return sign === '-' ? [] : (text.match(/\w+|\s+|[^\w\s]/g) ?? []);
}

/** Who asks for shorter lines and nothing else; whether they are is seen. */
const asksForShort =
  /\b(?:over(?:ly)?[- ]?long|too long|long|shorter) lines?\b|\blines? (?:is|are|seems?|looks?)? ?(?:a bit |over(?:ly)?[- ]?|too )?(?:long|shorter)\b|\b(?:over|exceeds?|beyond|past|more than|longer than) (?:the )?80\b/i;
/** Characters of a remark that asks for one thing. */
const oneAsk = 120;

/** Columns of a line that nobody calls too long. */
const columns = 80;
const tab = 8;

/** True when a remark asks for shorter lines and one of the piece, as it is in the later mail, is still too long. */
export function isStillLong(said: string, { text }: Compared, first: number, line: number): boolean {
  if (said.length > oneAsk || !asksForShort.test(said)) return false;
  return text
    .split('\n')
    .slice(first - 1, line)
    .some((one) => widthOf(one.slice(1)) > columns);
}

function widthOf(line: string): number {
  let width = 0;
  for (const character of line) width += character === '\t' ? tab - (width % tab) : 1;
  return width;
}
