import { findSeriesFeed } from '../../../../lib/query/index';
import { feedAnswer, mailId } from '../../../parts/atom';
import { originOf } from '../../../parts/origin';

/** What happens in a series, as an Atom feed. */
export async function GET(
  request: Request,
  { params }: RouteContext<'/series/[slug]/feed'>,
): Promise<Response> {
  const { slug } = await params;
  const feed = await findSeriesFeed(slug);
  if (!feed) return new Response('There is no such series.\n', { status: 404 });
  const origin = originOf(request.headers);
  const page = `${origin}/series/${encodeURIComponent(feed.slug)}`;
  return feedAnswer(
    { id: `${mailId(feed.root)}#feed`, title: feed.title, page, self: `${page}/feed` },
    feed.events,
    origin,
  );
}
