export { correctTurn, type TurnCorrection } from './correctTurn';
export { inferFindings, inferStatus, withTurns, type BeforeTurns } from './infer';
export { isLanding } from './landing';
export { isReviewKey } from './reviews';
export { isOfNewest, momentOf } from './taken';
export type {
  Carried,
  DiscussionTurn,
  Evidence,
  Findings,
  Holds,
  Objection,
  PatchTurn,
  PickedUp,
  RemarkStatus,
  Review,
  State,
  StateCorrection,
  Status,
  Tag,
  Turn,
  TurnAt,
  TurnsOver,
  TurnEvidence,
  WaitingOn,
  Word,
} from './status';
