import { states, type LedgerRow, type StateSaid } from '../../lib/query/index';
import { Brief } from './brief';
import { homePath, mailPath, patchPath, remarkFragment, remarkId } from './discussion-links';
import { asked, whereOf } from './ledger-words';
import { EvidenceChip, StateChip } from './state';
import { When } from './time';

/** What every row of a ledger needs of its page. */
export interface RowContext {
  readonly series: string;
  /** The address of this ledger with its filters: where a correction leads back to. */
  readonly back: string;
  readonly author: string;
  readonly said: ReadonlyMap<string, readonly StateSaid[]>;
  /** "reply/block" of the one whose form is open: a form in each of hundreds of rows would be most of the page. */
  readonly open: string | undefined;
}

/** Evidence shown at once; a remark with more of it keeps the rest under a fold. */
const mostEvidence = 4;

/** One remark that asks: what became of it, where it stands, what it rests on, and a word of one's own on it. */
export function LedgerRowView({ row, context }: { readonly row: LedgerRow; readonly context: RowContext }) {
  const { words, rest } = asked(row.text, row.name);
  const chips = row.evidence.map((one, index) => <EvidenceChip key={index} {...one} />);
  return (
    <tr role="row" id={remarkId(row.reply, row.block)}>
      <td role="cell" className="state">
        <StateChip state={row.state} />
        {row.addressedIn === undefined ? null : <small> in {row.addressedIn}</small>}
      </td>
      <td role="cell" className="where mono">
        <a href={hrefOf(row, context.series)} title={row.path}>
          {whereOf(row)}
        </a>
      </td>
      <td role="cell" className="asked">
        {rest ? (
          <details>
            <summary>
              {words} <span className="aslink">all of it</span>
            </summary>
            <pre>{row.text}</pre>
          </details>
        ) : (
          words
        )}
        {row.why === '' ? null : <small>{row.why}</small>}
      </td>
      <td role="cell" className="by">
        <Brief text={row.name} /> <small>{row.sentAt ? <When date={row.sentAt} /> : 'no date'}</small>
      </td>
      <td role="cell" className="evs">
        {chips.slice(0, mostEvidence)}
        {chips.length > mostEvidence ? (
          <details>
            <summary>{chips.length - mostEvidence} more</summary>
            {chips.slice(mostEvidence)}
          </details>
        ) : null}
        {chips.length === 0 ? <span className="muted">none: nobody answered</span> : null}
      </td>
      <td role="cell" className="fix">
        <Correct row={row} context={context} />
      </td>
    </tr>
  );
}

/** Where the remark stands on the page of its posting, else its mail. */
function hrefOf(row: LedgerRow, series: string): string {
  const { posting } = row;
  if (posting && row.isPlaced)
    return patchPath(series, posting.version.slug, posting.number) + remarkFragment(row.reply, row.block);
  return row.isPlaced ? homePath(row.reply) : `${mailPath(row.reply)}#L${row.line}`;
}

function Correct({ row, context }: { readonly row: LedgerRow; readonly context: RowContext }) {
  const key = `${row.reply}/${row.block}`;
  const { back, said } = context;
  if (key !== context.open) {
    const words = new URLSearchParams({ correct: key }).toString();
    const href = `${back}${back.includes('?') ? '&' : '?'}${words}${remarkFragment(row.reply, row.block)}`;
    return <a href={href}>correct</a>;
  }
  return (
    <>
      <a href={back + remarkFragment(row.reply, row.block)}>close</a>
      <form className="fixform" action="/correct" method="post">
        {/* Enter in a field presses the first button, which must not be an answer. */}
        <button type="submit" disabled hidden />
        <input type="hidden" name="ledger" value={context.back} />
        <input type="hidden" name="reply" value={row.reply} />
        <input type="hidden" name="line" value={row.line} />
        <input type="hidden" name="block" value={row.block} />
        <label>
          Reason <input type="text" name="reason" maxLength={2000} placeholder="optional" />
        </label>
        <label>
          Your name <input type="text" name="author" maxLength={100} defaultValue={context.author} />
        </label>
        <p role="group" aria-label="It is">
          {states.map((state) => (
            <button
              key={state}
              className="btn"
              type="submit"
              name="state"
              value={state}
              aria-pressed={state === row.state}
            >
              {state}
            </button>
          ))}
          <button className="btn" type="submit" name="state" value="no-ask">
            asks for nothing
          </button>
        </p>
        {(said.get(key) ?? []).map((one) => (
          <p key={one.id}>
            <b>{one.author}</b> said {one.state === 'no-ask' ? 'it asks for nothing' : one.state} on{' '}
            <When date={one.madeAt} />
            {one.reason === '' ? '' : ` ("${one.reason}")`}{' '}
            <button className="btn" type="submit" name="undo" value={one.id}>
              Take back
            </button>
          </p>
        ))}
      </form>
    </>
  );
}
