import type { Metadata } from 'next';
import { headers } from 'next/headers';
import {
  aboutOf,
  composeReport,
  findReport,
  type ReportAsked,
  type SavedView,
  type Since,
} from '../../lib/query/index';
import { CopyText } from '../parts/copy-text';
import { viewsHere } from '../parts/desk';
import { originOf } from '../parts/origin';
import { present } from '../parts/present';
import { noSuchView, progressAsked, progressPath, teamQuery, viewAsked } from '../parts/progress-params';
import { reportAsked, reportCommand, reportPath, reportTimes, sinceWritten } from '../parts/report-params';
import { ViewSelect } from '../parts/view-select';

type Props = PageProps<'/report'>;

export const metadata: Metadata = { title: 'Report' };

/** What moved, what landed, what came in and what is stuck, as text to be pasted into a mail. */
export default async function ReportPage({ searchParams }: Props) {
  const words = await searchParams;
  const at = present();
  const views = await viewsHere();
  const team = progressAsked(words, views);
  const report = reportAsked(words, at.now, views);
  const wrong =
    viewAsked(words) !== undefined && !team.view ? noSuchView : 'why' in report ? report.why : undefined;
  return (
    <main className="report">
      <h1>Report on {aboutOf(team)}</h1>
      <ReportForm team={team} views={views} since={sinceWritten(words)} isWrong={'why' in report} />
      {wrong !== undefined || 'why' in report ? (
        <p className="note fail" role="alert" id="report-problem">
          {wrong}
        </p>
      ) : (
        <Told {...report} />
      )}
    </main>
  );
}

/** Which series, and how far back: all in the address. */
function ReportForm({
  team,
  views,
  since,
  isWrong,
}: {
  readonly team: ReturnType<typeof progressAsked>;
  readonly views: readonly SavedView[];
  readonly since: string;
  readonly isWrong: boolean;
}) {
  return (
    <form className="filters" action="/report" method="get">
      <span className="choices">
        <span className="muted">the last</span>
        {reportTimes.map((time) => (
          <a
            key={time}
            href={reportPath(team, time)}
            aria-current={!isWrong && since === time ? 'true' : undefined}
          >
            {Number.parseInt(time, 10)} days
          </a>
        ))}
      </span>
      <label>
        or since{' '}
        <input
          type="text"
          name="since"
          defaultValue={since}
          size={12}
          maxLength={40}
          placeholder="7d, 2w, 2024-11-04"
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong ? 'report-problem' : undefined}
        />
      </label>
      <ViewSelect views={views} chosen={team.view} />
      {[...teamQuery(team)].map(([name, value]) =>
        name === 'view' ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <button className="btn" type="submit">
        Show
      </button>
      <a href={progressPath(team)}>Where they stand</a>
    </form>
  );
}

async function Told({ asked, since }: { readonly asked: ReportAsked; readonly since: Since }) {
  const origin = originOf(await headers());
  const report = await findReport(asked, present(), (slug) => `${origin}/series/${slug}`);
  const text = reportPath(asked, since.words, 'text');
  const command = reportCommand(asked, since.words);
  return (
    <>
      <p className="takes">
        <CopyText href={text} />
        <a href={text}>Plain text</a>
        <a href={reportPath(asked, since.words, 'markdown')}>Markdown</a>
        <a href={reportPath(asked, since.words, 'html')}>HTML</a>
        {command === undefined ? null : <code>{command}</code>}
      </p>
      <pre className="mailtext" tabIndex={0} aria-label="The report as plain text">
        {composeReport(report, 'text')}
      </pre>
    </>
  );
}
