import { formatDistanceStrict } from 'date-fns';
import {
  rowsOfABucket,
  stageNames,
  stageOrder,
  type TriageAsked,
  type TriageBucket,
  type TriagePage,
  type TriageRow,
} from '../../lib/query/index';
import { Brief } from './brief';
import { homePath, ledgerPath } from './discussion-links';
import { StateChip } from './state';
import { inFull } from './time';
import { ageWord, isFiltered, placeWords, rowId, triagePath, triageQuery } from './triage-params';

/** The buckets of a queue, one row a series. */
export function TriageList({
  page,
  asked,
  at,
}: {
  readonly page: TriagePage;
  readonly asked: TriageAsked;
  /** The row the cursor is on. */
  readonly at: string | undefined;
}) {
  const shown = page.buckets.filter(({ rows }) => rows.length > 0);
  const putAway = page.buckets.filter(({ name }) => name === 'done' || name === 'muted' || name === 'ended');
  return (
    <>
      {asked.only === undefined ? null : (
        <p className="alone">
          Only “{placeWords[asked.only]}”.{' '}
          <a href={triagePath(asked, { only: undefined })}>All of the queue</a>
        </p>
      )}
      {shown.length === 0 ? <Nothing page={page} asked={asked} /> : null}
      {shown.map((bucket, index) => (
        <Bucket key={bucket.name} bucket={bucket} number={index + 1} asked={asked} at={at} />
      ))}
      {page.pages > 1 ? (
        <nav className="pages" aria-label="Pages of the bucket">
          {page.page > 1 ? <a href={triagePath(asked, { page: page.page - 1 })}>before</a> : null}
          <span>
            page {page.page} of {page.pages}
          </span>
          {page.page < page.pages ? <a href={triagePath(asked, { page: page.page + 1 })}>next</a> : null}
        </nav>
      ) : null}
      {asked.only === undefined && putAway.length > 0 ? (
        <p className="away">
          Put away:{' '}
          {putAway.map(({ name, count }) => (
            <a key={name} href={triagePath(asked, { only: name })}>
              {placeWords[name].toLowerCase()} <b>{count}</b>
            </a>
          ))}
        </p>
      ) : null}
    </>
  );
}

function Bucket({
  bucket: { name, count, rows, oldest },
  number,
  asked,
  at,
}: {
  readonly bucket: TriageBucket;
  readonly number: number;
  readonly asked: TriageAsked;
  readonly at: string | undefined;
}) {
  const isCut = asked.only === undefined && count > rowsOfABucket;
  return (
    <section className={`bucket ${name}`} aria-labelledby={`bucket-${name}`}>
      <h2 id={`bucket-${name}`}>
        <kbd aria-hidden="true">{number}</kbd> {placeWords[name]} <b>{count}</b>
        {oldest === undefined ? null : <span className="oldest">oldest {shortAge(oldest)}</span>}
      </h2>
      <ol>
        {rows.map((row) => (
          <Row key={row.mail} row={row} asked={asked} isAt={row.mail === at} />
        ))}
      </ol>
      {isCut ? (
        <p className="cut">
          {rows.length} of {count} are shown. <a href={triagePath(asked, { only: name })}>All {count}</a>
        </p>
      ) : null}
    </section>
  );
}

