import type { Mailbox, MessageId } from '../mail/index';
import { readLines, type ReadLine } from './lines';

/**
 * What is known of one line while mails are read: who wrote it, and through whom it came. `from` is the index of the
 * line in the scroll that wrote it, counted from 0.
 */
export type Strand =
  | { readonly kind: 'own' }
  | { readonly kind: 'blank' }
  | { readonly kind: 'posted' }
  | { readonly kind: 'attribution' }
  | { readonly kind: 'furniture'; readonly what: Furniture }
  | {
      readonly kind: 'quote';
      readonly depth: number;
      readonly scroll: Scroll;
      readonly from: number;
      readonly precise: boolean;
    }
  | {
      readonly kind: 'lost';
      readonly depth: number;
      readonly why: 'parent-missing' | 'quote-not-found' | 'ambiguous' | 'too-large';
    };

export type Furniture = 'greeting' | 'closing' | 'snip' | 'footer' | 'signature' | 'pgp' | 'legal';

/** A block of text of a reply between quoted parts: indexes of its lines from 0, `end` the first after it. */
export interface Block {
  /** From 1, in the order of the mail. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/**
 * A mail whose lines are followed: a held one, or one that is not held and known only from what others quote of it
 * (its lines are then those quotes, in order).
 */
export interface Scroll {
  readonly id: MessageId;
  readonly isHeld: boolean;
  readonly isPosting: boolean;
  readonly from: Mailbox;
  readonly texts: readonly string[];
  readonly lines: readonly ReadLine[];
  readonly strands: readonly Strand[];
  readonly blocks: readonly Block[];
  /** Of a mail that is not held: the first reply to it. */
  readonly quotedBy?: MessageId;
}

/** A posting: every line is its own; a ">" in it quotes nobody, and is read so that quotes of it read alike. */
export function postedScroll(id: MessageId, from: Mailbox, text: string): Scroll {
  const texts = text.split('\n');
  let lines: readonly ReadLine[] | undefined;
  return {
    id,
    isHeld: true,
    isPosting: true,
    from,
    texts,
    // Most postings are never quoted: their lines are read when the first reply asks.
    get lines() {
      return (lines ??= readLines(text));
    },
    strands: texts.map(() => posted),
    blocks: [],
  };
}

const posted: Strand = { kind: 'posted' };

/** The last block that begins at or above a line (its index from 0). Blocks are in order. */
export function blockFrom(scroll: Scroll, at: number): Block | undefined {
  let [low, high] = [0, scroll.blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scroll.blocks[middle]?.start ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return scroll.blocks[low - 1];
}
