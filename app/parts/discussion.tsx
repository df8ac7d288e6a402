import { groupOf, type ConversationView } from '../../lib/query/index';
import { Brief, briefly } from './brief';
import { AskedSide, asksOf, leadOf, statesIn } from './discussion-asked';
import { DiscussionGlyph } from './discussion-glyphs';
import { mailPath, patchPath } from './discussion-links';
import { draftsBelow, type Writing } from './discussion-remark';
import { Talk } from './discussion-talk';
import {
  countWords,
  firstWords,
  glyphOf,
  kindWord,
  personOfTag,
  placeWords,
  postingWords,
  shortTag,
} from './discussion-words';
import { StateChip } from './state';
import { Ago } from './time';

export interface DiscussionProps {
  /** Slug of the series, for the way to where a discussion was begun. */
  readonly series: string;
  readonly conversation: ConversationView;
  /** The `id` of the next discussion of the page that needs somebody, when there is one. */
  readonly next: string | undefined;
  /** The file it is about, for the colours of a diff in it. */
  readonly path: string | undefined;
  /** Quoted lines to show above the talk: there is no row of a posting that bears them. */
  readonly showsQuote?: boolean;
  /** True where the diff comes below: everything behind the first remark is one line that opens. */
  readonly isShort?: boolean;
  /** What the reader writes below its remarks. */
  readonly writing?: Writing;
}

export function discussionId(conversation: ConversationView): string {
  return `d-${conversation.number}`;
}

/** What marks a discussion for the keys that walk from one to the next: its group, or nothing when nothing is asked. */
export function groupMark({ state }: ConversationView): string | undefined {
  return state && groupOf(state);
}

/**
 * A discussion: a head that says what is known of it, the talk, and at its right why its state is thought to be what it
 * is. What is settled is one line that opens.
 */
export function Discussion({
  series,
  conversation,
  next,
  path,
  showsQuote = false,
  isShort = false,
  writing,
}: DiscussionProps) {
  const [first] = conversation.remarks;
  if (!first) return null;
  const { state } = conversation;
  const isSettled = state !== undefined && groupOf(state) === 'settled';
  const card = (
    <>
      <Head series={series} conversation={conversation} next={next} />
      <div className={state === undefined ? 'body' : 'body asked'}>
        {state === undefined ? null : <AskedSide conversation={conversation} />}
        <div className="talk">
          {showsQuote && first.quote.length > 0 ? <QuotedLines lines={first.quote} /> : null}
          <Talk
            conversation={conversation}
            path={path}
            hidesFirstQuote={showsQuote}
            isShort={isShort}
            writing={writing}
          />
        </div>
      </div>
    </>
  );
  return (
    <section
      className={`disc s-${glyphOf(conversation)}${isSettled ? ' settled' : ''}`}
      id={discussionId(conversation)}
      data-stop="discussion"
      data-group={groupMark(conversation)}
      aria-label={labelOf(conversation)}
    >
      <span className="stem" />
      {isSettled ? (
        <details
          className="card"
          open={conversation.remarks.some((remark) => draftsBelow(remark, writing).length > 0)}
        >
          <summary>
            <StateChip state={state} quiet />
            <FirstLine conversation={conversation} />
          </summary>
          {card}
        </details>
      ) : (
        <div className="card">{card}</div>
      )}
    </section>
  );
}

function labelOf(conversation: ConversationView): string {
  const who = (leadOf(conversation) ?? conversation.remarks[0])?.name ?? '';
  const { carried } = conversation;
  const words = `${kindWord(conversation)} by ${briefly(who)}, ${countWords(conversation)}`;
  return [...statesIn(conversation), words, carried && `from ${carried.version.label}`]
    .filter(Boolean)
    .join(', ');
}

/** Who asked, the first words, and where it comes from: all that a settled discussion shows until it is opened. */
function FirstLine({ conversation }: { readonly conversation: ConversationView }) {
  const ask = leadOf(conversation) ?? conversation.remarks[0];
  if (!ask) return null;
  const { carried } = conversation;
  const settledIn = ask.asked?.addressedIn;
  return (
    <>
      <span className="said">
        <Brief text={ask.name} />: {firstWords(ask, 110)}
      </span>
      <span className="age">
        {[
          carried && `from ${postingWords(carried)}`,
          settledIn === undefined ? undefined : `settled in ${settledIn}`,
        ]
          .filter(Boolean)
          .join(', ')}
      </span>
    </>
  );
}

function Head({
  series,
  conversation,
  next,
}: {
  readonly series: string;
  readonly conversation: ConversationView;
  readonly next: string | undefined;
}) {
  const { remarks, state, carried } = conversation;
  const [first] = remarks;
  if (!first) return null;
  const lead = leadOf(conversation);
  const last = remarks.reduce(
    (latest, remark) => ((remark.sentAt ?? 0) >= (latest.sentAt ?? 0) ? remark : latest),
    first,
  );
  const place = placeWords(conversation);
  const isAlone = remarks.length === 1;
  const asks = asksOf(conversation).length;
  const opening = asks > 1 ? first : (lead ?? first);
  return (
    <div className="hd">
      {state === undefined ? (
        <span className="kind">
          <DiscussionGlyph name={glyphOf(conversation)} />
          {kindWord(conversation)}
        </span>
      ) : (
        statesIn(conversation).map((one, at) => <StateChip state={one} quiet={at > 0} key={one} />)
      )}
      {carried ? (
        <a
          className="from"
          href={`${patchPath(series, carried.version.slug, carried.number)}#${discussionId(conversation)}`}
        >
          from <b>{postingWords(carried)}</b>
        </a>
      ) : null}
      <span>
        {asks === 1 ? 'asked by' : isAlone ? 'by' : 'begun by'}{' '}
        <b>
          <Brief text={opening.name} />
        </b>{' '}
        <Ago date={opening.sentAt} />
      </span>
      {isAlone ? null : (
        <span>
          {countWords(conversation)}
          {asks > 1 ? `, ${asks} ask for something` : ''}
        </span>
      )}
      {isAlone || last === opening ? null : (
        <span>
          last word{' '}
          <b>
            <Brief text={last.name} />
          </b>{' '}
          <Ago date={last.sentAt} />
        </span>
      )}
      {place === undefined ? null : <span className="approx">{place}</span>}
      {next === undefined ? null : (
        <a className="push" href={`#${next}`}>
          next <kbd>n</kbd>
        </a>
      )}
    </div>
  );
}

/** Tags that say nothing else: one line each. */
export function TagLine({ conversation }: { readonly conversation: ConversationView }) {
  return (
    <li className="tagline" id={discussionId(conversation)} data-stop="discussion">
      <DiscussionGlyph name="tag" />
      {conversation.remarks.map((remark) => (
        <span key={`${remark.reply}/${remark.block}`}>
          {remark.trailers.map((trailer, index) => (
            <span className="tag" key={index}>
              <b>{shortTag(trailer.key)}</b> {personOfTag(trailer.value)}
            </span>
          ))}{' '}
          <a href={mailPath(remark.reply)}>
            <Ago date={remark.sentAt} />
          </a>
        </span>
      ))}
    </li>
  );
}

/** The quoted lines as they are known from a reply; dashed, because the mail they come from is not held. */
function QuotedLines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <pre className="known-quote">
      {lines.map((line, index) => (
        <span key={index}>{`${line}\n`}</span>
      ))}
    </pre>
  );
}
