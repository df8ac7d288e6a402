export { gitIdentity, type Identity } from './gitIdentity';
export { readIdentity, setReader, thisReader } from './identity';
export { whyReadOnly, type Asked } from './seat';
export type { Reader } from '../store/index';
export {
  countDrafts,
  draftsOf,
  dropDraft,
  forgetDraft,
  keepDraft,
  longestDraft,
  moveDraft,
  restoreDraft,
  reviewTags,
  setTags,
  type DraftGiven,
  type DraftTaken,
  type ReviewTag,
} from './drafts';
export {
  pastReplies,
  repliesInWork,
  sayReplyNotSent,
  sayReplySent,
  type DraftInReply,
  type ReplyInWork,
  type ReplySent,
} from './replies';
export type { KeptDraft } from '../store/index';
export { forgetView, mark, saveView, unmark, type MarkRefused, type MarkTaken } from './marks';
export { label, longestLabel, unlabel } from './labels';