function Row({
  row,
  asked,
  isAt,
}: {
  readonly row: TriageRow;
  readonly asked: TriageAsked;
  readonly isAt: boolean;
}) {
  const { place, facts, mail } = row;
  const { newest, last } = facts;
  const select = `/triage?${triageQuery(asked, { at: mail })}#${rowId(mail)}`;
  return (
    <li id={rowId(mail)} data-mail={mail} className={isAt ? 'row at' : 'row'}>
      <a className="pick" href={select} aria-current={isAt ? 'true' : undefined}>
        <span className="vh">
          select <Brief text={row.title} />
        </span>
      </a>
      <p className="title">
        <a href={`/series/${row.slug}`}>
          <Brief text={row.title} />
        </a>{' '}
        <a className="mono" href={`/series/${row.slug}/${newest?.slug ?? ''}`}>
          {newest?.label}
        </a>
      </p>
      <p className="age">
        {place.since === undefined ? (
          <span className="muted">no date</span>
        ) : (
          <time dateTime={new Date(place.since).toISOString()} title={inFull(new Date(place.since))}>
            {shortAge(place.since)}
          </time>
        )}
      </p>
      <p className="why">
        {place.evidence === undefined ? place.why : <a href={homePath(place.evidence)}>{place.why}</a>}
        {place.back === undefined ? null : <b className="back"> {place.back}</b>}
        {place.name !== 'never-answered' && !facts.isNewestRead && place.name !== 'ended' ? (
          <span className="unread"> nobody has remarked on or tagged {newest?.label}</span>
        ) : null}
        {row.marks.assign ? (
          <span className="mark">
            {' '}
            assigned to <Brief text={row.marks.assign.name || row.marks.assign.address} />
          </span>
        ) : null}
        {row.marks.note ? <span className="mark"> note: {row.marks.note.text.slice(0, 120)}</span> : null}
      </p>
      <p className="asks">
        <Asks row={row} />
      </p>
      <p className="facts">
        <span>{sizeOf(row)}</span>
        <span>
          <Brief text={row.author} />
        </span>
        <span>{stageNames[row.stage]}</span>
        {row.labels.map((label) => (
          <a key={label} className="label" href={triagePath(asked, { label })}>
            {label}
          </a>
        ))}
        {row.lists.length === 0 ? null : (
          <span>{row.lists.map((list) => list.split('.')[0]).join(', ')}</span>
        )}
        {last === undefined ? null : (
          <span className="last">
            last:{' '}
            <a href={`${homePath(last.mail)}?block=${last.block}`}>
              <Brief text={last.name} />
              {last.at === undefined ? '' : `, ${shortAge(last.at)}`}
            </a>
            : {last.words}
          </span>
        )}
      </p>
    </li>
  );
}

/** How many remarks wait in the series, by the worst state; none is said by nothing. */
function Asks({ row: { facts, slug } }: { readonly row: TriageRow }) {
  const state = (['open', 'answered', 'promised'] as const).find((one) => (facts.asks[one] ?? 0) > 0);
  if (state === undefined)
    return facts.isTagged ? (
      <span className="tag holds">
        <b>R-b</b> all
      </span>
    ) : null;
  return (
    <a href={ledgerPath(slug, facts.newest?.slug ?? '') + '?own=yes'}>
      <StateChip state={state} count={facts.asks[state] ?? 0} />
    </a>
  );
}

/** "5 patches +120 -30". */
export function sizeOf({ facts: { newest } }: TriageRow): string {
  if (!newest) return '';
  return `${newest.patches} ${newest.patches === 1 ? 'patch' : 'patches'} +${newest.added} −${newest.deleted}`;
}

const units: Readonly<Record<string, string>> = {
  seconds: 's',
  second: 's',
  minutes: 'min',
  minute: 'min',
  hours: 'h',
  hour: 'h',
  days: 'd',
  day: 'd',
  months: 'mo',
  month: 'mo',
  years: 'y',
  year: 'y',
};

/** "3 d", "4 mo", "2 y": how long ago. */
export function shortAge(at: number, now = Date.now()): string {
  const [count = '', unit = ''] = formatDistanceStrict(at, now, { roundingMethod: 'floor' }).split(' ');
  return `${count} ${units[unit] ?? unit}`;
}

function Nothing({ page, asked }: { readonly page: TriagePage; readonly asked: TriageAsked }) {
  if (page.mine === 0 && !isFiltered(asked))
    return (
      <div className="empty">
        <b>No series here has to do with you.</b> Here come series that you wrote, remarked on, tagged or are
        asked in, that touch files you are listed for, or that somebody assigned to you. Your addresses are
        set under <a href="/settings">Settings</a>; series come by a link on <a href="/">Series</a> or{' '}
        <code>bin/loreview import FILE</code>.
      </div>
    );
  return (
    <div className="empty">
      <b>Nothing {isFiltered(asked) ? 'with this filter' : 'waits here'}.</b>{' '}
      {isFiltered(asked) || asked.only !== undefined ? <a href="/triage">Show the whole queue</a> : null}
    </div>
  );
}

