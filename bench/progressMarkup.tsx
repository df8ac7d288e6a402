import type { ProgressAsked, ProgressPage } from '../lib/query/index';
import { ProgressDrawings } from '../app/parts/progress-drawings';
import { ProgressFilters, ProgressHead, ProgressTable } from '../app/parts/progress-table';

/** What the page of progress writes. */
export function progressMarkup(page: ProgressPage, asked: ProgressAsked, now: Date) {
  return (
    <>
      <ProgressHead page={page} asked={asked} />
      <ProgressFilters page={page} asked={asked} views={[]} />
      <ProgressTable page={page} asked={asked} now={now} />
      <ProgressDrawings page={page} asked={asked} />
    </>
  );
}
