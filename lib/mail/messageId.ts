import type { MessageId } from './mail';

/** Bytes; longer ids are junk: RFC 5322 lines end at 998 (section 2.1.1). */
const longestId = 998;

/**
 * Reads one Message-ID: with or without angle brackets, with white space around. Undefined for text that cannot be
 * one: empty, with spaces or control characters inside, or too long.
 */
export function parseMessageId(header: string): MessageId | undefined {
  const id = /<([^<>]*)>/.exec(header)?.[1]?.trim() ?? header.trim();
  return isMessageId(id) ? id : undefined;
}

/** All ids of a References or In-Reply-To header, in order. Words between them ("Your message of Monday") are left out. */
export function parseMessageIds(header: string): readonly MessageId[] {
  // Long ids get folded inside; words in brackets are something else.
  const bracketed = [...header.matchAll(/<([^<>]{1,1200})>/g)].flatMap((match) => {
    const id = match[1] ?? '';
    return /\s/.test(id) && !id.includes('@') ? [] : [id.replace(/\s+/g, '')];
  });
  const ids =
    bracketed.length > 0
      ? bracketed
      : header
          .trim()
          .split(/[\s,]+/)
          .filter((word) => word.includes('@'));
  return ids.filter(isMessageId);
}

function isMessageId(id: string): id is MessageId {
  return id.length > 0 && Buffer.byteLength(id) <= longestId && !/[\s<>\p{Cc}]/u.test(id);
}
