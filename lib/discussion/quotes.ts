import { align } from './align';
import type { AlignLine } from './alignLine';
import { readLines, tellingLength, type ReadLine } from './lines';
import { quotedHeaders, quoteDepths } from './marks';
import type { Scroll, Strand } from './scroll';

/** Lines of a reply sorted into quoted and own, the quoted ones followed to who wrote them. */
export interface Followed {
  readonly lines: readonly ReadLine[];
  /** For each line what it quotes; undefined for text that is not quoted. */
  readonly quotes: readonly (Strand | undefined)[];
}

/** The mails a reply may quote. */
export interface Sources {
  /** What it answers, held or put together from what is quoted of it; else the nearest ancestor at hand. */
  readonly parent: Scroll | undefined;
  /** False when `parent` is further up than what the reply answers: then the depth of quoting says nothing. */
  readonly isParentKnown: boolean;
  /** Ancestors of the parent, nearest first. */
  readonly ancestors: readonly Scroll[];
  /** Other mails of the series in which some of these lines (without white space) stand, the likeliest first. */
  readonly others: (lost: readonly string[]) => readonly Scroll[];
}

/** Where a quoted line was found. */
interface Find {
  readonly kind: 'found';
  readonly scroll: Scroll;
  readonly index: number;
  readonly precise: boolean;
}

type Finding = Find | { readonly kind: 'lost' | 'ambiguous' | 'too-large' | 'headers' } | undefined;

/** Follows the quoted lines of a reply to the mails that wrote them. */
export function followQuotes(text: string, sources: Sources): Followed {
  const lines = readLines(text);
  const depths = quoteDepths(lines, sources.parent);
  const findings = new Findings(lines, depths, quotedHeaders(lines, depths, sources.parent));
  if (sources.parent) findings.askParent(sources.parent, sources.isParentKnown);
  for (const ancestor of sources.ancestors) findings.askFurther(ancestor);
  for (const other of findings.hasLost() ? sources.others(findings.lostText()) : [])
    findings.askFurther(other);
  findings.releaseDoubtful();
  return {
    lines,
    quotes: lines.map((_line, at) =>
      strandOf(findings.at(at), depths[at] ?? 0, sources.parent !== undefined),
    ),
  };
}

/** Lines with marks that may be something else, from `start` to before `end`, and of those that tell how many were found. */
interface DoubtfulRun {
  readonly start: number;
  readonly end: number;
  readonly doubt: ReadLine['doubt'];
  readonly found: number;
  readonly lost: number;
}

class Findings {
  private readonly found: Finding[];
  private readonly quotedAt: readonly number[];

  constructor(
    private readonly lines: readonly ReadLine[],
    private readonly depths: readonly number[],
    headers: ReadonlySet<number>,
  ) {
    this.quotedAt = [...depths.keys()].filter((index) => (depths[index] ?? 0) > 0 && !headers.has(index));
    this.found = depths.map((depth, index) =>
      depth === 0 ? undefined : { kind: headers.has(index) ? 'headers' : 'lost' },
    );
  }

  at(index: number): Finding {
    return this.found[index];
  }

  /**
   * Marks that may be something else ("|" before a piece of code) are quote marks where most of what they stand before
   * was found: a brace alone is found in every mail. Where nothing stands that tells, what the mail does elsewhere
   * counts. Who marks more with ">" than with bars sets off code with bars, also code that is in the mail answered. The rest is
   * the replier's own text.
   */
  releaseDoubtful(): void {
    const runs = this.doubtfulRuns();
    if (runs.length === 0) return;
    const barred = runs.reduce((sum, { doubt, found }) => sum + (doubt === 'bar' ? found : 0), 0);
    const isOther = this.foundWithSureMarks() > barred;
    const isMark = ({ doubt, found, lost }: DoubtfulRun) =>
      found > 0 && found >= lost && !(doubt === 'bar' && isOther);
    const isUsed = runs.some(isMark);
    for (const run of runs) {
      const isQuote = isMark(run) || (isUsed && run.found + run.lost === 0);
      if (!isQuote) this.found.fill(undefined, run.start, run.end);
    }
  }

  private foundWithSureMarks(): number {
    const isSure = ({ depth, doubt }: ReadLine) => depth > 0 && doubt === undefined;
    return this.lines.filter((line, index) => isSure(line) && this.isTelling(index) && this.isFound(index))
      .length;
  }

  /** One of several equal lines is found, too. */
  private isFound(index: number): boolean {
    return ['found', 'ambiguous'].includes(this.found[index]?.kind ?? '');
  }

  private doubtfulRuns(): readonly DoubtfulRun[] {
    const runs: DoubtfulRun[] = [];
    for (let start = 0; start < this.lines.length; start += 1) {
      const doubt = this.doubtAt(start);
      if (!doubt) continue;
      let [end, found, lost] = [start, 0, 0];
      for (; this.doubtAt(end) === doubt; end += 1) {
        if (!this.isTelling(end)) continue;
        if (this.isFound(end)) found += 1;
        else lost += 1;
      }
      runs.push({ start, end, doubt, found, lost });
      start = end - 1;
    }
    return runs;
  }

  private doubtAt(index: number): ReadLine['doubt'] {
    return this.found[index] && this.lines[index]?.doubt;
  }

