import { isIP } from 'node:net';

/**
 * The refusal of a request for a host that is not ours; undefined for one that is. A page elsewhere may have its own name
 * lead to this machine (DNS rebinding), and the browser then takes our answers for that page's own: only the name it asked
 * for tells.
 */
export function refusedHost(request: Request, names = servedNames()): Response | undefined {
  const host = request.headers.get('host');
  if (isServed(host, names)) return undefined;
  const said = host === null ? 'no host' : `"${host.replace(/[^\x20-\x7e]/g, '?').slice(0, 200)}"`;
  return new Response(
    `Loreview is not served as ${said}. Open it by its address or as localhost, ` +
      'or have whoever runs it add the name to LOREVIEW_HOSTS.\n',
    { status: 421, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } },
  );
}

/**
 * Whether a Host header names this server: an address, which no DNS can make another's; localhost and names below it;
 * a name it was told. The port does not count, for a tunnel or a container may lend it another.
 */
export function isServed(host: string | null, names: readonly string[]): boolean {
  if (host === null) return false;
  const name = /^(\[[0-9a-f:.]+\]|[^:[\]/@\s]+)(?::\d{1,5})?$/i
    .exec(host)?.[1]
    ?.toLowerCase()
    .replace(/\.$/, '');
  if (name === undefined) return false;
  return (
    isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0 ||
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    names.some((served) => served.toLowerCase() === name)
  );
}

/** Names besides the machine's own, as the one who runs this has set them; the settings' room checks them at start. */
function servedNames(): readonly string[] {
  return (process.env['LOREVIEW_HOSTS'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
