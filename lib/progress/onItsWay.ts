import type { Present, ShownStage } from './stalled';
import type { Upstream } from './upstream';

/**
 * Weeks within which what was taken is expected to be seen further on. The next merge window of the kernel comes within ten weeks, and its
 * release ten weeks later; half a year leaves room for a maintainer who lets it lie for one window.
 */
const seenWithinWeeks = 26;

/** Where a series stands, as far as it says whether something is still to come. */
export interface Underway {
  readonly shown: ShownStage;
  /** When it came there, else when it was last spoken of. Undefined when neither is known. */
  readonly since: Date | undefined;
  readonly upstream: Upstream | undefined;
}

const before: readonly ShownStage[] = ['posted', 'under-review', 'changes-requested', 'reviewed', 'stalled'];

/**
 * Whether a series is on its way: somebody or some event is awaited. What was taken is while it can still be seen further on: for half a year, and
 * only where it is known that there is more than the tree of who took it.
 */
export function isOnItsWay({ shown, since, upstream }: Underway, { now }: Pick<Present, 'now'>): boolean {
  if (before.includes(shown)) return true;
  if (shown !== 'in-next' && (shown !== 'applied' || upstream === undefined)) return false;
  return since !== undefined && now.getTime() - since.getTime() < seenWithinWeeks * 7 * 86_400_000;
}
