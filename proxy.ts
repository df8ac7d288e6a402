import { NextResponse, type NextRequest } from 'next/server';
import { missingHeader } from './app/parts/discussion-missing';
import { refusedHost } from './app/parts/served-host';
import { isLookedAt, lookedCookie, lookedSetCookie } from './app/parts/looked';
import { findMissing, findVersionOrder, tellMissing, type Missing } from './lib/query/index';

/**
 * Gives every page a Content-Security-Policy of its own: scripts run only with this answer's nonce, styles and
 * pictures come from here, nothing else is loaded, framed or sent anywhere. Next.js reads the nonce from the header of the
 * request and puts it on its own scripts. A request for a host that is not ours gets no page.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const refused = refusedHost(request);
  if (refused) return refused;
  const nonce = btoa(crypto.randomUUID());
  const isDevelopment = process.env.NODE_ENV === 'development';
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self'${isDevelopment ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const missing = holdsNul(request) ? undefined : await missingAt(request.nextUrl.pathname);
  if (missing) headers.set(missingHeader, tellMissing(missing));
  const response =
    missing || holdsNul(request)
      ? NextResponse.rewrite(noPage(request), { request: { headers } })
      : NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  if (!missing && !holdsNul(request)) {
    const looked = await lookedAt(request);
    if (looked !== undefined) response.headers.append('set-cookie', looked);
  }
  return response;
}

/** The cookie that remembers which version of a series was opened: a page itself can set none while it is made. */
async function lookedAt(request: NextRequest): Promise<string | undefined> {
  const [, series, version] = /^\/series\/([^/]+)\/([^/]+)\/\d{1,4}$/.exec(request.nextUrl.pathname) ?? [];
  const cookie = request.cookies.get(lookedCookie)?.value;
  if (request.method !== 'GET' || series === undefined || version === undefined) return undefined;
  if (isLookedAt(cookie, version)) return undefined;
  try {
    return lookedSetCookie(cookie, series, version, await findVersionOrder(series));
  } catch {
    // The database does not answer, which the page will say; there is nothing to remember then.
    return undefined;
  }
}

/** No name of ours holds the character NUL, and the database takes none: such an address leads nowhere. */
function holdsNul(request: NextRequest): boolean {
  return request.url.includes('%00');
}

/** An address of this server that no page has. Made of the request's own, or it would be fetched as another server's. */
function noPage(request: NextRequest): URL {
  const url = request.nextUrl.clone();
  url.pathname = '/-/missing';
  url.search = '';
  return url;
}

/**
 * A page that finds nothing can say "404" only with an empty body, to be filled by script. So what is missing is found out
 * here, and the answer is that of an address without a page: a whole one. When the database does not answer, the page
 * asks it again and says so.
 */
async function missingAt(path: string): Promise<Missing | undefined> {
  try {
    return await findMissing(path);
  } catch {
    return undefined;
  }
}

export const config = { matcher: ['/((?!_next/static|_next/image).*)'] };
