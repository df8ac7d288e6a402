/**
 * The text of a draft when one place kept `stored` and another sends `given`, written without knowing of it. Nothing of either
 * is lost: where one holds the other it is the text, else both stand one below the other.
 */
export function mergedText(stored: string, given: string): string {
  if (given.includes(stored.trim())) return given;
  if (stored.includes(given.trim())) return stored;
  return `${stored.trimEnd()}\n\n${given}`;
}
