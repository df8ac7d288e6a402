import { scaleSqrt } from 'd3-scale';
import type { Reviewing } from '../../lib/query/index';
import { plural } from './discussion-words';
import { Numbers } from './numbers';

const cell = 34;
const left = 150;
const top = 108;
const right = 70;
/** Names longer than this are cut in the drawing; the table has the whole. */
const longestName = 22;

/** Pairs listed below the drawing. */
const listed = 100;

/** Who reviews whom: a disc where a row's person said something of a column's series, the larger the more. */
export function ReviewerDrawing({ reviewing }: { readonly reviewing: Reviewing }) {
  const { pairs, reviewers, authors, found } = reviewing;
  if (pairs.length === 0)
    return <p className="empty">Nobody said anything of another’s series in this time.</p>;
  const most = pairs.reduce((largest, { series }) => Math.max(largest, series), 1);
  const radius = scaleSqrt()
    .domain([0, most])
    .range([0, cell / 2 - 2]);
  const width = left + authors.length * cell + right;
  const height = top + reviewers.length * cell + 4;
  const shown = pairs.flatMap((pair) => {
    const [row, column] = [reviewers.indexOf(pair.reviewer), authors.indexOf(pair.author)];
    return row < 0 || column < 0 ? [] : [{ ...pair, row, column }];
  });
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="group" aria-label="Who reviews whom">
        <svg className="matrix" viewBox={`0 0 ${width} ${height}`} role="img">
          <title>Who reviews whom</title>
          <desc>
            {shown
              .slice(0, 12)
              .map(
                ({ reviewer, author, series }) =>
                  `${reviewer} reviewed ${plural(series, 'series', 'series')} of ${author}.`,
              )
              .join(' ')}
          </desc>
          {authors.map((author, index) => (
            <text
              key={author}
              className="author"
              transform={`translate(${left + index * cell + cell / 2 + 3} ${top - 8}) rotate(-40)`}
            >
              {short(author)}
            </text>
          ))}
          {reviewers.map((reviewer, index) => (
            <g key={reviewer} className="row">
              <text x={left - 10} y={top + index * cell + cell / 2 + 4} textAnchor="end">
                {short(reviewer)}
              </text>
              <line
                x1={left}
                x2={left + authors.length * cell}
                y1={top + index * cell + cell / 2}
                y2={top + index * cell + cell / 2}
              />
            </g>
          ))}
          {shown.map(({ reviewer, author, row, column, series }) => {
            const [x, y] = [left + column * cell + cell / 2, top + row * cell + cell / 2];
            const size = Math.max(3, radius(series));
            return (
              <g key={`${reviewer}\n${author}`}>
                <circle cx={x} cy={y} r={Math.round(size * 10) / 10} />
                {size >= 9 ? (
                  <text className="in" x={x} y={y + 4} textAnchor="middle">
                    {series}
                  </text>
                ) : null}
              </g>
            );
          })}
        </svg>
      </div>
      <p className="legend">
        <span>Rows review, columns wrote. Those with most series are drawn; programs are left out.</span>
        {found > listed ? (
          <span>{`${listed} of ${found} pairs are listed; CSV and JSON have more.`}</span>
        ) : null}
      </p>
      <Numbers heads={['reviewer', 'author', 'series', 'remarks', 'tags']}>
        {pairs.slice(0, listed).map(({ reviewer, author, series, remarks, tags }) => (
          <tr key={`${reviewer}\n${author}`}>
            <th scope="row">{reviewer}</th>
            <td>{author}</td>
            <td className="num">{series}</td>
            <td className="num">{remarks}</td>
            <td className="num">{tags}</td>
          </tr>
        ))}
      </Numbers>
    </>
  );
}

function short(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}
