/**
 * The refusal of a form that was sent from another site; undefined for one of ours. The browser says where a form was
 * sent from, by Fetch Metadata and by Origin; what sends neither header is no browser.
 */
export function refusedOrigin(request: Request): Response | undefined {
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const isForeign =
    (site !== null && site !== 'same-origin' && site !== 'none') ||
    (origin !== null && hostOf(origin) !== request.headers.get('host'));
  return isForeign ? new Response('Only from Loreview itself.\n', { status: 403 }) : undefined;
}

/** Host and port of an origin; undefined for "null", which a page without an origin of its own sends. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
