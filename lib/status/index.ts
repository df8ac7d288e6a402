export { correctTurn, type TurnCorrection } from './correctTurn';
export { inferStatus } from './infer';
export { isLanding } from './landing';
export { isReviewKey } from './reviews';
export { isOfNewest } from './taken';
export type {
  Carried,
  DiscussionTurn,
  Evidence,
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
