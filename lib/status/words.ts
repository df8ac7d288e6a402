/** Characters of a text that are cited where all of it has no room. */
const cited = 100;

/** The first words of a text on one line, cut at a word. */
export function firstWords(text: string, most = cited): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  const cut = line.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2))} ...`;
}
