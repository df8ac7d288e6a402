import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { aboutOf, composeReport, findReport } from '../../lib/query/index';
import { CopyText } from '../parts/copy-text';
import { originOf } from '../parts/origin';
import { present } from '../parts/present';
import { progressAsked, progressPath } from '../parts/progress-params';
import { reportAsked, reportDays, reportPath } from '../parts/report-params';

type Props = PageProps<'/report'>;

export const metadata: Metadata = { title: 'Report' };

/** What moved, what landed, what came in and what is stuck, as text to be pasted into a mail. */
export default async function ReportPage({ searchParams }: Props) {
  const words = await searchParams;
  const at = present();
  const asked = reportAsked(words, at.now);
  const origin = originOf(await headers());
  const report = await findReport(asked, at, (slug) => `${origin}/series/${slug}`);
  return (
    <main className="report">
      <h1>Report on {aboutOf(asked)}</h1>
      <p className="facts">
        <span className="choices">
          <span className="muted">the last</span>
          {reportDays.map((days) => (
            <a
              key={days}
              href={reportPath(words, days)}
              aria-current={days === asked.days ? 'true' : undefined}
            >
              {days} days
            </a>
          ))}
        </span>
        <a href={progressPath(progressAsked(words))}>Where they stand</a>
      </p>
      <p className="takes">
        <CopyText href={reportPath(words, asked.days, 'text')} />
        <a href={reportPath(words, asked.days, 'text')}>Plain text</a>
        <a href={reportPath(words, asked.days, 'markdown')}>Markdown</a>
        <a href={reportPath(words, asked.days, 'html')}>HTML</a>
        <code>bin/loreview report --since {asked.days}d</code>
      </p>
      <pre className="mailtext" tabIndex={0} aria-label="The report as plain text">
        {composeReport(report, 'text')}
      </pre>
    </main>
  );
}
