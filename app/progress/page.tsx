import type { Metadata } from 'next';
import { findProgressPage } from '../../lib/query/index';
import { viewsHere } from '../parts/desk';
import { present } from '../parts/present';
import { FeedFound } from '../parts/feed-link';
import { progressAsked, teamQuery } from '../parts/progress-params';
import { ProgressDrawings } from '../parts/progress-drawings';
import { ProgressFilters, ProgressHead, ProgressTable } from '../parts/progress-table';
import { Still } from '../parts/still';

type Props = PageProps<'/progress'>;

export const metadata: Metadata = { title: 'Progress' };

/** Where the series of a team stand, what blocks them, and how they move. */
export default async function Progress({ searchParams }: Props) {
  const asked = progressAsked(await searchParams);
  const at = present();
  const [page, views] = await Promise.all([findProgressPage(asked, at), viewsHere()]);
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
