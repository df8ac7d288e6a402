export { Reading, type Known, type ReadingOptions, type Told } from './reading';
export type { Besides } from './tasks';
export { vectorThread, type VectorThread } from './vectors';