  /** Pairs all quoted lines with those of the mail that is answered. */
  askParent(parent: Scroll, isParentKnown: boolean): void {
    const { quotedAt } = this;
    const quoted = quotedAt.map((index, at) => {
      const depth = isParentKnown ? Math.max(0, (this.depths[index] ?? 0) - 1) : 0;
      return this.alignLine(index, depth, quotedAt[at - 1]);
    });
    const { partners, approximate, ambiguous, isCoarse } = align(
      quoted,
      isParentKnown ? parent.lines : parent.lines.map(flat),
    );
    quotedAt.forEach((index, at) => {
      const partner = partners[at] ?? -1;
      if (ambiguous.has(at)) this.found[index] = { kind: 'ambiguous' };
      else if (partner >= 0)
        this.found[index] = { kind: 'found', scroll: parent, index: partner, precise: !approximate.has(at) };
      else if (isCoarse) this.found[index] = { kind: 'too-large' };
    });
    this.joinWrapped();
  }

  private alignLine(index: number, depth: number, before: number | undefined): AlignLine {
    const opensRun = before !== undefined && this.hasTextBetween(before, index);
    return { depth, squeezed: this.lines[index]?.squeezed ?? '', opensRun };
  }

  private hasTextBetween(before: number, index: number): boolean {
    for (let at = before + 1; at < index; at += 1) if (this.lines[at]?.squeezed !== '') return true;
    return false;
  }

  /** The rest of a quoted line that a mailer wrapped without a mark belongs to the quote. */
  private joinWrapped(): void {
    let below: readonly number[] | undefined;
    let above = -1;
    for (let at = 1; at < this.lines.length; at += 1) {
      const rest = this.lines[at]?.squeezed ?? '';
      const before = this.found[at - 1];
      if (before?.kind !== 'found') continue;
      if (this.found[at] === undefined && rest !== '') {
        const whole = before.scroll.lines[before.index]?.squeezed ?? '';
        const piece = this.lines[at - 1]?.squeezed ?? '';
        const end = piece === '' ? -1 : whole.indexOf(piece);
        if (end >= 0 && rest.length < whole.length && whole.startsWith(rest, end + piece.length))
          this.found[at] = before;
        else if (end === 0 && piece.length < whole.length) {
          below ??= this.foundBelow();
          this.moveWrapped(at, before, { above, below: below[at] ?? Infinity }, piece + rest);
        }
      }
      above = before.index;
    }
  }

  /** For each line the index of what the next found one quotes. */
  private foundBelow(): readonly number[] {
    const below: number[] = new Array<number>(this.found.length);
    let next = Infinity;
    for (let at = this.found.length - 1; at >= 0; at -= 1) {
      const finding = this.found[at];
      if (finding?.kind === 'found') next = finding.index;
      below[at] = next;
    }
    return below;
  }

  /** Of lines that begin alike between those that are quoted above and below, the one that was wrapped is told by its rest. */
  private moveWrapped(
    at: number,
    taken: Find,
    { above, below }: { readonly above: number; readonly below: number },
    whole: string,
  ): void {
    const { lines } = taken.scroll;
    for (let index = above + 1; index < Math.min(below, lines.length); index += 1) {
      if (!lines[index]?.squeezed.startsWith(whole)) continue;
      this.found[at - 1] = this.found[at] = { ...taken, index };
      return;
    }
  }

  hasLost(): boolean {
    return this.quotedAt.some((index) => this.isLost(index) && this.isTelling(index));
  }

  lostText(): readonly string[] {
    return this.quotedAt.flatMap((index) =>
      this.isLost(index) && this.isTelling(index) ? [this.lines[index]?.squeezed ?? ''] : [],
    );
  }

  private isLost(index: number): boolean {
    return this.found[index]?.kind === 'lost';
  }

  private isTelling(index: number): boolean {
    return (this.lines[index]?.squeezed.length ?? 0) >= tellingLength;
  }

  /** Looks for the lines still lost in another mail. One that says little counts only next to one that was found there. */
  askFurther(source: Scroll): void {
    if (!this.hasLost()) return;
    const lost = this.quotedAt.filter((index) => this.isLost(index));
    const { partners, approximate, ambiguous } = align(
      lost.map((index, at) => this.alignLine(index, 0, lost[at - 1])),
      source.lines.map(flat),
    );
    const isFound = lost.map((index, at) => (partners[at] ?? -1) >= 0 && this.isTelling(index));
    lost.forEach((index, at) => {
      const partner = partners[at] ?? -1;
      if (partner < 0 || ambiguous.has(at)) return;
      const isBeside = [at - 1, at + 1].some(
        (near) =>
          isFound[near] === true &&
          Math.abs((lost[near] ?? 0) - index) === 1 &&
          Math.abs((partners[near] ?? 0) - partner) === 1,
      );
      if (isFound[at] === true || isBeside)
        this.found[index] = { kind: 'found', scroll: source, index: partner, precise: !approximate.has(at) };
    });
  }
}

function flat(line: ReadLine): AlignLine {
  return { depth: 0, squeezed: line.squeezed };
}

/** Inherits: a line of the parent that is a quote itself leads on to who wrote it. */
function strandOf(finding: Finding, depth: number, hasSource: boolean): Strand | undefined {
  if (finding === undefined) return undefined;
  const quoteDepth = Math.max(1, depth);
  if (finding.kind === 'headers') return { kind: 'attribution' };
  if (finding.kind === 'lost')
    return { kind: 'lost', depth: quoteDepth, why: hasSource ? 'quote-not-found' : 'parent-missing' };
  if (finding.kind !== 'found') return { kind: 'lost', depth: quoteDepth, why: finding.kind };
  const { scroll, index, precise } = finding;
  const strand = scroll.strands[index];
  if (strand?.kind === 'quote') return { ...strand, depth: quoteDepth, precise: strand.precise && precise };
  if (strand?.kind === 'lost') return { ...strand, depth: quoteDepth };
  return { kind: 'quote', depth: quoteDepth, scroll, from: index, precise };
}
