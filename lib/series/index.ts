export { seriesKeys } from './keys';
export { recogniseSeries } from './recognise';
export type {
  Lineage,
  PatchSlot,
  Person,
  Recognition,
  Series,
  SeriesCorrection,
  SeriesMail,
  Signal,
  Version,
} from './series';
