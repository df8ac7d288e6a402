import stemOfEnglish from 'wink-porter2-stemmer';

/** Names of functions, numbers and other languages are looked for as they stand. */
const english = /^[a-z]{3,40}$/;

/**
 * The stem of an English word (Porter's second algorithm, which Xapian's "english" is too): "mapped" and "mapping" share
 * "map". Undefined for a word that has none but itself.
 *
 * @param word Lower case.
 */
export function stemOf(word: string): string | undefined {
  if (!english.test(word)) return undefined;
  const stem = stemOfEnglish(word);
  return stem === word ? undefined : stem;
}
