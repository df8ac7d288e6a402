import type { Metadata } from 'next';
import {
  findFollowList,
  findSeriesList,
  seriesOrders,
  stageOrder,
  turnWords,
  type FollowView,
  type SeriesListAsked,
  type SeriesOrder,
} from '../lib/query/index';
import { FollowForm } from './parts/followForm';
import { present } from './parts/present';
import { SampleNote } from './parts/sampleNote';
import { Still } from './parts/still';
import { SeriesTable } from './parts/seriesTable';

export const metadata: Metadata = { title: 'Series' };

type Props = PageProps<'/'>;

/** The words of an address, as far as they are understood; anything else means "all". */
function askedOf(params: Readonly<Record<string, string | string[] | undefined>>): SeriesListAsked {
  const word = (name: string) => {
    const value = params[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : undefined;
  };
  const order = word('sort');
  const turn = word('turn');
  const stage = word('stage');
  return {
    text: word('q'),
    list: word('list'),
    person: word('person'),
    turn: turnWords.find((one) => one === turn),
    stage: stageOrder.find((one) => one === stage),
    label: word('label'),
    order: seriesOrders.find((one): one is SeriesOrder => one === order) ?? 'last-mail',
    page: Math.min(Math.max(1, Math.trunc(Number(word('page') ?? 1)) || 1), 1_000_000),
  };
}

/** A link that was given up stays in sight of who pasted it; after that /status has it. */
const failureIsNewsFor = 3_600_000;

function isNews({ state, lastRunAt }: FollowView): boolean {
  if (state === 'failed') return Date.now() - (lastRunAt?.getTime() ?? 0) < failureIsNewsFor;
  return state !== 'done';
}

export default async function SeriesListPage({ searchParams }: Props) {
  const params = await searchParams;
  const asked = askedOf(params);
  const [list, follows] = await Promise.all([findSeriesList(asked, present()), findFollowList()]);
  const problem = typeof params['problem'] === 'string' ? params['problem'] : undefined;
  const pasted = typeof params['pasted'] === 'string' ? params['pasted'] : '';
  const waiting = follows.filter(isNews);
  return (
    <Still tag="main">
      <div className="listhead">
        <h1>{list.followed === 1 ? '1 series' : `${list.followed} series`}</h1>
        <FollowForm problem={problem} pasted={pasted} />
      </div>
      {list.isSampleOnly ? <SampleNote follows={follows} /> : null}
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
  );
}
