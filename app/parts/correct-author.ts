import { cookies } from 'next/headers';
import { seat } from './seat';

/** The cookie that keeps the name a reader gave with the last correction. */
const authorCookie = 'loreview-author';

const cookieAge = 365 * 24 * 3600;

/** The name a form that takes a correction offers: the one given last, else the reader's, else ''. */
export async function authorOffered(): Promise<string> {
  const given = (await cookies()).get(authorCookie)?.value;
  if (given !== undefined && given !== '') return given;
  const here = await seat();
  return here.isHere ? (here.reader?.name ?? '') : '';
}

/** The header that keeps the name given, for a year. */
export function authorSetCookie(author: string): string {
  return `${authorCookie}=${encodeURIComponent(author)}; Path=/; Max-Age=${cookieAge}; HttpOnly; SameSite=Lax`;
}
