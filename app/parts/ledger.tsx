import { groups, statesOf, type Group, type LedgerPage } from '../../lib/query/index';
import { Brief } from './brief';
import { CopyText } from './copy-text';
import { plural } from './discussion-words';
import { ledgerAddress, ledgerTextAddress } from './ledger-params';
import { LedgerRowView, type RowContext } from './ledger-row';
import { asked, ledgerFacts, ledgerQuestion } from './ledger-words';
import { TableLinks } from './table-links';
import { StateChip } from './state';
import { Still } from './still';
import { countsInWords, groupMeaning, groupWords } from './state-words';

/** Which remarks before a version were dealt with, by group; every word of it can be corrected in place. */
export function LedgerView({
  page,
  author,
  open,
  problem,
}: {
  readonly page: LedgerPage;
  readonly author: string;
  /** "reply/block" of the remark whose form is open. */
  readonly open: string | undefined;
  readonly problem: string | undefined;
}) {
  const context: RowContext = {
    series: page.series.slug,
    back: ledgerAddress(page.series.slug, page.version.slug, page.asked),
    author,
    said: page.said,
    open,
  };
  const shown = groups.reduce((sum, group) => sum + page.rows[group].length, page.bots.length);
  return (
    <main id="main" className="ledger">
      <Head page={page} />
      {problem === undefined ? null : (
        <p className="note fail" role="alert">
          {problem}
        </p>
      )}
      <Still tag="div">
        <Summary page={page} />
        {page.all === 0 ? <NothingAsked page={page} /> : <Filters page={page} />}
        {page.all > 0 && shown === 0 ? (
          <div className="empty">
            <b>No remark of these.</b> {plural(page.all, 'remark')} {page.all === 1 ? 'is' : 'are'} in this
            ledger.{' '}
            <a
              href={ledgerAddress(page.series.slug, page.version.slug, {
                ...page.asked,
                state: undefined,
                person: undefined,
              })}
            >
              Show all
            </a>
          </div>
        ) : null}
        {shown > page.bots.length ? (
          <Table label="remarks">
            {groups.map((group) => (
              <GroupRows key={group} group={group} page={page} context={context} />
            ))}
          </Table>
        ) : null}
        <Pages page={page} />
        <Bots page={page} context={context} />
        <NoAsks page={page} context={context} />
      </Still>
    </main>
  );
}

function Head({ page }: { readonly page: LedgerPage }) {
  const { series, version, versions } = page;
  const text = ledgerTextAddress(series.slug, version.slug, page.asked);
  return (
    <>
      <p className="crumb">
        <a href={`/series/${series.slug}`}>
          <Brief text={series.title} />
        </a>{' '}
        / ledger
      </p>
      <div className="listhead">
        <h1>{ledgerQuestion(page)}</h1>
        <nav className="seg" aria-label="Ledger of">
          {versions.map((one) => (
            <a
              key={one.slug}
              className="btn mono"
              href={ledgerAddress(series.slug, one.slug, { ...page.asked, withOwn: false })}
              aria-current={one.slug === version.slug && !page.asked.withOwn ? 'page' : undefined}
            >
              {one.label}
            </a>
          ))}
          {page.isNewest || page.asked.withOwn ? (
            <a
              className="btn"
              href={ledgerAddress(series.slug, version.slug, { ...page.asked, withOwn: true })}
              aria-current={page.asked.withOwn ? 'page' : undefined}
            >
              all, with <span className="mono">{version.label}</span>
            </a>
          ) : null}
        </nav>
      </div>
      <p className="facts">
        <span>{ledgerFacts(page)}</span>
        {page.all === 0 ? null : (
          <>
            <a href={text}>as text for a mail</a>
            <CopyText href={text} />
            <TableLinks path={ledgerAddress(series.slug, version.slug, page.asked)} />
          </>
        )}
      </p>
    </>
  );
}

function Summary({ page }: { readonly page: LedgerPage }) {
  if (page.all === 0) return null;
  const present = groups.filter((group) => page.counts[group] > 0);
  return (
    <>
      <div className="sum">
        {present.map((group) => (
          <p key={group}>
            <b>
              {page.counts[group]} {groupWords[group]}
            </b>
            {statesOf[group].map((state) => {
              const count = page.states.get(state) ?? 0;
              return count === 0 ? null : <StateChip key={state} state={state} count={count} />;
            })}
          </p>
        ))}
      </div>
      <Meter page={page} />
    </>
  );
}

/** The same counts as one bar; the words above say them. */
function Meter({ page }: { readonly page: LedgerPage }) {
  const all = [...page.states.values()].reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  let at = 0;
  return (
    <svg className="meter" viewBox={`0 0 ${all} 1`} preserveAspectRatio="none" aria-hidden="true">
      {groups.flatMap((group) =>
        statesOf[group].map((state) => {
          const count = page.states.get(state) ?? 0;
          at += count;
          return count === 0 ? null : (
            <rect
              key={state}
              className={`ink-${state}`}
              fill="currentColor"
              x={at - count}
              width={count}
              height="1"
            />
          );
        }),
      )}
    </svg>
  );
}

