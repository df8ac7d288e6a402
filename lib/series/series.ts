import type { Mailbox, Mail, MessageId } from '../mail/index';
import type { Patch, Subject } from '../patch/index';

/** A person: one or more mailboxes that mail proves to be one. `key` is the chosen address, lower case. */
export interface Person {
  readonly key: string;
  readonly name: string;
  readonly addresses: readonly string[];
}

/** What a mail is in its thread. `other` is a mail that is neither posting nor reply to a known one. */
export type SeriesMail =
  | { readonly kind: 'cover'; readonly mail: Mail; readonly subject: Subject; readonly patch: Patch }
  | { readonly kind: 'patch'; readonly mail: Mail; readonly subject: Subject; readonly patch: Patch }
  | { readonly kind: 'reply'; readonly mail: Mail; readonly subject: Subject }
  | { readonly kind: 'other'; readonly mail: Mail; readonly subject: Subject };

/** Why two postings were taken for versions of one series. `because` names the mails to look at. */
export interface Signal {
  readonly kind:
    | 'change-id'
    | 'lore-link'
    | 'threading'
    | 'subject+author'
    | 'patches'
    | 'supersedes'
    | 'was'
    | 'correction';
  readonly because: readonly MessageId[];
  /** One sentence for the page: "the cover letter links 2024...". */
  readonly why: string;
}

/**
 * A patch of the series that somebody else posted again in a series of his own: a maintainer's pull request, a
 * backport. It is where the patch landed, and no version.
 */
export interface Repost {
  readonly mail: MessageId;
  /** Its title as it is now; maintainers alter titles. */
  readonly title: string;
  readonly by: Mailbox;
  readonly date: Date | undefined;
  /** The patch of this series; of several versions the one it names, else the one it is most like. */
  readonly of: MessageId;
  /** The release tree its brackets name ("6.1.y", "stable"): a backport. Empty for the main line. */
  readonly tree: string;
  readonly evidence: readonly RepostEvidence[];
}

export interface RepostEvidence {
  /** link: a trailer of the repost names the patch; the others compare the two. */
  readonly kind: 'link' | 'same-diff' | 'like-diff' | 'title';
  readonly because: readonly MessageId[];
  readonly why: string;
}

/** A version that mail speaks of and that is not among the mails at hand. */
export interface Absent {
  /** "v2", "v2 to v4", "RFC"; "an earlier version" when a link is all that tells of it. */
  readonly what: string;
  /** The numbers it stands for, ends included; undefined for an RFC and where none is named. */
  readonly numbers: { readonly first: number; readonly last: number } | undefined;
  /** Message-IDs it is linked by. */
  readonly ids: readonly MessageId[];
  /** Why it is thought to exist, never empty. */
  readonly evidence: readonly { readonly because: readonly MessageId[]; readonly why: string }[];
}

/** Another series that may be this one: what speaks for it falls short of joining them. */
export interface Maybe {
  /** The mail that says what the version of this series is, and the one of the other series. */
  readonly posting: MessageId;
  readonly other: MessageId;
  readonly title: string;
  /** Label of the other one's version. */
  readonly label: string;
  readonly sender: Mailbox;
  readonly date: Date | undefined;
  /** Sum of the weights, below the one that joins (1). */
  readonly score: number;
  readonly signals: readonly Signal[];
}

/** Number n of a version. */
export type PatchSlot =
  | {
      readonly kind: 'held';
      readonly number: number;
      readonly mail: MessageId;
      readonly title: string;
      /** The author of the patch (in-body From before the header). */
      readonly author: Mailbox;
      readonly patch: Patch;
    }
  /** Not in the mails at hand. `mail` and `title` are known when replies name them. */
  | {
      readonly kind: 'missing';
      readonly number: number;
      readonly mail: MessageId | undefined;
      readonly title: string | undefined;
    }
  /** A partial re-roll left this patch as it was in an earlier version. */
  | { readonly kind: 'carried'; readonly number: number; readonly mail: MessageId; readonly title: string };

