import type { Mailbox, MessageId, Problem } from '../mail/index';
import type { LineRange } from '../patch/index';

/** Text that a reader wrote about some lines of a mail, or about all of it. */
export interface Draft {
  /** The mail that is answered. */
  readonly answers: MessageId;
  /** Lines of that mail's decoded text, counted from 1; undefined for the mail as a whole. */
  readonly at: LineRange | undefined;
  /** '' for a draft that only gives tags. */
  readonly text: string;
  /** Keys of review trailers given to the mail, without the name: "Reviewed-by". */
  readonly tags?: readonly string[];
}

/** Who writes. Mail to any of the addresses is mail to the reader. */
export interface Reader {
  readonly name: string;
  readonly address: string;
  readonly otherAddresses?: readonly string[];
}

/** What a pure function cannot know: the moment, and names for the mails it makes. */
export interface ReplyStamp {
  readonly now: Date;
  /** Minutes east of UTC, as the reader's clock shows; 0 when not given. */
  readonly offset?: number;
  /** A new Message-ID for the reply to the mail given, without brackets. */
  readonly idFor: (answered: MessageId) => MessageId;
}

/** One mail, ready to be written out. All texts are decoded; names and subject hold no control characters. */
export interface Reply {
  readonly answers: MessageId;
  readonly id: MessageId;
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly subject: string;
  /** Undefined when the answered mail has no Message-ID: the reply then starts a thread of its own. */
  readonly inReplyTo: MessageId | undefined;
  /** Oldest first, the answered mail last. */
  readonly references: readonly MessageId[];
  readonly date: Date;
  readonly offset: number;
  /** LF only, ends with LF, and is never wrapped. */
  readonly body: string;
  /**
   * Where each draft (its index in what was given) stands: under this line of the answered mail, counted from 1;
   * undefined for the mail as a whole. An empty line cannot be answered: its draft stands under the line above it.
   */
  readonly places: readonly { readonly draft: number; readonly line: number | undefined }[];
  /** What the answered mail did not let be done as its standard says, and what was done instead. */
  readonly problems: readonly Problem[];
}

/** A draft that is in no reply, and why. */
export interface LeftDraft {
  readonly draft: number;
  readonly why: 'mail-missing' | 'no-such-line' | 'nothing-said';
}

export interface Composed {
  /** In the order in which the mails are first answered. */
  readonly replies: readonly Reply[];
  readonly left: readonly LeftDraft[];
}
