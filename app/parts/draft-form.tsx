import type { ReactNode } from 'react';
import { longestDraft, reviewTags, type KeptDraft } from '../../lib/reader/index';
import type { Desk } from './desk';
import { plural } from './discussion-words';
import { Ago } from './time';

/** Quoted lines shown with a draft; of more, the last. */
const mostShown = 40;

/** Rows of a text field that holds nothing yet. */
const fewestRows = 3;
const mostRows = 40;

export interface DraftFormProps {
  readonly desk: Desk;
  /** The mail that is answered. */
  readonly answers: string;
  readonly at: KeptDraft['at'];
  /** Undefined for one that is begun. */
  readonly draft?: KeptDraft;
  /** The id one that is begun will have; '' for the form that the page's script copies. */
  readonly newId?: string;
  /** Lines answered, where they do not stand right above. */
  readonly quoted?: readonly string[] | undefined;
  /** The page it stands on. */
  readonly back: string;
}

/** A draft: a text field at the line, the reader's alone. It works as a form; the page's script saves it by itself. */
export function DraftForm({ desk, answers, at, draft, newId = '', quoted, back }: DraftFormProps) {
  const text = draft?.text ?? '';
  const rows = Math.min(mostRows, Math.max(fewestRows, text.split('\n').length + 1));
  const others = desk.drafts.filter((other) => other.answers === answers && other !== draft).length;
  const isRange = at !== undefined && at.end - at.start > 1;
  return (
    <form
      className="draft"
      method="post"
      action="/reply/draft"
      id={draft ? draftId(draft) : newId === '' ? undefined : 'draft-new'}
      data-draft={draft ? 'kept' : 'new'}
      aria-label={at === undefined ? 'Draft on the whole mail' : `Draft at line ${at.end - 1} of the mail`}
    >
      <input type="hidden" name="id" value={draft?.id ?? newId} />
      <input type="hidden" name="answers" value={answers} />
      <input type="hidden" name="end" value={at?.end ?? ''} />
      <input type="hidden" name="base" value={draft?.revision ?? ''} />
      <input type="hidden" name="back" value={back} />
      <div className="hd">
        <span className="kind">
          <svg className="g" aria-hidden="true">
            <use href="#g-draft" />
          </svg>
          draft
        </span>
        <span>
          yours, not sent
          <span className="saved" role="status">
            {draft ? (
              <>
                , saved <Ago date={draft.changedAt} />
              </>
            ) : null}
          </span>
        </span>
        {at === undefined ? null : <LinesAbove lines={at.end - at.start - 1} />}
        <a className="push" href="/reply">
          {others === 0 ? 'see the mail' : `one mail with ${plural(others, 'other')}`}
        </a>
      </div>
      <div className="field">
        <pre className="qt" hidden={!isRange && quoted === undefined}>
          {(quoted ?? []).slice(-mostShown).map((line) => `> ${line}\n`)}
        </pre>
        <textarea
          name="text"
          rows={rows}
          maxLength={longestDraft}
          spellCheck="true"
          aria-label="Your remark"
          // HTML passes over a line break right behind the tag.
          defaultValue={text.startsWith('\n') ? `\n${text}` : text}
        />
        {at === undefined ? <TagBoxes given={draft?.tags ?? []} /> : null}
        <p className="do">
          <button className="btn" type="submit" name="do" value="keep">
            Keep <kbd>Ctrl-Enter</kbd>
          </button>
          <button className="btn" type="submit" name="do" value="drop">
            {draft ? 'Delete' : 'Not now'}
          </button>
          {desk.isNamed ? null : (
            <span className="unnamed">
              <a href="/settings">Say who you are</a>, and a mail is made of it. What you write is kept.
            </span>
          )}
        </p>
      </div>
    </form>
  );
}

/** The id of a draft on a page. */
export function draftId({ id }: Pick<KeptDraft, 'id'>): string {
  return `draft-${id}`;
}

function LinesAbove({ lines }: { readonly lines: number }) {
  return (
    <label className="above">
      with
      <input type="number" name="above" min={0} max={999} defaultValue={String(lines)} />
      lines above
    </label>
  );
}

/** The tags a reply gives, chosen by ticking. */
export function TagBoxes({ given }: { readonly given: readonly string[] }) {
  return (
    <fieldset className="tags">
      <legend>Tags</legend>
      <input type="hidden" name="tags" value="chosen" />
      {reviewTags.map((tag) => (
        <label key={tag}>
          <input type="checkbox" name="tag" value={tag} defaultChecked={given.includes(tag)} /> {tag}
        </label>
      ))}
    </fieldset>
  );
}

/** What a page with drafts has once: the pencil, an empty draft for its script to copy, what a form has to say. */
export function DraftBasics({
  desk,
  answers,
  back,
}: {
  readonly desk: Desk | undefined;
  /** The mail whose lines the page shows; undefined where there are none to reply at. */
  readonly answers: string | undefined;
  readonly back: string;
}) {
  if (!desk) return null;
  return (
    <>
      <svg className="glyphs" width="0" height="0" aria-hidden="true">
        <symbol id="g-draft" viewBox="0 0 12 12">
          <path
            d="M2 10l.7-2.8L8.6 1.3l2.1 2.1-5.9 5.9z"
            fill="none"
            stroke="currentColor"
            strokeWidth={1.3}
          />
        </symbol>
      </svg>
      {desk.told === undefined ? null : (
        <p className="note" role="status">
          {desk.told}
        </p>
      )}
      {answers === undefined ? null : (
        <div id="draft-blank" hidden data-answers={answers}>
          <DraftForm desk={desk} answers="" at={{ start: 1, end: 2 }} back={back} />
          <TagBoxes given={[]} />
        </div>
      )}
    </>
  );
}

/** Drafts of the reader in some place of a page: those that are kept, and the one that is asked for. */
export function draftsIn(
  desk: Desk | undefined,
  answers: string,
  holds: (at: KeptDraft['at']) => boolean,
): readonly KeptDraft[] {
  return desk?.drafts.filter((draft) => draft.answers === answers && holds(draft.at)) ?? [];
}

/** What is written about a mail as a whole: the drafts, and the place where the page's script puts one that is begun. */
export function WholeDrafts({
  desk,
  answers,
  back,
}: {
  readonly desk: Desk | undefined;
  readonly answers: string;
  readonly back: string;
}): ReactNode {
  if (!desk) return null;
  const kept = draftsIn(desk, answers, (at) => at === undefined);
  const begins = desk.asked?.at === undefined && desk.asked !== undefined && kept.length === 0;
  return (
    <div id="whole-drafts">
      {kept.map((draft) => (
        <DraftForm key={draft.id} desk={desk} answers={answers} at={undefined} draft={draft} back={back} />
      ))}
      {begins ? (
        <DraftForm desk={desk} answers={answers} at={undefined} newId={desk.asked.id} back={back} />
      ) : null}
    </div>
  );
}
