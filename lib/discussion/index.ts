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
export { lineRuns, linesOfRuns, type LineRun } from './lineRuns';
export { readLine, type ReadLine } from './lines';
export { placeRemarks } from './place';
export { isRobot } from './speech';
