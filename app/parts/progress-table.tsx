import {
  stageNames,
  type ProgressAsked,
  type ProgressOrder,
  type ProgressPage,
  type ProgressRow,
  type SavedView,
} from '../../lib/query/index';
import { Brief, briefly } from './brief';
import { homePath } from './discussion-links';
import { plural } from './discussion-words';
import { FeedLink } from './feed-link';
import { LabelLink } from './labels';
import { progressPath, teamQuery } from './progress-params';
import { TableLinks } from './table-links';
import { inFull } from './time';
import { shortAge } from './triage-list';
import { ViewSelect } from './view-select';

type Asked = { readonly page: ProgressPage; readonly asked: ProgressAsked };

/** What the page is about, in figures, and the ways to take it along. */
export function ProgressHead({ page, asked }: Asked) {
  const stalled = page.stages.find(({ stage }) => stage === 'stalled')?.count ?? 0;
  const team = teamQuery(asked).toString();
  return (
    <>
      <h1>Where {team === '' ? 'all series' : 'these series'} stand</h1>
      <p className="facts">
        <span>{plural(page.series, 'series', 'series')}</span>
        <span>
          {page.open} on {page.open === 1 ? 'its' : 'their'} way
        </span>
        {stalled > 0 ? (
          <a href={progressPath(asked, { stage: 'stalled' })}>{stalled} of them stalled</a>
        ) : null}
        <a href={team === '' ? '/report' : `/report?${team}`}>Weekly report</a>
        <FeedLink href={team === '' ? '/feed' : `/feed?${team}`} />
      </p>
      {asked.view?.isOfQueue === true ? (
        <p className="muted">
          How long a series waits for you, and where in your queue it is, is left out of the view here.
        </p>
      ) : null}
    </>
  );
}

const orderNames: Readonly<Record<ProgressOrder, string>> = {
  waiting: 'waiting longest',
  stage: 'stage',
  'last-word': 'last word',
  title: 'title',
};

/** Who and what is meant, all in the address. */
export function ProgressFilters({ page, asked, views }: Asked & { readonly views: readonly SavedView[] }) {
  return (
    <form className="filters" action="/progress" method="get">
      <ViewSelect views={views} chosen={asked.view} />
      <Words
        name="person"
        label="people"
        words={asked.people}
        size={18}
        placeholder="names or addresses"
        isFirst
      />
      <label>
        who{' '}
        <select name="as" defaultValue={asked.role}>
          <option value="">wrote it</option>
          <option value="any">have a part in it</option>
        </select>
      </label>
      <Words name="list" label="lists" words={asked.lists} size={20} among={page.lists.map(({ id }) => id)} />
      <Words
        name="label"
        label="labels"
        words={asked.labels}
        size={10}
        among={page.labels.map(({ label }) => label)}
      />
      <label>
        title <input type="search" name="q" defaultValue={asked.text ?? ''} size={12} />
      </label>
      {asked.path === undefined ? null : <input type="hidden" name="path" value={asked.path} />}
      {asked.stage === 'open' ? null : <input type="hidden" name="stage" value={asked.stage} />}
      {asked.weeks === undefined ? null : <input type="hidden" name="weeks" value={asked.weeks} />}
      {asked.order === 'waiting' ? null : <input type="hidden" name="sort" value={asked.order} />}
      <button className="btn" type="submit">
        Show
      </button>
      {teamQuery(asked).size > 0 ? <a href="/progress">all</a> : null}
      <span className="choices">
        <span className="muted">stage</span>
        <Choice asked={asked} stage="open" name={`on their way ${page.open}`} />
        <Choice asked={asked} stage="all" name={`all ${page.series}`} />
        {page.stages.map(({ stage, count }) => (
          <Choice key={stage} asked={asked} stage={stage} name={`${stageNames[stage]} ${count}`} />
        ))}
      </span>
      <span className="choices">
        <span className="muted">sort</span>
        {(Object.keys(orderNames) as ProgressOrder[]).map((order) => (
          <a
            key={order}
            href={progressPath(asked, { order })}
            aria-current={asked.order === order ? 'true' : undefined}
          >
            {orderNames[order]}
          </a>
        ))}
      </span>
    </form>
  );
}

function Choice({
  asked,
  stage,
  name,
}: {
  readonly asked: ProgressAsked;
  readonly stage: ProgressAsked['stage'];
  readonly name: string;
}) {
  return (
    <a href={progressPath(asked, { stage })} aria-current={asked.stage === stage ? 'true' : undefined}>
      {name}
    </a>
  );
}

