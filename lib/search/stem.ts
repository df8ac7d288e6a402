import stemOfEnglish from 'wink-porter2-stemmer';
import { remembering } from '../mail/index';

/** Names of functions, numbers and other languages are looked for as they stand. */
const english = /^[a-z]{3,40}$/;

const englishStemOf = remembering(stemOfEnglish, 100_000);

/**
 * The stem of an English word (Porter's second algorithm, which Xapian's "english" is too): "mapped" and "mapping" share
 * "map". Undefined for a word that has none but itself.
 *
 * @param word Lower case.
 */
export function stemOf(word: string): string | undefined {
  if (!english.test(word)) return undefined;
  const stem = englishStemOf(word);
  return stem === word ? undefined : stem;
}
