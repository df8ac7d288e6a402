import { viewPosting, type PostingOptions, type PostingView } from '../../lib/render/index';

/**
 * `viewPosting`, remembered: colouring a thousand lines takes longer than all the rest of a page, and a mail never changes.
 * What is remembered goes by the text itself, so nothing can be out of date.
 */
export function heldPostingView(text: string, options: PostingOptions): PostingView {
  const key = keyOf(text, options);
  const known = views.get(key);
  if (known) {
    // The last asked for stands last, and the first is the next to go.
    views.delete(key);
    views.set(key, known);
    return known;
  }
  const view = viewPosting(text, options);
  views.set(key, view);
  characters += key.length;
  for (const [oldest] of views) {
    if (characters <= mostCharacters) break;
    views.delete(oldest);
    characters -= oldest.length;
  }
  return view;
}

/** Rows take some fifteen times the room of their text: with this many characters 30 MB, or 70 patches of 1,000 lines. */
const mostCharacters = 2_000_000;

const views = new Map<string, PostingView>();
let characters = 0;

function keyOf(text: string, { spokenLines = [], whole }: PostingOptions): string {
  return JSON.stringify([whole ?? null, [...new Set(spokenLines)].sort((a, b) => a - b)]) + text;
}
