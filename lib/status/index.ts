export { inferStatus } from './infer';
export type {
  Carried,
  Evidence,
  Holds,
  Objection,
  PickedUp,
  RemarkStatus,
  State,
  StateCorrection,
  Status,
  Tag,
} from './status';
