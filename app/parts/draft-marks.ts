import { plural } from './discussion-words';

/** Puts down how many drafts each patch of the navigator has, by the Message-ID of its posting; one that is left out has none. */
export function markDrafts(on: Readonly<Record<string, number>>): void {
  for (const mark of document.querySelectorAll<HTMLElement>('.nav .mine[data-posting]')) {
    const posting = mark.dataset['posting'] ?? '';
    const drafts = Object.hasOwn(on, posting) ? (on[posting] ?? 0) : 0;
    mark.hidden = drafts === 0;
    const [number, words] = mark.querySelectorAll('span');
    if (number) number.textContent = String(drafts);
    if (words) words.textContent = ` ${plural(drafts, 'draft')},`;
  }
}
