import { compactHtml, type CounterDiff } from '../../lib/render/index';
import { mailPath } from './discussion-links';
import { plural } from './discussion-words';

/** A diff in a reply that is longer is folded. */
const longest = 60;

export interface CounterDiffBoxProps {
  readonly diff: CounterDiff;
  readonly name: string;
  readonly reply: string;
  /** Body line of the reply at which the diff begins. */
  readonly line: number;
}

/** A diff that the writer of a remark proposes, in a frame of its own. */
export function CounterDiffBox({ diff, name, reply, line }: CounterDiffBoxProps) {
  const tables = diff.parts.map((part, index) => (
    <table className="d compact" key={index}>
      {part.path === undefined ? null : (
        <tbody>
          <tr className="hunk">
            <td className="s" />
            <td className="c">{part.path}</td>
          </tr>
        </tbody>
      )}
      <tbody dangerouslySetInnerHTML={{ __html: compactHtml(part.rows) }} />
    </table>
  ));
  const rows = diff.parts.reduce((sum, part) => sum + part.rows.length, 0);
  return (
    <div className="cdiff">
      <p>
        <b>Diff by {name}</b>
        <span className="plusminus">
          <span className="plus">+{diff.added}</span> <span className="minus">-{diff.deleted}</span>
        </span>
        {diff.joined === 0 ? null : <span>{plural(diff.joined, 'wrapped line')} joined again</span>}
        <a href={`${mailPath(reply)}#L${line}`}>as mailed</a>
      </p>
      {rows <= longest ? (
        tables
      ) : (
        <details className="more">
          <summary>show its {rows} lines</summary>
          {tables}
        </details>
      )}
    </div>
  );
}
