import type { Ported } from '../compare/index';
import type { Remark, RemarkRef } from '../discussion/index';
import type { Mailbox, MessageId } from '../mail/index';

/** What became of a remark that asks for something, at the end of the mails at hand. docs/glossary.md has the words. */
export type State = 'open' | 'answered' | 'promised' | 'addressed' | 'resolved' | 'rejected' | 'moot';

/** One thing to look at that a state, a tag or a turn rests on. Lines count from 1. */
export type Evidence =
  /** What somebody said: block `block` of mail `mail`; `words` are its first ones. */
  | {
      readonly kind: 'reply';
      readonly mail: MessageId;
      readonly block: number;
      readonly name: string;
      readonly words: string;
    }
  /** What a later version changed; `line` is the body line of its mail, undefined when lines went away. */
  | {
      readonly kind: 'hunk';
      readonly mail: MessageId;
      readonly version: string;
      readonly line: number | undefined;
      readonly what: string;
    }
  | {
      readonly kind: 'changelog';
      readonly mail: MessageId;
      readonly version: string;
      readonly line: number;
      readonly words: string;
    }
  | {
      readonly kind: 'tag';
      readonly mail: MessageId;
      readonly key: string;
      readonly name: string;
      readonly version: string;
    }
  | { readonly kind: 'applied'; readonly mail: MessageId; readonly name: string; readonly words: string }
  /** The place is the same in that version. */
  | {
      readonly kind: 'no-change';
      readonly mail: MessageId;
      readonly version: string;
      readonly line: number | undefined;
    }
  /** The patch is not in that version. */
  | { readonly kind: 'dropped'; readonly mail: MessageId; readonly version: string }
  /** Number of the correction in force. */
  | { readonly kind: 'correction'; readonly reason: string };

/** What became of one remark. */
export interface RemarkStatus extends RemarkRef {
  /** True when it asks for something: a change, an answer, a reason. Only such a remark has a state. */
  readonly asks: boolean;
  readonly state: State | undefined;
  /** Label of the version it was made on; undefined when that is not known. */
  readonly version: string | undefined;
  /** Label of the first version in which nothing essential of what was asked is left. */
  readonly addressedIn: string | undefined;
  /** One sentence for the page. */
  readonly why: string;
  readonly evidence: readonly Evidence[];
}

/** Whether a tag holds on the newest version: of a patch that changed since it is stale. */
export type Holds = 'yes' | 'stale' | 'mismatch' | 'conditional' | 'withdrawn';

/** A trailer somebody gave in a reply, for patches for which it fared alike. */
export interface Tag {
  readonly key: string;
  /** The value as written: "A Name <a@example.org>". */
  readonly value: string;
  readonly person: Mailbox;
  /** The reply it was given in. */
  readonly mail: MessageId;
  readonly block: number;
  readonly date: Date | undefined;
  /** Label of the version it was given on. */
  readonly version: string | undefined;
  /** The posting it was given to: a patch, or a cover letter (`scope` tells for which patches). */
  readonly posting: MessageId | undefined;
  /** Message-IDs of the patches it is for, in the version it was given on. */
  readonly patches: readonly MessageId[];
  /** How it came to be for these: given to the patch, to all by the cover letter, or by numbers in words. */
  readonly scope: 'patch' | 'series' | 'range';
  /** First words of the condition it was given on; undefined: on none. */
  readonly condition: string | undefined;
  readonly holds: Holds;
  /** One sentence: why it holds or not. */
  readonly why: string;
  /** Whether the author's newest version carries it; undefined when there is no version after it was given. */
  readonly pickedUp: PickedUp | undefined;
}

/** Versions after a tag was given, and what became of it there. */
export interface PickedUp {
  /** The first version whose patch carries it. */
  readonly in: string | undefined;
  /** Versions before that which could have carried it and did not. */
  readonly missedIn: readonly string[];
}

/** Somebody is against it. */
export interface Objection {
  readonly name: string;
  readonly mail: MessageId;
  readonly block: number;
  readonly version: string | undefined;
  readonly posting: MessageId | undefined;
  readonly words: string;
  /** The mail in which the same person took it back or gave a tag to the same patch. */
  readonly liftedBy: MessageId | undefined;
}

/** Where a remark on an earlier version belongs in a later one. It stays one conversation. */
export interface Carried extends RemarkRef {
  /** The later patch or cover letter. */
  readonly patch: MessageId;
  /** Label of its version. */
  readonly version: string;
  readonly place: Ported;
}

/** Who has to act next. 'unknown': the mails at hand do not tell. */
export type WaitingOn = 'author' | 'reviewers' | 'maintainer' | 'nobody' | 'unknown';

