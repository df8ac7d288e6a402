import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { findFollowPage, type FollowView } from '../../../lib/query/index';
import { mailPath } from '../../parts/discussion-links';
import { Refresh } from '../../parts/refresh';
import { Ago, Due, When } from '../../parts/time';

export const metadata: Metadata = { title: 'Following' };

type Props = PageProps<'/follow/[id]'>;

const states: Record<FollowView['state'], string> = {
  queued: 'waiting for its turn',
  running: 'being read',
  waiting: 'waiting to try again',
  done: 'read',
  failed: 'given up',
  stopped: 'not followed any more',
};

const again: Partial<Record<FollowView['state'], string>> = {
  waiting: 'Try again now',
  failed: 'Try again now',
  done: 'Look for new mail now',
  stopped: 'Follow it again',
};

/** How the reading of one series goes: what was asked, what was found, what failed and when it is tried again. */
export default async function FollowPage({ params }: Props) {
  const { id } = await params;
  const follow = /^\d{1,9}$/.test(id) ? await findFollowPage(Number(id)) : undefined;
  if (!follow) notFound();
  const { progress } = follow;
  const isMoving = follow.state === 'queued' || follow.state === 'running' || follow.state === 'waiting';
  return (
    <main className="follow-page">
      {isMoving ? <Refresh seconds={follow.state === 'waiting' ? 10 : 1} /> : null}
      <p className="crumb">
        <a href="/">Series</a> / following
      </p>
      <h1>{follow.series?.title ?? follow.link}</h1>
      <p className="facts">
        <b>{states[follow.state]}</b>
        <span className="mono">{follow.messageId}</span>
        <span>
          added <Ago date={follow.addedAt} />
        </span>
      </p>
      {follow.problem === undefined ? null : (
        <div className="note fail" role="alert">
          <b>{follow.problem}</b>
          <p>
            {follow.nextTryAt ? (
              <>
                Tried {follow.tries} {follow.tries === 1 ? 'time' : 'times'}, last{' '}
                <Ago date={follow.lastRunAt} />; next try <Due date={follow.nextTryAt} />. What was found
                before stays.
              </>
            ) : follow.state === 'failed' ? (
              'It is not tried again by itself.'
            ) : null}
          </p>
        </div>
      )}
      <dl className="counts" aria-live="polite">
        <div>
          <dt>versions</dt>
          <dd>{progress.versionsFound.length > 0 ? progress.versionsFound.join(', ') : 'none yet'}</dd>
        </div>
        <div>
          <dt>mails</dt>
          <dd>
            {progress.mailsFound} found, {progress.mailsNew} new
          </dd>
        </div>
        <div>
          <dt>requests to the archive</dt>
          <dd>{progress.requests}</dd>
        </div>
        {follow.problem === undefined && follow.state !== 'stopped' ? (
          <div>
            <dt>step</dt>
            <dd>{progress.step || 'not begun'}</dd>
          </div>
        ) : null}
      </dl>
      {progress.absent.length > 0 ? (
        <div className="note info">
          Looked for, and not found:
          <ul>
            {progress.absent.map((absent) => (
              <li key={`${absent.what} ${absent.why.join(' ')}`}>
                <b>{absent.what}</b>: {absent.why.join('; ')}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {progress.notFound.length > 0 ? (
        <div className="note info">
          Linked from postings, and not in the archive:{' '}
          {progress.notFound.map((id) => (
            <code key={id}>{id} </code>
          ))}
        </div>
      ) : null}
      <p className="actions">
        {follow.series ? (
          <a className="btn primary" href={`/series/${follow.series.slug}`}>
            Open the series
          </a>
        ) : follow.state === 'done' ? (
          <a className="btn" href={mailPath(follow.messageId)}>
            Open the mail
          </a>
        ) : null}
      </p>
      {follow.state === 'running' || follow.state === 'queued' ? null : (
        <form action="/follow" method="post" className="actions">
          <input type="hidden" name="link" value={follow.link} />
          <button className="btn" type="submit">
            {again[follow.state]}
          </button>
        </form>
      )}
      {follow.state === 'stopped' ? null : (
        <form action="/follow" method="post" className="actions">
          <button className="btn" type="submit" name="stop" value={follow.id}>
            Stop following
          </button>{' '}
          <span className="muted">No more mail is looked for; what was found stays.</span>
        </form>
      )}
      <h2>What happened</h2>
      {progress.log.length === 0 ? (
        <p className="muted">Nothing yet: the worker takes it up when it is free.</p>
      ) : (
        <table className="list log">
          <tbody>
            {progress.log.map((entry, index) => (
              <tr key={`${entry.at} ${index}`}>
                <td className="muted nw">
                  <When date={new Date(entry.at)} /> <span className="mono">{entry.at.slice(11, 19)}</span>
                </td>
                <td>{entry.what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </main>
  );
}
