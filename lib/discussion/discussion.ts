import type { Mailbox, MessageId } from '../mail/index';

/** Where a line of a mail comes from. */
export type LineOrigin =
  /** Written in this mail, inside remark `remark` (counted from 1). */
  | { readonly kind: 'own'; readonly remark: number }
  /** Quoted, and found: line `line` of mail `mail`, which wrote it. `precise` is false when a damaged quote was placed between its neighbours. */
  | {
      readonly kind: 'quote';
      readonly depth: number;
      readonly mail: MessageId;
      readonly line: number;
      readonly precise: boolean;
    }
  /** Quoted, and not found in any ancestor at hand. */
  | {
      readonly kind: 'lost-quote';
      readonly depth: number;
      readonly why: 'parent-missing' | 'quote-not-found' | 'too-large';
    }
  | { readonly kind: 'blank' }
  /** "On ... wrote:", mail headers pasted above a quote. */
  | { readonly kind: 'attribution' }
  /** A greeting or closing alone, "[snip]", list footers, signatures, PGP blocks, legal text. */
  | {
      readonly kind: 'furniture';
      readonly what: 'greeting' | 'closing' | 'snip' | 'footer' | 'signature' | 'pgp' | 'legal';
    }
  /** Line of a posting: the mail wrote it itself and it is no remark. */
  | { readonly kind: 'posted' };

export type AnchorPart = 'diff' | 'message' | 'notes' | 'diffstat' | 'cover';

/** The place a remark speaks of. `patch` is the Message-ID of the posting, held or missing. */
export type Anchor =
  | {
      readonly kind: 'line';
      readonly patch: MessageId;
      readonly part: AnchorPart;
      /** Line of the posting's decoded text, counted from 1. */
      readonly bodyLine: number;
      /** The file and the line on that side, when the line lies in a hunk. */
      readonly at: { readonly path: string; readonly side: 'old' | 'new'; readonly line: number } | undefined;
      readonly precise: boolean;
    }
  | { readonly kind: 'file'; readonly patch: MessageId; readonly path: string; readonly why: string }
  /** About the posting as a whole. */
  | { readonly kind: 'patch'; readonly patch: MessageId }
  /** The posting is not held: what the remark's quote shows of it is all that is known. */
  | { readonly kind: 'unheld'; readonly patch: MessageId; readonly quotedLine: string | undefined }
  | {
      readonly kind: 'unplaced';
      readonly why: 'no-posting' | 'quote-not-found' | 'quote-ambiguous' | 'too-large';
    };

/** Names one remark: a reply and the number of the block in it, counted from 1. */
export interface RemarkRef {
  readonly reply: MessageId;
  readonly block: number;
}

/** A block of text somebody wrote in a reply, between two quoted parts. */
export interface Remark extends RemarkRef {
  /** Body lines of the reply, counted from 1; `end` is the first line after. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly from: Mailbox;
  readonly date: Date | undefined;
  readonly kind: 'inline' | 'general' | 'trailer' | 'social' | 'bot';
  readonly anchor: Anchor;
  /** The remark this one answers: the one whose line it quotes, else none. */
  readonly answers: RemarkRef | undefined;
  /** The quoted lines right above, without marks, at most the last ten: what a reader needs to see with it. */
  readonly quote: readonly string[];
  /** Diffs the replier wrote, as body lines of the reply. */
  readonly counterDiffs: readonly { readonly start: number; readonly end: number }[];
  /** Trailers the remark gives ("Reviewed-by: ..."). */
  readonly trailers: readonly { readonly key: string; readonly value: string }[];
}

/** Remarks that answer one another at one place, by date, the first asks. */
export interface Conversation {
  readonly anchor: Anchor;
  readonly remarks: readonly RemarkRef[];
}

/** What the replies of one series say, each remark at its place. Every reply of the series lies in exactly one of the lists. */
export interface Discussion {
  readonly remarks: readonly Remark[];
  readonly conversations: readonly Conversation[];
  /** Replies in which no remark was found (all quote, empty, attachment only), with the reason. */
  readonly silent: readonly { readonly reply: MessageId; readonly why: string }[];
  /** What was made of each line of each mail of the series, index 0 = body line 1. */
  readonly lines: ReadonlyMap<MessageId, readonly LineOrigin[]>;
}
