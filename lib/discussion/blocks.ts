import type { Mailbox } from '../mail/index';
import type { Followed } from './quotes';
import type { Block, Furniture, Strand } from './scroll';
import {
  isAttribution,
  isHeaderLine,
  isPastedHeader,
  isPasteSeparator,
  mayBeginAttribution,
} from './attributionWords';
import {
  isClosing,
  isFooterStart,
  isGatewayNote,
  isGreeting,
  isLegalStart,
  isMobileSignature,
  isOwnName,
  isPgpStart,
  isSignatureMark,
  isSnip,
  isThanks,
} from './furnitureWords';
import { isRobot } from './speech';

export interface Cut {
  readonly strands: readonly Strand[];
  readonly blocks: readonly Block[];
}

/** An attribution is wrapped onto this many lines at most. */
const attributionLines = 4;

/**
 * Cuts a reply into blocks: each run of text between quoted parts, without what is no remark (attribution lines,
 * signatures, footers, greetings and closings that stand alone, marks of cutting). Every line gets its strand.
 *
 * @param writer Who wrote the reply; `quoted` who wrote what it quotes first.
 */
export function cutBlocks(
  texts: readonly string[],
  followed: Followed,
  writer: Mailbox,
  quoted: Mailbox | undefined,
): Cut {
  const strands: (Strand | undefined)[] = followed.quotes.map(
    (quote, index) => quote ?? ((texts[index] ?? '').trim() === '' ? { kind: 'blank' } : undefined),
  );
  const furnish = (start: number, end: number, what: Furniture) => {
    for (let at = start; at < end; at += 1)
      if (strands[at] === undefined) strands[at] = { kind: 'furniture', what };
  };
  markEnds(texts, strands, furnish);
  takeBackOutput(texts, strands);
  markAttributions(texts, followed, strands, quoted);
  markAdded(followed, strands);
  if (isRobot(writer, texts.join('\n'))) return oneBlock(strands);
  const spans: Span[] = [];
  const courtesies: Span[] = [];
  for (const region of regionsOf(strands)) {
    const cut = trimmed(texts, strands, region, writer, furnish);
    if (cut?.isCourtesy) courtesies.push(cut);
    else if (cut) spans.push(cut);
  }
  // "Thanks!" with a remark further down answers what stands above it; below the last remark it closes the mail.
  const lastStart = spans.at(-1)?.start ?? Infinity;
  for (const courtesy of courtesies) {
    if (courtesy.start < lastStart) spans.push(courtesy);
    else furnish(courtesy.start, courtesy.end, 'closing');
  }
  spans.sort((one, other) => one.start - other.start);
  const blocks = spans.map(({ start, end }, index) => ({ number: index + 1, start, end }));
  return { strands: strands.map((strand) => strand ?? { kind: 'own' }), blocks };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A robot's report is one block, whatever it quotes in between. */
function oneBlock(strands: readonly (Strand | undefined)[]): Cut {
  const start = strands.findIndex((strand) => strand === undefined);
  const isReport = (strand: Strand | undefined) => strand === undefined || strand.kind === 'lost';
  const end = strands.findLastIndex(isReport) + 1;
  return {
    strands: strands.map((strand, at) =>
      start >= 0 && at >= start && at < end && isReport(strand)
        ? { kind: 'own' }
        : (strand ?? { kind: 'own' }),
    ),
    blocks: start < 0 ? [] : [{ number: 1, start, end }],
  };
}

type Furnish = (start: number, end: number, what: Furniture) => void;

/** Signatures, PGP blocks, list footers: from their first line to the end, or to the next quoted line. */
function markEnds(
  texts: readonly string[],
  strands: readonly (Strand | undefined)[],
  furnish: Furnish,
): void {
  const quotesAfter = [...strands.keys()].filter((at) => isQuote(strands[at])).reverse();
  const nextQuote = (from: number) => {
    while ((quotesAfter.at(-1) ?? Infinity) <= from) quotesAfter.pop();
    return quotesAfter.at(-1) ?? texts.length;
  };
  texts.forEach((text, at) => {
    if (strands[at] !== undefined) return;
    if (isSignatureMark(text)) furnish(at, nextQuote(at), 'signature');
    else if (/^-----BEGIN PGP SIGNED MESSAGE-----/.test(text))
      furnish(at, at + 1 + (/^Hash:/.test(texts[at + 1] ?? '') ? 1 : 0), 'pgp');
    else if (isPgpStart(text)) furnish(at, texts.length, 'pgp');
    else if (isFooterStart(text) && nextQuote(at) === texts.length) furnish(at, texts.length, 'footer');
    else if (isLegalStart(text)) furnish(at, paragraphEnd(texts, at), 'legal');
    else if (isMobileSignature(text)) furnish(at, at + 1, 'signature');
  });
}

function paragraphEnd(texts: readonly string[], from: number): number {
  let end = from;
  while (end < texts.length && (texts[end] ?? '').trim() !== '') end += 1;
  return end;
}

/** Output of programs in the text of the replier: ">>> defined in a.o" between lines of it, which nobody wrote before. */
function takeBackOutput(texts: readonly string[], strands: (Strand | undefined)[]): void {
  const isText = (at: number) => at >= 0 && strands[at] === undefined && at < texts.length;
  for (let at = 0; at < strands.length; at += 1) {
    const strand = strands[at];
    if (strand?.kind !== 'lost' || strand.why !== 'quote-not-found' || !isText(at - 1)) continue;
    let end = at;
    while (strands[end]?.kind === 'lost') end += 1;
    if (strand.depth < 3 && !isText(end)) continue;
    strands.fill(undefined, at, end);
  }
}

/** Lines that tell who is quoted: right above a quote, or of a pasted header. */
function markAttributions(
  texts: readonly string[],
  followed: Followed,
  strands: (Strand | undefined)[],
  quoted: Mailbox | undefined,
): void {
  markFirstLines(texts, strands, quoted);
  texts.forEach((text, at) => {
    const strand = strands[at];
    const isQuoted = strand?.kind === 'lost' || strand?.kind === 'quote';
    if (strand?.kind === 'lost') {
      const content = followed.lines[at]?.content ?? '';
      if (isPasteSeparator(content) || isPastedHeader(content) || isAttribution(content, quoted))
        strands[at] = { kind: 'attribution' };
      else if (isSnip(content)) strands[at] = { kind: 'furniture', what: 'snip' };
    }
    if (!isQuoted || isQuote(strands[at - 1])) return;
    let end = at;
    while (end > 0 && strands[end - 1]?.kind === 'blank') end -= 1;
    for (
      let count = 1;
      count <= attributionLines && end - count >= 0 && strands[end - count] === undefined;
      count += 1
    ) {
      const lines = texts.slice(end - count, end);
      const isWhole =
        (count === 1 && isHeaderLine(lines[0] ?? '')) ||
        (isAttribution(lines.join(' '), quoted) &&
          (count === 1 ? !mayGoOn(texts, strands, end - 1, quoted) : mayBeginAttribution(lines[0] ?? '')));
      if (!isWhole) continue;
      for (let mark = end - count; mark < end; mark += 1) strands[mark] = { kind: 'attribution' };
      break;
    }
  });
}

/**
 * Quoted lines that lists and gateways added to the mail on its way to the replier, so that it lacks them here: from their
 * first line to the next empty one.
 */
function markAdded(followed: Followed, strands: (Strand | undefined)[]): void {
  let what: 'footer' | 'legal' | undefined;
  followed.lines.forEach(({ depth, content, squeezed }, at) => {
    if (depth === 0 || squeezed === '') what = undefined;
    else if (isFooterStart(content)) what = 'footer';
    else if (isGatewayNote(content)) what = 'legal';
    if (what !== undefined && strands[at]?.kind === 'lost') strands[at] = { kind: 'furniture', what };
  });
}

/** An attribution at the top of a mail, also when a word of the replier stands between it and the quote. */
function markFirstLines(
  texts: readonly string[],
  strands: (Strand | undefined)[],
  quoted: Mailbox | undefined,
): void {
  const first = strands.findIndex((strand) => strand?.kind !== 'blank');
  for (let count = 1; count <= 2 && first >= 0; count += 1) {
    const end = first + count;
    if (strands.slice(first, end).some((strand) => strand !== undefined)) return;
    const said = texts.slice(first, end).join(' ');
    const isTold = isHeaderLine(said) || isAttribution(said, quoted);
    if (!isTold || !mayBeginAttribution(texts[first] ?? '')) continue;
    for (let at = first; at < end; at += 1) strands[at] = { kind: 'attribution' };
    return;
  }
}

/** True when the line above belongs to the same attribution: "On Monday, 3 June\nSomebody wrote:". */
function mayGoOn(
  texts: readonly string[],
  strands: readonly (Strand | undefined)[],
  at: number,
  quoted: Mailbox | undefined,
): boolean {
  const above = texts[at - 1] ?? '';
  if (at === 0 || strands[at - 1] !== undefined || /[.?!:]\s*$/.test(above)) return false;
  const isShortTail = (texts[at] ?? '').trim().split(/\s+/).length <= 6;
  return (
    mayBeginAttribution(above) &&
    (isShortTail || /^(?:On|Am|Le|El)\b/.test(above.trim())) &&
    isAttribution(`${above} ${texts[at] ?? ''}`, quoted)
  );
}

function isQuote(strand: Strand | undefined): boolean {
  return strand?.kind === 'quote' || strand?.kind === 'lost';
}

/** Runs of lines without a quote or attribution in between that hold some text. */
function regionsOf(
  strands: readonly (Strand | undefined)[],
): readonly { readonly start: number; readonly end: number }[] {
  const regions: { start: number; end: number }[] = [];
  let start = 0;
  for (let at = 0; at <= strands.length; at += 1) {
    const strand = strands[at];
    const isBorder =
      at === strands.length ||
      isQuote(strand) ||
      strand?.kind === 'attribution' ||
      strand?.kind === 'furniture';
    if (!isBorder) continue;
    if (strands.slice(start, at).some((one) => one === undefined)) regions.push({ start, end: at });
    start = at + 1;
  }
  return regions;
}

/**
 * Takes blank lines and marks of cutting off a region; undefined when nothing is
 * left. A region that is nothing but courtesy is left to the caller. A greeting at the start and a closing at the end stay with the text.
 */
function trimmed(
  texts: readonly string[],
  strands: readonly (Strand | undefined)[],
  region: { readonly start: number; readonly end: number },
  writer: Mailbox,
  furnish: Furnish,
): (Span & { readonly isCourtesy: boolean }) | undefined {
  let { start, end } = region;
  const isEmpty = (at: number) => strands[at] !== undefined;
  const shrink = () => {
    while (start < end && isEmpty(start)) start += 1;
    while (end > start && isEmpty(end - 1)) end -= 1;
  };
  shrink();
  const own = () => {
    const lines: number[] = [];
    for (let at = start; at < end; at += 1) if (strands[at] === undefined) lines.push(at);
    return lines;
  };
  if (own().every((at) => isSnip(texts[at] ?? ''))) {
    furnish(start, end, 'snip');
    return undefined;
  }
  if (own().every((at) => isGreeting(texts[at] ?? ''))) {
    furnish(start, end, 'greeting');
    return undefined;
  }
  const lines = own();
  const isJustClosing =
    lines.length <= 4 &&
    lines.every(
      (at) => isClosing(texts[at] ?? '') || isOwnName(texts[at] ?? '', writer) || isGreeting(texts[at] ?? ''),
    );
  if (isJustClosing) {
    if (lines.some((at) => isThanks(texts[at] ?? ''))) return { start, end, isCourtesy: true };
    furnish(start, end, 'closing');
    return undefined;
  }
  while (end - 2 > start && isSnip(texts[end - 1] ?? '') && (texts[end - 2] ?? '').trim() === '') {
    furnish(end - 1, end, 'snip');
    shrink();
  }
  return start < end ? { start, end, isCourtesy: false } : undefined;
}
