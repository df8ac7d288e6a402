import type { SeriesCorrectionMade, SeriesCorrectPage, VersionToName } from '../../lib/query/index';
import { Brief } from './brief';
import { CorrectWho } from './correct-who';
import { homePath } from './discussion-links';
import { Ago, When } from './time';

/** Everything a person can say of the versions of a series. Every answer is a button of one form: no script is needed. */
export function SeriesCorrectView({
  page,
  author,
  problem,
}: {
  readonly page: SeriesCorrectPage;
  readonly author: string;
  readonly problem: string | undefined;
}) {
  return (
    <main id="main" className="mailpage correct">
      <p className="crumb">
        <a href={`/series/${page.slug}`}>
          <Brief text={page.title} />
        </a>{' '}
        / correct
      </p>
      <h1>Which versions does this series have?</h1>
      {problem === undefined ? null : (
        <p className="note fail" role="alert">
          {problem}
        </p>
      )}
      <Made page={page} />
      <form action="/correct/series" method="post">
        {/* Enter in a field presses the first button, which must not be an answer. */}
        <button type="submit" disabled hidden />
        <input type="hidden" name="slug" value={page.slug} />
        <CorrectWho author={author} />
        <h2>What each version is</h2>
        <ul className="versions">
          {page.versions.map((version) => (
            <Version key={version.head} version={version} page={page} />
          ))}
        </ul>
        <h2>Another series is the same work</h2>
        <p className="who">
          <input type="hidden" name="posting" value={page.versions.at(-1)?.head} />
          <label>
            Link or Message-ID of a mail of it <input type="text" name="other" maxLength={4000} />
          </label>
          <button className="btn" type="submit" name="join" value="yes">
            Join
          </button>
        </p>
      </form>
    </main>
  );
}

function Version({ version, page }: { readonly version: VersionToName; readonly page: SeriesCorrectPage }) {
  const others = page.versions.filter((one) => one.head !== version.head);
  return (
    <li>
      <p>
        <b className="mono">{version.label}</b>{' '}
        <a href={homePath(version.head)}>
          <Brief text={version.title} />
        </a>{' '}
        <span className="muted">
          {version.sender}, <When date={version.at} />
        </span>
      </p>
      <p className="who">
        <label>
          It is{' '}
          <input
            type="text"
            name={`label ${version.head}`}
            maxLength={40}
            size={14}
            defaultValue={version.label.replace(/ #\d+$/, '')}
          />
        </label>
        <label>
          and stands{' '}
          <select name={`after ${version.head}`} defaultValue="">
            <option value="">where its date puts it</option>
            {others.map((one) => (
              <option key={one.head} value={one.head}>
                after {one.label}
              </option>
            ))}
          </select>
        </label>
        <button className="btn" type="submit" name="version" value={version.head}>
          Say so
        </button>
        {others.length === 0 ? null : (
          <button className="btn" type="submit" name="split" value={version.head}>
            It is no version of this series
          </button>
        )}
      </p>
    </li>
  );
}

function Made({ page }: { readonly page: SeriesCorrectPage }) {
  if (page.made.length === 0) return null;
  return (
    <>
      <h2>Said so far</h2>
      <ul className="made">
        {page.made.map((made) => (
          <li key={made.id}>
            <form action="/correct/series" method="post">
              <input type="hidden" name="slug" value={page.slug} />
              <span>
                <b>{made.author}</b> <Ago date={made.madeAt} />: {madeWords(made)}{' '}
                {made.mails.map((mail, index) => (
                  <a key={mail} href={homePath(mail)} aria-label={`mail ${index + 1}: ${mail}`}>
                    mail {index + 1}{' '}
                  </a>
                ))}
                {made.reason === '' ? '' : ` ("${made.reason}")`}
              </span>
              <button className="btn" type="submit" name="undo" value={made.id}>
                Take back
              </button>
            </form>
          </li>
        ))}
      </ul>
    </>
  );
}

function madeWords(made: SeriesCorrectionMade): string {
  switch (made.kind) {
    case 'join':
      return 'two postings are versions of one series';
    case 'apart':
      return 'these are not one series';
    case 'split':
      return 'a posting is a series of its own';
    case 'version':
      return made.mails.length > 1
        ? `a version is ${made.label ?? ''} and stands after another`
        : `a version is ${made.label ?? ''}`;
  }
}
