import type { Metadata } from 'next';
import { findMailHome, findNewerPlaces } from '../../lib/query/index';
import { pastReplies, repliesInWork, type ReplyInWork } from '../../lib/reader/index';
import { deskHere } from '../parts/desk';
import { DraftBasics } from '../parts/draft-form';
import { DraftKeeper } from '../parts/draft-keeper';
import { plural } from '../parts/discussion-words';
import { DroppedDrafts, SentReplies } from '../parts/reply-past';
import { ReplyWork } from '../parts/reply-work';
import { seat } from '../parts/seat';
import { Still } from '../parts/still';

export const metadata: Metadata = { title: 'Drafts' };

/** What the reader has written at lines, gathered into mails, and the ways out for them. */
export default async function ReplyPage({ searchParams }: PageProps<'/reply'>) {
  const asked = await searchParams;
  const [here, desk] = await Promise.all([seat(), deskHere(asked)]);
  if (!here.isHere || !desk)
    return (
      <main className="reply">
        <h1>Drafts</h1>
        <p className="note">
          What somebody writes here is shown to them alone. {here.isHere ? '' : here.why}
        </p>
      </main>
    );
  const [replies, past] = await Promise.all([repliesInWork(here.reader), pastReplies(here.reader)]);
  const shown = await Promise.all(
    replies.map(async (work) => ({
      work,
      home: await findMailHome(work.answers),
      newer: await findNewerPlaces(work.answers, linesOf(work)),
    })),
  );
  const drafts = replies.reduce((sum, work) => sum + work.drafts.length, 0);
  const mails = replies.filter(({ reply }) => reply !== undefined).length;
  return (
    <>
      <Still tag="main" className="reply">
        <DraftBasics desk={desk} answers={undefined} back="/reply" />
        <div className="replyhead">
          <h1>{headOf(drafts, mails)}</h1>
          {mails > 1 ? (
            <a className="btn" href="/reply/mbox">
              Download all as one mbox
            </a>
          ) : null}
        </div>
        <p className="facts">
          <span>Loreview never sends mail: take it from here.</span>
        </p>
        {here.reader || drafts === 0 ? null : (
          <p className="note">
            Nobody has said who reads here, so no mail can be made in your name.{' '}
            <a href="/settings">Say who you are</a>; the drafts are kept.
          </p>
        )}
        {typeof asked['left'] === 'string' && /^[1-9]\d*$/.test(asked['left']) ? (
          <p className="note" role="status">
            {plural(Number(asked['left']), 'draft')} stayed with the version before: the line is not in the
            newest.
          </p>
        ) : null}
        {drafts > 0 ? null : (
          <p className="empty">
            <b>No drafts.</b> On the page of a patch, a cover letter or a mail press a line's number, or{' '}
            <kbd>r</kbd>, and write. What you write is kept here until you have sent it.
          </p>
        )}
        {shown.map(({ work, home, newer }) => (
          <ReplyWork key={work.answers} work={work} home={home} newer={newer} desk={desk} />
        ))}
        <SentReplies sent={past.sent} isOpen={asked['sent'] !== undefined} />
        <DroppedDrafts dropped={past.dropped} />
      </Still>
      <DraftKeeper />
    </>
  );
}

function linesOf({ drafts }: ReplyInWork): readonly number[] {
  return drafts.flatMap(({ draft }) => (draft.at ? draft.at.end - 1 : []));
}

function headOf(drafts: number, mails: number): string {
  if (drafts === 0) return 'Drafts';
  if (mails === 0) return plural(drafts, 'draft');
  return `${plural(drafts, 'draft')} ${drafts === 1 ? 'makes' : 'make'} ${mails === 1 ? 'one mail' : `${mails} mails`}`;
}
