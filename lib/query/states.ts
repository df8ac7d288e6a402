import type { State } from '../status/index';

export type { Evidence, Holds, State } from '../status/index';

/** The three groups of states, in the order in which they are always counted. */
export const groups = ['unsettled', 'confirm', 'settled'] as const;
export type Group = (typeof groups)[number];

/** The states of each group, the worst first: somebody has to act; nobody said that it is enough; done. */
export const statesOf: Readonly<Record<Group, readonly State[]>> = {
  unsettled: ['open', 'answered', 'promised'],
  confirm: ['rejected', 'addressed'],
  settled: ['resolved', 'moot'],
};

/** All states, the worst first. */
export const states: readonly State[] = groups.flatMap((group) => statesOf[group]);

export function groupOf(state: State): Group {
  return groups.find((group) => statesOf[group].includes(state)) ?? 'unsettled';
}

/** The state a word names; undefined for any other word. */
export function stateOf(word: string | null | undefined): State | undefined {
  return states.find((state) => state === word);
}
