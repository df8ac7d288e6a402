import { notFound } from 'next/navigation';
import { findSeriesCorrectPage } from '../../../../lib/query/index';
import { authorOffered } from '../../../parts/correct-author';
import { SeriesCorrectView } from '../../../parts/seriesCorrect';
import { problemIn } from '../../../parts/told-back';

export const metadata = { title: 'Which versions a series has' };

export default async function SeriesCorrect({ params, searchParams }: PageProps<'/series/[slug]/correct'>) {
  const page = await findSeriesCorrectPage((await params).slug);
  if (!page) notFound();
  const asked = await searchParams;
  const author = await authorOffered();
  return <SeriesCorrectView page={page} author={author} problem={problemIn(asked)} />;
}
