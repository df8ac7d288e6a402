export { treeRoles, wantedBy, type Commit, type TreeRole } from './commits';
export { inferProgress } from './infer';
export { mergeIn, pullIn, pullsOf, type Pull } from './pulls';
export { stages, type Progress, type RowProgress, type Stage, type Step } from './progress';
