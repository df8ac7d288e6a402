import type { Anchor, Remark } from './discussion';
import type { Block, Scroll } from './scroll';

/** A block with its place; those of mails that are not held are kept to lead answers through them. */
export interface Placed {
  readonly scroll: Scroll;
  readonly block: Block;
  readonly anchor: Anchor;
  readonly answers: Placed | undefined;
  /** True when a person said that it begins a conversation of its own, whatever else stands at its line. */
  readonly isApart: boolean;
  readonly kind: Remark['kind'];
  readonly text: string;
  readonly trailers: Remark['trailers'];
  readonly quote: readonly string[];
}
