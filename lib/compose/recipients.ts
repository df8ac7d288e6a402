import type { Mail, Mailbox, Problem } from '../mail/index';
import { isWritableAddress, oneLine } from './headerText';
import type { Reader } from './reply';

/**
 * Whom a reply to all goes to (RFC 5322 section 3.6.3): To is Reply-To, else From; Cc everyone else the mail went to. The
 * reader is left out and everybody is named once. Who answers a mail of their own answers whom it was sent to.
 */
export function recipientsOf(
  mail: Mail,
  reader: Reader,
): {
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly problems: readonly Problem[];
} {
  const own = new Set([reader.address, ...(reader.otherAddresses ?? [])].map(same));
  const named = new Set(own);
  const problems: Problem[] = [];
  const take = (boxes: readonly Mailbox[]) =>
    boxes.flatMap(({ name, address }): readonly Mailbox[] => {
      const box = { name: oneLine(name), address: address.trim() };
      if (!isWritableAddress(box.address)) {
        const what = `${JSON.stringify(`${box.name} ${oneLine(address)}`.trim().slice(0, 120))} has no address that can be written; left out`;
        if (box.name !== '' || box.address !== '') problems.push({ where: 'To, Cc', what });
        return [];
      }
      if (named.has(same(box.address))) return [];
      named.add(same(box.address));
      return [box];
    });
  const answered = mail.replyTo.some(({ address }) => isWritableAddress(address.trim()))
    ? mail.replyTo
    : [mail.from];
  const direct = take(answered);
  const to = direct.length > 0 ? direct : take(mail.to);
  const cc = take([...mail.to, ...mail.cc]);
  if (to.length > 0) return { to, cc, problems };
  if (cc.length > 0) return { to: cc, cc: [], problems };
  return { to: [{ name: oneLine(reader.name), address: reader.address }], cc: [], problems };
}

/** Domains ignore case, and no list has told local parts apart by it. */
function same(address: string): string {
  return address.trim().toLowerCase();
}
