import { normaliseTitle } from '../patch/index';

/** A title of fewer words than this ("fix typos") is near too many others. */
const MIN_WORDS = 4;

/** Titles of more words are compared by their first ones. */
const MAX_WORDS = 24;

/**
 * The words of a title without the subsystem in front ("iommu/io-pgtable: optimize walks" is "optimize walks"):
 * people change that part most. Empty for a title too short to tell anything.
 */
function bareWords(title: string): readonly string[] {
  const words = normaliseTitle(title.replace(/^(?:[^\s:]{1,60}:\s+)+/, '')).split(' ');
  return words.length < MIN_WORDS ? [] : words.slice(0, MAX_WORDS);
}

/**
 * The bare title, and the same with each word left out in turn. Two titles share one of these when they differ by one
 * word at most, put in, taken out or changed ("zero bit", "zero bits").
 */
export function nearTitles(title: string): readonly string[] {
  const words = bareWords(title);
  if (words.length === 0) return [];
  return [words.join(' '), ...words.map((_, left) => words.filter((__, index) => index !== left).join(' '))];
}
