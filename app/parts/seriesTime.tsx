import { scaleLinear, scaleUtc } from 'd3-scale';
import { area, curveStepAfter, line, stack } from 'd3-shape';
import type { SeriesTime } from '../../lib/query/index';
import { isAgainst, plural, shortTag } from './discussion-words';
import { TurnBars, turnNote, TurnNumbers, turnSentence } from './seriesTurns';
import { dayOf, When } from './time';
import { tickName } from './timeline';
import { TableLinks } from './table-links';

/** The drawing in its own units; the page stretches it. The left margin holds the names of the lanes. */
const width = 1000;
const left = 84;
const right = 12;
const mailsLane = { top: 30, bottom: 78 };
const askedLane = { top: 90, bottom: 134 };
const tagsLane = { top: 146, bottom: 158 };
const turnsLane = { top: 166, bottom: 181 };
const height = 203;
const dayLength = 86_400_000;
/** Units that a character of a label takes, and what must be free between two labels. */
const characterWidth = 6.5;
const labelGap = 4;
/** A count needs this much room before the next mark; without it the mark stands alone. */
const countWidth = 22;
/** Labels of the time axis closer than this would touch. */
const tickWidth = 90;

/**
 * A series over time: its versions, the mails of each day, how many remarks waited for somebody, tags, and where it
 * landed. All of its numbers stand in a table below it.
 */
export function SeriesTimeView({ time, slug }: { readonly time: SeriesTime; readonly slug: string }) {
  const dates = [
    ...time.versions.map(({ at }) => at),
    ...time.days.map(({ at }) => at),
    ...time.landed.map(({ at }) => at),
    ...time.turns.map(({ at }) => at),
  ].map((date) => date.getTime());
  if (dates.length === 0) return null;
  const first = dates.reduce((a, b) => Math.min(a, b));
  const last = dates.reduce((a, b) => Math.max(a, b)) + dayLength;
  const margin = Math.max((last - first) * 0.015, dayLength / 2);
  const x = scaleUtc<number>()
    .domain([new Date(first - margin), new Date(last + margin)])
    .range([left, width - right]);
  return (
    <figure className="overtime">
      {/* Where it scrolls sideways, keys must be able to do that, too. */}
      <div className="scroll-x newest-first" tabIndex={0} role="group" aria-label="The series over time">
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={sentence(time, new Date(last))}>
          <Axis x={x} />
          <Mails time={time} x={x} />
          <Unsettled time={time} x={x} end={new Date(last)} />
          <Tags time={time} x={x} />
          <TurnBars turns={time.turns} x={x} end={new Date(last)} lane={turnsLane} />
          <Versions time={time} x={x} />
        </svg>
      </div>
      <figcaption className="legend">
        <span>
          <svg className="key author" viewBox="0 0 10 10" aria-hidden="true">
            <rect width="10" height="10" />
          </svg>{' '}
          mails of the author
        </span>
        <span>
          <svg className="key others" viewBox="0 0 10 10" aria-hidden="true">
            <rect width="10" height="10" />
          </svg>{' '}
          of others
        </span>
        <span>a solid line is a version, a dashed one an RFC</span>
        {turnNote(time) === '' ? null : <span>{turnNote(time)}</span>}
        {time.landed.length > 0 ? <span>a diamond: posted again by others</span> : null}
      </figcaption>
      <Numbers time={time} end={new Date(last)} slug={slug} />
    </figure>
  );
}

type Scale = ReturnType<typeof scaleUtc<number>>;

function Axis({ x }: { readonly x: Scale }) {
  const ticks = x.ticks(Math.floor((width - left) / tickWidth));
  return (
    <g className="axis">
      {ticks.map((tick, index) => (
        <g key={tick.getTime()}>
          <line x1={x(tick)} x2={x(tick)} y1={mailsLane.top} y2={turnsLane.bottom + 5} />
          <text x={x(tick)} y={height - 4} textAnchor="middle">
            {tickName(tick, ticks) === tickName(ticks[index - 1] ?? new Date(0), ticks)
              ? null
              : tickName(tick, ticks)}
          </text>
        </g>
      ))}
      <LaneName lane={mailsLane}>mails a day</LaneName>
      <LaneName lane={askedLane}>unsettled</LaneName>
      <LaneName lane={tagsLane}>tags</LaneName>
      <LaneName lane={turnsLane}>turn</LaneName>
    </g>
  );
}

