/**
 * The refusal of a form that was sent from another site; undefined for one of ours. The browser says where a form was
 * sent from (Fetch Metadata), and what sends no such header is no browser.
 */
export function refusedOrigin(request: Request): Response | undefined {
  const site = request.headers.get('sec-fetch-site');
  if (site === null || site === 'same-origin' || site === 'none') return undefined;
  return new Response('Only from Loreview itself.\n', { status: 403 });
}
