import type { StepView } from './progress';

/**
 * Each patch of a series has a first answer, in a mail of its own; those that one person gave on one day (UTC) are told as one, at the place of the
 * first of them, with all the mails.
 */
export function withJoinedAnswers(steps: readonly StepView[]): readonly StepView[] {
  const days = new Map<string, StepView[]>();
  for (const step of steps)
    if (step.kind === 'first-review') days.set(keyOf(step), [...(days.get(keyOf(step)) ?? []), step]);
  return steps.flatMap((step): readonly StepView[] => {
    if (step.kind !== 'first-review') return [step];
    const together = days.get(keyOf(step)) ?? [];
    if (together[0] !== step) return [];
    return [
      {
        ...step,
        mails: [...new Set(together.flatMap(({ mails }) => mails))],
        rows: [...new Set(together.flatMap(({ rows }) => rows ?? []))].toSorted((a, b) => a - b),
      },
    ];
  });
}

function keyOf({ by, date }: StepView): string {
  return `${date?.toISOString().slice(0, 10) ?? ''} ${by ?? ''}`;
}
