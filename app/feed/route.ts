import { aboutOf, findTeamFeed } from '../../lib/query/index';
import { feedAnswer } from '../parts/atom';
import { viewsNamed } from '../parts/desk';
import { originOf } from '../parts/origin';
import { present } from '../parts/present';
import { noSuchView, progressAsked, teamQuery } from '../parts/progress-params';
import { wordsOf } from '../parts/words-of';

/** What happens in the series of a filter, as an Atom feed; the words of the address are those of /progress. */
export async function GET(request: Request): Promise<Response> {
  const words = wordsOf(new URL(request.url).searchParams);
  const views = await viewsNamed(words, request.headers);
  if (!views) return new Response(`${noSuchView}\n`, { status: 404 });
  const asked = progressAsked(words, views);
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