const ages = [
  { word: '7', name: 'at most 7 days' },
  { word: '30', name: 'at most 30 days' },
  { word: '90', name: 'at most 90 days' },
  { word: '14+', name: 'at least 14 days' },
  { word: '90+', name: 'at least 90 days' },
];

/** Filters, all in the address, and the views that have a name. */
export function TriageFilters({ page, asked }: { readonly page: TriagePage; readonly asked: TriageAsked }) {
  const age = asked.age ? ageWord(asked.age) : '';
  const query = triageQuery({ ...asked, page: 1 });
  return (
    <>
      {/* Where there is little room it folds what comes after it, without a script. */}
      <details className="fold" open={isFiltered(asked)}>
        <summary>Filters</summary>
      </details>
      <form className="filters" action="/triage" method="get">
        <label>
          title{' '}
          <input
            type="search"
            name="q"
            id="triage-text"
            aria-keyshortcuts="/"
            defaultValue={asked.text ?? ''}
            size={12}
          />
        </label>
        <label>
          files{' '}
          <input
            type="search"
            name="path"
            defaultValue={asked.path ?? ''}
            size={14}
            placeholder="drivers/iommu/"
          />
        </label>
        <label>
          person <input type="search" name="person" defaultValue={asked.person ?? ''} size={12} />
        </label>
        <label>
          list{' '}
          <select name="list" defaultValue={asked.list ?? ''}>
            <option value="">all</option>
            {asked.list !== undefined && !page.lists.some(({ id }) => id === asked.list) ? (
              <option value={asked.list}>{asked.list}</option>
            ) : null}
            {page.lists.map(({ id, count }) => (
              <option key={id} value={id}>
                {id.split('.')[0]} {count}
              </option>
            ))}
          </select>
        </label>
        <label>
          since{' '}
          <select name="age" defaultValue={age}>
            <option value="">any time</option>
            {age !== '' && !ages.some(({ word }) => word === age) ? (
              <option value={age}>{age} days</option>
            ) : null}
            {ages.map(({ word, name }) => (
              <option key={word} value={word}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          stage{' '}
          <select name="stage" defaultValue={asked.stage ?? ''}>
            <option value="">all</option>
            {stageOrder.map((stage) => (
              <option key={stage} value={stage}>
                {stageNames[stage]}
              </option>
            ))}
          </select>
        </label>
        <label>
          label <input type="search" name="label" defaultValue={asked.label ?? ''} size={8} />
        </label>
        {asked.only === undefined ? null : <input type="hidden" name="only" value={asked.only} />}
        <button className="btn" type="submit">
          Filter
        </button>
        {isFiltered(asked) ? <a href="/triage">all</a> : null}
      </form>
      {page.views.length > 0 || query !== '' ? (
        <div className="views">
          {page.views.length > 0 ? <span className="muted">views</span> : null}
          {page.views.map((view) => (
            <form key={view.id} action="/triage/view" method="post">
              <a
                href={view.query === '' ? '/triage' : `/triage?${view.query}`}
                aria-current={view.query === query ? 'true' : undefined}
              >
                {view.name}
              </a>
              <button
                className="drop"
                name="drop"
                value={view.id}
                aria-label={`Forget the view ${view.name}`}
              >
                ×
              </button>
            </form>
          ))}
          {query === '' ? null : (
            <form action="/triage/view" method="post" className="keep">
              <input type="hidden" name="query" value={query} />
              <label>
                keep this filter as <input type="text" name="name" required maxLength={80} size={14} />
              </label>
              <button className="btn" type="submit">
                Keep
              </button>
            </form>
          )}
        </div>
      ) : null}
    </>
  );
}
