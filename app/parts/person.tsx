import type { ReactNode } from 'react';
import type { PersonPage, SeriesOfPerson } from '../../lib/query/index';
import { Brief } from './brief';
import { homePath } from './discussion-links';
import { shortTag } from './discussion-words';
import { searchLink } from './search-params';
import { StateChip } from './state';
import { TableLinks } from './table-links';
import { Ago, When } from './time';
import { TurnCell } from './turn';

/** What waits for a person, what they wrote, reviewed and tagged. */
export function PersonView({ page }: { readonly page: PersonPage }) {
  const { addresses, counts } = page;
  const path = `/people/${encodeURIComponent(addresses[0] ?? '')}`;
  const table = (name: string) => <TableLinks path={path} table={name} />;
  const from = addresses.map((address) => `f:${address}`).join(' OR ');
  return (
    <main className="person">
      <h1>
        <Brief text={page.name} />
      </h1>
      <p className="facts">
        {addresses.map((address) => (
          <span key={address} className="mono">
            {address}
          </span>
        ))}
        <a href={searchLink({ text: from, kind: 'mails', order: 'newest', after: undefined, page: 1 })}>
          {page.mails.toLocaleString('en')} {page.mails === 1 ? 'mail' : 'mails'}
        </a>
        {page.firstAt ? (
          <span>
            <When date={page.firstAt} /> to <When date={page.lastAt} />
          </span>
        ) : null}
      </p>
      {addresses.length > 1 ? (
        <p className="muted">
          One person, because a relay shows both addresses or the same full name wrote from both in one
          series.
        </p>
      ) : null}

      <Part
        title="Waits for them"
        table={table('waiting')}
        count={page.waiting.length}
        none="Nothing waits for them."
      >
        <SeriesRows rows={page.waiting} />
      </Part>
      <Part title="Wrote" table={table('wrote')} count={counts.wrote} none="No series of theirs is held.">
        <SeriesRows rows={page.wrote} />
      </Part>
      <Part
        title="Reviewed"
        table={table('reviewed')}
        count={counts.reviewed}
        none="No remark of theirs on a series of others is held."
      >
        <table className="list">
          <thead>
            <tr>
              <th scope="col">series</th>
              <th scope="col" className="num">
                remarks
              </th>
              <th scope="col">what became of what they asked</th>
              <th scope="col">last mail</th>
            </tr>
          </thead>
          <tbody>
            {page.reviewed.map((one) => (
              <tr key={one.slug}>
                <th scope="row">
                  <a href={`/series/${one.slug}`}>
                    <Brief text={one.title} />
                  </a>
                </th>
                <td className="num">{one.remarks}</td>
                <td>
                  <span className="chips">
                    {one.states.map(([state, count]) => (
                      <StateChip key={state} state={state} count={count} quiet />
                    ))}
                    {one.states.length === 0 ? <span className="muted">nothing asked</span> : null}
                  </span>
                </td>
                <td>
                  <Ago date={one.lastAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Part>
      <Part title="Tagged" table={table('tagged')} count={counts.tags} none="No tag of theirs is held.">
        <table className="list">
          <thead>
            <tr>
              <th scope="col">tag</th>
              <th scope="col">series</th>
              <th scope="col">version</th>
              <th scope="col">given</th>
            </tr>
          </thead>
          <tbody>
            {page.tags.map((tag, index) => (
              <tr key={`${tag.mail} ${index}`}>
                <th scope="row">
                  <a href={homePath(tag.mail)}>{shortTag(tag.key)}</a>
                  {tag.holds === 'yes' ? null : <span className="muted"> {tag.holds}</span>}
                </th>
                <td>
                  <a href={`/series/${tag.series.slug}`}>
                    <Brief text={tag.series.title} />
                  </a>
                </td>
                <td className="mono">{tag.version}</td>
                <td>
                  <When date={tag.givenAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Part>
    </main>
  );
}

/** Lists are cut; their heads tell how many there are. */
function Part({
  title,
  table,
  count,
  none,
  children,
}: {
  readonly title: string;
  readonly table: ReactNode;
  readonly count: number;
  readonly none: string;
  readonly children: ReactNode;
}) {
  return (
    <section aria-label={title}>
      <h2>
        {title} <span className="muted">{count}</span> {count === 0 ? null : table}
      </h2>
      {count === 0 ? <p className="muted">{none}</p> : children}
    </section>
  );
}

function SeriesRows({ rows }: { readonly rows: readonly SeriesOfPerson[] }) {
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">series</th>
          <th scope="col">version</th>
          <th scope="col">turn, since</th>
          <th scope="col">last mail</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.slug}>
            <th scope="row">
              <a href={`/series/${row.slug}`}>
                <Brief text={row.title} />
              </a>
            </th>
            <td className="mono">{row.newest}</td>
            <td>
              <TurnCell turn={row.turn} />
            </td>
            <td>
              <Ago date={row.lastAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
