import type { Block, Scroll, Strand } from './scroll';

/** Quoted lines shown with a remark: what a reader needs to see above it. */
const quoteShown = 10;

/** What a block stands under. `from` is the index of the line in the mail that wrote it. */
export type Above =
  | { readonly kind: 'line'; readonly scroll: Scroll; readonly from: number; readonly precise: boolean }
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'lost';
      readonly why: 'parent-missing' | 'quote-not-found' | 'ambiguous' | 'too-large';
      /** The quoted line itself. */
      readonly text: string;
    };

/**
 * The last quoted line above a block that holds more than white space. A line that was not found leaves its place to
 * the found one above it in the same quoted run, which is then not precise. Quoted attributions, greetings and
 * signatures are nothing to speak of.
 */
export function lineAbove(scroll: Scroll, block: Block): Above {
  let lost: Above | undefined;
  for (let at = block.start - 1; at >= 0; at -= 1) {
    const strand = scroll.strands[at];
    if (strand?.kind === 'own') break;
    if (isEmptyAt(scroll, at)) continue;
    if (strand?.kind === 'lost')
      lost ??= { kind: 'lost', why: strand.why, text: scroll.lines[at]?.content ?? '' };
    if (strand?.kind !== 'quote' || isFurnitureOf(strand)) continue;
    return {
      kind: 'line',
      scroll: strand.scroll,
      from: strand.from,
      precise: strand.precise && lost === undefined,
    };
  }
  return lost ?? { kind: 'nothing' };
}

/** The first quoted line below a block that was found, when nothing but empty lines stands between. */
export function lineBelow(
  scroll: Scroll,
  block: Block,
): Extract<Strand, { readonly kind: 'quote' }> | undefined {
  for (let at = block.end; at < scroll.strands.length; at += 1) {
    if (isEmptyAt(scroll, at)) continue;
    const strand = scroll.strands[at];
    return strand?.kind === 'quote' ? strand : undefined;
  }
  return undefined;
}

/** The quoted lines right above a block without their marks, at most the last ten. */
export function quoteAbove(scroll: Scroll, block: Block): readonly string[] {
  const quote: string[] = [];
  for (let at = block.start - 1; at >= 0 && quote.length < quoteShown; at -= 1) {
    const strand = scroll.strands[at];
    if (strand?.kind === 'quote' || strand?.kind === 'lost') quote.unshift(scroll.lines[at]?.content ?? '');
    else if (strand?.kind !== 'blank' || quote.length > 0) break;
  }
  while (quote[0]?.trim() === '') quote.shift();
  while (quote.at(-1)?.trim() === '') quote.pop();
  return quote;
}

export function isEmptyAt(scroll: Scroll, at: number): boolean {
  return (scroll.lines[at]?.squeezed ?? '') === '';
}

function isFurnitureOf(strand: Extract<Strand, { readonly kind: 'quote' }>): boolean {
  const kind = strand.scroll.strands[strand.from]?.kind;
  return kind === 'attribution' || kind === 'furniture' || kind === 'blank';
}
