/** A line to be aligned: how deep it is quoted, and what it says without white space. */
export interface AlignLine {
  readonly depth: number;
  readonly squeezed: string;
  /** True for the first quoted line below text of the replier: quotes are cut there, so it need not go on from the last. */
  readonly opensRun?: boolean;
}
