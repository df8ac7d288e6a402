import type { SeriesFacts } from './facts';

/** How far a series has come, as far as mail tells. */
export const stages = ['posted', 'under-review', 'changes-requested', 'reviewed', 'ended'] as const;
export type Stage = (typeof stages)[number];

/** The stage of the newest version: ended is what was applied, withdrawn or turned down. */
export function stageOf({ turn, isTagged, isNewestRead }: SeriesFacts): Stage {
  if (turn.on === 'nobody') return 'ended';
  if (turn.on === 'author') return 'changes-requested';
  if (isTagged) return 'reviewed';
  return isNewestRead ? 'under-review' : 'posted';
}
