export { analyse, ANALYSIS_VERSION, type Analysis, type AnalysisOptions } from './analyse';
export {
  bundleOf,
  type Bundle,
  type BundleRemark,
  type BundleSeries,
  type BundleTrailer,
  type BundleVersion,
} from './bundle';
