import type { MessageId } from '../mail/index';

/** When a mark was made: what its reader could see then, and the time of day. */
export interface Made {
  /** Number of the correction, by which it is undone. */
  readonly id: number;
  /** Who made it, by name. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  /** Date of the newest mail of the series then; undefined when none had a date. */
  readonly seen: number | undefined;
}

/** What ends a snooze. */
export type SnoozeUntil =
  { readonly kind: 'date'; readonly at: number } | { readonly kind: 'version' } | { readonly kind: 'reply' };

/** What a reader put on a series, the last of each kind; and, shared by all, who was assigned. */
export interface Marks {
  readonly done?: Made;
  readonly mute?: Made;
  readonly snooze?: Made & { readonly until: SnoozeUntil };
  readonly note?: Made & { readonly text: string };
  /** Shared by all who read here. */
  readonly assign?: Made & { readonly name: string; readonly address: string };
}

/** A mark as it is kept: on a posting, so that it stays through every rebuild. */
export type Mark = Made & { readonly series: MessageId } & (
    | { readonly kind: 'done' }
    | { readonly kind: 'mute' }
    | { readonly kind: 'snooze'; readonly until: SnoozeUntil }
    | { readonly kind: 'note'; readonly text: string }
    | { readonly kind: 'assign'; readonly name: string; readonly address: string }
  );

/** The marks of one series in force: of each kind the last. `marks` in the order they were made. */
export function marksOf(marks: readonly Mark[]): Marks {
  return Object.fromEntries(marks.map((mark) => [mark.kind, mark])) as Marks;
}

/** Something that happened: by the clock of a mail's sender, or by the one of this machine. */
export interface Happened {
  readonly at: number | undefined;
  readonly clock: 'mail' | 'here';
}

/** True when something happened after a mark was made. Mail that came late and is dated earlier did not. */
export function isAfter(mark: Made, { at, clock }: Happened): boolean {
  if (at === undefined) return false;
  return clock === 'here' ? at > mark.madeAt : at > (mark.seen ?? mark.madeAt);
}
