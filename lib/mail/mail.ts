/**
 * The identity of a mail: the content of its Message-ID header without angle brackets. Made only by
 * `parseMessageId` and `parseMail`; RFC 5322 section 3.6.4, read with the tolerance archives need.
 */
export type MessageId = string & { readonly __messageId: true };

/** One mailbox of an address header. `address` is as written, '' when the header holds no address. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

export interface Header {
  /** Lower case. */
  readonly name: string;
  /** Unfolded and decoded (RFC 2047). */
  readonly value: string;
}

/** One text part of a mail and the lines of `Mail.text` it fills. */
export interface TextPart {
  readonly contentType: string;
  readonly fileName: string | undefined;
  /** True when the part was marked or named as an attachment (a patch sent as a file, say). */
  readonly attached: boolean;
  /** Lines of `Mail.text`, counted from 1; `end` is the first line after the part. */
  readonly start: number;
  readonly end: number;
}

/** A part that is not text: kept in the raw mail, named here. `size` in bytes after decoding. */
export interface Attachment {
  readonly contentType: string;
  readonly fileName: string | undefined;
  readonly size: number;
}

/** Something in a mail that could not be read as its standard says, and what was done instead. */
export interface Problem {
  readonly where: string;
  readonly what: string;
}

/** A mail as its headers and text say, with nothing inferred about patches or series. */
export interface Mail {
  readonly id: MessageId;
  /** True when the mail has no usable Message-ID: `id` was then made from a hash of its content. */
  readonly isIdMade: boolean;
  /** Further Message-IDs in the same header block (public-inbox adds `...@z` to a reused one). */
  readonly otherIds: readonly MessageId[];
  /** Decoded and unfolded; '' when absent. */
  readonly subject: string;
  readonly from: Mailbox;
  readonly replyTo: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  /** The sender's clock; when the mail was received where that is more than a day ahead; undefined when absent or unreadable. */
  readonly date: Date | undefined;
  /** The offset the sender's Date header named, minutes east of UTC; undefined when not known. */
  readonly dateOffset: number | undefined;
  /** What this mail answers, nearest first: In-Reply-To, then References from last to first, each id once. */
  readonly parents: readonly MessageId[];
  /** List-Id values, without brackets and description, lower case. */
  readonly lists: readonly string[];
  /**
   * Headers that something beyond these fields is read from, in the order of the mail: those that tell it from others (From,
   * Subject, Date, To, Cc), X-Original-From, and the topmost Received. A mail brings some forty, most for its way alone.
   */
  readonly headers: readonly Header[];
  /**
   * The decoded text, LF only: all text parts one after another, so lines of the first part keep their
   * number. A "body line" anywhere in Loreview is a line of this text, split at LF and counted from 1.
   * HTML stands here as plain text only when a mail has no plain part (a problem says so).
   */
  readonly text: string;
  readonly textParts: readonly TextPart[];
  readonly attachments: readonly Attachment[];
  readonly problems: readonly Problem[];
}
