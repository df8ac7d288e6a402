import type { ReactNode } from 'react';
import type { ConversationView, RemarkView } from '../../lib/query/index';
import { DiscussionGlyph } from './discussion-glyphs';
import { mailPath } from './discussion-links';
import { RemarkItem } from './discussion-remark';
import {
  countWords,
  firstWords,
  glyphOf,
  isTagOnly,
  kindWord,
  lastName,
  personOfTag,
  placeWords,
  plural,
  shortTag,
} from './discussion-words';
import { Ago } from './time';

export interface DiscussionProps {
  readonly conversation: ConversationView;
  /** The `id` of the next discussion of the page, when there is one. */
  readonly next: string | undefined;
  /** The file it is about, for the colours of a diff in it. */
  readonly path: string | undefined;
  /** Quoted lines to show above the talk: there is no row of a posting that bears them. */
  readonly showsQuote?: boolean;
  /** True where the diff comes below: everything behind the first remark is one line that opens. */
  readonly isShort?: boolean;
}

export function discussionId(conversation: ConversationView): string {
  return `d-${conversation.number}`;
}

/** A discussion: a head that says what is known of it, and the talk. */
export function Discussion({
  conversation,
  next,
  path,
  showsQuote = false,
  isShort = false,
}: DiscussionProps) {
  const [first] = conversation.remarks;
  const last = conversation.remarks.reduce(
    (latest, remark) => ((remark.sentAt ?? 0) >= (latest?.sentAt ?? 0) ? remark : latest),
    first,
  );
  if (!first) return null;
  const place = placeWords(conversation);
  const isAlone = conversation.remarks.length === 1;
  return (
    <section
      className="disc"
      id={discussionId(conversation)}
      data-stop="discussion"
      aria-label={`${kindWord(conversation)} by ${first.name}, ${countWords(conversation)}`}
    >
      <span className="stem" />
      <div className="card">
        <div className="hd">
          <span className="kind">
            <DiscussionGlyph name={glyphOf(conversation)} />
            {kindWord(conversation)}
          </span>
          <span>
            {isAlone ? 'by' : 'begun by'} <b>{first.name}</b> <Ago date={first.sentAt} />
          </span>
          {isAlone ? null : <span>{countWords(conversation)}</span>}
          {isAlone || !last ? null : (
            <span>
              last word <b>{last.name}</b> <Ago date={last.sentAt} />
            </span>
          )}
          {place === undefined ? null : <span className="approx">{place}</span>}
          {next === undefined ? null : (
            <a className="push" href={`#${next}`}>
              next <kbd>n</kbd>
            </a>
          )}
        </div>
        <div className="talk">
          {showsQuote && first.quote.length > 0 ? <QuotedLines lines={first.quote} /> : null}
          <Talk conversation={conversation} path={path} hidesFirstQuote={showsQuote} isShort={isShort} />
        </div>
      </div>
    </section>
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

/** From this many remarks on the middle is folded; a discussion of six fits on a screen. */
const foldsFrom = 7;

function Talk({
  conversation,
  path,
  hidesFirstQuote,
  isShort,
}: {
  readonly conversation: ConversationView;
  readonly path: string | undefined;
  readonly hidesFirstQuote: boolean;
  readonly isShort: boolean;
}) {
  const { remarks } = conversation;
  const items: ReactNode[] = [];
  let folded: RemarkView[] = [];
  const show = (remark: RemarkView): ReactNode => (
    <RemarkItem
      key={`${remark.reply}/${remark.block}`}
      remark={hidesFirstQuote && remark === remarks[0] ? { ...remark, quote: [] } : remark}
      previous={remarks[remarks.indexOf(remark) - 1]}
      path={path}
      isAlone={remarks.length === 1}
    />
  );
  const [first, ...answers] = remarks;
  if (isShort && first && answers.length > 1) {
    return (
      <>
        {show(first)}
        <details className="fold">
          <summary className="depth-1">
            <span>
              {plural(answers.length, 'answer')}: {listWords(answers)}
            </span>
          </summary>
          {answers.map(show)}
        </details>
      </>
    );
  }
  const endFold = (): void => {
    const [only] = folded;
    if (folded.length === 1 && only) items.push(show(only));
    else if (folded.length > 1) {
      items.push(
        <details className="fold" key={`fold-${items.length}`}>
          <summary className={`depth-${Math.min(...folded.map(depthOf))}`}>
            <span>
              {plural(folded.length, 'remark')}: {listWords(folded)}
            </span>
          </summary>
          {folded.map(show)}
        </details>,
      );
    }
    folded = [];
  };
  remarks.forEach((remark, index) => {
    const isEdge = index === 0 || index === remarks.length - 1;
    if (remarks.length < foldsFrom || isEdge || remark.counterDiffs.length > 0) {
      endFold();
      items.push(show(remark));
    } else folded.push(remark);
  });
  endFold();
  return <>{items}</>;
}

function depthOf(remark: RemarkView): number {
  return Math.min(remark.depth, 4);
}

/** First words of so many remarks tell what a fold is about; more is read faster by opening it. */
const mostListed = 5;

function listWords(remarks: readonly RemarkView[]): string {
  const listed = remarks.slice(0, mostListed).map(wordsOf).join(', ');
  const left = remarks.length - mostListed;
  return left > 0 ? `${listed} and ${left} more` : listed;
}

function wordsOf(remark: RemarkView): string {
  const words = firstWords(remark, 40);
  return words === '' ? lastName(remark.name) : `${lastName(remark.name)} "${words}"`;
}

export { isTagOnly };
