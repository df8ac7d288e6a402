import type { Discussion, Remark } from '../discussion/index';
import { keyOf } from './talk';
import type { RemarkStatus, StateCorrection } from './status';

/** Puts what people said of states in the place of what was inferred; of several for one remark the last counts. */
export function correctStates(
  inferred: readonly RemarkStatus[],
  discussion: Discussion,
  corrections: readonly StateCorrection[],
  versionOf: (remark: Remark) => string | undefined,
): readonly RemarkStatus[] {
  const statuses = new Map(inferred.map((status) => [keyOf(status), status]));
  for (const { remark: spot, state, reason } of corrections) {
    const remark = discussion.remarks.find(
      (one) => one.reply === spot.reply && spot.line >= one.start && spot.line < one.end,
    );
    if (!remark) continue;
    const { reply, block } = remark;
    const before = statuses.get(keyOf(remark));
    const asks = state !== 'no-ask';
    statuses.set(keyOf(remark), {
      reply,
      block,
      asks,
      state: asks ? state : undefined,
      version: before?.version ?? versionOf(remark),
      addressedIn: state === 'addressed' || state === 'resolved' ? before?.addressedIn : undefined,
      why: reason === '' ? 'said by a person' : `said by a person: ${reason}`,
      evidence: [{ kind: 'correction', reason }, ...(before?.evidence ?? [])],
    });
  }
  return [...statuses.values()];
}
