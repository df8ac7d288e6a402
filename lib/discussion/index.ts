export type {
  Anchor,
  AnchorPart,
  Conversation,
  Discussion,
  LineOrigin,
  Remark,
  RemarkRef,
} from './discussion';
export type { RemarkCorrection, RemarkSpot } from './corrections';
export { placeRemarks } from './place';
