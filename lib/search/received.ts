import { receivedIn, type Mail } from '../mail/index';

/** A list passes mail on within the week even after an outage; a clock further off is not the list's. */
const furthestOff = 7 * 86_400_000;

/**
 * When the list received a mail, as public-inbox tells it: the date of the topmost Received header, else the sender's.
 * Mail without any date counts as the oldest.
 *
 * @param now No mail was received later; a sender's clock may say so.
 */
export function receivedAt(mail: Mail, now: Date): Date {
  const at = receivedIn(mail.headers) ?? mail.date ?? new Date(0);
  return at.getTime() > now.getTime() + furthestOff ? now : at;
}
