import type { SeriesPage, VersionView } from '../../lib/query/index';
import { Brief, briefly } from './brief';
import { loreLink, seriesCorrectPath, wayId } from './discussion-links';
import { FeedLink } from './feed-link';
import { MailLinks } from './mail-links';
import { PersonName } from './person-name';
import { SeriesBesides } from './seriesBesides';
import { Rail } from './rail';
import { Ago } from './time';
import { TurnPart } from './turn';

/** Title, people, and the versions in time with the evidence that they belong together. */
export function SeriesHead({ series }: { readonly series: SeriesPage }) {
  const head =
    series.versions.at(-1)?.cover?.id ??
    series.rows[0]?.cells.findLast((cell) => cell !== undefined)?.messageId;
  const others = series.people
    .filter((person) => person.name !== series.author && person.remarks > 0)
    .slice(0, 6);
  return (
    <>
      <TurnPart turn={series.turn} />
      <p className="crumb">
        <a href="/">Series</a> / {series.slug}
      </p>
      <h1>
        <Brief text={series.title} />
      </h1>
      <p className="facts">
        <b>
          <PersonName name={series.author} people={series.people} />
        </b>
        {others.length > 0 ? (
          <span>discussed by {others.map((person) => briefly(person.name || person.key)).join(', ')}</span>
        ) : null}
        {series.lists.length > 0 ? (
          <span>{series.lists.map((list) => list.split('.')[0]).join(', ')}</span>
        ) : null}
        <span>
          last mail <Ago date={series.lastAt} />
        </span>
        {head === undefined ? null : (
          <>
            <a href={loreLink(head)}>lore</a>
            <code>b4 am {head}</code>
          </>
        )}
        <a href={seriesCorrectPath(series.slug)}>correct versions</a>
        <FeedLink href={`/series/${series.slug}/feed`} name="feed" />
      </p>
      {series.isSample ? (
        <p className="note" role="status">
          <b>This is a sample</b>: a thread written for Loreview. It was never posted anywhere.
        </p>
      ) : null}
      <div id={wayId}>
        <Rail series={series} />
      </div>
      {series.versions.length > 1 ? <Evidence versions={series.versions} /> : null}
      <SeriesBesides series={series} />
    </>
  );
}

function Evidence({ versions }: { readonly versions: readonly VersionView[] }) {
  return (
    <details className="evidence">
      <summary>Why these are versions of one series</summary>
      <dl>
        {versions.map((version) => (
          <div key={version.slug}>
            <dt className="mono">{version.label}</dt>
            <dd>
              {version.linkedBy.length === 0 ? <span className="muted">the first one held</span> : null}
              {version.linkedBy.map((signal, index) => (
                <span key={`${signal.kind} ${index}`} className="signal">
                  <b>{signal.kind}</b> {signal.why} <MailLinks ids={signal.because} />
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
