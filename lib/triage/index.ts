export { triageFacts, type Part, type SeriesFacts, type TriageFacts, type WordSaid } from './facts';
export { marksOf, type Made, type Mark, type Marks, type SnoozeUntil } from './marks';
export { mine, type Mine } from './mine';
export { awaiting, buckets, placeOf, places, type Bucket, type Place, type PlaceName } from './place';
