import { formatDistanceStrict } from 'date-fns';
import type { TurnView } from '../../lib/query/index';
import { homePath } from './discussion-links';
import { Ago, inFull, When } from './time';

/** Whose turn a series is, since when and why, with the mails that gave it. */
export function TurnPart({ turn }: { readonly turn: TurnView }) {
  const mails = mailsOf(turn).slice(0, mailsShown);
  return (
    <aside className="turn" aria-label="Whose turn it is">
      <p>
        <b>
          Turn: {turn.on === 'unknown' ? 'not known' : turn.on}
          {turn.since ? (
            <>
              , since <When date={turn.since} />
            </>
          ) : null}
        </b>
        {turn.since && turn.on !== 'nobody' ? (
          <span className="muted">
            {' '}
            <Ago date={turn.since} />
          </span>
        ) : null}
      </p>
      {turn.people.length > 0 ? <p>{turn.people.join(', ')}</p> : null}
      <p className="why">
        {turn.why}
        {mails.length > 0 ? ' (' : null}
        {mails.map((id, at) => (
          <span key={id}>
            {at > 0 ? ', ' : null}
            <a href={homePath(id)}>{mails.length === 1 ? 'mail' : `mail ${at + 1}`}</a>
          </span>
        ))}
        {mails.length > 0 ? ')' : null}
      </p>
    </aside>
  );
}

/** The mails behind a turn are as many as the remarks that wait; a few show what it is about. */
const mailsShown = 3;

function mailsOf({ evidence }: TurnView): readonly string[] {
  return [...new Set(evidence.flatMap((one) => ('mail' in one ? [one.mail] : [])))];
}

/** The same in a row of the list: "reviewers Baolu Lu +2, 3 days". */
export function TurnCell({ turn }: { readonly turn: TurnView }) {
  const [first] = turn.people;
  const others = turn.people.length - 1;
  const isQuiet = turn.on === 'nobody' || turn.on === 'unknown';
  return (
    <span
      className={isQuiet ? 'muted' : undefined}
      title={[turn.people.join(', '), turn.why].filter(Boolean).join(': ')}
    >
      {turn.on}
      {first === undefined || turn.on === 'author' ? null : ` ${first}${others > 0 ? ` +${others}` : ''}`}
      {turn.since ? (
        <>
          {', '}
          <time dateTime={turn.since.toISOString()} title={inFull(turn.since)}>
            {formatDistanceStrict(turn.since, new Date(), { roundingMethod: 'floor' })}
          </time>
        </>
      ) : null}
    </span>
  );
}
