import type { Interdiff, InterdiffLine } from '../compare/index';

/** Changes of a message stand with this many lines around; the rest of a long message is not news. */
const around = 2;

export interface MessageChange {
  readonly lines: readonly InterdiffLine[];
  /** For each of the lines how many that both versions have are left out between it and the one above. */
  readonly leftOut: readonly number[];
}

/**
 * What changed in a title and message: the changes with the lines around them, and how many were left out between. A single
 * line stands there itself: to say that it is left out would take as much room.
 */
export function messageChange(all: Interdiff['message']): MessageChange {
  const lines: InterdiffLine[] = [];
  const leftOut: number[] = [];
  let quiet: InterdiffLine[] = [];
  all.forEach((line, at) => {
    const isNear = all.slice(Math.max(0, at - around), at + around + 1).some(({ outer }) => outer !== ' ');
    if (!isNear) {
      quiet.push(line);
      return;
    }
    const isBetween = lines.length > 0;
    const shown = isBetween && quiet.length === 1 ? [...quiet, line] : [line];
    leftOut.push(isBetween && quiet.length > 1 ? quiet.length : 0, ...shown.slice(1).map(() => 0));
    lines.push(...shown);
    quiet = [];
  });
  return { lines, leftOut };
}
