import { align, continues, type AlignLine } from './align';
import { readLine, readLines, type ReadLine } from './lines';
import type { Scroll, Strand } from './scroll';
import { isPastedHeader, isPasteSeparator } from './words';

/** Lines of a reply sorted into quoted and own, the quoted ones followed to who wrote them. */
export interface Followed {
  readonly lines: readonly ReadLine[];
  /** For each line what it quotes; undefined for text that is not quoted. */
  readonly quotes: readonly (Strand | undefined)[];
}

/** Other mails than the parent are asked only for lines that say something by themselves. */
const tellingLength = 12;
/** How many other mails are asked for lines that the parent does not have. */
const mostSources = 16;
/** Unmarked text counts as quoted when this many telling lines of it, and this share of all, stand in the parent. */
const unmarkedLines = 4;
const unmarkedShare = 0.3;
/** A pasted mail below a separator: unmatched text inside it is the replier's when most of the rest is the parent's. */
const pastedShare = 0.6;

/**
 * Follows the quoted lines of a reply to the mails that wrote them.
 *
 * @param sources The mail it answers first, then others it may quote: ancestors, then postings.
 * @param isParentKnown False when the first source is not what the reply answers itself but something further up:
 * then the depth of quoting says nothing.
 */
export function followQuotes(text: string, sources: readonly Scroll[], isParentKnown: boolean): Followed {
  const lines = readLines(text);
  const marks = quotedLines(lines, sources[0]);
  const followed = follow(lines, marks, sources, isParentKnown);
  joinWrapped(lines, followed);
  return {
    lines,
    quotes: followed.map((one, index) => strandOf(one, marks[index] ?? 0, sources.length > 0)),
  };
}

/** For each line the depth of quoting, 0 for own text; pasted text without marks counts as quoted once. */
function quotedLines(lines: readonly ReadLine[], parent: Scroll | undefined): number[] {
  const depths = lines.map((line) => line.depth);
  const paste = findPaste(lines);
  if (paste !== undefined && parent) markPasted(lines, depths, paste, parent);
  else if (parent && depths.every((depth) => depth === 0)) markUnmarked(lines, depths, parent);
  return depths;
}

/** The first line of a mail pasted whole: below "-----Original Message-----", or three headers in a row. */
function findPaste(lines: readonly ReadLine[]): number | undefined {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (!line || line.depth > 0) continue;
    const next = lines.slice(at + 1, at + 4);
    if (isPasteSeparator(line.content) && next.some((one) => isPastedHeader(one.content))) return at;
    if (isPastedHeader(line.content) && next.filter((one) => isPastedHeader(one.content)).length >= 2)
      return at;
  }
  return undefined;
}

function markPasted(lines: readonly ReadLine[], depths: number[], paste: number, parent: Scroll): void {
  const below = lines.slice(paste);
  if (below.some((line) => line.depth > 0)) return;
  const { partners } = align(below, parent.lines);
  const telling = below.filter((line) => line.squeezed !== '').length;
  const isMostlyQuote = partners.filter((partner) => partner !== undefined).length >= telling * pastedShare;
  let lastMatch = -1;
  partners.forEach((partner, index) => (lastMatch = partner === undefined ? lastMatch : index));
  below.forEach((line, index) => {
    const isOwn =
      isMostlyQuote &&
      partners[index] === undefined &&
      line.squeezed !== '' &&
      index < lastMatch &&
      !isAbove(below, index);
    if (!isOwn) depths[paste + index] = 1;
  });
}

/** True for the separator and the headers at the top of a paste. */
function isAbove(below: readonly ReadLine[], index: number): boolean {
  const blank = below.findIndex((line, at) => at > 0 && line.squeezed === '');
  return index <= (blank < 0 ? 0 : blank);
}

/** Some repliers quote without any mark. Long runs of the parent's lines can be nothing else. */
function markUnmarked(lines: readonly ReadLine[], depths: number[], parent: Scroll): void {
  const { partners, approximate } = align(lines, parent.lines);
  const matched = partners.flatMap((partner, index) => {
    const isTelling = (lines[index]?.squeezed.length ?? 0) >= tellingLength;
    return partner !== undefined && isTelling && !approximate.has(index) ? [index] : [];
  });
  const written = lines.filter((line) => line.squeezed !== '').length;
  if (matched.length < unmarkedLines || matched.length < written * unmarkedShare) return;
  const [first, last] = [matched[0] ?? 0, matched.at(-1) ?? 0];
  partners.forEach((partner, index) => {
    if (partner !== undefined && index >= first && index <= last) depths[index] = 1;
  });
}

/** Where a quoted line was found. */
interface Find {
  readonly scroll: Scroll;
  readonly index: number;
  readonly isApproximate: boolean;
}

