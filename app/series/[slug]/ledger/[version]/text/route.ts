import { findLedgerPage } from '../../../../../../lib/query/index';
import { ledgerAsked } from '../../../../../parts/ledger-params';
import { ledgerText } from '../../../../../parts/ledger-text';

/** The ledger as plain text, for a mail; reached by `?format=text`, too. */
export async function GET(
  request: Request,
  { params }: RouteContext<'/series/[slug]/ledger/[version]/text'>,
): Promise<Response> {
  const { slug, version } = await params;
  const words = new URL(request.url).searchParams;
  const page = await findLedgerPage(
    slug,
    version,
    ledgerAsked((name) => words.get(name) ?? undefined),
    Infinity,
  );
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  return page
    ? new Response(ledgerText(page), { headers })
    : new Response('There is no such version.\n', { status: 404, headers });
}
