import { present } from '../../parts/present';
import { cache, Fragment } from 'react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import {
  findElsewhere,
  findSeriesCovers,
  findSeriesMails,
  findSeriesPage,
  findSeriesTalk,
  type GroupCounts,
} from '../../../lib/query/index';
import { FeedFound } from '../../parts/feed-link';
import { Covers, Mails, People, Talk } from '../../parts/seriesTabs';
import { SeriesHead } from '../../parts/seriesHead';
import { findMarksHere, SeriesMarks } from '../../parts/series-marks';
import { Objections, SeriesGrid } from '../../parts/seriesGrid';
import { SeriesElsewhere } from '../../parts/seriesElsewhere';
import { SeriesState } from '../../parts/seriesState';
import { SeriesTimeView } from '../../parts/seriesTime';
import { githubHost } from '../../parts/github';
import { TableLinks } from '../../parts/table-links';
import { Kept } from '../../parts/markup';
import { Still } from '../../parts/still';
import { ledgerAddress } from '../../parts/ledger-params';
import { problemIn } from '../../parts/told-back';

type Props = PageProps<'/series/[slug]'>;

/** Asked once a request, for the title and the page. */
const findPage = cache((slug: string) => findSeriesPage(slug, present()));

const tabs = ['patches', 'discussion', 'covers', 'mails', 'people'] as const;
type Tab = (typeof tabs)[number];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await findPage((await params).slug);
  return page ? { title: page.title } : {};
}

export default async function SeriesPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const asked = await searchParams;
  const tab: Tab = tabs.find((one) => one === asked['tab']) ?? 'patches';
  const [series, marks, elsewhere] = await Promise.all([
    findPage(slug),
    findMarksHere(slug),
    tab === 'patches' ? findElsewhere(slug, githubHost()) : undefined,
  ]);
  if (!series) notFound();
  const newest = series.versions.at(-1);
  const pageNumber = Math.trunc(Number(asked['page'] ?? 1)) || 1;
  const counts: Record<Tab, number> = {
    patches: series.versions.at(-1)?.total ?? 0,
    discussion: series.remarks,
    covers: series.versions.filter((version) => version.cover).length,
    mails: series.mails,
    people: series.people.length,
  };
  return (
    <>
      <FeedFound href={`/series/${slug}/feed`} title={series.title} />
      <Still tag="main">
        <SeriesHead series={series} />
        <SeriesMarks slug={slug} {...marks} problem={problemIn(asked)} />
        <Objections series={series} />
        <Kept of={series.time} as="time">
          {() => <SeriesTimeView time={series.time} slug={slug} />}
        </Kept>
        <nav className="tabs" aria-label="Views of the series">
          {tabs.map((one) => (
            <Fragment key={one}>
              <a
                href={one === 'patches' ? `/series/${slug}` : `/series/${slug}?tab=${one}`}
                aria-current={one === tab ? 'page' : undefined}
              >
                {names[one]} <span className="muted">{counts[one]}</span>
              </a>
              {one === 'patches' && newest ? (
                <a href={ledgerAddress(slug, newest.slug, wholeLedger)}>
                  Ledger <span className="muted">{ledgerCount(series.counts)}</span>
                </a>
              ) : null}
            </Fragment>
          ))}
        </nav>
        {tab === 'patches' || tab === 'mails' || tab === 'people' ? (
          <p className="taketable">
            {tab === 'patches' ? (
              <>
                <span className="muted">steps of the way</span>
                <TableLinks path={`/series/${slug}`} table="steps" />
                <span className="muted">patches</span>
              </>
            ) : null}
            <TableLinks path={tab === 'patches' ? `/series/${slug}` : `/series/${slug}?tab=${tab}`} />
          </p>
        ) : null}
        {tab === 'patches' ? (
          <>
            <Kept of={series.rows} as="grid">
              {() => <SeriesGrid series={series} />}
            </Kept>
            <SeriesState series={series} />
            {elsewhere && <SeriesElsewhere series={series} elsewhere={elsewhere} host={githubHost()} />}
          </>
        ) : null}
        {tab === 'discussion' ? <Talk {...await findSeriesTalk(slug, pageNumber)} slug={slug} /> : null}
        {tab === 'covers' ? <Covers covers={await findSeriesCovers(slug)} slug={slug} /> : null}
        {tab === 'mails' ? <Mails mails={await findSeriesMails(slug)} /> : null}
        {tab === 'people' ? <People series={series} /> : null}
      </Still>
    </>
  );
}

/** What was asked on every version, the newest included. */
const wholeLedger = { state: undefined, person: undefined, withOwn: true } as const;

/** "4 unsettled", and when there are none what comes after. */
function ledgerCount(counts: GroupCounts): string {
  if (counts.unsettled > 0) return `${counts.unsettled} unsettled`;
  return counts.confirm > 0 ? `${counts.confirm} to confirm` : String(counts.settled);
}

const names: Record<Tab, string> = {
  patches: 'Patches',
  discussion: 'Discussion',
  covers: 'Cover letters',
  mails: 'Mails',
  people: 'People',
};
