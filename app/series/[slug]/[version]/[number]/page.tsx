import { cache } from 'react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { findPatchPage } from '../../../../../lib/query/index';
import { DiffView } from '../../../../parts/diff-view';

type Props = PageProps<'/series/[slug]/[version]/[number]'>;

/** Asked once a request, for the title and the page. */
const findPage = cache((slug: string, version: string, number: string) =>
  /^\d{1,4}$/.test(number) ? findPatchPage(slug, version, Number(number)) : undefined,
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, version, number } = await params;
  const page = await findPage(slug, version, number);
  return page
    ? { title: `${page.version.label} ${number}/${page.total}: ${page.slot.title ?? page.series.title}` }
    : {};
}

export default async function PostingPage({ params, searchParams }: Props) {
  const { slug, version, number } = await params;
  const { view, list, show } = await searchParams;
  const page = await findPage(slug, version, number);
  if (!page) notFound();
  return (
    <DiffView
      page={page}
      layout={view === 'split' ? 'split' : 'unified'}
      isListShown={list === 'on' || (list !== 'off' && view !== 'split')}
      whole={typeof show === 'string' ? show : undefined}
    />
  );
}
