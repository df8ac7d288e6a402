import { cache } from 'react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { findSeriesCovers, findSeriesMails, findSeriesPage, findSeriesTalk } from '../../../lib/query/index';
import { Covers, Mails, People, Talk } from '../../parts/seriesTabs';
import { SeriesHead } from '../../parts/seriesHead';
import { SeriesGrid } from '../../parts/seriesGrid';

type Props = PageProps<'/series/[slug]'>;

/** Asked once a request, for the title and the page. */
const findPage = cache(findSeriesPage);

const tabs = ['patches', 'discussion', 'covers', 'mails', 'people'] as const;
type Tab = (typeof tabs)[number];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await findPage((await params).slug);
  return page ? { title: page.title } : {};
}

export default async function SeriesPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const asked = await searchParams;
  const series = await findPage(slug);
  if (!series) notFound();
  const tab: Tab = tabs.find((one) => one === asked['tab']) ?? 'patches';
  const pageNumber = Math.trunc(Number(asked['page'] ?? 1)) || 1;
  const counts: Record<Tab, number> = {
    patches: series.versions.at(-1)?.total ?? 0,
    discussion: series.remarks,
    covers: series.versions.filter((version) => version.cover).length,
    mails: series.mails,
    people: series.people.length,
  };
  return (
    <main>
      <SeriesHead series={series} />
      <nav className="tabs" aria-label="Views of the series">
        {tabs.map((one) => (
          <a
            key={one}
            href={one === 'patches' ? `/series/${slug}` : `/series/${slug}?tab=${one}`}
            aria-current={one === tab ? 'page' : undefined}
          >
            {names[one]} <span className="muted">{counts[one]}</span>
          </a>
        ))}
      </nav>
      {tab === 'patches' ? <SeriesGrid series={series} /> : null}
      {tab === 'discussion' ? <Talk {...await findSeriesTalk(slug, pageNumber)} slug={slug} /> : null}
      {tab === 'covers' ? <Covers covers={await findSeriesCovers(slug)} slug={slug} /> : null}
      {tab === 'mails' ? <Mails mails={await findSeriesMails(slug)} /> : null}
      {tab === 'people' ? <People series={series} /> : null}
    </main>
  );
}

const names: Record<Tab, string> = {
  patches: 'Patches',
  discussion: 'Discussion',
  covers: 'Cover letters',
  mails: 'Mails',
  people: 'People',
};
