import type { Patch } from '../patch/index';

/** A posted mail as it is compared with another: a patch or a cover letter. */
export interface Compared {
  /** The subject without brackets; a title named inside the body outranks it. */
  readonly title: string;
  /** The decoded text of the mail, which `patch` was read from. */
  readonly text: string;
  readonly patch: Patch;
}
