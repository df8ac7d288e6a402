import { heldTrees } from '../store/index';
import type { Step } from '../progress/index';

/** A clone that is not read now: what is told of it is as old as its last reading. */
export interface TreeLeft {
  readonly name: string;
  readonly readAt: Date;
  /** It could not be read when somebody tried; else nobody does any more. */
  readonly isUnreadable: boolean;
}

/** A worker looks every quarter of an hour, and who lets cron do it does so once a day at least. Milliseconds. */
const leftAfter = 2 * 86_400_000;

/** Of the trees that some steps rest on, those that are not read now. */
export async function findTreesLeft(steps: readonly Step[], now: Date): Promise<readonly TreeLeft[]> {
  const named = new Set(
    steps.flatMap(({ where, commits }) =>
      where !== undefined && commits.some(({ found }) => found) ? [where] : [],
    ),
  );
  if (named.size === 0) return [];
  return (await heldTrees()).flatMap(({ name, source, problem, readAt }): TreeLeft[] => {
    if (source !== 'git' || !readAt || !named.has(name)) return [];
    const isUnreadable = problem !== undefined;
    return isUnreadable || isLeft(readAt, now) ? [{ name, readAt, isUnreadable }] : [];
  });
}

/** Whether a clone read last at a moment is looked at no more. */
export function isLeft(readAt: Date, now: Date): boolean {
  return now.getTime() - readAt.getTime() > leftAfter;
}
