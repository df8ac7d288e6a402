import type { StatusPage } from '../../lib/query/index';
import { Ago, Due } from './time';

/** Whether GitHub answers, and how much may still be asked of it. */
export function GithubState({
  host,
  state,
}: {
  /** Undefined when none is asked. */
  readonly host: string | undefined;
  readonly state: StatusPage['github'];
}) {
  if (host === undefined)
    return (
      <p className="muted">
        It is never asked (<code>LOREVIEW_GITHUB=off</code>).
      </p>
    );
  if (!state)
    return <p className="muted">{host} was not asked yet: only what is followed is asked about by itself.</p>;
  const { contact, limits } = state;
  return (
    <>
      {contact.problem === undefined ? (
        <p>
          {host} answered <Ago date={contact.answeredAt} />.
        </p>
      ) : (
        <p className="note">
          {contact.problem} Tried <Ago date={contact.triedAt} />
          {contact.nextTryAt ? (
            <>
              , next try <Due date={contact.nextTryAt} />
            </>
          ) : null}
          .{' '}
          {contact.answeredAt ? (
            <>
              It last answered <Ago date={contact.answeredAt} />.
            </>
          ) : (
            'It never answered.'
          )}
        </p>
      )}
      {limits.length === 0 ? null : (
        <ul>
          {limits.map(({ resource, most, remaining, resetAt, seenAt }) => (
            <li key={resource}>
              {names[resource] ?? resource}:{' '}
              {resetAt.getTime() <= Date.now() ? (
                'as many as it allows'
              ) : (
                <>
                  {most > 0 ? `${remaining} of ${most} left` : 'none'}, anew <Due date={resetAt} />
                </>
              )}{' '}
              <span className="muted">
                as of <Ago date={seenAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** As GitHub names what it counts. */
const names: Readonly<Record<string, string>> = {
  core: 'questions in an hour',
  search: 'searches in a minute',
  all: 'anything, by a limit on the pace',
};