/** What gave somebody the turn: beside what a state can rest on, a version that was posted, a patch posted again, or a commit. */
export type TurnEvidence =
  | Evidence
  | {
      readonly kind: 'commit';
      readonly commit: string;
      /** The name of the tree it is in. */
      readonly tree: string;
      readonly title: string;
      /** A page that shows it. */
      readonly url: string | undefined;
    }
  | { readonly kind: 'posting'; readonly mail: MessageId; readonly version: string; readonly name: string };

/** Whose turn it is, at the end of the mails at hand. */
export interface Turn {
  readonly waitingOn: WaitingOn;
  /** By name; empty for nobody, and where mail names none. */
  readonly people: readonly Mailbox[];
  /** When they were given it; undefined when the mail that gave it has no date. */
  readonly since: Date | undefined;
  /** One sentence. */
  readonly why: string;
  /** The mails that gave it; empty only when it is unknown. */
  readonly evidence: readonly TurnEvidence[];
}

/** Whose turn a series was from a moment on. */
export interface TurnAt {
  readonly at: Date;
  readonly waitingOn: WaitingOn;
  /** Names. */
  readonly people: readonly string[];
  /** One sentence. */
  readonly why: string;
}

/** A review tag that counts for a patch of the newest version. */
export interface Review {
  /** Reviewed-by or Acked-by, as written. */
  readonly key: string;
  readonly person: Mailbox;
  /** The reply that gave it; else the posting that carries it, while no reply that gave it is held. */
  readonly mail: MessageId;
  readonly isCarried: boolean;
  /** When it was given, or that posting was made. */
  readonly date: Date | undefined;
  /** Label of the version it was given on. */
  readonly version: string | undefined;
}

/** The turn of one patch of the newest version. */
export interface PatchTurn extends Turn {
  readonly number: number;
  readonly mail: MessageId | undefined;
  /** Review tags that count for it now; whatever counts patches with or without review counts these. */
  readonly reviews: readonly Review[];
}

/** The turn in one talk, named by the remark that asks. */
export type DiscussionTurn = Turn & RemarkRef;

/**
 * A word about a whole patch or series that outranks the talk: it was taken, will be, goes no further, or was taken back. A commit
 * is as good as a word.
 */
export interface Word {
  readonly kind:
    | 'taken'
    | 'will-take'
    | 'turned-down'
    | 'author-withdraws'
    | 'author-resends'
    | 'changes-requested'
    /** By a later commit. */
    | 'taken-back';
  readonly remark: Remark | undefined;
  readonly date: Date | undefined;
  /** Of a commit whose `date` is not known: from when on it counts when the past is told. Left out for what mails say. */
  readonly countedFrom?: Date | undefined;
  /** Index of the version whose thread it was said in; undefined when that is not known. */
  readonly at: number | undefined;
  /** Message-IDs of patches it is for; undefined: all. */
  readonly patches: ReadonlySet<MessageId> | undefined;
  readonly why: string;
  readonly evidence: TurnEvidence;
}

/** Whose turn a series was. */
export interface TurnsOver {
  /** One entry for each change, oldest first. */
  readonly turns: readonly TurnAt[];
  /** 0: told for each moment; 1, 2 ...: for the end of each, of each second ... day that has mail, and what was between is not looked at. */
  readonly everyDays: number;
}

/** What became of a series' remarks, and what was given to its patches. */
export interface Status {
  readonly turn: Turn;
  /** Whose it was before. Found out when asked, for it takes a third of the time of all the rest. */
  readonly turnsOver: () => TurnsOver;
  readonly turns: {
    /** One for each patch of the newest version, by number. */
    readonly patches: readonly PatchTurn[];
    readonly discussions: readonly DiscussionTurn[];
  };
  readonly remarks: readonly RemarkStatus[];
  readonly tags: readonly Tag[];
  readonly objections: readonly Objection[];
  /** Those that mails tell, by date, undated last. */
  readonly words: readonly Word[];
  /** Where the remarks that ask belong in the versions after theirs. */
  readonly carried: readonly Carried[];
}

/** All of a status but whose turn it is. */
export type Findings = Omit<Status, 'turn' | 'turnsOver' | 'turns'>;

/** What a person entered about a state; it outranks every inference, and a later one an earlier one. */
export interface StateCorrection {
  readonly kind: 'state';
  /** `line` is any body line of the remark in its mail, counted from 1: it stays right when blocks are cut anew. */
  readonly remark: { readonly reply: MessageId; readonly line: number };
  /** 'no-ask': it asks for nothing. */
  readonly state: State | 'no-ask';
  readonly reason: string;
}
