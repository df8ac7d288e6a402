export { batchOf, bytesOf, type Batch, type Piece } from './batch';
export { type MailMember } from './crew';
export { MailCrew } from './mailCrew';
export type { ClusterMail, DerivedTables } from './mailTasks';
export { readPacked } from './packing';
export { Reading, type Known, type ReadingOptions, type Told } from './reading';
export type { Besides } from './tasks';
export { together, Work } from './work';
