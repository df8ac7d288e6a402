export { Reading, type Known, type ReadingOptions, type Told } from './reading';
