import { movedByWords, pullKinds, stalledBefore, type Present, type ShownStage } from '../progress/index';

/** SQL for the stage that a row of `series` shows at a moment: the one derived, or that it has stalled there. */
export function shownStage(table: string, present: Present, parameter: (value: unknown) => string): string {
  return `CASE WHEN ${table}.stage = ANY(${parameter([...movedByWords])}::text[])
    AND ${table}.last_word_at < ${parameter(stalledBefore(present))}::timestamptz THEN 'stalled' ELSE ${table}.stage END`;
}

/** The same as a filter of Prisma: series that show this stage. */
export function showsStage(stage: ShownStage, present: Present) {
  if (stage === 'stalled')
    return { stage: { in: [...movedByWords] }, lastWordAt: { lt: stalledBefore(present) } };
  if (!movedByWords.some((one) => one === stage)) return { stage };
  return { stage, OR: [{ lastWordAt: null }, { lastWordAt: { gte: stalledBefore(present) } }] };
}

/** SQL for the steps of a row of `series` that ask for it to be pulled or answer that, by date; none where it is further or not so far. */
export const pullWords = `CASE WHEN stage IN ('applied', 'in-next') THEN jsonb_path_query_array(progress,
  '$.steps[*] ? (${pullKinds.map((kind) => `@.kind == "${kind}"`).join(' || ')})') ELSE '[]' END`;
