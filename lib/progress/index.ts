export type { Between } from './arrived';
export { landingKeys } from './asked';
export { codeKey, codeLinksOf, type CodeLink } from './codeLinks';
export {
  authorKey,
  bearingOn,
  byCommitKey,
  commitKeys,
  nameKeys,
  patchKeys,
  treeRoles,
  wantedBy,
  type Arrival,
  type Commit,
  type CommitsByKey,
  type TreeRole,
} from './commits';
export { inferProgress } from './infer';
export { stepsOf } from './steps';
export { takenBySteps } from './taken';
export { knownUntil } from './known';
export { nextStep, type Standing } from './nextStep';
export { isOnItsWay, type Underway } from './onItsWay';
export type { Upstream } from './upstream';
export { openPull, pullKinds, type PullWord } from './openPull';
export { lastWordOf, paceOf, type DatedWord, type Pace } from './pace';
export { mergeIn, pullIn, pullsOf, type Pull } from './pulls';
export type { Difference, OddLine } from './difference';
export type { Proof } from './postings';
export {
  stages,
  type Brought,
  type Found,
  type Progress,
  type RowProgress,
  type Stage,
  type Step,
  type StepCommit,
} from './progress';
export type { Warning } from './warnings';
export {
  movedByWords,
  stalledAfterWeeks,
  stalledBefore,
  stalledSince,
  type Present,
  type ShownStage,
} from './stalled';
