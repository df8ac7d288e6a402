import {
  stageNames,
  type SeriesList,
  type SeriesListAsked,
  type SeriesOrder,
  type SeriesRow,
} from '../../lib/query/index';
import { Brief } from './brief';
import { LabelLink } from './labels';
import { TableLinks } from './table-links';
import { Ago } from './time';
import { TurnCell } from './turn';
import { spanOf, TimeAxis, Timeline, type TimeSpan } from './timeline';

/** The address of the list with some words changed; defaults are left out of it. */
export function listPath(asked: SeriesListAsked, change: Partial<SeriesListAsked>): string {
  const all = { ...asked, page: 1, ...change };
  const words = new URLSearchParams();
  if (all.text) words.set('q', all.text);
  if (all.list) words.set('list', all.list);
  if (all.person) words.set('person', all.person);
  if (all.turn) words.set('turn', all.turn);
  if (all.stage) words.set('stage', all.stage);
  if (all.label) words.set('label', all.label);
  if (all.order !== 'last-mail') words.set('sort', all.order);
  if (all.page > 1) words.set('page', String(all.page));
  const query = words.toString();
  return query === '' ? '/' : `/?${query}`;
}

/** More labels than this are not offered as filters; the address takes any. */
const labelsOffered = 12;

const orderNames: Record<SeriesOrder, string> = {
  'last-mail': 'last mail',
  'first-mail': 'begun',
  title: 'title',
  remarks: 'remarks',
  unsettled: 'unsettled',
  waiting: 'waiting longest',
};

/** The list of series: filters, one row a series, all timelines on one axis. */
export function SeriesTable({ list, asked }: { readonly list: SeriesList; readonly asked: SeriesListAsked }) {
  const span = spanOf(
    list.rows.flatMap((row) => [row.firstAt, row.lastAt, ...row.versions.map((version) => version.at)]),
  );
  return (
    <>
      <Filters list={list} asked={asked} />
      {list.rows.length === 0 ? <Nothing list={list} asked={asked} /> : <Rows rows={list.rows} span={span} />}
      {list.pages > 1 ? <Pages list={list} asked={asked} /> : null}
      {list.rows.length > 0 ? (
        <p className="legend">
          Timeline: a tick is a version, a dashed one an RFC; bars are mails, one a day. {list.found} series
          found. <TableLinks path={listPath(asked, {})} />
        </p>
      ) : null}
    </>
  );
}

function Filters({ list, asked }: { readonly list: SeriesList; readonly asked: SeriesListAsked }) {
  return (
    <form className="filters" action="/" method="get">
      <span>
        <label htmlFor="filter-text">title</label>{' '}
        <input id="filter-text" type="search" name="q" defaultValue={asked.text ?? ''} size={14} />
      </span>
      <span>
        <label htmlFor="filter-person">person</label>{' '}
        <input id="filter-person" type="search" name="person" defaultValue={asked.person ?? ''} size={14} />
      </span>
      {asked.list ? <input type="hidden" name="list" value={asked.list} /> : null}
      {asked.turn ? <input type="hidden" name="turn" value={asked.turn} /> : null}
      {asked.stage ? <input type="hidden" name="stage" value={asked.stage} /> : null}
      {asked.label ? <input type="hidden" name="label" value={asked.label} /> : null}
      {asked.order === 'last-mail' ? null : <input type="hidden" name="sort" value={asked.order} />}
      <button className="btn" type="submit">
        Filter
      </button>
      <span className="choices">
        <span className="muted">turn</span>{' '}
        <a href={listPath(asked, { turn: undefined })} aria-current={asked.turn ? undefined : 'true'}>
          all
        </a>
        {list.turns.map(({ turn, count }) => (
          <a
            key={turn}
            href={listPath(asked, { turn })}
            aria-current={asked.turn === turn ? 'true' : undefined}
          >
            {turn} {count}
          </a>
        ))}
      </span>
      <span className="choices">
        <span className="muted">stage</span>{' '}
        <a href={listPath(asked, { stage: undefined })} aria-current={asked.stage ? undefined : 'true'}>
          all
        </a>
        {list.stages.map(({ stage, count }) => (
          <a
            key={stage}
            href={listPath(asked, { stage })}
            aria-current={asked.stage === stage ? 'true' : undefined}
          >
            {stageNames[stage]} {count}
          </a>
        ))}
      </span>
      <span className="choices">
        <span className="muted">list</span>{' '}
        <a href={listPath(asked, { list: undefined })} aria-current={asked.list ? undefined : 'true'}>
          all
        </a>
        {list.lists.map((one) => (
          <a
            key={one.id}
            href={listPath(asked, { list: one.id })}
            aria-current={asked.list === one.id ? 'true' : undefined}
            title={one.id}
          >
            {one.id.split('.')[0]} {one.count}
          </a>
        ))}
      </span>
      {list.labels.length > 0 || asked.label ? (
        <span className="choices">
          <span className="muted">label</span>{' '}
          <a href={listPath(asked, { label: undefined })} aria-current={asked.label ? undefined : 'true'}>
            all
          </a>
          {list.labels.slice(0, labelsOffered).map(({ label, count }) => (
            <a
              key={label}
              href={listPath(asked, { label })}
              aria-current={asked.label?.toLowerCase() === label.toLowerCase() ? 'true' : undefined}
            >
              {label} {count}
            </a>
          ))}
        </span>
      ) : null}
      <span className="choices">
        <span className="muted">sort</span>{' '}
        {(Object.keys(orderNames) as SeriesOrder[]).map((order) => (
          <a
            key={order}
            href={listPath(asked, { order })}
            aria-current={asked.order === order ? 'true' : undefined}
          >
            {orderNames[order]}
          </a>
        ))}
      </span>
    </form>
  );
}