function LaneName({
  lane,
  children,
}: {
  readonly lane: { readonly top: number; readonly bottom: number };
  readonly children: string;
}) {
  return (
    <>
      <text x={0} y={lane.bottom - 2}>
        {children}
      </text>
      <line className="base" x1={left} x2={width - right} y1={lane.bottom} y2={lane.bottom} />
    </>
  );
}

function Mails({ time, x }: { readonly time: SeriesTime; readonly x: Scale }) {
  const most = time.days.reduce((sum, day) => Math.max(sum, day.author + day.others), 1);
  const y = scaleLinear().domain([0, most]).range([mailsLane.bottom, mailsLane.top]);
  const layers = stack<SeriesTime['days'][number], 'author' | 'others'>().keys(['author', 'others'])([
    ...time.days,
  ]);
  const first = time.days[0]?.at ?? new Date(0);
  const dayWidth = x(new Date(first.getTime() + dayLength)) - x(first);
  const bar = Math.min(Math.max(dayWidth * 0.8, 1.5), 14);
  return (
    <g className="mails">
      <text className="most" x={left - 4} y={mailsLane.top + 8} textAnchor="end">
        {most}
      </text>
      {layers.map((layer) => (
        <g key={layer.key} className={layer.key}>
          {layer.map((piece) =>
            piece[1] > piece[0] ? (
              <rect
                key={piece.data.at.getTime()}
                x={x(piece.data.at) + dayWidth / 2 - bar / 2}
                y={y(piece[1])}
                width={bar}
                height={y(piece[0]) - y(piece[1])}
              />
            ) : null,
          )}
        </g>
      ))}
    </g>
  );
}

function Unsettled({ time, x, end }: { readonly time: SeriesTime; readonly x: Scale; readonly end: Date }) {
  const last = time.unsettled.at(-1);
  if (!last) return null;
  const most = time.unsettled.reduce((sum, { count }) => Math.max(sum, count), 1);
  const y = scaleLinear().domain([0, most]).range([askedLane.bottom, askedLane.top]);
  const steps = [...time.unsettled, { at: end, count: last.count }];
  const shape = area<(typeof steps)[number]>()
    .x(({ at }) => x(at))
    .y0(askedLane.bottom)
    .y1(({ count }) => y(count))
    .curve(curveStepAfter)(steps);
  const edge = line<(typeof steps)[number]>()
    .x(({ at }) => x(at))
    .y(({ count }) => y(count))
    .curve(curveStepAfter)(steps);
  return (
    <g className="waiting-remarks">
      <path className="fill" d={shape ?? ''} />
      <path className="edge" d={edge ?? ''} />
      <text className="most" x={left - 4} y={askedLane.top + 8} textAnchor="end">
        {most}
      </text>
    </g>
  );
}