export interface Version {
  /** "RFC", "RFC PREVIEW", "v1", "v2.1", "v3 RESEND": unique in the series. */
  readonly label: string;
  /** The same for a URL: lower case letters, digits, '.', '-': "rfc", "v1", "v3-resend". */
  readonly slug: string;
  readonly version: number;
  readonly isRfc: boolean;
  readonly isPreview: boolean;
  readonly isResend: boolean;
  /** Date of the first mail of the posting by the sender's clock. */
  readonly date: Date | undefined;
  /** The cover letter; a missing one whose id replies or patches name is `missing`. */
  readonly cover:
    | { readonly kind: 'held'; readonly mail: MessageId; readonly title: string; readonly patch: Patch }
    | { readonly kind: 'missing'; readonly mail: MessageId }
    | undefined;
  /** Number 1 to n, one slot each, in order. */
  readonly patches: readonly PatchSlot[];
  /** Label of the version this partial re-roll replaces patches of. */
  readonly partialOf: string | undefined;
  readonly changeId: string | undefined;
  readonly baseCommit: string | undefined;
  /** The evidence that this version belongs to the series; empty for the first one. */
  readonly linkedBy: readonly Signal[];
  /** Who sent it. */
  readonly sender: Person;
}

/** A patch followed through the versions: one row of the grid. */
export interface Lineage {
  readonly title: string;
  /** One entry a version of the series, in their order; undefined where the version has no such patch. */
  readonly cells: readonly (number | undefined)[];
  /** Between version i and i+1: same diff (context apart), changed, new, dropped, not known (a mail is missing), or neither has it. */
  readonly steps: readonly ('same' | 'changed' | 'new' | 'dropped' | 'unknown' | 'none')[];
}

/** All versions of one piece of work, with every mail said about them. */
export interface Series {
  /** Title of the newest version. */
  readonly title: string;
  /** For URLs; made from the title, unique among the series of one recognition. */
  readonly slug: string;
  readonly author: Person;
  /** Oldest first; RFC and PREVIEW before v1. */
  readonly versions: readonly Version[];
  readonly lineages: readonly Lineage[];
  /** Held patch of version K, held patch of version K+1. */
  readonly patchPairs: readonly (readonly [MessageId, MessageId])[];
  /** Where its patches were posted again by others, by date then id. */
  readonly reposts: readonly Repost[];
  /** Versions that are not here, by number; links without a number last. */
  readonly absent: readonly Absent[];
  /** Series that may be this one, likeliest first. */
  readonly maybe: readonly Maybe[];
  readonly people: readonly Person[];
  readonly lists: readonly string[];
  /** Every mail of its threads, postings included, by date then id. */
  readonly mails: readonly MessageId[];
}

/** What `recogniseSeries` makes of a set of mails. */
export interface Recognition {
  readonly series: readonly Series[];
  /** Every mail by id; of mails that share an id the first by content hash order stands here. */
  readonly byId: ReadonlyMap<MessageId, SeriesMail>;
  /**
   * The nearest held ancestor of each mail; absent for roots. A cycle in headers is cut at the oldest mail,
   * so walking up always ends.
   */
  readonly parentOf: ReadonlyMap<MessageId, MessageId>;
  /** The posting (cover or patch, held or missing) each reply finally speaks to, through any depth; absent when none. */
  readonly postingOf: ReadonlyMap<MessageId, MessageId>;
  /** Mails in no series: threads without a patch. */
  readonly outside: readonly MessageId[];
}

/** What a person entered; it outranks every inference, and a later one an earlier one. */
export type SeriesCorrection =
  /** The postings these two mails are, or speak to, are versions of one series. */
  | { readonly kind: 'join'; readonly a: MessageId; readonly b: MessageId }
  /** The series of these two mails are not one: they are not offered as such. What mail joins for certain it leaves joined. */
  | { readonly kind: 'apart'; readonly a: MessageId; readonly b: MessageId }
  /** The version this mail belongs to is a series of its own. */
  | { readonly kind: 'split'; readonly posting: MessageId }
  /** What the version this mail belongs to is called, and where it stands. */
  | {
      readonly kind: 'version';
      readonly posting: MessageId;
      /** As brackets say it: "RFC", "v2", "RFC PREVIEW v2.1", "v3 RESEND" (`isVersionLabel`). */
      readonly label: string;
      /** The version stands right after the one this mail belongs to; by date and number when left out. */
      readonly after?: MessageId | undefined;
    };
