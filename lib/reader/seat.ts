/** Where a request says it comes from and to. */
export interface Asked {
  /** The header Host: name or address, and port. */
  readonly host: string | null;
  /** The header X-Forwarded-For: the address of the asker, and of every proxy that says it is one. */
  readonly forwardedFor: string | null;
}

/**
 * Why a request may only read, in words for who reads; undefined when it comes from this machine to a server that only
 * this machine can reach. There is no sign-in yet: whoever else reaches it could be anybody, so nothing is taken from them and
 * nothing of the reader's is shown.
 *
 * @param boundTo The address or name the web server listens on; undefined when that is not known.
 */
export function whyReadOnly(asked: Asked, boundTo: string | undefined): string | undefined {
  if (boundTo === undefined || boundTo === '')
    return 'It was not started by "loreview serve", so it is not known who can reach it.';
  if (!isLoopback(boundTo))
    return `It is served on ${boundTo}, where others can reach it, and there is no sign-in yet.`;
  const name = hostName(asked.host ?? '');
  if (!isLoopback(name))
    return `It was asked for as ${name === '' ? 'nobody' : name}, which is no name of this machine alone, and there is no sign-in yet.`;
  const other = (asked.forwardedFor ?? '')
    .split(',')
    .map((address) => address.trim())
    .find((address) => address !== '' && !isLoopback(address));
  return other === undefined
    ? undefined
    : `A proxy passes on what ${other.slice(0, 60)} asks, and there is no sign-in yet.`;
}

/** The name in "name:port" or "[::1]:port", lower case. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d{1,5}$/, '');
}

/** RFC 6761 section 6.3 (localhost), RFC 1122 section 3.2.1.3 (127/8), RFC 4291 section 2.5.3 (::1) and its mapped form. */
function isLoopback(name: string): boolean {
  const bare = name.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return (
    bare === '::1' ||
    /^(?:.+\.)?localhost\.?$/.test(bare) ||
    /^(?:::ffff:)?127(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/.test(bare)
  );
}
