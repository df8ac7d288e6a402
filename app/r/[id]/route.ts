import { findMailHome } from '../../../lib/query/index';
import { mailPath, patchPath, remarkFragment } from '../../parts/discussion-links';
import { messageIdIn } from '../../parts/discussion-params';

/**
 * Leads to wherever a mail lives: a posting's page, a reply's first remark on such a page, else the mail's own page, which
 * for a mail that is not held says so. `?block=` names another remark of the reply.
 */
export async function GET(request: Request, { params }: RouteContext<'/r/[id]'>): Promise<Response> {
  const { id: segment } = await params;
  const id = messageIdIn(segment);
  if (id === undefined) return redirectTo(mailPath(segment));
  const home = await findMailHome(id, blockOf(request.url));
  if (!home || home.kind === 'mail') return redirectTo(mailPath(id));
  const page = patchPath(home.series, home.version, home.number);
  return redirectTo(home.kind === 'remark' ? page + remarkFragment(id, home.block) : page);
}

function blockOf(url: string): number | undefined {
  const word = new URL(url).searchParams.get('block') ?? '';
  return /^\d{1,6}$/.test(word) ? Number(word) : undefined;
}

/** A path, so that it holds behind a proxy whatever the host is called. */
function redirectTo(path: string): Response {
  return new Response(null, { status: 307, headers: { location: path } });
}
