export { isDay, isoMoment } from './isoMoment';
