import type { MessageId } from '../mail/index';
import type { Reply } from './reply';

/**
 * The command that sends a reply from a file (.eml, one mail). Everybody is named, so nobody is added whom git finds in
 * tags or in the headers of the file (`--suppress-cc=all`).
 */
export function sendCommand(reply: Reply, file: string): string {
  return [
    'git send-email',
    '--suppress-cc=all',
    ...(reply.inReplyTo === undefined ? [] : [`--in-reply-to=${shellWord(reply.inReplyTo)}`]),
    ...reply.to.map(({ address }) => `--to=${shellWord(address)}`),
    ...reply.cc.map(({ address }) => `--cc=${shellWord(address)}`),
    shellWord(file.startsWith('-') ? `./${file}` : file),
  ].join(' ');
}

/** The command that opens a reply from a file (.eml) in mutt, to be looked over and sent. */
export function muttCommand(file: string): string {
  return `mutt -H ${shellWord(file.startsWith('-') ? `./${file}` : file)}`;
}

/**
 * The command that fetches the thread of a mail as an mbox, to answer it from a mail program. That is what b4 has for a
 * reply: as of 0.12 `b4 send` sends only series that `b4 prep` made, no single mail.
 */
export function fetchThreadCommand(id: MessageId): string {
  return `b4 mbox -- ${shellWord(id)}`;
}

const longestFileName = 60;

/** A name for the file of a reply: letters, digits and "-" of its subject, its number in front ("01-re-patch-fix.eml"). */
export function replyFileName(reply: Reply, number: number): string {
  const words = reply.subject
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestFileName)
    .replace(/^-+|-+$/g, '');
  return `${String(number).padStart(2, '0')}-${words || 'reply'}.eml`;
}

/** One word for a POSIX shell: as it is when nothing in it means something to a shell, else in single quotes. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9@%+=:,./_-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}
