/** The cookie that keeps the name a reader gave with the last correction. */
export const authorCookie = 'loreview-author';
