import { ledgerAsked } from '../../parts/ledger-params';
import { seriesListAsked } from '../../parts/list-params';
import { viewsNamed } from '../../parts/desk';
import { noSuchView, progressAsked } from '../../parts/progress-params';
import { searchAskedOf } from '../../parts/search-params';
import { seatOf } from '../../parts/seat';
import { tableAnswer, type Table } from '../../parts/table';
import { listTable, searchTable, triageTable } from '../../parts/tables-lists';
import { personTable } from '../../parts/tables-people';
import { progressTable } from '../../parts/tables-progress';
import { compareTable, ledgerTable, seriesTable } from '../../parts/tables-series';
import { statusTable } from '../../parts/tables-status';
import { triageAsked } from '../../parts/triage-params';
import { wordsOf } from '../../parts/words-of';

/**
 * The table of a page, as CSV or JSON: reached by the address of the page with `?format=csv` or `json`. The other words of the
 * address filter it as they filter the page; all pages of it are told.
 */
export async function GET(
  request: Request,
  { params }: RouteContext<'/table/[[...page]]'>,
): Promise<Response> {
  const { page = [] } = await params;
  const query = new URL(request.url).searchParams;
  const format = query.get('format') === 'json' ? 'json' : 'csv';
  const found = await tableOf(page, query, request.headers);
  if (found instanceof Response) return found;
  return found ? tableAnswer(found, format) : new Response('There is no such table.\n', { status: 404 });
}

async function tableOf(
  [first, slug = '', view, version = '']: readonly string[],
  query: URLSearchParams,
  headers: Headers,
): Promise<Table | Response | undefined> {
  const words = wordsOf(query);
  if (first === undefined) return listTable(seriesListAsked(words));
  if (first === 'progress') {
    const views = await viewsNamed(words, headers);
    return views
      ? progressTable(progressAsked(words, views), query.get('table') ?? undefined)
      : new Response(`${noSuchView}\n`, { status: 404 });
  }
  if (first === 'search') return searchTable(searchAskedOf(words));
  if (first === 'triage') {
    const seat = await seatOf(headers);
    if (!seat.isHere || !seat.reader)
      return new Response('A queue is shown to its reader alone, on the machine it is served from.\n', {
        status: 403,
      });
    return triageTable(seat.reader, triageAsked(words));
  }
  if (first === 'people') return personTable(slug, query.get('table') ?? 'wrote');
  if (first === 'status') return statusTable(query.get('table') ?? 'followed');
  if (first !== 'series') return undefined;
  if (view === undefined) return seriesTable(slug, query.get('table') ?? query.get('tab') ?? undefined);
  if (view === 'ledger')
    return ledgerTable(
      slug,
      version,
      ledgerAsked((name) => query.get(name) ?? undefined),
    );
  return view === 'compare' ? compareTable(slug, version) : undefined;
}
