import type { Metadata } from 'next';
import { findFollowList, findSeriesList, type FollowView, type SeriesListAsked } from '../lib/query/index';
import { FollowForm } from './parts/followForm';
import { FeedFound } from './parts/feed-link';
import { seriesListAsked } from './parts/list-params';
import { present } from './parts/present';
import { progressAsked, progressPath } from './parts/progress-params';
import { SampleNote } from './parts/sampleNote';
import { Still } from './parts/still';
import { SeriesTable } from './parts/seriesTable';
import { problemIn } from './parts/told-back';

export const metadata: Metadata = { title: 'Series' };

type Props = PageProps<'/'>;

/** A link that was given up stays in sight of who pasted it; after that /status has it. */
const failureIsNewsFor = 3_600_000;

function isNews({ state, lastRunAt }: FollowView): boolean {
  if (state === 'failed') return Date.now() - (lastRunAt?.getTime() ?? 0) < failureIsNewsFor;
  return state !== 'done' && state !== 'stopped';
}

/** The feed of what is listed, as far as a feed asks for it: whose turn it is and how far they have come changes too often. */
function feedPath({ text, list, person, label }: SeriesListAsked): string {
  return progressPath(
    {
      ...progressAsked({}),
      text,
      lists: list === undefined ? [] : [list],
      people: person === undefined ? [] : [person],
      role: 'any',
      labels: label === undefined ? [] : [label],
    },
    {},
    '/feed',
  );
}

export default async function SeriesListPage({ searchParams }: Props) {
  const params = await searchParams;
  const asked = seriesListAsked(params);
  const [list, follows] = await Promise.all([findSeriesList(asked, present()), findFollowList()]);
  const pasted = typeof params['pasted'] === 'string' ? params['pasted'] : '';
  const waiting = follows.filter(isNews);
  return (
    <>
      <FeedFound href={feedPath(asked)} title="What happens in these series" />
      <Still tag="main">
        <div className="listhead">
          <h1>{list.followed === 1 ? '1 series' : `${list.followed} series`}</h1>
          <FollowForm problem={problemIn(params)} pasted={pasted} />
        </div>
        {list.isSampleOnly ? (
          <SampleNote follows={follows.filter(({ state }) => state !== 'stopped')} />
        ) : null}
        {waiting.length > 0 && !list.isSampleOnly ? (
          <p className="note info">
            {waiting.map((follow) => (
              <span key={follow.id} className="waiting">
                <a href={`/follow/${follow.id}`}>{follow.link}</a>:{' '}
                {follow.problem ?? `${follow.state}, ${follow.progress.step || 'not begun'}`}
              </span>
            ))}
          </p>
        ) : null}
        <SeriesTable list={list} asked={asked} />
      </Still>
    </>
  );
}
