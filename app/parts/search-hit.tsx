import type { SearchHit } from '../../lib/query/index';
import type { Marked } from '../../lib/search/index';
import { Brief } from './brief';
import { homePath, loreLink, mailPath, patchPath } from './discussion-links';
import { personPath } from './search-params';
import { StateChip } from './state';
import { When } from './time';

/** A text with what was looked for marked. */
function MarkedText({ pieces }: { readonly pieces: readonly Marked[] }) {
  return pieces.map(({ text, isMatch }, index) =>
    isMatch ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  );
}

/** A mail or remark that was found: it leads to where it lives in its series, its lines to themselves in the mail. */
export function SearchHitView({ hit }: { readonly hit: SearchHit }) {
  const { messageId, block, place } = hit;
  const home = homePath(messageId) + (block === undefined ? '' : `?block=${block}`);
  return (
    <li className="hit">
      <h2>
        <a href={home}>{hit.subject.length === 0 ? '(no subject)' : <MarkedText pieces={hit.subject} />}</a>
      </h2>
      <p className="hitfacts">
        <a href={personPath(hit.address)}>
          <MarkedText pieces={hit.sender} />
        </a>
        <When date={hit.sentAt} />
        {hit.state === undefined ? null : <StateChip state={hit.state} quiet />}
        {place ? <Place place={place} /> : <span className="muted">in no series</span>}
        {hit.lists.length > 0 ? (
          <span className="muted" title={hit.lists.join(', ')}>
            {hit.lists.map((list) => list.split('.')[0]).join(', ')}
          </span>
        ) : null}
        <a href={mailPath(messageId)}>mail</a>
        <a href={loreLink(messageId)}>lore</a>
      </p>
      {hit.lines.length > 0 ? (
        <ol className="hitlines">
          {hit.lines.map(({ line, pieces }) => (
            <li key={line}>
              <a href={`${mailPath(messageId)}#L${line}`} aria-label={`line ${line} of the mail`}>
                {line}
              </a>
              <code>
                <MarkedText pieces={pieces} />
              </code>
            </li>
          ))}
        </ol>
      ) : null}
    </li>
  );
}

function Place({ place }: { readonly place: NonNullable<SearchHit['place']> }) {
  const { series, title, version } = place;
  return (
    <span>
      <a href={`/series/${series}`}>
        <Brief text={title} />
      </a>
      {version ? (
        <>
          {' '}
          <a className="mono" href={patchPath(series, version.slug, version.number)}>
            {version.label} {version.number === 0 ? 'cover' : `patch ${version.number}`}
          </a>
        </>
      ) : null}
    </span>
  );
}
