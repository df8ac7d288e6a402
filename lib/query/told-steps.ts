import { withJoinedAnswers } from './first-answers';
import type { StepView } from './progress';

/** A step as news tell it. */
export interface ToldStep extends StepView {
  /** Its date; where nothing tells that, when it had happened at the latest, else the last moment known before it. */
  readonly at: Date;
  readonly isDated: boolean;
  /** It had happened by then, which is all that is known. */
  readonly isBound: boolean;
  /** What happened, and to how many patches where it was not all of them. */
  readonly words: string;
}

/** Steps that bring patches further: what is said without a date happened after the last of them that has one. */
const forward: readonly StepView['kind'][] = [
  'posted',
  'applied',
  'reposted',
  'pull-requested',
  'stable-queued',
  'in-next',
  'in-mainline',
  'released',
  'backported',
];

/**
 * The steps of a series, in their order, each with a moment; those are left out before which nothing has one.
 *
 * @param alive Patches of the series that are on their way.
 */
export function toldSteps(steps: readonly StepView[], alive: number): readonly ToldStep[] {
  const last = steps
    .flatMap(({ kind, date }) => (date && forward.includes(kind) ? [date] : []))
    .reduce<Date | undefined>((latest, date) => (latest && latest > date ? latest : date), undefined);
  return withJoinedAnswers(steps).flatMap((step): ToldStep[] => {
    const at = step.date ?? step.between?.atLatest ?? last;
    return at
      ? [
          {
            ...step,
            at,
            isDated: step.date !== undefined,
            isBound: step.date === undefined && step.between?.atLatest !== undefined,
            words: wordsOf(step, alive),
          },
        ]
      : [];
  });
}

/** Of these it says enough that they happened to the series. */
const ofWhole: readonly StepView['kind'][] = ['posted', 'fixed', 'reverted'];

/** "1 of 11 patches: Max Maintainer took it", "1 of 11 patches is contained in v6.13". */
function wordsOf({ kind, rows, what }: StepView, alive: number): string {
  const count = rows?.length ?? alive;
  if (count >= alive || ofWhole.includes(kind) || / of \d+ patches\b/.test(what)) return what;
  const part = `${count} of ${alive} patches`;
  if (kind === 'first-review') return `${what} ${part}`;
  const [counted] = /^\d+ patch(?:es)?(?= (?:is|are) )/.exec(what) ?? [];
  return counted === undefined ? `${part}: ${what}` : part + what.slice(counted.length);
}
