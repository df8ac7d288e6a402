import { askForGithub } from '../../lib/ingest/index';
import { isSeries } from '../../lib/query/index';
import { githubHost } from '../parts/github';
import { formOf } from '../parts/form-of';
import { refusedWrite } from '../parts/refused-write';

/** Asks that GitHub be asked about a series now, and leads back: the page tells what is there when it is there. */
export async function POST(request: Request): Promise<Response> {
  const refused = refusedWrite(request);
  if (refused) return refused;
  const slug = (await formOf(request)).get('slug');
  if (typeof slug !== 'string' || !(await isSeries(slug)))
    return new Response('No such series.\n', { status: 404 });
  if (githubHost() !== undefined) await askForGithub(slug, { isAsked: true });
  return new Response(null, {
    status: 303,
    headers: { location: `/series/${encodeURIComponent(slug)}#elsewhere` },
  });
}
