export { inferStatus } from './infer';
export type { Maintainers } from './turn';
export type {
  Carried,
  DiscussionTurn,
  Evidence,
  Holds,
  Objection,
  PatchTurn,
  PickedUp,
  RemarkStatus,
  State,
  StateCorrection,
  Status,
  Tag,
  Turn,
  TurnEvidence,
  WaitingOn,
} from './status';
