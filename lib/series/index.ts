export { seriesKeys } from './keys';
export { isVersionLabel } from './said';
export { recogniseSeries } from './recognise';
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
