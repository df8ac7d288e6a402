/** Two spaces together, or white space that is none. */
const unfolded = /\s\s|[^\S ]/;

/** A line with its white space folded: one space where there was any, none at the ends. */
export function foldSpaces(line: string): string {
  const bare = line.trim();
  return unfolded.test(bare) ? bare.replace(/\s+/g, ' ') : bare;
}

const plainSign = /[A-Za-z0-9]/;
const anyPlain = /^[\0-\x7f]*$/;
const anySign = /[\p{L}\p{N}]/u;

/** True for a line with a letter or digit of any script: braces and blank lines are in every patch and tell nothing apart. */
export function hasLetterOrDigit(line: string): boolean {
  return plainSign.test(line) || (!anyPlain.test(line) && anySign.test(line));
}
