import { parseDate } from './date';
import type { Header } from './mail';

/** When the last station had a mail: the date of the topmost Received header (RFC 5321 section 4.4); undefined when none says. */
export function receivedIn(headers: readonly Header[]): Date | undefined {
  const value = headers.find(({ name }) => name === 'received')?.value;
  return value === undefined ? undefined : parseDate(value.slice(value.lastIndexOf(';') + 1))?.date;
}
