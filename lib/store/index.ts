export {
  closeStore,
  database,
  holding,
  holdingFollow,
  inTransaction,
  joinWorkers,
  openStore,
  pool,
} from './database';
export { isRefusedData, sqlStateOf } from './sqlState';
export { migrate, MigrationProblem, missingMigrations } from './migrate';
export {
  numberMails,
  rawIdsAfter,
  rawMails,
  refuse,
  replaceMails,
  storedBytes,
  storeMails,
  type MailToStore,
  type RawMail,
} from './mails';
export { clustersOf, type Cluster } from './clusters';
export {
  derivationProblems,
  marksOf,
  pendingBytes,
  pendingCount,
  pendingMails,
  setAside,
  tryAllAgain,
  type DerivationProblem,
  type PendingMark,
} from './pending';
export { replaceSeries, type DerivedSeries } from './derived';
export {
  addFollow,
  changeFollow,
  findFollow,
  findFollows,
  followOf,
  stopFollow,
  FollowProgress,
  unattendedFollows,
  type Follow,
  type FollowChange,
  type FollowState,
} from './follows';
export {
  addCorrection,
  awaitsDerivation,
  correctionsInForce,
  correctionsMade,
  reconnectJoins,
  type CorrectionGiven,
  type CorrectionMade,
  type CorrectionTarget,
} from './corrections';
export { findReader, saveReader, type Reader } from './readers';
export { pullMailsFor } from './pulls';
export { select } from './select';
export { fillWords, lacksWords } from './fillWords';
export { settleWords } from './words';
export {
  changeDraft,
  countDrafts,
  findDrafts,
  forgetDraft,
  rawMailsById,
  type DraftChange,
  type KeptDraft,
  type Owner,
} from './drafts';
export {
  findArrived,
  findReplyMails,
  markSent,
  nameReplies,
  unmarkSent,
  type ArrivedReply,
  type ReplyMail,
} from './replies';
export {
  addMark,
  addView,
  dropView,
  findMarks,
  findViews,
  seenOf,
  undoMark,
  type MarkGiven,
  type SavedView,
} from './marks';
export { addLabel, dropLabel, labelsBySeries, labelsInUse, type LabelGiven } from './labels';
export { listedNow, maintainersRead, rememberMaintainers, type MaintainersState } from './maintainers';
export {
  lookAgainAtCut,
  mergedSince,
  storeLooks,
  unreleasedCommits,
  wantedCommits,
  wantsCommits,
  type CommitLook,
} from './commit-looks';
export {
  askForTree,
  commitsByKey,
  copyCommits,
  dropAllCommits,
  dropCommits,
  dropTree,
  lastChange,
  settleCommitKeys,
  settleCommits,
  storeCommits,
  wantedElsewhere,
  type CommitToStore,
  type TreeGoal,
} from './commits';
export { changeTree, heldTree, heldTrees, openTree, type HeldTree, type TreeNamed } from './trees';
export {
  codePlaces,
  dropOldAnswers,
  followedSeries,
  githubContact,
  githubJob,
  isJobWaiting,
  githubLimits,
  keepAnswer,
  landingLooks,
  placesSeen,
  recallAnswer,
  rememberContact,
  rememberLanding,
  rememberLimits,
  rememberPlace,
  type Contact,
  type FollowedSeries,
  type LandingLook,
  type PlaceSeen,
  type StoredLimit,
} from './github';
export { heldReleases, landingAsked, type LandingAsked, type PatchAsked } from './landing';
