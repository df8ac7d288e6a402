/** The cookie that keeps the name a reader gave with the last correction. */
export const authorCookie = 'loreview-author';

const cookieAge = 365 * 24 * 3600;

/** The header that sets it, for a year. */
export function authorSetCookie(author: string): string {
  return `${authorCookie}=${encodeURIComponent(author)}; Path=/; Max-Age=${cookieAge}; HttpOnly; SameSite=Lax`;
}
