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
 * first is taken, so that the choice does not hang on which copy came first.
 */
export function onePerId(mails: readonly Mail[]): Mail[] {
  const shown = new Map<MessageId, { mail: Mail; hash: string | undefined }>();
  for (const mail of mails) {
    const held = shown.get(mail.id);
    if (!held) {
      shown.set(mail.id, { mail, hash: undefined });
      continue;
    }
    if (held.mail === mail) continue;
    held.hash ??= contentHash(held.mail);
    const hash = contentHash(mail);
    if (hash < held.hash) shown.set(mail.id, { mail, hash });
  }
  return [...shown.values()].map(({ mail }) => mail).sort(byDateThenId);
}
