import { readableSubject } from './reply-words';
import type { MailHome, NewerPlaces } from '../../lib/query/index';
import type { DraftInReply, ReplyInWork } from '../../lib/reader/index';
import type { Desk } from './desk';
import { DraftForm, draftId, TagBoxes } from './draft-form';
import { mailPath, patchPath } from './discussion-links';
import { plural } from './discussion-words';
import { ReplyChecked, ReplyText } from './reply-mail';
import { lineNames } from './reply-place';
import { ReplyTake } from './reply-take';
import { dayOf } from './time';

export interface ReplyWorkProps {
  readonly work: ReplyInWork;
  readonly home: MailHome | undefined;
  readonly newer: NewerPlaces | undefined;
  readonly desk: Desk;
}

/** The drafts on one mail, and the mail they make. */
export function ReplyWork({ work, home, newer, desk }: ReplyWorkProps) {
  const { mail, reply, drafts, answers } = work;
  const path = pathOf(answers, home);
  const subject = readableSubject(mail?.subject ?? '');
  return (
    <section className="comp" aria-label={`Reply to ${subject}`}>
      <header>
        <h2>
          <a href={path}>{subject}</a>
        </h2>
        <span>
          {mail ? `by ${mail.from.name || mail.from.address}` : 'not held here'},{' '}
          {plural(drafts.length, 'draft')}
        </span>
      </header>
      {newer ? <Newer newer={newer} work={work} /> : null}
      <div className="three">
        <div className="drafts">
          <h3>
            Drafts <span>in the order of the mail</span>
          </h3>
          <ol>
            {drafts.map((one) => (
              <DraftItem key={one.draft.id} one={one} work={work} path={path} desk={desk} />
            ))}
          </ol>
          {mail ? (
            <form method="post" action="/reply/letter" className="given">
              <input type="hidden" name="answers" value={answers} />
              <TagBoxes given={drafts.flatMap(({ draft }) => draft.tags)} />
              <button className="btn" type="submit" name="do" value="tags">
                Set tags
              </button>
            </form>
          ) : null}
        </div>
        {reply && mail ? (
          <>
            <ReplyText reply={reply} />
            <div className="out">
              <ReplyTake reply={reply} fileName={work.fileName} />
              <ReplyChecked reply={reply} lines={mail.text.split('\n').length} />
            </div>
          </>
        ) : (
          <p className="empty">
            {desk.isNamed ? (
              'There is no mail yet: nothing in these drafts can be said.'
            ) : (
              <>
                There is no mail yet: <a href="/settings">say who you are</a>, and it is made in your name.
              </>
            )}
          </p>
        )}
      </div>
    </section>
  );
}

/** Where a mail is read: drafts stand at their lines there. */
function pathOf(answers: string, home: MailHome | undefined): string {
  return home?.kind === 'posting' ? patchPath(home.series, home.version, home.number) : mailPath(answers);
}

function DraftItem({
  one,
  work,
  path,
  desk,
}: {
  readonly one: DraftInReply;
  readonly work: ReplyInWork;
  readonly path: string;
  readonly desk: Desk;
}) {
  const { draft, at, why } = one;
  const name = work.mail ? lineNames(work.mail.text) : (line: number) => `line ${line}`;
  const last = (at ?? draft.at)?.end;
  return (
    <li>
      <p className="where">
        <a href={`${path}#${draftId(draft)}`}>{last === undefined ? 'the whole mail' : name(last - 1)}</a>
      </p>
      {why === undefined ? null : <Left why={why} one={one} answers={work.answers} />}
      <pre className="words">{draft.text.trim() === '' ? draft.tags.join(', ') : draft.text.trim()}</pre>
      <details>
        <summary>Edit or delete</summary>
        <DraftForm desk={desk} answers={draft.answers} at={draft.at} draft={draft} back="/reply" />
      </details>
    </li>
  );
}

/** Why a draft is not in the mail, and what to do about it. */
function Left({
  why,
  one,
  answers,
}: {
  readonly why: NonNullable<DraftInReply['why']>;
  readonly one: DraftInReply;
  readonly answers: string;
}) {
  switch (why) {
    case 'nothing-said':
      return <p className="note info">It says nothing yet, so it is not in the mail.</p>;
    case 'mail-missing':
      return (
        <p className="note">
          The mail it answers is not held here, so nothing can be quoted.{' '}
          <a href={mailPath(answers)}>Pull it</a>; the draft waits.
        </p>
      );
    case 'no-such-line':
    case 'line-gone':
      return (
        <div className="note">
          <p>
            Its lines are not found in the mail as it is read now, or in several places, so it is not in the
            reply. <a href={mailPath(answers)}>Reply at the right line</a> with these words, and delete this
            one.
          </p>
          {one.draft.quoted === '' ? null : (
            <pre>
              {one.draft.quoted
                .split('\n')
                .map((line) => `> ${line}`)
                .join('\n')}
            </pre>
          )}
        </div>
      );
  }
}

/** Tells that there is a newer version of the patch, and where the drafts would stand in it. */
function Newer({ newer, work }: { readonly newer: NewerPlaces; readonly work: ReplyInWork }) {
  const { label } = newer.version;
  if (newer.kind !== 'posted')
    return (
      <p className="note">
        {label} was posted
        {newer.kind === 'dropped'
          ? ' and has no such patch any more.'
          : ', and its mail of this patch is not held.'}{' '}
        <a href={`/series/${newer.series}`}>See the series</a>, or reply all the same.
      </p>
    );
  const placed = work.drafts.filter(({ draft }) => draft.at !== undefined);
  const path = patchPath(newer.series, newer.version.slug, newer.number);
  const name = work.mail ? lineNames(work.mail.text) : undefined;
  const counts = newer.places.filter(({ kind }) => kind === 'line').length;
  return (
    <div className="note newer">
      <p>
        <a href={path}>
          {label} {newer.number === 0 ? 'cover letter' : `${newer.number}/${newer.total}`}
        </a>{' '}
        was posted{newer.sentAt ? ` on ${dayOf(newer.sentAt)}` : ''} and{' '}
        {newer.isSame
          ? 'says the same, word for word.'
          : placed.length === 0
            ? 'is another text.'
            : `has ${counts} of ${plural(placed.length, 'line')} you speak of.`}
      </p>
      {placed.length === 0 || newer.isSame ? null : (
        <ul>
          {placed.map(({ draft }, index) => {
            const place = newer.places[index];
            return (
              <li key={draft.id}>
                <b>{draft.at ? (name?.(draft.at.end - 1) ?? `line ${draft.at.end - 1}`) : ''}</b>:{' '}
                {place?.kind === 'line' || place?.kind === 'near' ? (
                  <a href={`${path}#L${place.bodyLine}`}>
                    {place.kind === 'line' ? 'the same line' : `near there: ${place.why}`}
                  </a>
                ) : place?.kind === 'file' ? (
                  `only the file ${place.path}: ${place.why}`
                ) : (
                  `only the patch: ${place?.why ?? 'its line is not known'}`
                )}
              </li>
            );
          })}
        </ul>
      )}
      <form method="post" action="/reply/letter">
        <input type="hidden" name="answers" value={work.answers} />
        <button className="btn" type="submit" name="do" value="move">
          Move the drafts to {label}
        </button>{' '}
        <span>or reply to this version all the same.</span>
      </form>
    </div>
  );
}
