/**
 * Which version of a series a reader saw last: a cookie for the pages of that series alone, "BEFORE..NEWEST". NEWEST is the
 * newest version whose patches were opened, BEFORE the one that was so when NEWEST was opened first; it stays while the
 * reader goes through NEWEST, because that is what "since you last looked" compares with.
 */
export const lookedCookie = 'looked';

/** A year: who comes back later reads it as new. */
const lifetime = 365 * 24 * 3600;

/** Slugs of versions and series as they stand in addresses; anything else is not of ours. */
const slugShape = /^[\w.~-]{1,200}$/;

/** The version seen before the one that is opened; undefined when none was. */
export function lookedBefore(cookie: string | undefined, opened: string): string | undefined {
  const { before, newest } = readLooked(cookie);
  return newest === opened ? before : newest;
}

/**
 * What the answer to opening a version sets; undefined when nothing changes.
 *
 * @param order slugs of the versions of the series, oldest first.
 */
export function lookedSetCookie(
  cookie: string | undefined,
  series: string,
  opened: string,
  order: readonly string[],
): string | undefined {
  const { newest } = readLooked(cookie);
  if (!slugShape.test(series) || !slugShape.test(opened)) return undefined;
  if (newest !== undefined && order.indexOf(newest) >= order.indexOf(opened)) return undefined;
  return `${lookedCookie}=${newest ?? ''}..${opened}; Path=/series/${series}; Max-Age=${lifetime}; HttpOnly; SameSite=Lax`;
}

/** True when the cookie names the version already as the newest one seen. */
export function isLookedAt(cookie: string | undefined, opened: string): boolean {
  return readLooked(cookie).newest === opened;
}

function readLooked(cookie: string | undefined): {
  readonly before: string | undefined;
  readonly newest: string | undefined;
} {
  const cut = cookie?.indexOf('..') ?? -1;
  if (cookie === undefined || cut < 0) return { before: undefined, newest: undefined };
  const slugOr = (text: string): string | undefined => (slugShape.test(text) ? text : undefined);
  return { before: slugOr(cookie.slice(0, cut)), newest: slugOr(cookie.slice(cut + 2)) };
}
