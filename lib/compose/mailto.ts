import type { Reply } from './reply';

/**
 * Characters of a mailto: address that browsers hand on whole. Windows cuts what it hands to another program at 2,083
 * (INTERNET_MAX_URL_LENGTH, which counts the final NUL); a cut mail would look whole, so there is none beyond this.
 */
export const longestMailto = 2_000;

/**
 * The reply as a mailto: URL (RFC 6068) that opens it in the reader's mail program, undefined when it is too long for
 * that. Mail programs put date and Message-ID themselves; most keep In-Reply-To, few keep References.
 */
export function mailtoUrl(reply: Reply): string | undefined {
  const addresses = (boxes: Reply['to']) => boxes.map(({ address }) => encodedAddress(address)).join(',');
  const fields = [
    reply.cc.length > 0 ? `cc=${addresses(reply.cc)}` : '',
    `subject=${encodeURIComponent(reply.subject)}`,
    reply.inReplyTo === undefined ? '' : `in-reply-to=${encodeURIComponent(`<${reply.inReplyTo}>`)}`,
    // Too long already: not worth the encoding.
    reply.body.length > longestMailto
      ? reply.body
      : `body=${encodeURIComponent(reply.body.replace(/\n/g, '\r\n'))}`,
  ].filter((field) => field !== '');
  const url = `mailto:${addresses(reply.to)}?${fields.join('&')}`;
  return url.length > longestMailto ? undefined : url;
}

function encodedAddress(address: string): string {
  return encodeURIComponent(address).replace('%40', '@');
}
