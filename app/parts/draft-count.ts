/** What the script of a page tells the frame when the number of drafts has changed; its detail is the number. */
export const draftCountEvent = 'loreview:drafts';
