export { briefOf, type CommitAnswer, type CommitBrief } from './briefs';
export type { Checks } from './checks';
export { openGithub, type AnswerMemory, type Github, type GithubConfig, type KeptAnswer } from './client';
export { GithubFailure, type GithubFailureKind } from './failure';
export type { Limit } from './limits';
export { canLookAt, lookAtPlace, type PlaceFacts, type ReleaseBrief } from './places';
export { firstRelease, releaseDate, releaseTags } from './releases';
export { commitDiff, searchCommits } from './search';