/** Several words, with commas between them; `among` are offered. */
function Words({
  name,
  label,
  words,
  size,
  among,
  placeholder,
  isFirst = false,
}: {
  readonly name: string;
  readonly label: string;
  readonly words: readonly string[];
  readonly size: number;
  readonly among?: readonly string[];
  readonly placeholder?: string;
  /** The field that "/" leads to. */
  readonly isFirst?: boolean;
}) {
  const offered = among && `progress-${name}`;
  return (
    <>
      <label>
        {label}{' '}
        <input
          type="search"
          name={name}
          defaultValue={words.join(', ')}
          size={size}
          list={offered}
          placeholder={placeholder}
          aria-keyshortcuts={isFirst ? '/' : undefined}
        />
      </label>
      {among && (
        <datalist id={offered}>
          {among.map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** One row a series: stage, age in it, what blocks, what comes next. */
export function ProgressTable({ page, asked, now }: Asked & { readonly now: Date }) {
  if (page.rows.length === 0)
    return (
      <div className="empty">
        <b>{page.series === 0 ? 'No series with this filter.' : 'None of these at this stage.'}</b>{' '}
        {page.series === 0 ? (
          <a href="/progress">Show all</a>
        ) : (
          <a href={progressPath(asked, { stage: 'all' })}>Show all {page.series}</a>
        )}
      </div>
    );
  return (
    <>
      <table className="list progress" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              series
            </th>
            <th role="columnheader" scope="col">
              stage
            </th>
            <th role="columnheader" scope="col" className="num">
              in it
            </th>
            <th role="columnheader" scope="col">
              what blocks
            </th>
            <th role="columnheader" scope="col">
              expected next
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {page.rows.map((row) => (
            <Row key={row.slug} row={row} now={now} />
          ))}
        </tbody>
      </table>
      <p className="legend">
        {page.rows.length < page.found
          ? `${(page.page - 1) * 25 + 1} to ${(page.page - 1) * 25 + page.rows.length} of ${page.found} series. `
          : `${plural(page.found, 'series', 'series')}. `}
        <TableLinks path={progressPath(asked, { page: 1 })} />
      </p>
      {page.pages > 1 ? <Pages page={page} asked={asked} /> : null}
    </>
  );
}

function Row({ row, now }: { readonly row: ProgressRow; readonly now: Date }) {
  const { stage } = row;
  return (
    <tr role="row">
      <th role="rowheader" scope="row" className="title">
        <a href={`/series/${row.slug}`}>
          <Brief text={row.title} />
        </a>
        {row.labels.map((label) => (
          <LabelLink key={label} label={label} />
        ))}
        <span className="by">
          <Brief text={row.author} />, <span className="mono">{row.newest}</span>,{' '}
          {plural(row.patches, 'patch', 'patches')}
        </span>
      </th>
      <td role="cell" className="stage" title={stage.why}>
        <span className={`stagename ${stage.at}`}>{stageNames[stage.at]}</span>
        {stage.at === stage.was ? null : <span className="by">was {stageNames[stage.was]}</span>}{' '}
      </td>
      <td role="cell" className="num age">
        {stage.since ? <Age at={stage.since} now={now} /> : <span className="muted">not known</span>}
      </td>
      <td role="cell" className="blocks">
        <Blocks row={row} now={now} />
      </td>
      <td role="cell" className="next">
        {row.next ?? <span className="muted">nothing</span>}
      </td>
    </tr>
  );
}

const reviewMeaning =
  'A Reviewed-by or Acked-by that holds on the newest version counts; tests, stale and conditional tags do not.';

/** Whose turn it is and since when, what they were asked, which patches have no tag. */
function Blocks({
  row: { turn, stage, unsettled, untagged, patches, slug },
  now,
}: {
  readonly row: ProgressRow;
  readonly now: Date;
}) {
  const hasEnded = turn.on === 'nobody';
  const names = turn.people
    .slice(0, 2)
    .map((name) => briefly(name))
    .join(', ');
  const others = turn.people.length - 2;
  return (
    <>
      {hasEnded ? (
        <span className="muted">waits for nobody</span>
      ) : (
        <span title={turn.why}>
          <b>{turn.on === 'unknown' ? 'turn not known' : turn.on}</b>
          {names === '' ? null : ` ${names}${others > 0 ? ` +${others}` : ''}`}
          {turn.since ? (
            <>
              {', '}
              <Age at={turn.since} now={now} />
            </>
          ) : null}
        </span>
      )}
      <span className="by">
        {unsettled > 0 ? (
          <a href={`/series/${slug}/ledger?state=unsettled`}>{plural(unsettled, 'unsettled remark')}</a>
        ) : (
          'no unsettled remarks'
        )}
        {hasEnded ? null : (
          <>
            {', '}
            <a href={`/series/${slug}#tags-given`} title={reviewMeaning}>
              {untagged > 0 ? `${untagged} of ${patches} without review tag` : 'all with review tag'}
            </a>
          </>
        )}
        {stage.at === 'stalled' && stage.lastWord ? (
          <>
            , last word <a href={homePath(stage.lastWord.mail)}>{stage.lastWord.by}</a>
          </>
        ) : null}
      </span>
    </>
  );
}

function Age({ at, now }: { readonly at: Date; readonly now: Date }) {
  return (
    <time dateTime={at.toISOString()} title={inFull(at)}>
      {shortAge(at.getTime(), now.getTime())}
    </time>
  );
}

function Pages({ page, asked }: Asked) {
  return (
    <nav className="pages" aria-label="Pages of the table">
      {page.page > 1 ? <a href={progressPath(asked, { page: page.page - 1 })}>Previous</a> : null}
      <span>
        page {page.page} of {page.pages}
      </span>
      {page.page < page.pages ? <a href={progressPath(asked, { page: page.page + 1 })}>Next</a> : null}
    </nav>
  );
}
