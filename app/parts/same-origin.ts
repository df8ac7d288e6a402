/**
 * The refusal of a form that was sent from another site; undefined for one of ours. A browser says where a form was sent
 * from by Fetch Metadata; an old one by Origin, which is "null" here for a page of ours too, since pages send no referrer:
 * there it is no proof, and refused. What sends neither header is no browser.
 */
export function refusedOrigin(request: Request): Response | undefined {
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const isOurs =
    site === null
      ? origin === null || hostOf(origin) === request.headers.get('host')
      : site === 'same-origin' || site === 'none';
  return isOurs ? undefined : new Response('Only from Loreview itself.\n', { status: 403 });
}

/** Host and port of an origin; undefined for "null". */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
