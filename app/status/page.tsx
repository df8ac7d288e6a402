import { version as reactVersion } from 'react';
import type { Metadata } from 'next';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findStatusPage } from '../../lib/query/index';
import { archives } from '../parts/archives';
import { githubHost } from '../parts/github';
import { GithubState } from '../parts/github-state';
import { TableLinks } from '../parts/table-links';
import { Ago, When } from '../parts/time';
import { Trees } from '../parts/trees';

export const metadata: Metadata = { title: 'Status' };

/** What is followed, what runs, what failed and why, and what all of it runs on. */
export default async function StatusPage() {
  const github = githubHost();
  const status = await findStatusPage(github);
  return (
    <main className="status">
      <h1>Status</h1>
      {status.analysis.outdated > 0 ? (
        <p className="note">
          {status.analysis.outdated} series were derived by older rules
          {status.jobs.some(({ task, state }) => task === 'rebuild' && state !== 'failed') ? (
            ' and are being derived again.'
          ) : (
            <>
              . Run <code>bin/loreview rebuild</code>.
            </>
          )}
        </p>
      ) : null}
      <h2>Followed {status.follows.length === 0 ? null : <TableLinks path="/status" table="followed" />}</h2>
      {status.follows.length === 0 ? (
        <div className="empty">
          <b>Nothing is followed.</b> <a href="/">Follow a series</a>
        </div>
      ) : (
        <div className="scroll-x">
          <table className="list">
            <thead>
              <tr>
                <th scope="col">what</th>
                <th scope="col">state</th>
                <th scope="col">last read</th>
                <th scope="col">found</th>
              </tr>
            </thead>
            <tbody>
              {status.follows.map((follow) => (
                <tr key={follow.id}>
                  <th scope="row">
                    <a href={`/follow/${follow.id}`}>{follow.series?.title ?? follow.link}</a>
                    {follow.series ? <span className="why mono">{follow.messageId}</span> : null}
                  </th>
                  <td>
                    {follow.state}
                    {follow.problem === undefined ? null : <span className="why">{follow.problem}</span>}
                    {follow.nextTryAt ? (
                      <span className="why">
                        next <Ago date={follow.nextTryAt} />
                      </span>
                    ) : null}
                  </td>
                  <td>
                    <Ago date={follow.lastRunAt} />
                  </td>
                  <td>
                    {follow.progress.mailsFound} mails, {follow.progress.versionsFound.length} versions
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Trees trees={status.trees} />
      <h2>Jobs {status.jobs.length === 0 ? null : <TableLinks path="/status" table="jobs" />}</h2>
      {status.jobs.length === 0 ? (
        <p className="muted">None is running or waiting.</p>
      ) : (
        <table className="list">
          <thead>
            <tr>
              <th scope="col">job</th>
              <th scope="col">state</th>
              <th scope="col">begins</th>
              <th scope="col">tries</th>
              <th scope="col">error</th>
            </tr>
          </thead>
          <tbody>
            {status.jobs.map((job, index) => (
              <tr key={index}>
                <th scope="row">{job.task}</th>
                <td>{job.state}</td>
                <td>
                  <Ago date={job.runAt} />
                </td>
                <td>
                  {job.attempts} of {job.most}
                </td>
                <td>{job.error ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h2>GitHub</h2>
      <GithubState host={github} state={status.github} />
      <h2>
        Mail that could not be read{' '}
        {status.refused.length === 0 ? null : <TableLinks path="/status" table="unread" />}
      </h2>
      {status.refused.length === 0 ? (
        <p className="muted">None.</p>
      ) : (
        <>
          <table className="list">
            <thead>
              <tr>
                <th scope="col">place</th>
                <th scope="col">reason</th>
                <th scope="col">when</th>
              </tr>
            </thead>
            <tbody>
              {status.refused.map((one) => (
                <tr key={`${one.source} ${one.place}`}>
                  <th scope="row" className="mono place">
                    {one.place}
                  </th>
                  <td>{one.reason}</td>
                  <td>
                    <When date={one.at} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {status.refusedCount > status.refused.length ? (
            <p className="muted">
              The newest {status.refused.length} of {status.refusedCount}.
            </p>
          ) : null}
        </>
      )}
      {status.setAside.length === 0 ? null : (
        <>
          <h2>Set aside</h2>
          <p className="muted">
            These mails are stored, but an error of Loreview keeps them from being shown in a series. They are
            tried again when mail joins them and at the next start. Please report the error with the
            Message-ID.
          </p>
          <ul>
            {status.setAside.map((one) => (
              <li key={one.messageId}>
                {one.mails} {one.mails === 1 ? 'mail' : 'mails'}, among them{' '}
                <a className="mono" href={`/mail/${encodeURIComponent(one.messageId)}`}>
                  {one.messageId}
                </a>
                : {one.problem.split('\n')[0]}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>Held</h2>
      <dl className="counts">
        <Count name="mails" value={status.counts.mails} />
        <Count name="not yet derived" value={status.counts.pending} />
        <Count name="series" value={status.counts.series} />
        <Count name="remarks" value={status.counts.remarks} />
        <Count name="corrections" value={status.counts.corrections} />
        <Count name="labels" value={status.counts.labels} />
        <Count name="database, MB" value={Math.round(status.database.bytes / 1_048_576)} />
      </dl>
      <h2>Runs on</h2>
      <dl className="counts">
        <Count name="Loreview" value={packageVersion('.')} />
        <Count name="rules of inference" value={status.analysis.version} />
        <Count name="PostgreSQL" value={status.database.version} />
        <Count name="Node.js" value={process.versions.node} />
        <Count name="Next.js" value={packageVersion('node_modules/next')} />
        <Count name="React" value={reactVersion} />
        <Count name="archives asked" value={archives().join(', ')} />
        {status.maintainers === undefined ? null : (
          <Count
            name="MAINTAINERS"
            value={
              status.maintainers.problem ??
              `${status.maintainers.path}, ${status.maintainers.sections} sections`
            }
          />
        )}
      </dl>
    </main>
  );
}

function Count({ name, value }: { readonly name: string; readonly value: string | number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Version of a package of this program, as its package.json says. */
function packageVersion(folder: string): string {
  const file = join(process.cwd(), folder, 'package.json');
  return (JSON.parse(readFileSync(/* turbopackIgnore: true */ file, 'utf8')) as { readonly version: string })
    .version;
}
