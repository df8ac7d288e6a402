/** What stands between the brackets of a subject and after them. Grammar: docs/glossary.md, "subject". */
export interface Subject {
  /** Number of reply prefixes in front ("Re:", "AW:", "Antw:" ...), 0 for a mail that starts a topic. */
  readonly replyDepth: number;
  readonly isForward: boolean;
  /**
   * True when a bracket says PATCH (in any spelling), names a version, or has n/m with RFC, RESEND or PREVIEW: it
   * claims to be a posting, or with reply prefixes to answer one. Pull requests and announcements do not.
   */
  readonly isPosting: boolean;
  /** The whole part of the version ("v2.1" has 2), 1 when none is written. */
  readonly version: number;
  /** The version as written, without "v" ("2", "2.1"); undefined when the subject names none. */
  readonly versionText: string | undefined;
  readonly isRfc: boolean;
  readonly isResend: boolean;
  readonly isPreview: boolean;
  /** n of n/m; 0 is the cover letter; undefined when there is no n/m. */
  readonly number: number | undefined;
  readonly total: number | undefined;
  /**
   * Other words of the brackets, as written, each once: target trees ("net-next"), list names, anything not understood.
   * A bracket with nothing of a posting in it is one tag: "bug report".
   */
  readonly tags: readonly string[];
  /** The subject without prefixes, brackets and "(was: ...)". */
  readonly title: string;
  /** The title named in "(was: ...)". */
  readonly formerTitle: string | undefined;
}

/** `Key: value` at the end of a message. `line` is the body line, counted from 1. */
export interface Trailer {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** Lines of a body, counted from 1; `end` is the first line after the range. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** The parts of a posted mail. Every body line lies in exactly one section; sections are in order and touch. */
export interface Section extends LineRange {
  /**
   * message: the commit message or the cover letter's text; notes: what stands under "---";
   * diffstat; diff: from the first diff header to the last hunk line; tail: signature, base-commit lines, list footer.
   */
  readonly kind: 'message' | 'notes' | 'diffstat' | 'diff' | 'tail';
}

export interface HunkLine {
  /** Body line, counted from 1. */
  readonly bodyLine: number;
  /** '\\' is "\ No newline at end of file". */
  readonly sign: ' ' | '+' | '-' | '\\';
  /** Without the sign. What a mail program wrapped to the next body lines is joined to it with a space. */
  readonly text: string;
  /** Line number on the old side, for ' ' and '-'. */
  readonly oldLine: number | undefined;
  /** Line number on the new side, for ' ' and '+'. */
  readonly newLine: number | undefined;
}

export interface Hunk {
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
  /** What follows the second "@@" in that body line. */
  readonly heading: string;
  /** Body line of the "@@" line. */
  readonly bodyLine: number;
  readonly lines: readonly HunkLine[];
  /** True when fewer lines are there than the header promises (a cut or wrapped mail). */
  readonly isCut: boolean;
}

export interface FileDiff extends LineRange {
  /** Without a/ and b/; undefined for /dev/null. */
  readonly oldPath: string | undefined;
  readonly newPath: string | undefined;
  /** A merge's diff ("diff --cc") is 'modified' and has no hunks: its lines have several signs. */
  readonly change: 'modified' | 'added' | 'deleted' | 'renamed' | 'copied' | 'mode' | 'binary';
  readonly hunks: readonly Hunk[];
}

/** A posted text (patch or cover letter) read into its parts. A text without a diff has no `files`. */
export interface Patch {
  readonly sections: readonly Section[];
  /** The author named by an in-body "From:" line, when there is one: "Name <address>" as written, RFC 2047 decoded. */
  readonly inBodyFrom: string | undefined;
  /** The title named by an in-body "Subject:" line, without brackets. */
  readonly inBodySubject: string | undefined;
  readonly trailers: readonly Trailer[];
  /** A diff that stands in the text twice (inline and attached) is here once. */
  readonly files: readonly FileDiff[];
  /** `change-id:` as a trailer line of its own (b4), not merely mentioned. */
  readonly changeId: string | undefined;
  readonly baseCommit: string | undefined;
  /** Message-IDs of lore links anywhere outside the diff, in order, each once, without brackets. */
  readonly links: readonly string[];
  /** As `git patch-id --stable` makes it: 40 hex digits of the first diff; undefined without a "diff" line. */
  readonly patchId: string | undefined;
}
