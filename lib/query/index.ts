export {
  findComparePage,
  type ChangedPiece,
  type ClaimView,
  type ComparedView,
  type ComparePage,
  type VersionHead,
} from './compare-page';
export type { AskedBy } from './asked-elsewhere';
export {
  type AskedView,
  type CarriedView,
  type ConversationView,
  type LaterChange,
  type RemarkView,
} from './conversations';
export {
  findCorrectPage,
  type CorrectPage,
  type EarlierRemark,
  type LineToChoose,
  type PostingToChoose,
  type RemarkCorrectionMade,
} from './correct-page';
export {
  findElsewhere,
  isSeries,
  type CommitBrief,
  type Elsewhere,
  type PlaceFacts,
  type RepositoryView,
  type SeenView,
  type ThingView,
} from './elsewhere';
export { findFollowPage, findFollowList, type FollowView } from './follow-page';
export {
  filterOf,
  type EvidenceView,
  countGroups,
  type GroupCounts,
  type LedgerAsked,
  type LedgerRow,
  type LedgerVersion,
  type PostingPlace,
} from './ledger';
export {
  findLedgerPage,
  findNewestVersion,
  type LedgerPage,
  type NoAsk,
  type StateSaid,
} from './ledger-page';
export { landedOf, type AfterView, type CommitView, type LandedView } from './landed';
export { findMailHome, findPosting, type MailHome } from './mail-home';
export { findMailPage, findRawMail, type MailLink, type MailPage } from './mail-page';
export { findMissing, readMissing, readRange, tellMissing, type Missing } from './missing';
export { findNewerPlaces, type NewerPlaces } from './newer-places';
export { findSpokenTo } from './spoken-to';
export {
  findFirstPosting,
  findPatchPage,
  findVersionOrder,
  type GroupsOfPatch,
  type PatchPage,
  type PostingMail,
  type SlotView,
  type VersionLink,
} from './patch-page';
export { type Look } from './patch-looks';
export { type SettledEarlier } from './patch-remarks';
export { type PatchTag } from './patch-tags';
export { nameOf, type Role } from './people';
export {
  findSeriesCorrectPage,
  findSeriesOf,
  type SeriesCorrectionMade,
  type SeriesCorrectPage,
  type VersionToName,
} from './series-correct-page';
export {
  findSeriesList,
  seriesOrders,
  type SeriesList,
  type SeriesListAsked,
  type SeriesOrder,
  type SeriesRow,
} from './series-list';
export { findSeriesCovers, type CoverView } from './series-covers';
export { findSeriesMails, type SeriesMailView } from './series-mails';
export {
  findSeriesPage,
  type GridCell,
  type GridRow,
  type MaybeView,
  type SeriesPage,
  type StateCounts,
  type VersionView,
} from './series-page';
export { findSeriesTalk, type TalkView } from './series-talk';
export {
  isForgotten,
  reviewsBeside,
  tagsMissed,
  type ReviewView,
  type TagsMissed,
  type TagView,
} from './series-tags';
export type { SeriesTime } from './series-time';
export type { Objection } from '../status/index';
export {
  groupOf,
  groups,
  stateOf,
  states,
  statesOf,
  type Evidence,
  type Group,
  type Holds,
  type State,
} from './states';
export {
  stageNames,
  stageOrder,
  stepNames,
  type LastWord,
  type ProgressView,
  type StageView,
  type StepView,
} from './progress';
export { stalledAfterWeeks, type Present, type ShownStage, type Stage } from '../progress/index';
export { withJoinedAnswers } from './first-answers';
export { turnWords, type TurnView, type TurnWord } from './turn';
export { findStatusPage, type StatusPage } from './status-page';
export {
  explainSearch,
  findBest,
  findNewest,
  rankedAmong,
  type Found,
  type SearchStopped,
} from './search-found';
export {
  findSearchPage,
  type SearchAsked,
  type SearchHit,
  type SearchKind,
  type SearchPage,
  searchKinds,
} from './search-page';
export { findPersonPage, type PersonPage, type SeriesOfPerson } from './person-page';
export { findSuggestions, type Suggestion } from './suggestions';
export { findSeriesMarks, findSeen, type SeriesMarks } from './series-marks';
export { countAwaiting } from './triage-count';
export {
  findTriage,
  rowsOfABucket,
  type TriageAsked,
  type TriageBucket,
  type TriagePage,
  type TriageRow,
} from './triage';
export {
  awaiting,
  buckets,
  places,
  type Made,
  type Marks,
  type Place,
  type PlaceName,
} from '../triage/index';
export { findViews as findSavedViews, type SavedView } from '../store/index';
export { keptView } from './kept-view';
export {
  everything,
  progressOrders,
  type Filter,
  type KeptView,
  type ProgressOrder,
  type TeamAsked,
} from './progress-asked';
export {
  findProgressPage,
  findProgressRows,
  type Flow,
  type Landing,
  type ProgressAsked,
  type ProgressPage,
  type ProgressRow,
} from './progress-page';
export { bands, type Band, type FlowPoint, type Spread } from './figures';
export type { ListFigures } from './progress-lists';
export type { ReviewerPair, Reviewing } from './progress-reviewers';
export type { Answers } from './progress-answers';
export { aboutOf, findReport, type ReportAsked } from './report';
export {
  composeReport,
  formats as reportFormats,
  readSince,
  usualSince,
  type Format as ReportFormat,
  type Since,
  type SinceRefused,
} from '../report/index';
export { findSeriesFeed, findTeamFeed, type FeedEvent, type SeriesFeed } from './feed';
