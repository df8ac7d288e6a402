import { parseLink } from '../../lib/inbox/index';
import { findMailHome } from '../../lib/query/index';
import { archives } from '../parts/archives';
import { homePath, mailPath } from '../parts/discussion-links';
import { withProblem } from '../parts/told-back';

/** Leads from a pasted link or Message-ID to where its mail lives; what is not held leads to a page that offers to fetch it. */
export async function GET(request: Request): Promise<Response> {
  const pasted = new URL(request.url).searchParams.get('link') ?? '';
  const link = parseLink(pasted, archives());
  if (link.kind === 'problem') {
    const words = new URLSearchParams({ pasted: pasted.slice(0, 300) });
    return redirectTo(withProblem(`/?${words.toString()}`, link.why));
  }
  const home = await findMailHome(link.messageId);
  return redirectTo(home ? homePath(link.messageId) : mailPath(link.messageId));
}

function redirectTo(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path } });
}
