/** Words of an address as a page is given them: one that stands there several times is several. */
export function wordsOf(query: URLSearchParams): Record<string, string | string[]> {
  const words: Record<string, string | string[]> = {};
  for (const name of new Set(query.keys())) {
    const all = query.getAll(name);
    words[name] = all.length === 1 ? (all[0] ?? '') : all;
  }
  return words;
}
