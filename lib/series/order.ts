import { contentHash, type Mail, type MessageId } from '../mail/index';

/** Order of strings by code unit: the same on every machine, unlike a locale's order. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Milliseconds of a date; a mail without one sorts after every other. */
export function timeOf(date: Date | undefined): number {
  return date ? date.getTime() : Number.POSITIVE_INFINITY;
}

/** Order by the sender's clock, then by Message-ID: total, so no result hangs on the order of arrival. */
export function byDateThenId(a: Mail, b: Mail): number {
  const [left, right] = [timeOf(a.date), timeOf(b.date)];
  return left === right ? byText(a.id, b.id) : left < right ? -1 : 1;
}

/**
 * One mail for each Message-ID, by date then id. Of mails that share an id the one whose content hash sorts
 * first is taken, and of copies with one content (by other lists, say) the one whose headers do, so that the choice
 * does not hang on which copy came first.
 */
export function onePerId(mails: readonly Mail[]): Mail[] {
  const shown = new Map<MessageId, Mail>();
  for (const mail of mails) {
    const held = shown.get(mail.id);
    if (!held || (held !== mail && isShownBefore(mail, held))) shown.set(mail.id, mail);
  }
  return [...shown.values()].sort(byDateThenId);
}

function isShownBefore(a: Mail, b: Mail): boolean {
  const order = byText(contentHash(a), contentHash(b));
  if (order !== 0) return order < 0;
  const rest = ({ date, parents, headers }: Mail): string => JSON.stringify([date, parents, headers]);
  return byText(rest(a), rest(b)) < 0;
}
