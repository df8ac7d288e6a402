import type { MessageId } from '../mail/index';
import type { Between } from './arrived';
import type { Difference } from './difference';
import type { Proof } from './postings';
import type { Warning } from './warnings';

/**
 * How far a patch has come on its way upstream, least first; `superseded` and `rejected` end the way, `unknown` is a patch
 * that is not held and of which nothing is said. docs/glossary.md has the words.
 */
export const stages = [
  'unknown',
  'superseded',
  'rejected',
  'posted',
  'under-review',
  'changes-requested',
  'reviewed',
  'applied',
  'in-next',
  'in-mainline',
  'released',
  'backported',
] as const;
export type Stage = (typeof stages)[number];

/** One thing that happened on the way, as a mail or a commit tells it. */
export interface Step {
  readonly kind:
    | 'posted'
    /** Somebody who is not on the author's side said something of it, other than by a program. */
    | 'first-review'
    /** Said that it will be taken. */
    | 'promised'
    | 'applied'
    /** Posted again by who took it, as a pull request by patches. */
    | 'reposted'
    /** Posted again by somebody who builds on it, which brings it no further. */
    | 'borrowed'
    /** Listed in a pull request. */
    | 'pull-requested'
    /** The pull request that lists it was merged there. */
    | 'in-mainline'
    /** Taken for a stable tree, which takes only what is in mainline. */
    | 'stable-queued'
    /** Found as commits of linux-next, of a release, of a stable tree. */
    | 'in-next'
    | 'released'
    | 'backported'
    /** A later commit names it in "Fixes:", or takes it back. */
    | 'fixed'
    | 'reverted'
    | 'turned-down'
    | 'withdrawn';
  readonly date: Date | undefined;
  /** Between which moments it happened, where the date is not known and commits tell; left out for all other steps. */
  readonly between?: Between;
  /** What brought commits into a tree: a merge on its branch's own line, or the first day's tag of linux-next that holds them. */
  readonly brought?: Brought;
  /** Who; undefined for a program and where no name is given. */
  readonly by: string | undefined;
  /** One sentence. */
  readonly what: string;
  /** The mails that say so; empty for what commits tell. */
  readonly mails: readonly MessageId[];
  /** Rows of the grid (index in `series.lineages`) it is for; undefined: all of the version it speaks of. */
  readonly rows: readonly number[] | undefined;
  /** Where to: a tree, a branch, a release, as written; undefined when the mail does not say. */
  readonly where: string | undefined;
  /** Commits named for rows. */
  readonly commits: readonly StepCommit[];
  /** Of a fix or a revert: who had spoken of what it changes. Left out for all other steps; empty: nobody, as far as can be told. */
  readonly warnings?: readonly Warning[];
}

export type Brought =
  | { readonly by: 'merge'; readonly commit: string; readonly url: string | undefined }
  | { readonly by: 'day'; readonly tag: string };

export interface StepCommit {
  readonly row: number;
  readonly commit: string;
  /** What a tree tells of it; left out for what a mail names. */
  readonly found?: Found;
}

/** A commit as it was found in a tree. */
export interface Found {
  /** How it was recognised; empty for a fix or a revert, which names what it changes. */
  readonly by: readonly Proof[];
  readonly title: string;
  readonly committedAt: Date;
  /** How it differs from the newest version of the patch; undefined for a fix or a revert. */
  readonly difference: Difference | undefined;
  readonly url: string | undefined;
}

/** Where one patch stands: a row of the grid. */
export interface RowProgress {
  /** Index in `series.lineages`. */
  readonly row: number;
  readonly stage: Stage;
  /** When it came there; undefined when the mail that tells has no date. */
  readonly since: Date | undefined;
  /** Between which moments that was, where commits tell no more; left out else. */
  readonly between?: Between;
  /** One sentence. */
  readonly why: string;
  /** Mails it rests on; empty when unknown, and where a commit tells it. */
  readonly evidence: readonly MessageId[];
  /** The commit it rests on, and the tree that holds it. */
  readonly commit: { readonly hash: string; readonly tree: string } | undefined;
  /** The title under which it went on, where whoever took it altered it. */
  readonly retitled: string | undefined;
}

export interface Progress {
  /** That of the patch that has come least far. */
  readonly stage: Stage;
  readonly since: Date | undefined;
  /** One sentence: "3 of 5 patches are reviewed". */
  readonly why: string;
  readonly evidence: readonly MessageId[];
  /** The rows that are on their way; those dropped from the newest version and not taken are not among them. */
  readonly rows: readonly RowProgress[];
  /** By date, undated last. */
  readonly steps: readonly Step[];
}
