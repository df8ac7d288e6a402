import { awaiting, findTriage, type FeedEvent, type TriageRow } from '../../../lib/query/index';
import { feedAnswer } from '../../parts/atom';
import { originOf } from '../../parts/origin';
import { present } from '../../parts/present';
import { seatOf } from '../../parts/seat';
import { placeWords, triageAsked } from '../../parts/triage-params';

/** What waits for the reader of this machine, as an Atom feed; for nobody else. */
export async function GET(request: Request): Promise<Response> {
  const seat = await seatOf(request.headers);
  if (!seat.isHere)
    return new Response(`A queue is shown to its reader alone. ${seat.why}\n`, { status: 403 });
  if (!seat.reader)
    return new Response('It is not known who you are. Say so under Settings first.\n', { status: 403 });
  const asked = triageAsked({});
  const page = await findTriage(seat.reader, asked, present());
  const origin = originOf(request.headers);
  const events = page.buckets
    .filter(({ name }) => awaiting.has(name))
    .flatMap(({ rows }) => rows.flatMap(eventOf))
    .sort((a, b) => b.at.getTime() - a.at.getTime());
  return feedAnswer(
    {
      id: `${origin}/triage/feed`,
      title: `Loreview: what waits for ${seat.reader.name}`,
      page: `${origin}/triage`,
      self: `${origin}/triage/feed`,
    },
    events,
    origin,
  );
}

/** A series that comes to another place, or comes again, is another entry. */
function eventOf({ place, mail, slug, title, author }: TriageRow): readonly FeedEvent[] {
  if (place.since === undefined) return [];
  const why = place.back === undefined ? place.why : `${place.why} (${place.back})`;
  return [
    {
      mail: place.evidence ?? mail,
      isByMail: true,
      kind: `${place.name}-${place.since}`,
      at: new Date(place.since),
      title: `${placeWords[place.name]}: ${title}`,
      words: why,
      by: author,
      slug,
    },
  ];
}
