import type { CoverView, SeriesMailView, SeriesPage, TalkView } from '../../lib/query/index';
import { linkText } from '../../lib/render/index';
import { Brief } from './brief';
import { homePath, loreLink, mailPath, patchPath, remarkFragment } from './discussion-links';
import { personPath } from './search-params';
import { When } from './time';

/** Characters of a remark shown in a row. */
const firstCharacters = 400;

/** The beginning of a long text, up to the end of a word. */
function begunWith(text: string): string {
  if (text.length <= firstCharacters) return text;
  return `${text.slice(0, firstCharacters + 1).replace(/\s+\S*$/, '')} …`;
}

/** Every remark in the order of time. */
export function Talk({
  talks,
  pages,
  page,
  slug,
}: {
  readonly talks: readonly TalkView[];
  readonly pages: number;
  readonly page: number;
  readonly slug: string;
}) {
  if (talks.length === 0) {
    return (
      <div className="empty">
        <b>Nobody has said anything yet.</b> Replies appear here in the order of time.
      </div>
    );
  }
  return (
    <>
      <ol className="talklist">
        {talks.map((talk) => (
          <li key={`${talk.reply} ${talk.block}`}>
            <div className="by">
              <b>
                <Brief text={talk.name} />
              </b>{' '}
              <When date={talk.at} />{' '}
              <a href={`${homePath(talk.reply)}${remarkFragment(talk.reply, talk.block)}`}>
                {talk.place || 'mail'}
              </a>
              {talk.kind === 'inline' ? null : <span className="muted">{talk.kind}</span>}
            </div>
            <pre className="said">{begunWith(talk.text)}</pre>
          </li>
        ))}
      </ol>
      {pages > 1 ? (
        <nav className="pages" aria-label="Pages of the discussion">
          {page > 1 ? <a href={`/series/${slug}?tab=discussion&page=${page - 1}`}>before</a> : null}
          <span>
            page {page} of {pages}
          </span>
          {page < pages ? <a href={`/series/${slug}?tab=discussion&page=${page + 1}`}>next</a> : null}
        </nav>
      ) : null}
    </>
  );
}

/** The cover letters, newest first, each whole. */
export function Covers({ covers, slug }: { readonly covers: readonly CoverView[]; readonly slug: string }) {
  if (covers.length === 0) {
    return (
      <div className="empty">
        <b>No version has a cover letter.</b> The first patch of each says what it is about.
      </div>
    );
  }
  return covers.map((cover) => (
    <section key={cover.slug} className="cover">
      <h2>
        <a href={patchPath(slug, cover.slug, 0)}>{cover.label}</a> {cover.title ?? ''}{' '}
        <span className="muted">
          <When date={cover.at} /> <a href={loreLink(cover.messageId)}>lore</a>
        </span>
      </h2>
      {cover.text === undefined ? (
        <div className="empty">
          <b>This mail is not held.</b> Its Message-ID is <code>{cover.messageId}</code>.
        </div>
      ) : (
        <pre className="lettertext">
          {linkText(cover.text).map((span, index) =>
            span.href === undefined ? (
              span.text
            ) : (
              <a key={index} href={span.href} rel="noreferrer">
                {span.text}
              </a>
            ),
          )}
        </pre>
      )}
    </section>
  ));
}

/** Threads deeper than this are not indented further. */
const deepest = 12;

/** Every mail as threads. */
export function Mails({ mails }: { readonly mails: readonly SeriesMailView[] }) {
  return (
    <table className="list mails">
      <thead>
        <tr>
          <th scope="col">mail</th>
          <th scope="col">from</th>
          <th scope="col">kind</th>
          <th scope="col" className="num">
            remarks
          </th>
          <th scope="col" className="date">
            date
          </th>
        </tr>
      </thead>
      <tbody>
        {mails.map((mail) => (
          <tr key={mail.messageId}>
            <th scope="row" className={`subject in-${Math.min(mail.depth, deepest)}`}>
              <a href={mailPath(mail.messageId)}>{mail.subject || '(no subject)'}</a>
            </th>
            <td>
              <Brief text={mail.name} />
            </td>
            <td className="muted">{mail.kind}</td>
            <td className="num">{mail.remarks || ''}</td>
            <td className="date">
              <When date={mail.at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who takes part, under which addresses. */
export function People({ series }: { readonly series: SeriesPage }) {
  return (
    <table className="list people">
      <thead>
        <tr>
          <th scope="col">person</th>
          <th scope="col">addresses</th>
          <th scope="col" className="num">
            mails
          </th>
          <th scope="col" className="num">
            remarks
          </th>
          <th scope="col">tags given</th>
        </tr>
      </thead>
      <tbody>
        {series.people.map((person) => (
          <tr key={person.key}>
            <th scope="row">
              {person.addresses[0] === undefined ? (
                person.name || person.key
              ) : (
                <a href={personPath(person.addresses[0])}>
                  <Brief text={person.name || person.key} />
                </a>
              )}
            </th>
            <td className="mono">{person.addresses.join(', ')}</td>
            <td className="num">{person.mails}</td>
            <td className="num">{person.remarks}</td>
            <td>{series.tags.filter((tag) => tag.name === person.name).length || ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
