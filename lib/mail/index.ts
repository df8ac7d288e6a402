export { contentHash, parseMail, UnreadableMail } from './parse';
export { parseDate, type SentAt } from './date';
export { latin1Of } from './latin1';
export { parseMessageId } from './messageId';
export { splitMbox, type MboxEntry, type MboxOptions } from './mbox';
export { receivedIn } from './received';
export { remembering } from './remembering';
export type { Attachment, Header, Mail, Mailbox, MessageId, Problem, TextPart } from './mail';
