import type { Mail } from '../mail/index';
import { dateText } from './dateText';
import { oneLine } from './headerText';

/** A longer name would make the line one that nobody takes for an attribution. */
const longestName = 120;

/** "On Fri, 1 Mar 2024 12:00:00 +0100, Ann Author wrote:", with the sender's own clock. */
export function attributionLine(mail: Mail): string {
  const who = (oneLine(mail.from.name) || oneLine(mail.from.address) || 'somebody').slice(0, longestName);
  const when = mail.date ? dateText(mail.date, mail.dateOffset ?? 0) : 'an unknown date';
  return `On ${when}, ${who} wrote:`;
}
