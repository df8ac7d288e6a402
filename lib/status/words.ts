import { foldSpaces } from '../patch/index';

/** Characters of a text that are cited where all of it has no room. */
const cited = 100;

/** The first words of a text on one line, cut at a word. */
export function firstWords(text: string, most = cited): string {
  const head = foldSpaces(text.slice(0, 4 * most));
  // Nothing behind changes a beginning that is long enough.
  const line = head.length > most || text.length <= 4 * most ? head : foldSpaces(text);
  if (line.length <= most) return line;
  const cut = line.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2))} ...`;
}
