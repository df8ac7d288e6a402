export { composeReport } from './compose';
export { readSince, usualSince, type Since, type SinceRefused } from './since';
export {
  formats,
  type Format,
  type MovedSeries,
  type NewSeries,
  type Report,
  type StuckSeries,
  type ToldSeries,
} from './report';
