export { pullSeries, type PulledSeries, type PullProgress } from './pull';
