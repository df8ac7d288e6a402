import type { MessageId } from '../mail/index';
import type { LineOrigin } from './discussion';
import type { Scroll, Strand } from './scroll';

const posted: LineOrigin = { kind: 'posted' };
const blank: LineOrigin = { kind: 'blank' };

/** What was made of each line of a mail; each has exactly one origin. */
export function originsOf(scroll: Scroll): readonly LineOrigin[] {
  if (scroll.isPosting) return scroll.texts.map(() => posted);
  const remarkAt = new Map<number, number>();
  for (const { number, start, end } of scroll.blocks)
    for (let at = start; at < end; at += 1) remarkAt.set(at, number);
  return scroll.strands.map((strand, at) => {
    const isEmpty = (scroll.lines[at]?.squeezed ?? '') === '';
    return originOf(strand, isEmpty, remarkAt.get(at));
  });
}

function originOf(strand: Strand, isEmpty: boolean, remark: number | undefined): LineOrigin {
  switch (strand.kind) {
    case 'quote':
      // The text of a mail that is not held is known from quotes alone: it has no lines to name.
      if (!strand.scroll.isHeld) return isEmpty ? blank : unheldOrigin(strand);
      return {
        kind: 'quote',
        depth: strand.depth,
        mail: strand.scroll.id,
        line: strand.from + 1,
        precise: strand.precise,
      };
    case 'lost':
      if (isEmpty) return blank;
      return {
        kind: 'lost-quote',
        depth: strand.depth,
        why: strand.why === 'ambiguous' ? 'quote-not-found' : strand.why,
      };
    case 'own':
      return remark === undefined ? { kind: 'furniture', what: 'closing' } : { kind: 'own', remark };
    default:
      return strand;
  }
}

/** A line of a mail that is known from quotes alone may still be told for what it is. */
function unheldOrigin({ scroll, from, depth }: Extract<Strand, { readonly kind: 'quote' }>): LineOrigin {
  const there = scroll.strands[from];
  return there?.kind === 'attribution' || there?.kind === 'furniture'
    ? there
    : { kind: 'lost-quote', depth, why: 'parent-missing' };
}

/** Why a reply holds no remark; undefined when it holds one. */
export function silence(
  id: MessageId,
  scroll: Scroll,
): { readonly reply: MessageId; readonly why: string } | undefined {
  if (scroll.isPosting || scroll.blocks.length > 0) return undefined;
  const isQuoting = scroll.strands.some((strand) => strand.kind === 'quote' || strand.kind === 'lost');
  if (isQuoting) return { reply: id, why: 'everything in it is quoted' };
  const isWritten = scroll.strands.some((strand) => strand.kind !== 'blank');
  return { reply: id, why: isWritten ? 'nothing but a greeting or signature' : 'there is no text in it' };
}
