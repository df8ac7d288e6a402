import { scaleLinear } from 'd3-scale';

export interface Bar {
  readonly name: string;
  readonly count: number;
  /** What stands behind the number. */
  readonly note?: string;
  readonly kind?: 'bad' | 'waits';
}

const width = 460;
const rowHeight = 26;
const left = 84;
/** Room for the number and its note. */
const right = 168;

/** Counts as bars, one a row, with their numbers beside them. */
export function Bars({
  bars,
  title,
  unit,
}: {
  readonly bars: readonly Bar[];
  readonly title: string;
  readonly unit: string;
}) {
  const most = bars.reduce((largest, { count }) => Math.max(largest, count), 1);
  const x = scaleLinear()
    .domain([0, most])
    .range([0, width - left - right]);
  const told = bars.map(({ name, count }) => `${name} ${count}`).join(', ');
  return (
    <svg className="bars" viewBox={`0 0 ${width} ${bars.length * rowHeight}`} role="img">
      <title>{title}</title>
      <desc>{`Number of ${unit === 'series' ? unit : `${unit}s`}: ${told}.`}</desc>
      {bars.map(({ name, count, note, kind }, index) => {
        const middle = index * rowHeight + rowHeight / 2;
        return (
          <g key={name} className={kind}>
            <text x={left - 10} y={middle + 4} textAnchor="end">
              {name}
            </text>
            <rect
              x={left}
              y={middle - 8}
              width={Math.max(count > 0 ? 2 : 0, Math.round(x(count) * 10) / 10)}
              height={16}
            />
            <text className="count" x={left + x(count) + 7} y={middle + 4}>
              {count}
              {note !== undefined && count > 0 ? <tspan className="note">{`  ${note}`}</tspan> : null}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
