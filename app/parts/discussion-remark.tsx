import type { ReactNode } from 'react';
import type { RemarkView } from '../../lib/query/index';
import { linkText } from '../../lib/render/index';
import { Brief } from './brief';
import { CounterDiffBox } from './discussion-diff';
import { DiscussionGlyph } from './discussion-glyphs';
import { correctPath, loreLink, mailPath, remarkFragment, remarkId } from './discussion-links';
import type { KeptDraft } from '../../lib/reader/index';
import type { Desk } from './desk';
import { DraftForm, draftsIn } from './draft-form';
import { replyValue } from './reply-params';
import { heldSaidView } from './held-views';
import { laterWords } from './landed-words';
import { StateChip } from './state';
import { When } from './time';

/** Replies are indented this many levels; deeper ones stand flat with the name they answer. */
const deepest = 4;

/** A remark longer than this shows its beginning; a bot's log sooner. */
const longest = { person: 48, bot: 14 } as const;

/** Quoted lines shown above a remark; the rest is cut and said. */
const mostQuoted = 4;

export interface RemarkItemProps {
  readonly remark: RemarkView;
  /** The remark shown above it. */
  readonly previous: RemarkView | undefined;
  readonly path: string | undefined;
  /** True when the head of the discussion says already who wrote it. */
  readonly isAlone: boolean;
  /** True when the discussion asks for several things, so that each tells its state. */
  readonly showsState: boolean;
  readonly writing: Writing | undefined;
}

/** What the reader writes on a page; undefined where nothing is written. */
export interface Writing {
  readonly desk: Desk | undefined;
  /** Address of the page. */
  readonly back: string;
}

/** One remark: who, when, what was quoted, what was said. */
export function RemarkItem({ remark, previous, path, isAlone, showsState, writing }: RemarkItemProps) {
  const depth = Math.min(remark.depth, deepest);
  const answersAbove =
    previous !== undefined && previous.name === remark.to && remark.depth === previous.depth + 1;
  const showsTo = remark.to !== undefined && (remark.depth > deepest || !answersAbove);
  return (
    <article className={`rk depth-${depth}`} id={remarkId(remark.reply, remark.block)}>
      {remark.missingParent === undefined ? null : (
        <p className="ghost">
          <DiscussionGlyph name="hole" /> The mail this answers is not held.{' '}
          <a className="mono" href={mailPath(remark.missingParent)}>
            {remark.missingParent}
          </a>
        </p>
      )}
      <header>
        {isAlone ? null : (
          <b>
            <Brief text={remark.name} />
          </b>
        )}
        <span className="role">{remark.role}</span>
        {showsState && remark.asked ? <StateChip state={remark.asked.state} quiet /> : null}
        {showsTo ? (
          <span className="to">
            to <Brief text={remark.to} />
          </span>
        ) : null}
        {remark.to !== undefined && !showsTo ? (
          <span className="vh">
            answers <Brief text={remark.to} />
          </span>
        ) : null}
        <a href={remarkFragment(remark.reply, remark.block)}>
          <When date={remark.sentAt} />
        </a>
        <SameMail remark={remark} />
        <span className="act">
          {writing?.desk ? (
            <a
              href={`${mailPath(remark.reply)}?reply=${replyValue(linesOf(remark))}#L${linesOf(remark).end - 1}`}
              data-reply={replyValue(linesOf(remark))}
              data-answers={remark.reply}
              rel="nofollow"
            >
              reply
            </a>
          ) : null}
          <a href={mailPath(remark.reply)}>mail</a>
          <a href={loreLink(remark.reply)}>lore</a>
          <a href={correctPath(remark.reply, remark.startLine)} rel="nofollow">
            correct
          </a>
        </span>
      </header>
      <Quote lines={remark.quote} />
      <Said remark={remark} path={path} />
      {remark.later === undefined ? null : <p className="later">{laterWords(remark.later)}</p>}
      <DraftsBelow remark={remark} writing={writing} />
    </article>
  );
}

