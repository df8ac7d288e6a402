import { formatDistanceStrict } from 'date-fns';
import type { TurnView } from '../../lib/query/index';
import { Brief, briefly, longestSentence } from './brief';
import { homePath } from './discussion-links';
import { hashShown } from './landed-words';
import { Ago, inFull, When } from './time';

/** Whose turn a series is, since when and why, with the mails that gave it. */
export function TurnPart({ turn }: { readonly turn: TurnView }) {
  const found = [...mailsOf(turn).slice(0, mailsShown), ...commitsOf(turn).slice(0, mailsShown)];
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
      {turn.people.length > 0 ? (
        <p>
          <Brief text={turn.people.join(', ')} most={longestSentence} />
        </p>
      ) : null}
      <p className="why">
        <Brief text={turn.why} most={longestSentence} />
        {found.length > 0 ? ' (' : null}
        {found.map(({ key, words, href, title }, at) => (
          <span key={key}>
            {at > 0 ? ', ' : null}
            {href === undefined ? (
              <span title={title}>{words}</span>
            ) : (
              <a href={href} title={title}>
                {words}
              </a>
            )}
          </span>
        ))}
        {found.length > 0 ? ')' : null}
      </p>
    </aside>
  );
}

/** The mails behind a turn are as many as the remarks that wait; a few show what it is about. */
const mailsShown = 3;

interface Shown {
  readonly key: string;
  readonly words: string;
  readonly href: string | undefined;
  readonly title: string | undefined;
}

function mailsOf({ evidence }: TurnView): readonly Shown[] {
  const mails = [...new Set(evidence.flatMap((one) => ('mail' in one ? [one.mail] : [])))];
  return mails.map((id, at) => ({
    key: id,
    words: mails.length === 1 ? 'mail' : `mail ${at + 1}`,
    href: homePath(id),
    title: undefined,
  }));
}

function commitsOf({ evidence }: TurnView): readonly Shown[] {
  const commits = new Map(
    evidence.flatMap((one) => (one.kind === 'commit' ? [[one.commit, one] as const] : [])),
  );
  return [...commits].map(([hash, { tree, title, url }]) => ({
    key: hash,
    words: `commit ${hash.slice(0, hashShown)}`,
    href: url,
    title: `${tree}: ${title}`,
  }));
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
      {first === undefined || turn.on === 'author'
        ? null
        : ` ${briefly(first)}${others > 0 ? ` +${others}` : ''}`}
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
