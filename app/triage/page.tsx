import { cache } from 'react';
import type { Metadata } from 'next';
import { FeedFound, FeedLink } from '../parts/feed-link';
import { TableLinks } from '../parts/table-links';
import { present } from '../parts/present';
import { findTriage, type TriageRow } from '../../lib/query/index';
import { seat } from '../parts/seat';
import { TriageDesk } from '../parts/triage-desk';
import { shortAge, TriageFilters, TriageList } from '../parts/triage-list';
import { TriageLook } from '../parts/triage-look';
import { isFiltered, triageAsked, triageQuery } from '../parts/triage-params';
import { problemIn } from '../parts/told-back';

type Props = PageProps<'/triage'>;

/** Asked once a request, for the title and the page. */
const findQueue = cache(async (query: string) => {
  const here = await seat();
  if (!here.isHere || !here.reader) return undefined;
  const asked = triageAsked(Object.fromEntries(new URLSearchParams(query)));
  return { asked, reader: here.reader, page: await findTriage(here.reader, asked, present()) };
});

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const queue = await findQueue(triageQuery(triageAsked(await searchParams)));
  return { title: queue ? `Triage (${queue.page.awaiting})` : 'Triage' };
}

/** The reader's queue: what waits for them, in buckets, worked through by keyboard. */
export default async function Triage({ searchParams }: Props) {
  const words = await searchParams;
  const asked = triageAsked(words);
  const queue = await findQueue(triageQuery(asked));
  if (!queue) return <Nobody />;
  const { page, reader } = queue;
  const rows = page.buckets.flatMap((bucket) => bucket.rows);
  const at = rows.find(({ mail }) => mail === words['at'])?.mail ?? rows[0]?.mail;
  const query = triageQuery(asked);
  const problem = problemIn(words);
  return (
    <main className="triage">
      <FeedFound href="/triage/feed" title="What waits for you" />
      <h1>{headOf(page.awaiting)}</h1>
      <p className="facts">
        <span>
          reading as <b>{reader.name}</b> {reader.addresses[0]}
          {reader.addresses.length > 1 ? ` and ${reader.addresses.length - 1} more` : ''}
        </span>
        <a href="/settings">Settings</a>
        <FeedLink href="/triage/feed" />
        <TableLinks path={query === '' ? '/triage' : `/triage?${query}`} />
        {page.oldest === undefined ? null : <span>the longest waits {shortAge(page.oldest)}</span>}
        <span>
          {page.mine} series {isFiltered(asked) ? 'with this filter ' : ''}have to do with you
        </span>
        {page.notYet > 0 ? (
          <span>{page.notYet} more were derived by older rules and come when they are derived again</span>
        ) : null}
      </p>
      {problem === undefined ? null : (
        <p className="note fail" role="alert">
          {problem}
        </p>
      )}
      <TriageFilters page={page} asked={asked} />
      <TriageDesk
        rows={rows.map((row) => ({
          mail: row.mail,
          title: row.title,
          slug: row.slug,
          people: peopleOf(row),
        }))}
        looks={Object.fromEntries(rows.map((row) => [row.mail, <TriageLook key={row.mail} row={row} />]))}
        at={at}
        back={query === '' ? '/triage' : `/triage?${query}`}
      >
        <TriageList page={page} asked={asked} at={at} />
      </TriageDesk>
      <p className="hints" aria-hidden="true">
        <kbd>j</kbd> <kbd>k</kbd> move <kbd>o</kbd> open <kbd>e</kbd> done <kbd>s</kbd> snooze <kbd>a</kbd>{' '}
        assign <kbd>n</kbd> note <kbd>m</kbd> mute <kbd>u</kbd> undo <kbd>/</kbd> filter <kbd>?</kbd> all keys
      </p>
    </main>
  );
}

function headOf(count: number): string {
  if (count === 0) return 'Nothing waits for you';
  return count === 1 ? '1 thing waits for you' : `${count} things wait for you`;
}

/** Who can be assigned without looking up an address: who is asked now. */
function peopleOf({ facts }: TriageRow): readonly string[] {
  return facts.turn.names.flatMap((name, index) => {
    const key = facts.turn.people[index] ?? '';
    return key.includes('@') ? [`${name} <${key}>`] : [];
  });
}

async function Nobody() {
  const here = await seat();
  return (
    <main className="triage">
      <h1>Triage</h1>
      {here.isHere ? (
        <div className="empty">
          <b>It is not known who you are.</b> What waits for you is found by your mail addresses.{' '}
          <a href="/settings">Say who you are under Settings</a>
        </div>
      ) : (
        <p className="note">
          A queue is shown to its reader alone, on the machine it is served from. {here.why}
        </p>
      )}
    </main>
  );
}
