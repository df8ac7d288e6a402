import { states, type Made, type Marks, type TriageRow } from '../../lib/query/index';
import { Brief } from './brief';
import { comparePath, homePath } from './discussion-links';
import { ledgerAddress } from './ledger-params';
import { SpokenView } from './spoken';
import { StateChip } from './state';
import { shortAge, sizeOf } from './triage-list';

/** What is shown of the series the cursor is on: why it is here, who said what, what was asked and became of it. */
export function TriageLook({ row }: { readonly row: TriageRow }) {
  const { facts, me, place } = row;
  const { newest, last } = facts;
  const asked = states.filter((state) => (me.asks[state] ?? 0) > 0);
  const [person] = me.keys;
  return (
    <>
      <header>
        <h2>
          <a href={`/series/${row.slug}`}>
            <Brief text={row.title} />
          </a>
        </h2>
        <p className="second">
          <a className="mono" href={`/series/${row.slug}/${newest?.slug ?? ''}`}>
            {newest?.label}
          </a>{' '}
          by <Brief text={row.author} />, {sizeOf(row)}, {newest?.files}{' '}
          {newest?.files === 1 ? 'file' : 'files'}
        </p>
      </header>
      <div className="body">
        <p>
          {place.why}
          {place.since === undefined ? null : (
            <span className="muted"> since {shortAge(place.since)}</span>
          )}{' '}
          {place.evidence === undefined ? null : <a href={homePath(place.evidence)}>the mail</a>}
        </p>
        {asked.length > 0 && newest && person !== undefined ? (
          <p className="asked">
            <span className="muted">you asked</span>
            {asked.map((state) => (
              <StateChip key={state} state={state} count={me.asks[state] ?? 0} />
            ))}
            <a
              href={ledgerAddress(row.slug, newest.slug, {
                state: undefined,
                person,
                withOwn: true,
                page: 1,
                row: undefined,
              })}
            >
              your remarks in the ledger
            </a>
          </p>
        ) : null}
        {me.reviewed && newest && me.reviewed.ordinal < newest.ordinal ? (
          <p>
            <a href={comparePath(row.slug, me.reviewed.slug, newest.slug)}>
              what changed from {me.reviewed.label}, which you reviewed, to {newest.label}
            </a>
          </p>
        ) : null}
        <SpokenView slug={row.slug} facts={facts} />
        {last === undefined ? null : (
          <figure className="lastword">
            <figcaption>
              <b>
                <Brief text={last.name} />
              </b>{' '}
              wrote last{last.at === undefined ? '' : `, ${shortAge(last.at)} ago`}{' '}
              <a href={`${homePath(last.mail)}?block=${last.block}`}>read on</a>
            </figcaption>
            <blockquote>{last.words}</blockquote>
          </figure>
        )}
        <MarksView marks={row.marks} />
      </div>
    </>
  );
}

/** The marks on a series, each with the way to take it back. */
export function MarksView({ marks, back = '' }: { readonly marks: Marks; readonly back?: string }) {
  const { assign, snooze, done, mute, note } = marks;
  const said: (readonly [Made, string])[] = [];
  if (assign) said.push([assign, `assigned to ${assign.name || assign.address} by ${assign.by}`]);
  if (snooze) said.push([snooze, `snoozed until ${untilWords(snooze.until)}`]);
  if (done) said.push([done, 'done']);
  if (mute) said.push([mute, 'muted']);
  if (note) said.push([note, `note: ${note.text}`]);
  if (said.length === 0) return null;
  return (
    <ul className="marks" aria-label="Marks">
      {said.map(([{ id, madeAt }, words]) => (
        <li key={id}>
          <form action="/triage/mark" method="post" data-mark="undo">
            <input type="hidden" name="undo" value={id} />
            <input type="hidden" name="back" value={back} />
            <span>{words}</span> <span className="muted">{shortAge(madeAt)} ago</span>{' '}
            <button className="btn" name="do" value="undo">
              Undo
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}

function untilWords(until: NonNullable<Marks['snooze']>['until']): string {
  if (until.kind === 'date') return new Date(until.at).toISOString().slice(0, 10);
  return until.kind === 'version' ? 'the next version' : 'somebody replies';
}
