/** A Message-ID out of a path segment as a page is given it; undefined when the segment is no valid encoding. */
export function messageIdOf(segment: string): string | undefined {
  try {
    return messageIdIn(decodeURIComponent(segment));
  } catch (error) {
    // "%" without two hexadecimal digits behind it: nobody's Message-ID.
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** The same as a route handler is given it, which Next.js has decoded. */
export function messageIdIn(segment: string): string | undefined {
  const id = segment.trim().replace(/^<(.*)>$/, '$1');
  return id === '' ? undefined : id;
}

/** The number of a variant out of `?variant=`; the first one when it is none. */
export function variantOf(value: string | readonly string[] | null | undefined): number {
  return typeof value === 'string' && /^[1-9]\d{0,3}$/.test(value) ? Number(value) : 1;
}
