import { scaleLinear, scaleUtc } from 'd3-scale';
import { area, stack } from 'd3-shape';
import { bands, stageNames, type Band, type Flow, type FlowPoint } from '../../lib/query/index';
import { plural } from './discussion-words';
import { Numbers } from './numbers';
import { dayOf } from './time';

const width = 760;
const height = 300;
const margin = { top: 10, right: 156, bottom: 26, left: 40 };
/** Labels of the time axis closer than this would touch. */
const tickWidth = 90;
/** Names beside the bands stand at least so far apart. */
const nameHeight = 15;

/** How many patches stood where, over time: the bands lie on each other, what has come furthest at the bottom. */
export function FlowDrawing({ flow }: { readonly flow: Flow }) {
  const { points } = flow;
  const [first, last] = [points[0], points.at(-1)];
  const totals = points.map(({ patches }) => bands.reduce((sum, band) => sum + patches[band], 0));
  const most = Math.max(...totals, 0);
  if (!first || !last || most === 0)
    return <p className="empty">No patch of these was posted with a date: there is nothing to draw.</p>;
  const x = scaleUtc<number>()
    .domain([first.at, last.at])
    .range([margin.left, width - margin.right]);
  const y = scaleLinear()
    .domain([0, most])
    .nice(4)
    .range([height - margin.bottom, margin.top]);
  const layers = stack<FlowPoint, Band>()
    .keys(bands)
    .value(({ patches }, band) => patches[band])([...points]);
  const shape = area<[number, number] & { data: FlowPoint }>()
    .x(({ data }) => round(x(data.at)))
    .y0(([low]) => round(y(low)))
    .y1(([, high]) => round(y(high)));
  const names = placed(
    layers.flatMap((layer) => {
      const end = layer.at(-1);
      const count = last.patches[layer.key];
      return end && count > 0 ? [{ band: layer.key, count, at: (y(end[0]) + y(end[1])) / 2 }] : [];
    }),
  );
  return (
    <>
      <div className="scroll-x newest-first" tabIndex={0} role="group" aria-label="Cumulative flow">
        <svg className="flow" viewBox={`0 0 ${width} ${height}`} role="img">
          <title>Patches by stage over time</title>
          <desc>{sentence(first, last)}</desc>
          {y.ticks(4).map((tick) => (
            <g key={tick} className="grid">
              <line x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} />
              <text x={margin.left - 8} y={y(tick) + 4} textAnchor="end">
                {tick}
              </text>
            </g>
          ))}
          {layers.map((layer) => (
            <path
              key={layer.key}
              className={`band ${layer.key}`}
              d={shape(layer as unknown as ([number, number] & { data: FlowPoint })[]) ?? ''}
            />
          ))}
          <Days x={x} />
          {names.map(({ band, count, at, shownAt }) => (
            <g key={band} className="name">
              <path
                d={`M${width - margin.right} ${round(at)}l6 0L${width - margin.right + 14} ${round(shownAt)}h4`}
              />
              <text x={width - margin.right + 22} y={round(shownAt) + 4}>
                <tspan className="count">{count}</tspan> {stageNames[band]}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <Legend flow={flow} last={last} />
      <Numbers heads={['end of', ...bands.map((band) => stageNames[band]), 'all']}>
        {points.map((point, index) => (
          <tr key={point.at.getTime()}>
            <th scope="row" className="nw">
              {dayOf(point.at)}
            </th>
            {bands.map((band) => (
              <td key={band} className="num">
                {point.patches[band]}
              </td>
            ))}
            <td className="num">{totals[index]}</td>
          </tr>
        ))}
      </Numbers>
    </>
  );
}

function Days({ x }: { readonly x: ReturnType<typeof scaleUtc<number>> }) {
  const ticks = x.ticks(Math.floor((width - margin.left - margin.right) / tickWidth));
  const name = x.tickFormat();
  return (
    <>
      {ticks.map((tick) => (
        <text key={tick.getTime()} x={round(x(tick))} y={height - 8} textAnchor="middle">
          {name(tick)}
        </text>
      ))}
    </>
  );
}

/** The bands by colour for those that are too thin to be named beside, and what is in none. */
function Legend({ flow, last }: { readonly flow: Flow; readonly last: FlowPoint }) {
  const gone = bands.filter(
    (band) => last.patches[band] === 0 && flow.points.some(({ patches }) => patches[band] > 0),
  );
  return (
    <p className="legend">
      {gone.map((band) => (
        <span key={band}>
          <svg className={`key band ${band}`} viewBox="0 0 10 10" aria-hidden="true">
            <rect width="10" height="10" />
          </svg>{' '}
          {stageNames[band]}, none now
        </span>
      ))}
      <span>Stalled patches stand in the band where they stalled.</span>
      {flow.ended > 0 ? (
        <span>{plural(flow.ended, 'patch', 'patches')} turned down or withdrawn left it.</span>
      ) : null}
      {flow.unknown > 0 ? (
        <span>{plural(flow.unknown, 'patch', 'patches')} of which nothing is known are not drawn.</span>
      ) : null}
      {flow.undated > 0 ? (
        <span>{plural(flow.undated, 'patch', 'patches')} without a date are not drawn.</span>
      ) : null}
    </p>
  );
}

interface Name {
  readonly band: Band;
  readonly count: number;
  /** The middle of its band. */
  readonly at: number;
}

/** Names beside their bands, pushed apart where they would touch: from the lowest up, and back down where they would leave the drawing. */
function placed(names: readonly Name[]): readonly (Name & { readonly shownAt: number })[] {
  const shown: (Name & { shownAt: number })[] = [];
  let free = height - margin.bottom;
  for (const name of [...names].sort((a, b) => b.at - a.at)) {
    const shownAt = Math.min(name.at, free);
    shown.push({ ...name, shownAt });
    free = shownAt - nameHeight;
  }
  let least = margin.top;
  for (const name of shown.reverse()) {
    name.shownAt = Math.max(name.shownAt, least);
    least = name.shownAt + nameHeight;
  }
  return shown;
}

function sentence(first: FlowPoint, last: FlowPoint): string {
  const told = ({ at, patches }: FlowPoint): string => {
    const parts = bands.flatMap((band) =>
      patches[band] > 0 ? [`${patches[band]} ${stageNames[band]}`] : [],
    );
    return `${dayOf(at)}: ${parts.length === 0 ? 'none' : parts.join(', ')}.`;
  };
  return `${told(first)} ${told(last)}`;
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}
