import type { Present } from '../progress/index';
import { pool } from '../store/index';
import { stepNames, type StepView } from './progress';
import { stepsIn } from './stored-steps';
import { readTeam, type TeamAsked } from './progress-asked';
import { toldSteps } from './told-steps';

/** Something that happened, as a feed tells it. */
export interface FeedEvent {
  /** The mail it rests on, or that headed the series where a commit tells it: what names it. */
  readonly mail: string;
  /** False where a commit tells it: it is read on the way of its series. */
  readonly isByMail: boolean;
  /** What tells it from other events of that mail. */
  readonly kind: string;
  readonly at: Date;
  readonly title: string;
  readonly words: string;
  readonly by: string | undefined;
  readonly slug: string;
}

export interface SeriesFeed {
  readonly title: string;
  readonly slug: string;
  /** The first posting that is held: it names the series whatever its address. */
  readonly root: string;
  /** Newest first. */
  readonly events: readonly FeedEvent[];
}

/** What a feed program has not seen by then it has missed: it asks some times a day. */
const mostEvents = 100;

/** The steps of a series and what people replied, newest first; undefined when there is no series of that name. */
export async function findSeriesFeed(slug: string): Promise<SeriesFeed | undefined> {
  const { rows } = await pool().query<Stepped & { id: number }>(
    `SELECT id, slug, title, ${root}, progress FROM series WHERE slug = $1`,
    [slug],
  );
  const [series] = rows;
  if (!series) return undefined;
  const replies = await readReplies(series);
  return {
    title: series.title,
    slug,
    root: series.root ?? '',
    events: newest([...stepEvents(series), ...replies]),
  };
}

/** The steps of a team's series, newest first: two statements. */
export async function findTeamFeed(asked: TeamAsked, present: Present): Promise<readonly FeedEvent[]> {
  const team = await readTeam(asked, present);
  const { rows } = await pool().query<Stepped>(
    `SELECT slug, title, ${root}, progress FROM series WHERE id = ANY($1::int[])
     ORDER BY greatest(last_at, moved_at) DESC NULLS LAST, id LIMIT ${mostEvents}`,
    [team.map(({ id }) => id)],
  );
  return newest(rows.flatMap(stepEvents));
}

interface Stepped {
  readonly slug: string;
  readonly title: string;
  readonly root: string | null;
  readonly progress: unknown;
}

const root = `(SELECT coalesce(cover_id, (SELECT message_id FROM patch WHERE version_id = version.id AND message_id IS NOT NULL
  ORDER BY number LIMIT 1)) FROM version WHERE series_id = series.id ORDER BY ordinal LIMIT 1) AS root`;

/** Steps that bring a series no further than the mail they are in are told by that mail. */
const quiet: readonly StepView['kind'][] = ['borrowed'];

function stepEvents({ slug, title, root: first, progress }: Stepped): readonly FeedEvent[] {
  const alive = (progress as { readonly rows: readonly unknown[] }).rows.length;
  return toldSteps(stepsIn(progress), alive).flatMap((step): FeedEvent[] => {
    const { kind, at, isDated, isBound, words, by, mails, commits, where } = step;
    if (quiet.includes(kind)) return [];
    const [mail, commit] = [mails[0], commits[0]?.commit];
    const about =
      kind === 'first-review' || mail !== undefined ? kind : `${kind}-${commit?.slice(0, 12) ?? where ?? ''}`;
    return [
      {
        mail: mail ?? first ?? slug,
        kind: about,
        isByMail: mail !== undefined,
        at,
        title: `${stepNames[kind]}: ${title}`,
        words: isDated ? words : `${words} (${isBound ? 'by then' : 'not known when'})`,
        by,
        slug,
      },
    ];
  });
}

/** First words of what somebody replied. */
const mostWords = 600;

async function readReplies({
  id,
  slug,
  title,
}: Stepped & { readonly id: number }): Promise<readonly FeedEvent[]> {
  const { rows } = await pool().query<{ mail: string; at: Date; by: string; words: string }>(
    `SELECT reply AS mail, min(sent_at) AS at, min(coalesce(nullif(from_name, ''), from_address)) AS by,
       left(string_agg(text, E'\\n\\n' ORDER BY block), ${mostWords}) AS words
     FROM remark WHERE series_id = $1 AND kind <> 'bot' AND sent_at IS NOT NULL
     GROUP BY reply ORDER BY 2 DESC, 1 LIMIT ${mostEvents}`,
    [id],
  );
  return rows.map((row) => ({ ...row, isByMail: true, kind: 'reply', title: `${row.by}: ${title}`, slug }));
}

function newest(events: readonly FeedEvent[]): readonly FeedEvent[] {
  const each = new Map(events.map((event) => [`${event.mail}#${event.kind}`, event]));
  return [...each.values()]
    .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.mail < b.mail ? -1 : 1))
    .slice(0, mostEvents);
}
