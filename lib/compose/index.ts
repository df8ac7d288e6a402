export { composeReplies } from './compose';
export { isWritableAddress } from './headerText';
export type { Composed, Draft, LeftDraft, Reader, Reply, ReplyStamp } from './reply';
export { emlText, mboxText } from './message';
export { longestMailto, mailtoUrl } from './mailto';
export { fetchThreadCommand, muttCommand, replyFileName, sendCommand } from './commands';
