/**
 * A key under which two spellings of one title are equal: case, white space and punctuation folded (NFKC, lower case,
 * everything but letters and digits one space). A title of punctuation alone keeps it, so that no key is empty
 * unless the title is.
 */
export function normaliseTitle(title: string): string {
  const folded = title.normalize('NFKC').toLowerCase();
  const key = folded.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
  return key === '' ? folded.replace(/\s+/g, ' ').trim() : key;
}
