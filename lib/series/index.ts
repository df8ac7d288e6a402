export { seriesKeys } from './keys';
export { pairPatches } from './pairing';
export { recogniseSeries } from './recognise';
export { likenessOf, similarity, type Likeness } from './similarity';
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
