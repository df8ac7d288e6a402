import type { ListFigures } from '../../lib/query/index';
import { durationWords } from './numbers';

/** The figures of each list. */
export function ListTable({ lists }: { readonly lists: readonly ListFigures[] }) {
  if (lists.length === 0) return <p className="empty">No list is known of these series.</p>;
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label="By list">
      <table className="list figures">
        <thead>
          <tr>
            {heads.map((head, index) => (
              <th
                key={head}
                scope="col"
                className={index > 0 && index < heads.length - 1 ? 'num' : undefined}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lists.slice(0, listsShown).map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <a href={`/progress?${new URLSearchParams({ list: one.id }).toString()}`} title={one.id}>
                  {one.id.split('.')[0]}
                </a>
              </th>
              <Count of={one.open} />
              <Count of={one.stalled} />
              <Count of={one.taken} />
              <Count of={one.landed} />
              <Count of={one.ended} />
              <Count of={one.unknown} />
              <Count of={one.unsettled} />
              <td className="num">{durationWords(one.answer)}</td>
              <td className="num">{durationWords(one.landing)}</td>
              <td className="num">
                {one.versions === undefined ? 'none' : Math.round(one.versions * 10) / 10}
              </td>
              <td>{one.awaited === 'unknown' ? 'not known' : (one.awaited ?? 'nobody')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lists.length > listsShown ? (
        <p className="muted">
          {listsShown} of {lists.length} lists are shown; CSV and JSON have all.
        </p>
      ) : null}
    </div>
  );
}

const listsShown = 30;

const heads = [
  'list',
  'on their way',
  'of these stalled',
  'of these taken',
  'in mainline',
  'ended',
  'not known',
  'unsettled',
  'first answer, median',
  'posting to taken, median',
  'postings, median',
  'most often awaited',
];

function Count({ of }: { readonly of: number }) {
  return <td className={of === 0 ? 'num muted' : 'num'}>{of}</td>;
}
