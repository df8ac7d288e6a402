import type { PatchSlot } from '../series/index';
import type { Claim } from './claims';
import type { Interdiff } from './interdiff';

/** Two versions of a series. */
export interface Comparison {
  /** Labels of the versions. */
  readonly earlier: string;
  readonly later: string;
  /** In the order of the later version, dropped ones last. Every slot of both versions is in exactly one. */
  readonly pairs: readonly ComparedPair[];
  /** The cover letters compared; undefined when one of them is not held. */
  readonly cover: Interdiff | undefined;
  /** What changelogs say was changed after the earlier version, up to the later one; the newest first. */
  readonly claims: readonly Claim[];
}

/** A patch in two versions, several on one side when it was split or merged. */
export interface ComparedPair {
  readonly earlier: readonly PatchSlot[];
  readonly later: readonly PatchSlot[];
  /** unknown: a mail is missing, or a missing one may be its partner. */
  readonly kind: 'paired' | 'split' | 'merged' | 'dropped' | 'new' | 'unknown';
  /**
   * The one word for the page. Of a pair the strongest that holds, from weak to strong: unchanged (or only trailers),
   * context, message, renamed, diff.
   */
  readonly state:
    | 'unchanged'
    | 'context'
    | 'message'
    | 'renamed'
    | 'diff'
    | 'split'
    | 'merged'
    | 'dropped'
    | 'new'
    | 'unknown';
  /** How alike the two are, from 0 to 1; of several the share of lines found; 0 without a partner. */
  readonly likeness: number;
  /** Of a pair whose mails are both held; undefined else. */
  readonly diff: Interdiff | undefined;
}
