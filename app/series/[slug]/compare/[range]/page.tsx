import { cache } from 'react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { findComparePage, readRange } from '../../../../../lib/query/index';
import { CompareView } from '../../../../parts/compare-view';

type Props = PageProps<'/series/[slug]/compare/[range]'>;

/** Asked once a request, for the title and the page. */
const findPage = cache((slug: string, range: string) => {
  const versions = readRange(range);
  return versions && findComparePage(slug, ...versions);
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, range } = await params;
  const page = await findPage(slug, range);
  return page ? { title: `${page.earlier.label} to ${page.later.label}: ${page.series.title}` } : {};
}

export default async function ComparisonPage({ params }: Props) {
  const { slug, range } = await params;
  const page = await findPage(slug, range);
  if (!page) notFound();
  return <CompareView page={page} />;
}
