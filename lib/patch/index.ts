export { diffLineAt, type DiffLine } from './diffLine';
export { foldSpaces, hasLetterOrDigit } from './fold';
export { forgeLinks, forgePlace, namedFiles, type ForgeLink, type ForgePlace } from './forgeLinks';
export { archiveLinks } from './links';
export type { FileDiff, Hunk, HunkLine, LineRange, Patch, Section, Subject, Trailer } from './patch';
export { readPatch } from './read';
export { parseSubject } from './subject';
export { normaliseTitle } from './title';
export { isReviewTrailer, parseTrailerLine } from './trailers';
