import { stalledAfterWeeks, type Present } from '../../lib/query/index';

/** When a page is made, and after how many weeks without a word a series counts as stalled there. */
export function present(): Present {
  const weeks = Number(process.env['LOREVIEW_STALLED_WEEKS']);
  return {
    now: new Date(),
    stalledAfterWeeks: Number.isInteger(weeks) && weeks > 0 ? weeks : stalledAfterWeeks,
  };
}
