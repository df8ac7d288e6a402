import type { Metadata } from 'next';
import { Fragment } from 'react';
import { findProgressPage, type SavedView } from '../../lib/query/index';
import { viewsHere } from '../parts/desk';
import { present } from '../parts/present';
import { FeedFound } from '../parts/feed-link';
import { noSuchView, progressAsked, teamQuery, viewAsked } from '../parts/progress-params';
import { ProgressDrawings } from '../parts/progress-drawings';
import { ProgressFilters, ProgressHead, ProgressTable } from '../parts/progress-table';
import { Still } from '../parts/still';

type Props = PageProps<'/progress'>;

export const metadata: Metadata = { title: 'Progress' };

/** Where the series of a team stand, what blocks them, and how they move. */
export default async function Progress({ searchParams }: Props) {
  const words = await searchParams;
  const at = present();
  const views = await viewsHere();
  const asked = progressAsked(words, views);
  if (viewAsked(words) !== undefined && !asked.view) return <NoView views={views} />;
  const page = await findProgressPage(asked, at);
  const team = teamQuery(asked).toString();
  return (
    <>
      <FeedFound href={team === '' ? '/feed' : `/feed?${team}`} title="What happens in these series" />
      <Still tag="main" className="progress">
        <ProgressHead page={page} asked={asked} />
        <ProgressFilters page={page} asked={asked} views={views} />
        <ProgressTable page={page} asked={asked} now={at.now} />
        {page.series === 0 ? null : <ProgressDrawings page={page} asked={asked} />}
      </Still>
    </>
  );
}

/** Nothing else is shown in the place of a view that is not there: it would be taken for it. */
function NoView({ views }: { readonly views: readonly SavedView[] }) {
  return (
    <main className="progress">
      <h1>Where series stand</h1>
      <p className="note fail" role="alert">
        {noSuchView} <a href="/progress">Show all series</a>
        {views.map(({ id, name }) => (
          <Fragment key={id}>
            , <a href={`/progress?${new URLSearchParams({ view: name }).toString()}`}>{name}</a>
          </Fragment>
        ))}
      </p>
    </main>
  );
}
