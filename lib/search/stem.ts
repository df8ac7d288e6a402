import stemOfEnglish from 'wink-porter2-stemmer';

/** Names of functions, numbers and other languages are looked for as they stand. */
const english = /^[a-z]{3,40}$/;

/** Stems known already: mail uses few words often. Dropped whole when full, so that hostile mail fills no memory. */
const known = new Map<string, string>();
const mostKnown = 100_000;

/**
 * The stem of an English word (Porter's second algorithm, which Xapian's "english" is too): "mapped" and "mapping" share
 * "map". Undefined for a word that has none but itself.
 *
 * @param word Lower case.
 */
export function stemOf(word: string): string | undefined {
  let stem = known.get(word);
  if (stem === undefined) {
    if (!english.test(word)) return undefined;
    if (known.size >= mostKnown) known.clear();
    stem = stemOfEnglish(word);
    known.set(word, stem);
  }
  return stem === word ? undefined : stem;
}
