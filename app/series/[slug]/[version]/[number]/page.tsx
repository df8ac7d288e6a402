import { cache } from 'react';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { findPatchPage } from '../../../../../lib/query/index';
import { deskHere } from '../../../../parts/desk';
import { DiffView } from '../../../../parts/diff-view';
import { lookedBefore, lookedCookie } from '../../../../parts/looked';

type Props = PageProps<'/series/[slug]/[version]/[number]'>;

/** Asked once a request, for the title and the page. */
const findPage = cache(async (slug: string, version: string, number: string, showsSettled: boolean) => {
  if (!/^\d{1,4}$/.test(number)) return undefined;
  const lookedAt = lookedBefore((await cookies()).get(lookedCookie)?.value, version);
  return findPatchPage(slug, version, Number(number), {
    showsSettled,
    ...(lookedAt === undefined ? {} : { lookedAt }),
  });
});

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { slug, version, number } = await params;
  const page = await findPage(slug, version, number, (await searchParams)['earlier'] === 'all');
  return page
    ? { title: `${page.version.label} ${number}/${page.total}: ${page.slot.title ?? page.series.title}` }
    : {};
}

export default async function PostingPage({ params, searchParams }: Props) {
  const { slug, version, number } = await params;
  const asked = await searchParams;
  const { view, list, show, earlier } = asked;
  const [page, desk] = await Promise.all([
    findPage(slug, version, number, earlier === 'all'),
    deskHere(asked),
  ]);
  if (!page) notFound();
  return (
    <DiffView
      page={page}
      layout={view === 'split' ? 'split' : 'unified'}
      isListShown={list === 'on' || (list !== 'off' && view !== 'split')}
      whole={typeof show === 'string' ? show : undefined}
      desk={desk}
    />
  );
}
