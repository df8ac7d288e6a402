import type { MaybeView, SeriesPage } from '../../lib/query/index';
import { Brief } from './brief';
import { homePath, loreLink } from './discussion-links';
import { plural } from './discussion-words';
import { MailLinks } from './mail-links';
import { When } from './time';

/** What speaks of a series besides its versions: those that are not held, where it landed, series that may be it. */
export function SeriesBesides({ series }: { readonly series: SeriesPage }) {
  return (
    <>
      <Absent series={series} />
      <Reposts series={series} />
      {series.maybe.map((one) => (
        <MaybeTheSame key={one.other} one={one} slug={series.slug} />
      ))}
    </>
  );
}

function Absent({ series }: { readonly series: SeriesPage }) {
  if (series.absent.length === 0) return null;
  return (
    <details className="evidence">
      <summary>Not held: {series.absent.map((absent) => absent.what).join(', ')}</summary>
      <dl>
        {series.absent.map((absent) => (
          <div key={`${absent.what} ${absent.ids.join(' ')}`}>
            <dt className="mono">{absent.what}</dt>
            <dd>
              {absent.evidence.map((evidence) => (
                <span key={evidence.why} className="signal">
                  {evidence.why} <MailLinks ids={evidence.because} />
                </span>
              ))}
              {absent.ids.map((id) => (
                <a key={id} href={loreLink(id)}>
                  lore
                </a>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Reposts({ series }: { readonly series: SeriesPage }) {
  if (series.reposts.length === 0) return null;
  const people = [...new Set(series.reposts.map(({ by }) => by.name || by.address))].join(', ');
  return (
    <details className="evidence">
      <summary>
        {plural(series.reposts.length, 'patch', 'patches')} posted again by {people}
      </summary>
      <dl>
        {series.reposts.map((repost) => (
          <div key={`${repost.mail} ${repost.of}`}>
            <dt className="mono">
              <When date={repost.date} />
            </dt>
            <dd>
              <span className="signal">
                <a href={homePath(repost.mail)}>
                  <Brief text={repost.title} />
                </a>
                {repost.tree === '' ? '' : `, for ${repost.tree}`}, is{' '}
                <a href={homePath(repost.of)}>this patch</a>:{' '}
                {repost.evidence.map(({ why }) => why).join('; ')}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function MaybeTheSame({ one, slug }: { readonly one: MaybeView; readonly slug: string }) {
  return (
    <form className="note info maybe" action="/correct/series" method="post">
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="posting" value={one.posting} />
      <input type="hidden" name="other" value={one.other} />
      <p>
        <b>Maybe the same series:</b>{' '}
        <a href={`/series/${one.slug}`}>
          <Brief text={one.title} />
        </a>{' '}
        ({one.label}, <Brief text={one.sender.name || one.sender.address} />, <When date={one.date} />
        ). {one.signals.map(({ why }) => why).join('; ')}.
      </p>
      <button className="btn" type="submit" name="join" value="yes">
        Join them
      </button>{' '}
      <button className="btn" type="submit" name="apart" value="yes">
        They are not
      </button>
    </form>
  );
}
