import type { TurnEvidence, WaitingOn } from '../status/index';

/** Whose turn it can be, by the word in the URL, in the order of the filters. */
export const turnWords = [
  'author',
  'reviewers',
  'maintainer',
  'nobody',
  'unknown',
] as const satisfies readonly WaitingOn[];
export type TurnWord = (typeof turnWords)[number];

export interface TurnView {
  readonly on: TurnWord;
  /** Names; empty for nobody, and where mail names none. */
  readonly people: readonly string[];
  readonly since: Date | undefined;
  readonly why: string;
  readonly evidence: readonly TurnEvidence[];
}

/** The turn as a page shows it. */
export function turnOf(row: {
  readonly turnOn: string;
  readonly turnPeople: readonly string[];
  readonly turnSince: Date | null;
  readonly turnWhy: string;
  readonly turnEvidence: unknown;
}): TurnView {
  return {
    on: turnWords.find((word) => word === row.turnOn) ?? 'unknown',
    people: row.turnPeople.map((box) => box.replace(/ <[^<>]*>$/, '')),
    since: row.turnSince ?? undefined,
    why: row.turnWhy,
    // The store holds what lib/status made.
    evidence: row.turnEvidence as readonly TurnEvidence[],
  };
}
