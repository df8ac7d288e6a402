import type { Mailbox } from '../mail/index';
import type { Followed } from './quotes';
import type { Block, Furniture, Strand } from './scroll';
import {
  isAddresseeNote,
  isAttribution,
  isClosing,
  isFooterStart,
  isGreeting,
  isMobileSignature,
  isOwnName,
  isPastedHeader,
  isPasteSeparator,
  isPgpStart,
  isRobot,
  isSignatureMark,
  isSnip,
  mayBeginAttribution,
} from './words';

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
  markAttributions(texts, strands, quoted);
  if (isRobot(writer)) return oneBlock(strands);
  const regions = regionsOf(strands);
  const blocks: Block[] = [];
  for (const region of regions) {
    const block = trimmed(texts, strands, region, writer, furnish);
    if (block) blocks.push({ number: blocks.length + 1, ...block });
  }
  if (blocks.length === 0) blocks.push(...onlyCourtesy(texts, strands, writer));
  return { strands: strands.map((strand) => strand ?? { kind: 'own' }), blocks };
}

/** A robot's report is one block, whatever it quotes in between. */
function oneBlock(strands: readonly (Strand | undefined)[]): Cut {
  const start = strands.findIndex((strand) => strand === undefined);
  let end = strands.length;
  while (end > start && strands[end - 1] !== undefined) end -= 1;
  return {
    strands: strands.map((strand, at) =>
      start >= 0 && at >= start && at < end && (strand === undefined || strand.kind === 'lost')
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
  const nextQuote = (from: number) => {
    const at = strands.findIndex(
      (strand, index) => index > from && (strand?.kind === 'quote' || strand?.kind === 'lost'),
    );
    return at < 0 ? texts.length : at;
  };
  texts.forEach((text, at) => {
    if (strands[at] !== undefined) return;
    if (isSignatureMark(text)) furnish(at, nextQuote(at), 'signature');
    else if (/^-----BEGIN PGP SIGNED MESSAGE-----/.test(text))
      furnish(at, at + 1 + (/^Hash:/.test(texts[at + 1] ?? '') ? 1 : 0), 'pgp');
    else if (isPgpStart(text)) furnish(at, texts.length, 'pgp');
    else if (isFooterStart(text) && nextQuote(at) === texts.length) furnish(at, texts.length, 'footer');
    else if (isMobileSignature(text)) furnish(at, at + 1, 'signature');
  });
}

/** Lines that tell who is quoted: right above a quote, or of a pasted header. */
function markAttributions(
  texts: readonly string[],
  strands: (Strand | undefined)[],
  quoted: Mailbox | undefined,
): void {
  markFirstLines(texts, strands, quoted);
  texts.forEach((text, at) => {
    const strand = strands[at];
    const isQuoted = strand?.kind === 'lost' || strand?.kind === 'quote';
    if (
      strand?.kind === 'lost' &&
      (isPasteSeparator(text) || isPastedHeader(text) || isAttribution(text.replace(/^[>|\s]+/, ''), quoted))
    ) {
      strands[at] = { kind: 'attribution' };
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
        isAttribution(lines.join(' '), quoted) &&
        (count === 1 ? !mayGoOn(texts, strands, end - 1, quoted) : mayBeginAttribution(lines[0] ?? ''));
      if (!isWhole) continue;
      for (let mark = end - count; mark < end; mark += 1) strands[mark] = { kind: 'attribution' };
      break;
    }
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
    if (!isAttribution(said, quoted) || !mayBeginAttribution(texts[first] ?? '')) continue;
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
 * Takes blank lines, marks of cutting, and a name or closing at the end off a region; undefined when nothing is
 * left. A greeting at the start stays with the text that follows it.
 */
function trimmed(
  texts: readonly string[],
  strands: readonly (Strand | undefined)[],
  region: { readonly start: number; readonly end: number },
  writer: Mailbox,
  furnish: Furnish,
): { readonly start: number; readonly end: number } | undefined {
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
    furnish(start, end, 'closing');
    return undefined;
  }
  if (
    lines.every((at) => isAddresseeNote(texts[at] ?? '')) &&
    region.start === 0 &&
    isAnyQuoteAfter(strands, end)
  ) {
    // "+ Kees" above a quote tells who was added, and is courtesy: it stays a block of its own.
    return { start, end };
  }
  while (end - 2 > start && isSnip(texts[end - 1] ?? '') && (texts[end - 2] ?? '').trim() === '') {
    furnish(end - 1, end, 'snip');
    shrink();
  }
  for (
    let last = end - 1;
    last > start && isOwnName(texts[last] ?? '', writer) && (texts[last] ?? '').trim() !== '';
    last = end - 1
  ) {
    furnish(last, end, 'closing');
    end = last;
    shrink();
  }
  return start < end ? { start, end } : undefined;
}

/** "Thanks!" is a closing under a remark; in a mail that says nothing else it is what the mail says. */
function onlyCourtesy(
  texts: readonly string[],
  strands: (Strand | undefined)[],
  writer: Mailbox,
): readonly Block[] {
  const isSaid = (at: number) => {
    const strand = strands[at];
    return strand?.kind === 'furniture' && strand.what === 'closing' && !isOwnName(texts[at] ?? '', writer);
  };
  const start = texts.findIndex((_text, at) => isSaid(at));
  if (start < 0) return [];
  let end = start;
  while (end < texts.length && isSaid(end)) strands[end++] = { kind: 'own' };
  return [{ number: 1, start, end }];
}

function isAnyQuoteAfter(strands: readonly (Strand | undefined)[], from: number): boolean {
  return strands.some((strand, at) => at >= from && isQuote(strand));
}
