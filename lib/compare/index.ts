export { changeAt, type ChangeAt } from './changeAt';
export type { ComparedPair, Comparison } from './comparison';
export { readClaims, type Claim } from './claims';
export type { Compared } from './compared';
export { interdiff } from './diffPatch';
export type { Interdiff, InterdiffFile, InterdiffHunk, InterdiffLine } from './interdiff';
export { Pair } from './pair';
export { portLine, portLines, type Ported } from './port';
export { compareVersions } from './versions';
