export { openArchive, searchPhrase, type Archive, type ArchiveConfig } from './archive';
export type { ArchivedMail } from './archivedMails';
export { ArchiveFailure, type ArchiveFailureKind } from './failure';
export { parseLink, type ArchiveLink, type LinkProblem } from './link';
export { mailFilesSize, readMailFiles, type FileMail, type FileProblem, type MailFileOptions } from './files';
export { whyTooLarge } from './largestMail';
export { maintainersPath, MaintainersProblem, readMaintainersText } from './maintainersText';
export { whyUnreachable } from './unreachable';
