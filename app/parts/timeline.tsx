import { scaleUtc } from 'd3-scale';
import { dayOf } from './time';

/** One time axis for all rows of a list. */
export interface TimeSpan {
  readonly from: Date;
  readonly to: Date;
}

/** Width of the drawing in its own units; the page stretches it. */
const width = 272;
const height = 30;
const base = 23;
/** Mails of a day that fill the height of a bar. */
const mostMails = 12;
/** Labels closer than this would touch. */
const labelWidth = 40;

/** The span all rows fall in, a little wider; undefined when no date is known. */
export function spanOf(dates: readonly (Date | undefined)[]): TimeSpan | undefined {
  const times = dates.flatMap((date) => (date ? [date.getTime()] : []));
  if (times.length === 0) return undefined;
  const [first, last] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
  const margin = Math.max((last - first) * 0.02, 86_400_000);
  return { from: new Date(first - margin), to: new Date(last + margin) };
}

/** All rows of a list share a span, and so its axis. */
const axes = new WeakMap<TimeSpan, ReturnType<typeof makeAxis>>();

function axisOf(span: TimeSpan) {
  const known = axes.get(span);
  if (known) return known;
  const axis = makeAxis(span);
  axes.set(span, axis);
  return axis;
}

function makeAxis(span: TimeSpan) {
  const scale = scaleUtc<number>().domain([span.from, span.to]).range([0, width]);
  const ticks = scale.ticks(Math.floor(width / labelWidth));
  return { scale, ticks };
}

/** The head of the timeline column: days, months or years, whichever fit. */
export function TimeAxis({ span }: { readonly span: TimeSpan }) {
  const { scale, ticks } = axisOf(span);
  let free = -Infinity;
  let said = '';
  const named = ticks.filter((tick) => {
    // There may be more ticks than were asked for, several in a day, and the last one may stand at the edge.
    const at = scale(tick);
    const isSaid = tickName(tick, ticks) === said;
    if (at < free || at > width - labelWidth / 2 || isSaid) return false;
    free = at + labelWidth;
    said = tickName(tick, ticks);
    return true;
  });
  return (
    <svg className="axis" viewBox={`0 0 ${width} 14`} aria-hidden="true">
      {named.map((tick) => (
        <text key={tick.getTime()} x={short(scale(tick) + 2)} y={10}>
          {tickName(tick, ticks)}
        </text>
      ))}
    </svg>
  );
}

export interface TimelineProps {
  readonly span: TimeSpan;
  readonly versions: readonly {
    readonly label: string;
    readonly short: string;
    readonly isRfc: boolean;
    readonly at: Date | undefined;
  }[];
  readonly days: readonly { readonly at: Date; readonly mails: number }[];
}

/** Versions as ticks with their numbers (RFC dashed), mails as bars: one a day. */
export function Timeline({ span, versions, days }: TimelineProps) {
  const { scale, ticks } = axisOf(span);
  const dated = versions.flatMap((version) =>
    version.at ? [{ ...version, x: short(scale(version.at)) }] : [],
  );
  return (
    <svg
      className="timeline"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={sentence(versions, days)}
    >
      <path className="month" d={ticks.map((month) => `M${short(scale(month))} 0v${height}`).join('')} />
      <line className="base" x1={0} x2={width} y1={base} y2={base} />
      <path className="mails" d={days.map(({ at, mails }) => bar(scale(at), mails)).join('')} />
      {dated.map((version, index) => {
        const isCrowded = dated.some(
          (other, before) => before < index && Math.abs(other.x - version.x) < 9 && before === index - 1,
        );
        return (
          <g key={version.label} className={version.isRfc ? 'tick rfc' : 'tick'}>
            <path d={`M${version.x} 9V${base}`} />
            {isCrowded ? null : (
              <text x={version.x} y={8} textAnchor="middle">
                {version.short}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** "8 Sep" where ticks are days or weeks apart, "Sep" where months are, "2025" in January and where years are. */
export function tickName(tick: Date, [first, second]: readonly Date[]): string {
  const step = (second?.getTime() ?? Infinity) - (first?.getTime() ?? 0);
  if (step < shortestMonth) return dayOf(tick).replace(/ \d{4}$/, '');
  const [, name = '', year = ''] = dayOf(tick).split(' ');
  return tick.getUTCMonth() === 0 ? year : name;
}

const shortestMonth = 28 * 86_400_000;

/** The mails of a day, standing on the base line. */
function bar(x: number, mails: number): string {
  const tall = short(2 + (Math.min(mails, mostMails) / mostMails) * 10);
  return `M${short(x - 0.75)} ${base}v-${tall}h1.5v${tall}z`;
}

/** Finer than a hundredth of its unit no screen shows. */
function short(length: number): number {
  return Math.round(length * 100) / 100;
}

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

function sentence(versions: TimelineProps['versions'], days: TimelineProps['days']): string {
  const posted = versions
    .map((version) => `${version.label}${version.at ? ` ${day.format(version.at)}` : ''}`)
    .join(', ');
  const mails = days.reduce((sum, one) => sum + one.mails, 0);
  return `Posted: ${posted}. ${mails} mails on ${days.length} days.`;
}
