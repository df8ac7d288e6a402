import { findRawMail } from '../../../../lib/query/index';
import { messageIdIn, variantOf } from '../../../parts/discussion-params';

/** A mail as it was received, byte for byte. */
export async function GET(request: Request, { params }: RouteContext<'/mail/[id]/raw'>): Promise<Response> {
  const id = messageIdIn((await params).id);
  const variant = variantOf(new URL(request.url).searchParams.get('variant'));
  const raw = id === undefined ? undefined : await findRawMail(id, variant);
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  if (!raw) return new Response('No mail with this Message-ID is held here.\n', { status: 404, headers });
  return new Response(raw, { headers: { ...headers, 'content-type': 'text/plain' } });
}
