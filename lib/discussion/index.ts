export type {
  Anchor,
  AnchorPart,
  Conversation,
  Discussion,
  LineOrigin,
  Remark,
  RemarkRef,
} from './discussion';
export { placeRemarks } from './place';
