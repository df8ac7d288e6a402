export { Reading, type ReadingOptions, type Told } from './reading';
