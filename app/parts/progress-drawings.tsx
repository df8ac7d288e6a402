import type { ReactNode } from 'react';
import type { ProgressAsked, ProgressPage } from '../../lib/query/index';
import { plural } from './discussion-words';
import { Bars, type Bar } from './progress-bars';
import { FlowDrawing } from './progress-flow';
import { ListTable } from './progress-lists';
import { ReviewerDrawing } from './progress-matrix';
import { durationWords, Numbers } from './numbers';
import { progressPath, windows } from './progress-params';
import { TableLinks } from './table-links';
import { dayOf } from './time';

type Asked = { readonly page: ProgressPage; readonly asked: ProgressAsked };

/** What people look at rather than read, each with its numbers. */
export function ProgressDrawings({ page, asked }: Asked) {
  return (
    <>
      <div className="windowed">
        <h2>How they move</h2>
        <span className="choices">
          <span className="muted">since {dayOf(page.from)}:</span>
          {windows.map(({ word, name }) => (
            <a
              key={word}
              href={progressPath(asked, { weeks: word === 'all' ? 'all' : Number(word) })}
              aria-current={String(page.weeks) === word ? 'true' : undefined}
            >
              {name}
            </a>
          ))}
        </span>
      </div>
      <div className="drawings">
        <Part
          title="Cumulative flow"
          about="patches by stage at the end of each step of time; a widening band is where work piles up"
          id="flow"
          asked={asked}
        >
          <FlowDrawing flow={page.flow} />
        </Part>
        <FirstAnswers page={page} asked={asked} />
        <Landings page={page} asked={asked} />
        <Part
          title="Who reviews whom"
          about="series of the one in which the other said something"
          id="reviewers"
          asked={asked}
        >
          <ReviewerDrawing reviewing={page.reviewers} />
        </Part>
      </div>
      <Part title="By list" about="a series on two lists counts on both" id="lists" asked={asked}>
        <ListTable lists={page.byList} />
      </Part>
    </>
  );
}

/** A drawing or table with its head, and the ways to take its numbers along. */
function Part({
  title,
  about,
  id,
  asked,
  children,
}: {
  readonly title: string;
  readonly about: string;
  readonly id: string;
  readonly asked: ProgressAsked;
  readonly children: ReactNode;
}) {
  return (
    <section className="drawing" aria-labelledby={`drawing-${id}`}>
      <header>
        <h2 id={`drawing-${id}`}>{title}</h2>
        <span className="muted">{about}</span>
        <TableLinks path={progressPath(asked)} table={id} />
      </header>
      {children}
    </section>
  );
}

function FirstAnswers({ page: { answers }, asked }: Asked) {
  const { all, never, waiting, byVersion } = answers;
  const bars: readonly Bar[] = [
    ...all.bins,
    { name: 'never', count: never, note: 'replaced without an answer', kind: 'bad' },
    { name: 'not yet', count: waiting, note: 'the newest version', kind: 'waits' },
  ];
  const postings = all.counted + never + waiting;
  return (
    <Part
      title="First answer"
      about={`by a person other than its author; ${spreadWords(all.median, all.most, plural(postings, 'posting'))}`}
      id="answers"
      asked={asked}
    >
      <Bars bars={bars} title="First answer to a posting" unit="posting" />
      <Numbers heads={['posting', 'postings', 'answered', 'median']}>
        {byVersion.map(({ name, postings: count, answered, median }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="num">{count}</td>
            <td className="num">{answered}</td>
            <td className="num">{durationWords(median)}</td>
          </tr>
        ))}
      </Numbers>
    </Part>
  );
}

function Landings({ page: { landing }, asked }: Asked) {
  const { applied, mainline, undated } = landing;
  return (
    <Part
      title="From posting to landing"
      about={`first posting until all of it was taken; ${spreadWords(applied.median, applied.most, plural(applied.counted, 'series', 'series'))}`}
      id="landing"
      asked={asked}
    >
      <Bars bars={applied.bins} title="From first posting to being taken" unit="series" />
      <Numbers heads={['until', 'series', 'median', 'nine of ten within']}>
        {(
          [
            ['taken', applied],
            ['in mainline', mainline],
          ] as const
        ).map(([name, spread]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="num">{spread.counted}</td>
            <td className="num">{durationWords(spread.median)}</td>
            <td className="num">{durationWords(spread.most)}</td>
          </tr>
        ))}
        {applied.bins.map(({ name, count }) => (
          <tr key={name}>
            <th scope="row">taken within {name === 'longer' ? 'more than a year' : name}</th>
            <td className="num">{count}</td>
            <td />
            <td />
          </tr>
        ))}
      </Numbers>
      {undated > 0 ? (
        <p className="muted">{plural(undated, 'series', 'series')} landed at a time that nothing tells.</p>
      ) : null}
    </Part>
  );
}

function spreadWords(median: number | undefined, most: number | undefined, of: string): string {
  return median === undefined
    ? `${of}, nothing to count`
    : `${of}; median ${durationWords(median)}, nine of ten within ${durationWords(most)}`;
}
