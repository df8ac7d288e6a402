export { landingKeys } from './asked';
export {
  authorKey,
  bearingOn,
  byCommitKey,
  commitKeys,
  nameKeys,
  patchKeys,
  treeRoles,
  wantedBy,
  type Commit,
  type CommitsByKey,
  type TreeRole,
} from './commits';
export { inferProgress } from './infer';
export { mergeIn, pullIn, pullsOf, type Pull } from './pulls';
export { stages, type Progress, type RowProgress, type Stage, type Step } from './progress';
