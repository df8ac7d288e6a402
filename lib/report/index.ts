export { composeReport } from './compose';
export {
  formats,
  type Format,
  type MovedSeries,
  type NewSeries,
  type Report,
  type StuckSeries,
  type ToldSeries,
} from './report';
