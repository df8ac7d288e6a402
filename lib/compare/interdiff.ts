/** A line of an interdiff. `outer`: between the versions; `inner`: its sign in the patch. Body lines count from 1. */
export interface InterdiffLine {
  readonly outer: ' ' | '+' | '-';
  readonly inner: ' ' | '+' | '-';
  readonly text: string;
  /** Body line of the earlier mail; undefined for a line that is new. */
  readonly earlierLine: number | undefined;
  /** Body line of the later mail; undefined for a line that is gone. */
  readonly laterLine: number | undefined;
}

export interface InterdiffHunk {
  /** What stands behind "@@" of the later hunk, else of the earlier one: most often the function. */
  readonly heading: string;
  /** Changes with up to three lines around. */
  readonly lines: readonly InterdiffLine[];
  /** changed: what the patch does differs; context: only the lines around it; moved: the same lines, elsewhere. */
  readonly kind: 'changed' | 'context' | 'moved';
  /** Where the lines of a moved hunk were; undefined also for the place they went away from. */
  readonly movedFrom?: { readonly path: string; readonly earlierLine: number } | undefined;
  /** Where the lines went that a moved hunk takes away. */
  readonly movedTo?: { readonly path: string; readonly laterLine: number } | undefined;
}

export interface InterdiffFile {
  /** As the patch names it, the new name before the old one; undefined when the patch does not touch it. */
  readonly earlierPath: string | undefined;
  readonly laterPath: string | undefined;
  /**
   * same: nothing differs but line numbers, headings and index lines; rebased: only context differs; changed: what the
   * patch does to it; renamed: another path, whatever else differs; added, removed: only one of the patches touches it.
   */
  readonly change: 'same' | 'rebased' | 'changed' | 'added' | 'removed' | 'renamed';
  readonly hunks: readonly InterdiffHunk[];
  /** True when it was too large to compare in full: more lines may be the same than are shown to be. */
  readonly isCapped: boolean;
}

/** What a later patch adds, removes or changes against an earlier one, from their mails alone. */
export interface Interdiff {
  /** In the order of the later patch, removed ones last. */
  readonly files: readonly InterdiffFile[];
  /** The title and the commit message, without trailers and in-body headers; all lines when something differs, else none. */
  readonly message: readonly InterdiffLine[];
  /** "Key: value", as written. */
  readonly trailers: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** Empty: the patch is unchanged. */
  readonly changes: ReadonlySet<'title' | 'message' | 'trailers' | 'context' | 'diff'>;
}
