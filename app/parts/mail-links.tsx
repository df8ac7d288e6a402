import { homePath } from './discussion-links';

/** Evidence is as many mails as there are; a few show what it is about. */
const mailsShown = 3;

/** Links to the first mails that something rests on. */
export function MailLinks({ ids }: { readonly ids: readonly string[] }) {
  return ids.slice(0, mailsShown).map((id, at) => (
    <a key={id} href={homePath(id)} aria-label={`mail ${at + 1}: ${id}`}>
      mail {at + 1}{' '}
    </a>
  ));
}
