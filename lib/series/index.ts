export { groupsByKeys } from './disjoint';
export { seriesKeys } from './keys';
export { pairPatches } from './pairing';
export { isSamePerson, nameKey, parseMailbox, plainName } from './people';
export { isVersionLabel } from './said';
export { byText, onePerId } from './order';
export { readMail, type ReadMail } from './posting';
export { recogniseSeries, slugsApart } from './recognise';
export { diffSimilarity, likenessOf, similarity, type Likeness } from './similarity';
export type {
  Absent,
  Lineage,
  Maybe,
  PatchSlot,
  Person,
  Recognition,
  Repost,
  RepostEvidence,
  Series,
  SeriesCorrection,
  SeriesMail,
  Signal,
  Version,
} from './series';