function Nothing({ list, asked }: { readonly list: SeriesList; readonly asked: SeriesListAsked }) {
  if (list.followed === 0) {
    return (
      <div className="empty">
        <b>No series yet.</b> Paste a link to any mail of a series above: all its versions are found from it.
        Mail you have is read by <code>bin/loreview import FILE</code>.
      </div>
    );
  }
  const words = [
    asked.text && `“${asked.text}” in the title`,
    asked.person && `“${asked.person}” among the people`,
    asked.list && `list ${asked.list}`,
    asked.turn && `the turn of ${asked.turn}`,
    asked.stage && `the stage “${stageNames[asked.stage]}”`,
    asked.label && `the label “${asked.label}”`,
    asked.order === 'waiting' && !asked.turn && 'somebody to wait for',
  ];
  return (
    <div className="empty">
      <b>No series with {words.filter(Boolean).join(' and ')}.</b> {list.followed} series are held.{' '}
      <a href="/">Show all</a>
    </div>
  );
}

function Rows({ rows, span }: { readonly rows: readonly SeriesRow[]; readonly span: TimeSpan | undefined }) {
  return (
    <table className="list series">
      <thead>
        <tr>
          <th scope="col">series</th>
          <th scope="col">author</th>
          <th scope="col">version</th>
          <th scope="col" className="num">
            patches
          </th>
          <th scope="col" className="num">
            unsettled
          </th>
          <th scope="col" className="num">
            to confirm
          </th>
          <th scope="col" className="num">
            remarks
          </th>
          <th scope="col" className="num">
            mails
          </th>
          <th scope="col" className="whose">
            turn, since
          </th>
          <th scope="col" className="stage">
            stage
          </th>
          <th scope="col" className="last">
            last mail
          </th>
          <th scope="col" className="time">
            {span ? <TimeAxis span={span} /> : null}
            <span className="vh">timeline</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.slug} row={row} span={span} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, span }: { readonly row: SeriesRow; readonly span: TimeSpan | undefined }) {
  const missing = row.patches - row.held;
  return (
    <tr>
      <th scope="row" className="title">
        <a href={`/series/${row.slug}`}>
          <Brief text={row.title} />
        </a>
        {row.labels.map((label) => (
          <LabelLink key={label} label={label} />
        ))}
      </th>
      <td className="author">
        <Brief text={row.author} />
      </td>
      <td className="mono version">
        {row.newest ? <a href={`/series/${row.slug}/${row.newest.slug}`}>{row.newest.label}</a> : null}
      </td>
      <td className="num patches">
        {row.patches}
        <span className="unit"> {row.patches === 1 ? 'patch' : 'patches'}</span>
        {missing > 0 ? <span className="muted"> ({missing} missing)</span> : null}
      </td>
      <td className={row.counts.unsettled > 0 ? 'num remarks must' : 'num remarks none'}>
        <a href={`/series/${row.slug}/ledger`}>
          {row.counts.unsettled}
          <span className="unit"> unsettled</span>
        </a>
      </td>
      <td className={row.counts.confirm > 0 ? 'num remarks' : 'num remarks none'}>
        {row.counts.confirm}
        <span className="unit"> to confirm</span>
      </td>
      <td className="num remarks">
        {row.remarks}
        <span className="unit"> {row.remarks === 1 ? 'remark' : 'remarks'}</span>
      </td>
      <td className="num mails">
        {row.mails}
        <span className="unit"> {row.mails === 1 ? 'mail' : 'mails'}</span>
      </td>
      <td className="whose">
        <span className="unit">turn: </span>
        <TurnCell turn={row.turn} />
      </td>
      <td className="stage" title={row.stage.why}>
        <span className="unit">stage: </span>
        {stageNames[row.stage.at]}
      </td>
      <td className="last">
        <Ago date={row.lastAt} />
      </td>
      <td className="time">
        {span ? <Timeline span={span} versions={row.versions} days={row.days} /> : null}
      </td>
    </tr>
  );
}

function Pages({ list, asked }: { readonly list: SeriesList; readonly asked: SeriesListAsked }) {
  return (
    <nav className="pages" aria-label="Pages of the list">
      {list.page > 1 ? <a href={listPath(asked, { page: list.page - 1 })}>before</a> : null}
      <span>
        page {list.page} of {list.pages}
      </span>
      {list.page < list.pages ? <a href={listPath(asked, { page: list.page + 1 })}>next</a> : null}
    </nav>
  );
}
