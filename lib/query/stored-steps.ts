import type { Between, Found, RowProgress, Step, StepCommit } from '../progress/index';

/** The store holds what lib/progress made; dates are strings in JSON. */
interface StoredBetween {
  readonly notBefore?: string;
  readonly atLatest?: string;
  readonly tag?: string;
}

export type StoredRow = Omit<RowProgress, 'since' | 'between'> & {
  readonly since?: string;
  readonly between?: StoredBetween;
};

type StoredStep = Omit<Step, 'date' | 'between' | 'commits'> & {
  readonly date?: string;
  readonly between?: StoredBetween;
  readonly commits: readonly (Omit<StepCommit, 'found'> & {
    readonly found?: Omit<Found, 'committedAt'> & { readonly committedAt: string };
  })[];
};

/** The steps of a stored series. */
export function stepsIn(progress: unknown): readonly Step[] {
  const held = progress as { readonly steps?: readonly StoredStep[] };
  return (held.steps ?? []).map(({ date, between, commits, ...step }) => ({
    ...step,
    date: dateOf(date),
    ...(between && { between: betweenOf(between) }),
    commits: commits.map(({ found, ...one }) => ({
      ...one,
      ...(found && { found: { ...found, committedAt: new Date(found.committedAt) } }),
    })),
  }));
}

export function betweenOf({ notBefore, atLatest, tag }: StoredBetween): Between {
  return {
    notBefore: dateOf(notBefore),
    atLatest: dateOf(atLatest),
    ...(tag !== undefined && { tag }),
  };
}

export function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
