export { ClusterRows, type NewSeries, type SeriesTables } from './clusters';
export type { DerivedCluster } from './derived';
export { mailTables, mailWords, remarkWords, type NumberedMail } from './mails';
export { clean, cleanJson, type Table } from './table';
