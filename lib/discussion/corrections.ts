import type { MessageId } from '../mail/index';
import type { Block, Scroll } from './scroll';

/**
 * Names a remark for good: a reply and a body line of it, counted from 1, which the remark holds. Lines of a mail never
 * change; the numbers of blocks do when a rule that cuts them does.
 */
export interface RemarkSpot {
  readonly reply: MessageId;
  readonly line: number;
}

/** What a person said of a remark's place; it outranks every inference, and a later one an earlier one. */
export type RemarkCorrection =
  /** It speaks of this line of the posting (counted from 1), and answers no other remark. */
  | {
      readonly kind: 'move';
      readonly remark: RemarkSpot;
      readonly patch: MessageId;
      readonly bodyLine: number;
    }
  /** It speaks of the posting as a whole, and answers no other remark. */
  | { readonly kind: 'general'; readonly remark: RemarkSpot }
  /** It stays at its line and begins a conversation of its own. */
  | { readonly kind: 'detach'; readonly remark: RemarkSpot }
  /** It answers that remark, which was there before, and stands where that one does. */
  | { readonly kind: 'answer'; readonly remark: RemarkSpot; readonly answers: RemarkSpot };

/** A correction as it is applied: the mails and lines it names are there. */
export type Verdict =
  | { readonly kind: 'move'; readonly posting: Scroll; readonly bodyLine: number }
  | { readonly kind: 'general' }
  | { readonly kind: 'detach' }
  | { readonly kind: 'answer'; readonly scroll: Scroll; readonly block: Block };

/**
 * The corrections that can be applied, by the block they speak of. One that names a mail or a line which is not there,
 * or an answer to what came later, is left out: the mail may come, or another rule may cut the reply anew.
 *
 * @param corrections In the order they were made; of several for one remark the last counts.
 */
export function verdictsOf(
  corrections: readonly RemarkCorrection[],
  scrolls: ReadonlyMap<MessageId, Scroll>,
): ReadonlyMap<Block, Verdict> {
  const verdicts = new Map<Block, Verdict>();
  if (corrections.length === 0) return verdicts;
  const order = new Map([...scrolls.keys()].map((id, index) => [id, index]));
  for (const correction of corrections) {
    const found = blockAt(correction.remark, scrolls);
    const verdict = found && verdictOf(correction, found, scrolls, order);
    if (verdict) verdicts.set(found.block, verdict);
  }
  return verdicts;
}

interface Found {
  readonly scroll: Scroll;
  readonly block: Block;
}

function verdictOf(
  correction: RemarkCorrection,
  found: Found,
  scrolls: ReadonlyMap<MessageId, Scroll>,
  order: ReadonlyMap<MessageId, number>,
): Verdict | undefined {
  if (correction.kind === 'general' || correction.kind === 'detach') return { kind: correction.kind };
  if (correction.kind === 'move') {
    const posting = scrolls.get(correction.patch);
    const isThere =
      posting?.isPosting === true && correction.bodyLine >= 1 && correction.bodyLine <= posting.texts.length;
    return isThere ? { kind: 'move', posting, bodyLine: correction.bodyLine } : undefined;
  }
  const answered = blockAt(correction.answers, scrolls);
  const placeOf = ({ scroll }: Found) => order.get(scroll.id) ?? 0;
  // What is answered was there before: this is also why no circle can come about.
  const isBefore =
    answered !== undefined &&
    (placeOf(answered) < placeOf(found) ||
      (answered.scroll === found.scroll && answered.block.number < found.block.number));
  return isBefore ? { kind: 'answer', ...answered } : undefined;
}

function blockAt(spot: RemarkSpot, scrolls: ReadonlyMap<MessageId, Scroll>): Found | undefined {
  const scroll = scrolls.get(spot.reply);
  const block = scroll?.blocks.find((one) => spot.line > one.start && spot.line <= one.end);
  return scroll && block && { scroll, block };
}