function Filters({ page }: { readonly page: LedgerPage }) {
  const { series, version, asked: now } = page;
  const address = (change: Partial<LedgerPage['asked']>) =>
    ledgerAddress(series.slug, version.slug, { ...now, ...change });
  const ofState = [...page.states.values()].reduce((sum, count) => sum + count, 0);
  return (
    <nav className="filters" aria-label="Filters">
      <span className="choices">
        <span className="muted">state</span>
        <a href={address({ state: undefined })} aria-current={now.state === undefined ? 'true' : undefined}>
          all {ofState}
        </a>
        {groups.map((group) => {
          const ofGroup = statesOf[group].filter((state) => (page.states.get(state) ?? 0) > 0);
          const count = ofGroup.reduce((sum, state) => sum + (page.states.get(state) ?? 0), 0);
          return (
            <span key={group} className="choices">
              <a
                className="group"
                href={address({ state: group })}
                aria-current={now.state === group ? 'true' : undefined}
              >
                {groupWords[group]} {count}
              </a>
              {ofGroup.length > 1 || ofGroup.some((state) => state === now.state)
                ? ofGroup.map((state) => (
                    <a
                      key={state}
                      href={address({ state })}
                      aria-current={now.state === state ? 'true' : undefined}
                    >
                      {state} {page.states.get(state)}
                    </a>
                  ))
                : null}
            </span>
          );
        })}
      </span>
      <span className="choices">
        <span className="muted">person</span>
        <a href={address({ person: undefined })} aria-current={now.person === undefined ? 'true' : undefined}>
          all
        </a>
        {page.people.map(({ person, name, count }) => (
          <a
            key={person}
            href={address({ person })}
            aria-current={now.person === person ? 'true' : undefined}
          >
            <Brief text={name} /> {count}
          </a>
        ))}
      </span>
    </nav>
  );
}

function NothingAsked({ page }: { readonly page: LedgerPage }) {
  const isFirst = page.version.slug === page.versions[0]?.slug && !page.asked.withOwn;
  return (
    <div className="empty">
      {isFirst ? (
        <>
          <b>{page.version.label} is the first version held.</b> Nothing was asked before it.{' '}
          <a href={ledgerAddress(page.series.slug, page.version.slug, { ...page.asked, withOwn: true })}>
            What was asked on {page.version.label} itself
          </a>
        </>
      ) : (
        <>
          <b>Nobody asked for anything.</b> A remark that asks for a change, an answer or a reason stands here
          with what became of it.
        </>
      )}
    </div>
  );
}

function GroupRows({
  group,
  page,
  context,
}: {
  readonly group: Group;
  readonly page: LedgerPage;
  readonly context: RowContext;
}) {
  const rows = page.rows[group];
  if (rows.length === 0) return null;
  return (
    <tbody role="rowgroup">
      <tr role="row" className="grouprow">
        <th scope="rowgroup" role="rowheader" colSpan={6}>
          <h2 className="grouphead">
            {groupWords[group]} {page.found[group]} <span>{groupMeaning[group]}</span>
          </h2>
        </th>
      </tr>
      <Rows rows={rows} context={context} />
    </tbody>
  );
}

function Rows({ rows, context }: { readonly rows: LedgerPage['bots']; readonly context: RowContext }) {
  return rows.map((row) => <LedgerRowView key={`${row.reply}/${row.block}`} row={row} context={context} />);
}

function Table({ children, label }: { readonly children: React.ReactNode; readonly label: string }) {
  return (
    <table className="list led" role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {['state', 'where', 'what was asked', 'by', 'evidence', 'correct'].map((name) => (
            <th key={name} scope="col" role="columnheader">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      {children}
    </table>
  );
}

function Pages({ page }: { readonly page: LedgerPage }) {
  if (page.pages === 1) return null;
  const address = (number: number) => ledgerAddress(page.series.slug, page.version.slug, page.asked, number);
  return (
    <nav className="pages" aria-label="Pages of the ledger">
      {page.page > 1 ? <a href={address(page.page - 1)}>before</a> : null}
      <span>
        page {page.page} of {page.pages}
      </span>
      {page.page < page.pages ? <a href={address(page.page + 1)}>next</a> : null}
      <a href={ledgerTextAddress(page.series.slug, page.version.slug, page.asked)}>all of it as text</a>
    </nav>
  );
}

/** Bots ask, too, but nobody answers them: a lane of their own, folded. */
function Bots({ page, context }: { readonly page: LedgerPage; readonly context: RowContext }) {
  if (page.bots.length === 0) return null;
  const counts = { unsettled: 0, confirm: 0, settled: 0 };
  for (const { state } of page.bots)
    for (const group of groups) if (statesOf[group].includes(state)) counts[group] += 1;
  return (
    <details className="lane" open={page.bots.some((row) => `${row.reply}/${row.block}` === context.open)}>
      <summary>
        <h2>{plural(page.botsFound, 'report')} of bots</h2> {countsInWords(counts)}
        {page.bots.length < page.botsFound ? `, the first ${page.bots.length} shown` : ''}
      </summary>
      <Table label="reports of bots">
        <tbody role="rowgroup">
          <Rows rows={page.bots} context={context} />
        </tbody>
      </Table>
    </details>
  );
}

function NoAsks({ page, context }: { readonly page: LedgerPage; readonly context: RowContext }) {
  if (page.noAsks.length === 0) return null;
  return (
    <details className="lane">
      <summary>
        <h2>{plural(page.noAsks.length, 'remark')} said to ask for nothing</h2> left out of the ledger by a
        person
      </summary>
      <ul className="made">
        {page.noAsks.map((one) => (
          <li key={`${one.reply}/${one.block}`}>
            <span>
              <b>
                <Brief text={one.name} />
              </b>
              : {asked(one.text, one.name).words}
            </span>
            {(context.said.get(`${one.reply}/${one.block}`) ?? []).map((said) => (
              <form key={said.id} action="/correct" method="post">
                <input type="hidden" name="ledger" value={context.back} />
                <input type="hidden" name="reply" value={one.reply} />
                <input type="hidden" name="line" value={one.line} />
                <input type="hidden" name="block" value={one.block} />
                <span className="muted">
                  {said.author}
                  {said.reason === '' ? '' : `: ${said.reason}`}
                </span>{' '}
                <button className="btn" type="submit" name="undo" value={said.id}>
                  Take back
                </button>
              </form>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}
