export { analyse, ANALYSIS_VERSION, type Analysis, type AnalysisOptions, type Correction } from './analyse';
export {
  bundleOf,
  bundleOfPart,
  bundlePart,
  joinParts,
  type Bundle,
  type BundlePart,
  type BundleRemark,
  type BundleSeries,
  type BundleTrailer,
  type BundleTurn,
  type BundleVersion,
} from './bundle';
