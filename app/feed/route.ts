import { aboutOf, findTeamFeed } from '../../lib/query/index';
import { feedAnswer } from '../parts/atom';
import { originOf } from '../parts/origin';
import { present } from '../parts/present';
import { progressAsked, teamQuery } from '../parts/progress-params';

/** What happens in the series of a filter, as an Atom feed; the words of the address are those of /progress. */
export async function GET(request: Request): Promise<Response> {
  const asked = progressAsked(wordsOf(new URL(request.url).searchParams));
  const origin = originOf(request.headers);
  const query = teamQuery(asked).toString();
  const address = (page: string): string => `${origin}${page}${query === '' ? '' : `?${query}`}`;
  const title = `Loreview: ${aboutOf(asked)}`;
  return feedAnswer(
    { id: address('/feed'), title, page: address('/progress'), self: address('/feed') },
    await findTeamFeed(asked, present()),
    origin,
  );
}

function wordsOf(params: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]));
}
