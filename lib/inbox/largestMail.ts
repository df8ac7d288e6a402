import { latin1Of, parseMessageId } from '../mail/index';

/** Real mails end at some 20 MB; public-inbox and list servers refuse less. */
export const largestMail = 50 * 1024 * 1024;

/** Of a mail that is not read further, by its first bytes: which one, how large, and that it is not here. */
export function whyTooLarge(head: Uint8Array): string {
  const id = messageIdIn(head);
  return `the mail${id === undefined ? '' : ` <${id}>`} is larger than ${largestMail / 1048576} MB, more than Loreview reads; nothing of it was kept`;
}

function messageIdIn(head: Uint8Array): string | undefined {
  const text = latin1Of(head.subarray(0, 65_536));
  const [headers = ''] = text.split(/\r?\n\r?\n/, 1);
  const value = /^message-id[ \t]*:\s*(\S+)/im.exec(headers)?.[1];
  return value === undefined ? undefined : parseMessageId(value);
}
