import { align } from './align';
import { readLine } from './lines';

/** Replies whose quotes are put together to one mail that is not held; later ones rarely quote more of it. */
const mostMerged = 40;
/** Such a mail grows no longer than this, in lines. */
const longestMerged = 20_000;

/**
 * The lines of a mail that is not held, as far as replies to it quote them: those of the first reply, and lines that only
 * others quote put in after the line they follow there.
 */
export function mergeQuotes(replies: readonly string[]): readonly string[] {
  let merged: readonly string[] = [];
  for (const texts of replies.slice(0, mostMerged).map(quotedTexts)) {
    if (merged.length > longestMerged) break;
    const lines = texts.map(readLine);
    const { partners } = align(lines, merged.map(readLine));
    const inserted = new Map<number, string[]>();
    let last = -1;
    texts.forEach((text, index) => {
      const partner = partners[index] ?? -1;
      if (partner >= 0) last = partner;
      else insertAfter(inserted, last, text);
    });
    merged = [
      ...(inserted.get(-1) ?? []),
      ...merged.flatMap((text, index) => [text, ...(inserted.get(index) ?? [])]),
    ];
  }
  return merged;
}

/** The quoted lines of a reply as they stood in the mail it answers: one mark less each. */
function quotedTexts(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const { depth, content } = readLine(line);
    return depth === 0 ? [] : [depth === 1 ? content : `${'>'.repeat(depth - 1)} ${content}`];
  });
}

function insertAfter(inserted: Map<number, string[]>, line: number, text: string): void {
  const known = inserted.get(line);
  if (known) known.push(text);
  else inserted.set(line, [text]);
}
