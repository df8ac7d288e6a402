/**
 * A name or title longer than this is cut: git asks for titles of 50 to 72 characters, the longest names and titles of
 * kernel lists have about 120, and a mail may bear 9,000.
 */
const longestShown = 160;

/** A sentence that names several people is shown up to here. */
export const longestSentence = 600;

/** A name or title as it is shown where others stand beside it: one without an end is cut. The page of its mail has the whole. */
export function briefly(text: string, most = longestShown): string {
  return text.length > most ? `${text.slice(0, most).trimEnd()}…` : text;
}

/** The same on a page, where the whole is shown on hover as well. */
export function Brief({
  text,
  most = longestShown,
}: {
  readonly text: string | undefined;
  readonly most?: number;
}) {
  if (text === undefined || text.length <= most) return text;
  return <span title={text}>{briefly(text, most)}</span>;
}