type FindOrLoss = Find | 'lost' | 'too-large' | undefined;

function follow(
  lines: readonly ReadLine[],
  depths: readonly number[],
  sources: readonly Scroll[],
  isParentKnown: boolean,
): FindOrLoss[] {
  const quotedAt = depths.flatMap((depth, index) => (depth > 0 ? [index] : []));
  const found: FindOrLoss[] = lines.map((_line, index) => ((depths[index] ?? 0) > 0 ? 'lost' : undefined));
  const [parent, ...others] = sources;
  if (parent) {
    const quoted = quotedAt.map((index) => stripped(lines[index], depths[index] ?? 0, isParentKnown));
    const { partners, approximate, isCoarse } = align(
      quoted,
      isParentKnown ? parent.lines : parent.lines.map(flat),
    );
    quotedAt.forEach((index, at) => {
      const partner = partners[at];
      if (partner !== undefined)
        found[index] = { scroll: parent, index: partner, isApproximate: approximate.has(at) };
      else if (isCoarse) found[index] = 'too-large';
    });
  }
  for (const source of others.slice(0, mostSources)) askFurther(lines, quotedAt, source, found);
  return found;
}

/** A quoted line as it stands in the mail it quotes: one mark less. Without a known parent the marks say nothing. */
function stripped(line: ReadLine | undefined, depth: number, isParentKnown: boolean): AlignLine {
  const squeezed = line?.squeezed ?? '';
  return { depth: isParentKnown ? Math.max(0, depth - 1) : 0, squeezed };
}

function flat(line: ReadLine): AlignLine {
  return { depth: 0, squeezed: line.squeezed };
}

/** Looks for the lines still lost in another mail. A line that says little counts only next to one that was found there. */
function askFurther(
  lines: readonly ReadLine[],
  quotedAt: readonly number[],
  source: Scroll,
  found: FindOrLoss[],
): void {
  const lost = quotedAt.filter((index) => found[index] === 'lost');
  const telling = (index: number) => (lines[index]?.squeezed.length ?? 0) >= tellingLength;
  if (!lost.some(telling)) return;
  const { partners, approximate } = align(
    lost.map((index) => flat(lines[index] ?? readLine(''))),
    source.lines.map(flat),
  );
  const isFound = lost.map((index, at) => partners[at] !== undefined && telling(index));
  lost.forEach((index, at) => {
    const partner = partners[at];
    if (partner === undefined) return;
    const isBeside = [at - 1, at + 1].some(
      (near) =>
        isFound[near] === true &&
        Math.abs((lost[near] ?? 0) - index) === 1 &&
        Math.abs((partners[near] ?? 0) - partner) === 1,
    );
    if (telling(index) || isBeside)
      found[index] = { scroll: source, index: partner, isApproximate: approximate.has(at) };
  });
}

/** The rest of a quoted line that a mailer wrapped without a mark belongs to the quote. */
function joinWrapped(lines: readonly ReadLine[], found: FindOrLoss[]): void {
  for (let at = 1; at < lines.length; at += 1) {
    const [line, before] = [lines[at], found[at - 1]];
    if (
      found[at] !== undefined ||
      !line ||
      line.squeezed === '' ||
      before === undefined ||
      typeof before === 'string'
    )
      continue;
    const whole = before.scroll.lines[before.index]?.squeezed ?? '';
    const piece = lines[at - 1]?.squeezed ?? '';
    const start = whole.indexOf(piece);
    if (start < 0 || piece === '') continue;
    const rest = whole.slice(start + piece.length);
    if (continues(line.content, rest) && line.squeezed.length >= Math.min(rest.length, 4)) found[at] = before;
  }
}

/** Inherits: a line of the parent that is a quote itself leads on to who wrote it. */
function strandOf(found: FindOrLoss, depth: number, hasSource: boolean): Strand | undefined {
  if (found === undefined) return undefined;
  const quoteDepth = Math.max(1, depth);
  if (found === 'too-large') return { kind: 'lost', depth: quoteDepth, why: 'too-large' };
  if (found === 'lost')
    return { kind: 'lost', depth: quoteDepth, why: hasSource ? 'quote-not-found' : 'parent-missing' };
  const strand = found.scroll.strands[found.index];
  if (strand?.kind === 'quote')
    return { ...strand, depth: quoteDepth, precise: strand.precise && !found.isApproximate };
  if (strand?.kind === 'lost') return { ...strand, depth: quoteDepth };
  return {
    kind: 'quote',
    depth: quoteDepth,
    scroll: found.scroll,
    from: found.index,
    precise: !found.isApproximate,
  };
}
