import { readOnlyWhy } from './seat';

/**
 * The refusal of a write that did not come from a page of ours, or came from somewhere that may only read; undefined for one to be taken.
 * Every route that writes asks this first.
 */
export function refusedWrite(request: Request): Response | undefined {
  if (!isOurs(request)) return new Response('Only from Loreview itself.\n', { status: 403 });
  const why = readOnlyWhy(request.headers);
  return why === undefined
    ? undefined
    : new Response(`This Loreview can only be read here. ${why}\n`, { status: 403 });
}

/**
 * A browser says where a form was sent from by Fetch Metadata; an old one by Origin, which is "null" here for a page of ours
 * too, since pages send no referrer: there it is no proof. What sends neither header is no browser.
 */
function isOurs(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  return site === null
    ? origin === null || hostOf(origin) === request.headers.get('host')
    : site === 'same-origin' || site === 'none';
}

/** Host and port of an origin; undefined for "null". */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