function Tags({ time, x }: { readonly time: SeriesTime; readonly x: Scale }) {
  const middle = (tagsLane.top + tagsLane.bottom) / 2;
  const byDay = new Map<string, { at: Date; tags: number; against: number }>();
  const add = (at: Date, isNo: boolean) => {
    const key = at.toISOString().slice(0, 10);
    const day = byDay.get(key) ?? { at, tags: 0, against: 0 };
    day[isNo ? 'against' : 'tags'] += 1;
    byDay.set(key, day);
  };
  for (const tag of time.tags) add(tag.at, isAgainst(tag.key));
  for (const { at } of time.objections) add(at, true);
  const marks = [...byDay.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
  return (
    <g className="tagmarks">
      {marks.map(({ at, tags, against }, index) => (
        <g key={at.getTime()} className={against > 0 ? 'nack' : 'given'}>
          {against > 0 ? (
            <path d={`M${x(at) - 4} ${middle - 4}l8 8m0-8l-8 8`} />
          ) : (
            <circle cx={x(at)} cy={middle} r={4} />
          )}
          {x(marks[index + 1]?.at ?? x.domain()[1] ?? at) - x(at) < countWidth ? null : (
            <text x={x(at) + 7} y={middle + 3.5}>
              {tags + against}
            </text>
          )}
        </g>
      ))}
      {time.landed.map(({ at, by }) => (
        <path key={`${at.getTime()} ${by}`} className="landed" d={`M${x(at)} ${middle - 6}l6 6-6 6-6-6z`} />
      ))}
    </g>
  );
}

function Versions({ time, x }: { readonly time: SeriesTime; readonly x: Scale }) {
  const names = shortNames(time.versions);
  const labelled = labelledOf(time.versions, names, x);
  return (
    <g className="posted">
      {time.versions.map((version) => {
        const at = x(version.at);
        const isShown = labelled.has(version.label);
        return (
          <g key={version.label} className={version.isRfc ? 'rfc' : undefined}>
            <line x1={at} x2={at} y1={isShown ? 20 : 26} y2={turnsLane.bottom} />
            {isShown ? (
              <text x={at} y={14} textAnchor="middle">
                {names.get(version.label)}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

/** Versions whose labels find room: the newest first, since that is the one to act on; of two that would touch the earlier is left to the table. */
function labelledOf(
  versions: SeriesTime['versions'],
  names: ReadonlyMap<string, string>,
  x: Scale,
): ReadonlySet<string> {
  const found = new Set<string>();
  let free = Infinity;
  for (const { label, at } of versions.toReversed()) {
    const half = ((names.get(label) ?? '').length * characterWidth) / 2;
    if (x(at) + half > free) continue;
    found.add(label);
    free = x(at) - half - labelGap;
  }
  return found;
}

/** "RFC" of "RFC PREVIEW", but "v2 RESEND" where a "v2" stands beside it. */
function shortNames(versions: SeriesTime['versions']): ReadonlyMap<string, string> {
  const shorten = (label: string) => label.replace(/ (?:PREVIEW|RESEND).*/, '');
  const taken = new Set(versions.map(({ label }) => label));
  return new Map(
    versions.map(({ label }) => {
      const short = shorten(label);
      return [label, short !== label && taken.has(short) ? label : short];
    }),
  );
}

/** What the drawing shows, for who cannot see it; the numbers stand in the table. */
function sentence(time: SeriesTime, end: Date): string {
  const mails = time.days.reduce((sum, day) => sum + day.author + day.others, 0);
  const versions = time.versions.map(({ label, at }) => `${label} ${dayOf(at)}`).join(', ');
  const most = time.unsettled.reduce((sum, { count }) => Math.max(sum, count), 0);
  const now = time.unsettled.at(-1)?.count ?? 0;
  const kinds = [...new Set(time.tags.map(({ key }) => shortTag(key)))].join(', ');
  return [
    `The series over time. Posted: ${versions}.`,
    `${plural(mails, 'mail')} on ${plural(time.days.length, 'day')}.`,
    most === 0 ? 'Nothing was asked.' : `At most ${most} remarks unsettled at once, ${now} in the end.`,
    time.tags.length === 0 ? 'No tags.' : `${plural(time.tags.length, 'tag')}: ${kinds}.`,
    ...time.landed.map(
      ({ at, by, patches }) =>
        `${by} posted ${plural(patches, 'patch', 'patches')} of it again on ${dayOf(at)}.`,
    ),
    turnSentence(time.turns, end),
    turnNote(time) === '' ? '' : `T${turnNote(time).slice(1)}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function Numbers({
  time,
  end,
  slug,
}: {
  readonly time: SeriesTime;
  readonly end: Date;
  readonly slug: string;
}) {
  return (
    <details className="evidence">
      <summary>The numbers</summary>
      <div className="scroll-x" tabIndex={0} role="group" aria-label="Its versions in numbers">
        <table className="list numbers">
          <thead>
            <tr>
              {['version', 'posted', 'replies', 'asked', 'unsettled now', 'tags given'].map((name, index) => (
                <th key={name} scope="col" className={index > 1 ? 'num' : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {time.versions.map((version) => (
              <tr key={version.label}>
                <th scope="row" className="mono">
                  {version.label}
                </th>
                <td>
                  <When date={version.at} />
                </td>
                <td className="num">{version.replies}</td>
                <td className="num">{version.asked}</td>
                <td className="num">{version.unsettled}</td>
                <td className="num">{version.tags}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted">
        A remark counts as unsettled from its mail until the version that addressed it was posted, else until
        the last mail its state rests on. <TableLinks path={`/series/${slug}`} table="time" />
      </p>
      <TurnNumbers time={time} end={end} slug={slug} />
    </details>
  );
}