/** Body lines of its mail that a remark is written in. */
function linesOf({ startLine, text }: RemarkView): { readonly start: number; readonly end: number } {
  return { start: startLine, end: startLine + text.trimEnd().split('\n').length };
}

/** What the reader writes in answer to a remark: at its lines, or to its whole mail. */
export function draftsBelow(remark: RemarkView, writing: Writing | undefined): readonly KeptDraft[] {
  const { start, end } = linesOf(remark);
  const isFirst = remark.blocks[0] === remark.block;
  return draftsIn(writing?.desk, remark.reply, (at) =>
    at === undefined ? isFirst : at.end > start && at.end <= end,
  );
}

function DraftsBelow({
  remark,
  writing,
}: {
  readonly remark: RemarkView;
  readonly writing: Writing | undefined;
}) {
  if (!writing?.desk) return null;
  const { desk, back } = writing;
  return (
    <>
      {draftsBelow(remark, writing).map((draft) => (
        <DraftForm
          key={draft.id}
          desk={desk}
          answers={remark.reply}
          at={draft.at}
          draft={draft}
          back={back}
        />
      ))}
    </>
  );
}

/** Links between the remarks of one mail that stand at several lines of the page. */
function SameMail({ remark }: { readonly remark: RemarkView }) {
  if (remark.blocks.length < 2) return null;
  const at = remark.blocks.indexOf(remark.block);
  const before = remark.blocks[at - 1];
  const after = remark.blocks[at + 1];
  return (
    <span className="same-mail">
      {before === undefined ? null : (
        <a href={remarkFragment(remark.reply, before)} aria-label="the remark before in the same mail">
          ‹
        </a>
      )}{' '}
      {at + 1} of {remark.blocks.length} in this mail{' '}
      {after === undefined ? null : (
        <a href={remarkFragment(remark.reply, after)} aria-label="the next remark in the same mail">
          ›
        </a>
      )}
    </span>
  );
}

function Quote({ lines }: { readonly lines: readonly string[] }) {
  const said = lines.slice(
    lines.findIndex((line) => line.trim() !== ''),
    lines.findLastIndex((line) => line.trim() !== '') + 1,
  );
  if (said.length === 0) return null;
  const shown = said.slice(-mostQuoted);
  return (
    <pre className="qt">
      {said.length > shown.length ? '> [...]\n' : ''}
      {shown.map((line) => `> ${line}`).join('\n')}
    </pre>
  );
}

function Said({ remark, path }: { readonly remark: RemarkView; readonly path: string | undefined }) {
  const most = longest[remark.role === 'bot' ? 'bot' : 'person'];
  return (
    <>
      {heldSaidView({ ...remark, path }).map((piece, index): ReactNode => {
        if (piece.kind === 'diff') {
          return (
            <CounterDiffBox
              key={index}
              diff={piece.diff}
              name={remark.name}
              reply={remark.reply}
              line={piece.line}
            />
          );
        }
        // A fold that hides three lines would cost as much room as it saves.
        if (piece.lines.length <= most + 4) return <Lines key={index} lines={piece.lines} remark={remark} />;
        return (
          <div key={index}>
            <Lines lines={piece.lines.slice(0, most)} remark={remark} />
            <details className="more">
              <summary>{piece.lines.length - most} more lines</summary>
              <Lines lines={piece.lines.slice(most)} remark={remark} />
            </details>
          </div>
        );
      })}
    </>
  );
}

function Lines({ lines, remark }: { readonly lines: readonly string[]; readonly remark: RemarkView }) {
  const tags = new Set(remark.trailers.map((trailer) => `${trailer.key}: ${trailer.value}`));
  return (
    <pre>
      {lines.map((line, index) => (
        <span key={index} className={tags.has(line.trim()) ? 'given-tag' : undefined}>
          {linkText(line).map(({ text, href }, part) =>
            href === undefined ? (
              text
            ) : (
              <a key={part} href={href} rel="nofollow noreferrer noopener">
                {text}
              </a>
            ),
          )}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}
