import type { QuotableLine } from './quotable';

/** Lines above what is answered that a reader needs to see what it is about. */
const contextLines = 4;
/** Context goes on up to a line that stands once in the mail, but no further than this: tables repeat without end. */
const mostContext = 200;
/** Of a longer range its first and last lines are quoted. */
const longestRange = 40;
const rangeHead = 12;
/** Lines of a file's header that are quoted: git writes eight for a rename with a change. */
const mostFileHeader = 8;
/** So few lines are not cut out: "[...]" takes as much room. */
const shortestCut = 2;
/** A lone remark below the head of a mail is taken as one about all of it when no more lines than this are left out above. */
const headLines = 2;

interface Spot {
  readonly first: number;
  readonly anchor: number;
}

/**
 * The lines of a mail to be quoted, in order, so that everybody who reads the reply finds the lines answered again:
 * with context, under the headers of their file and hunk, and down from a line that stands only once.
 *
 * @returns `uncertain` has the answered lines for which there was none within the cap.
 */
export function chooseLines(
  source: readonly QuotableLine[],
  spots: readonly Spot[],
): { readonly chosen: readonly number[]; readonly uncertain: readonly number[] } {
  const chosen = new Uint8Array(source.length);
  const take = (from: number, to: number) => chosen.fill(1, Math.max(0, from), to + 1);
  const uncertain = new Set<number>();
  const sorted = [...spots].sort((one, other) => one.anchor - other.anchor);
  let above = -1;
  for (const { first, anchor } of sorted) {
    const isLong = anchor - first >= longestRange;
    let start = contextStart(source, first);
    if (isLong) {
      take(start, first + rangeHead - 1);
      start = anchor - (longestRange - rangeHead) + 1;
    }
    if (anchor > above) {
      const sure = sureLines(source, { start, anchor, above });
      if (!sure) uncertain.add(anchor);
      take(Math.min(start, sure?.start ?? start), sure?.end ?? anchor);
    }
    for (const at of new Set([first, anchor])) takeHeaders(source[at], source, take);
    above = anchor;
  }
  if (new Set(sorted.map(({ anchor }) => anchor)).size === 1) takeNext(source, above, chosen);
  fillShortCuts(source, chosen);
  return { chosen: source.flatMap((_line, at) => (chosen[at] === 1 ? [at] : [])), uncertain: [...uncertain] };
}

/** Where the context of a line begins: some lines up, not beyond the head of its hunk. */
function contextStart(source: readonly QuotableLine[], first: number): number {
  const top = source[first]?.hunk ?? source[first]?.file ?? 0;
  let start = first;
  for (let at = first - 1, count = 0; at >= top && count < contextLines; at -= 1) {
    if (source[at]?.isEmpty) continue;
    count += 1;
    start = at;
  }
  return start;
}

/**
 * The lines that a quote down to `anchor` needs to be found for sure: from one that stands once. Where the answered line
 * above, or the top of the mail, comes first, the quote goes on from there, and on below to a line that stands once.
 * Undefined when none is near.
 */
function sureLines(
  source: readonly QuotableLine[],
  { start, anchor, above }: { readonly start: number; readonly anchor: number; readonly above: number },
): { readonly start: number; readonly end: number } | undefined {
  for (let at = anchor; at >= start && at > above; at -= 1)
    if (source[at]?.isUnique) return { start, end: anchor };
  const top = Math.max(above + 1, start - mostContext);
  for (let at = Math.min(start, anchor); at >= top; at -= 1)
    if (source[at]?.isUnique) return { start: at, end: anchor };
  if (top !== above + 1) return undefined;
  const bottom = Math.min(source.length - 1, anchor + mostContext);
  for (let at = anchor + 1; at <= bottom; at += 1) if (source[at]?.isUnique) return { start: top, end: at };
  return bottom === source.length - 1 ? { start: top, end: bottom } : undefined;
}

/** The lines that name the file and the hunk, so that any reader of mail can place the quote. */
function takeHeaders(
  line: QuotableLine | undefined,
  source: readonly QuotableLine[],
  take: (from: number, to: number) => void,
): void {
  if (line?.hunk !== undefined) take(line.hunk, line.hunk);
  if (line?.file === undefined) return;
  let end = line.file;
  while (
    end - line.file + 1 < mostFileHeader &&
    source[end + 1]?.file === line.file &&
    source[end + 1]?.hunk === undefined &&
    source[end + 1]?.depth === line.depth
  )
    end += 1;
  take(line.file, end);
}

/** Whoever answers one line near the top of a mail, and not the mail, goes on quoting below it. */
function takeNext(source: readonly QuotableLine[], anchor: number, chosen: Uint8Array): void {
  const first = chosen.indexOf(1);
  if (source.slice(0, first).filter(({ isEmpty }) => !isEmpty).length > headLines) return;
  const next = source.findIndex(({ isEmpty }, at) => at > anchor && !isEmpty);
  if (next > 0) chosen.fill(1, anchor, next + 1);
}

function fillShortCuts(source: readonly QuotableLine[], chosen: Uint8Array): void {
  let last = chosen.indexOf(1);
  for (let at = last + 1; at > 0 && at < source.length; at += 1) {
    if (chosen[at] !== 1) continue;
    const between = source.slice(last + 1, at).filter(({ isEmpty }) => !isEmpty).length;
    if (between < shortestCut) chosen.fill(1, last + 1, at);
    last = at;
  }
}
