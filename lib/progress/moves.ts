import type { StageChange } from './history';
import type { Stage } from './progress';

/** On a day so many patches more (or less) stood at a stage than the day before. */
export interface StageMove {
  /** Midnight, UTC. */
  readonly day: Date;
  readonly stage: Stage;
  /** Not 0. */
  readonly patches: number;
}

/** The histories of patches as what changes from day to day: their sum until a day is how many stood where at its end. */
export function movesOf(histories: readonly (readonly StageChange[])[]): readonly StageMove[] {
  const moves = new Map<string, { day: number; stage: Stage; patches: number }>();
  const add = (at: Date, stage: Stage, patches: number): void => {
    const day = Math.floor(at.getTime() / dayLong) * dayLong;
    const key = `${day} ${stage}`;
    const known = moves.get(key);
    if (known) known.patches += patches;
    else moves.set(key, { day, stage, patches });
  };
  for (const changes of histories) {
    let before: Stage | undefined;
    for (const { at, stage } of changes) {
      if (before !== undefined) add(at, before, -1);
      add(at, stage, 1);
      before = stage;
    }
  }
  return [...moves.values()]
    .filter(({ patches }) => patches !== 0)
    .sort((a, b) => a.day - b.day || (a.stage < b.stage ? -1 : 1))
    .map((move) => ({ ...move, day: new Date(move.day) }));
}

const dayLong = 86_400_000;
