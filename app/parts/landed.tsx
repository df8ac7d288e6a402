import {
  landedOf,
  type AfterView,
  type CommitView,
  type PatchPage,
  type SeriesPage,
} from '../../lib/query/index';
import { homePath } from './discussion-links';
import { afterWords, differenceWords, hashShown, warningWords } from './landed-words';
import { plural } from './discussion-words';
import { When } from './time';

/** Places on the page of a series: the commits its patches were found as, and those that came after. */
export const foundPlace = 'found-commits';
export const afterPlace = 'later-commits';

/** Of a series: what came after, for all to see, and as which commits its patches were found, folded. */
export function SeriesLanded({ series }: { readonly series: SeriesPage }) {
  const { commits, after } = landedOf(series.progress.steps);
  if (commits.length === 0 && after.length === 0) return null;
  const titleOf = (row: number) => series.progress.rows.find((one) => one.row === row)?.title ?? '';
  const trees = [...new Set(commits.map(({ where }) => where ?? ''))];
  return (
    <>
      <After after={after} />
      {commits.length === 0 ? null : (
        <details className="evidence commits">
          <summary>
            {plural(new Set(commits.map(({ hash }) => hash)).size, 'commit', 'commits')} found in{' '}
            {trees.join(', ')}
          </summary>
          {/* A browser opens what is folded around the place that a link leads to. */}
          <dl id={foundPlace} tabIndex={-1}>
            {[...new Map(commits.map((commit) => [`${commit.hash} ${commit.row}`, commit])).values()].map(
              (commit) => (
                <div key={`${commit.hash} ${commit.row}`}>
                  <dt>{treesOf(commits, commit)}</dt>
                  <dd>
                    <b>{titleOf(commit.row)}</b>
                    <Commit commit={commit} posted={titleOf(commit.row)} />
                  </dd>
                </div>
              ),
            )}
          </dl>
        </details>
      )}
      {series.treesLeft.map(({ name, readAt, isUnreadable }) => (
        <p key={name} className="muted">
          What is told of {name} is of <When date={readAt} />: it{' '}
          {isUnreadable ? 'could not be read since' : 'was not looked at since'}.
        </p>
      ))}
    </>
  );
}

/** Of one patch: the same, where it was found. */
export function PatchLanded({ page }: { readonly page: PatchPage }) {
  const { commits, after } = page.landed;
  if (commits.length === 0 && after.length === 0) return null;
  return (
    <section className="landed" aria-label="What became of it">
      {commits.length === 0 ? null : (
        <ul>
          {[...new Map(commits.map((commit) => [commit.hash, commit])).values()].map((commit) => (
            <li key={commit.hash}>
              <b>{treesOf(commits, commit)}</b>, committed <When date={commit.committedAt} />
              <Commit commit={commit} posted={page.slot.title ?? ''} />
            </li>
          ))}
        </ul>
      )}
      <After after={after} />
    </section>
  );
}

/** The trees that hold one commit: it goes through several on its way. */
function treesOf(commits: readonly CommitView[], { hash, row }: CommitView): string {
  return commits
    .filter((one) => one.hash === hash && one.row === row)
    .map(({ where }) => where)
    .join(', ');
}

/** A commit: its hash, how it was recognised, what was altered. */
function Commit({ commit, posted }: { readonly commit: CommitView; readonly posted: string }) {
  const differs = differenceWords(commit);
  return (
    <>
      <span className="signal">
        <Hash hash={commit.hash} url={commit.url} /> by {commit.by.join(', ')}
        {differs === undefined ? '' : `; ${differs}`}
      </span>
      {commit.title === posted || posted === '' ? null : (
        <span className="signal">
          as <b>{commit.title}</b>
        </span>
      )}
      <Lines commit={commit} />
    </>
  );
}

/** The hash of a commit, with its page where there is one. */
export function Hash({ hash, url }: { readonly hash: string; readonly url: string | undefined }) {
  const shown = <code title={hash}>{hash.slice(0, hashShown)}</code>;
  return url === undefined ? shown : <a href={url}>{shown}</a>;
}

/** The lines that differ, as a diff from what was posted to what was committed. */
function Lines({ commit: { difference } }: { readonly commit: CommitView }) {
  if (difference?.kind !== 'lines') return null;
  const { patch, commit, count } = difference;
  const left = count - patch.length - commit.length;
  return (
    <details className="odd">
      <summary>lines that differ</summary>
      <OddLines head="only as posted" lines={patch} />
      <OddLines head="only in the commit" lines={commit} />
      {left > 0 ? <p>and {left} more</p> : null}
    </details>
  );
}

function OddLines({
  head,
  lines,
}: {
  readonly head: string;
  readonly lines: readonly { readonly path: string; readonly text: string }[];
}) {
  if (lines.length === 0) return null;
  const paths = [...new Set(lines.map(({ path }) => path))];
  return (
    <>
      <p>{head}</p>
      {paths.map((path) => (
        <pre key={path} tabIndex={0} aria-label={`${head}, ${path}`}>
          <span className="path">{`${path}\n`}</span>
          {lines
            .filter((line) => line.path === path)
            .map(({ text }) => `${text}\n`)
            .join('')}
        </pre>
      ))}
    </>
  );
}

/** Later commits that fix or take back, each with who had spoken of it. */
function After({ after }: { readonly after: readonly AfterView[] }) {
  if (after.length === 0) return null;
  return (
    <ul className="after" id={afterPlace}>
      {after.map((one) => (
        <li key={one.hash} className={one.kind}>
          <b>{one.kind === 'fixed' ? 'fixed later' : 'reverted'}</b> “{one.title}” by {one.by}{' '}
          {afterWords(one)} in {one.where} (<Hash hash={one.hash} url={one.url} />, <When date={one.date} />)
          {one.warnings.map((warning) => (
            <span className="signal" key={`${warning.block} ${warning.reply}`}>
              <a href={`${homePath(warning.reply)}?block=${warning.block}`}>
                {warning.name} {warningWords(warning.by)}
              </a>
              {warning.line === '' ? null : (
                <>
                  : <code>{warning.line}</code> in {warning.path}
                </>
              )}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
