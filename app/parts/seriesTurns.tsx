import { formatDistanceStrict } from 'date-fns';
import type { scaleUtc } from 'd3-scale';
import type { SeriesTime } from '../../lib/query/index';
import { Brief, briefly, longestSentence } from './brief';
import { When } from './time';
import { TableLinks } from './table-links';

type Turn = SeriesTime['turns'][number];

/** A bar narrower than its word is left without; the table below the drawing has them all. Units of the drawing for a character. */
const characterWidth = 6.2;
/** Less than this is seen as nothing. */
const narrowest = 1;

/** Whose turn it was, as one bar from change to change: the author's is dark, of others light, of nobody an empty frame. */
export function TurnBars({
  turns,
  x,
  end,
  lane,
}: {
  readonly turns: readonly Turn[];
  readonly x: ReturnType<typeof scaleUtc<number>>;
  readonly end: Date;
  readonly lane: { readonly top: number; readonly bottom: number };
}) {
  return (
    <g className="turnbars">
      {held(turns, end).map(({ turn, until }) => {
        const [from, to] = [x(turn.at), x(until)];
        const width = Math.max(narrowest, to - from);
        const word = wordOf(turn);
        return (
          <g key={turn.at.getTime()} className={turn.waitingOn}>
            <rect x={from} y={lane.top} width={width} height={lane.bottom - lane.top} />
            {word.length * characterWidth + 6 <= width ? (
              <text x={from + 4} y={lane.bottom - 3}>
                {word}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

/** "The author had the turn for 35 days, reviewers for 30 days." Empty when nothing is known. */
export function turnSentence(turns: readonly Turn[], end: Date): string {
  const sums = new Map<string, number>();
  for (const { turn, until } of held(turns, end))
    if (turn.waitingOn !== 'nobody' && turn.waitingOn !== 'unknown')
      sums.set(turn.waitingOn, (sums.get(turn.waitingOn) ?? 0) + until.getTime() - turn.at.getTime());
  const words = [...sums].map(([who, time]) => `${who} ${formatDistanceStrict(0, time)}`);
  return words.length === 0 ? '' : `Whose turn it was, in all: ${words.join(', ')}.`;
}

/** Of a long series not every moment is looked at: which are, a sentence that begins "the turn"; empty where each was. */
export function turnNote({ turnDays, turns }: SeriesTime): string {
  if (turnDays === 0 || turns.length === 0) return '';
  const days = turnDays === 1 ? 'each day' : `one in ${turnDays} days`;
  return `the turn is that at the end of ${days} with mail: there are too many mails to look at each`;
}

/** The same as a table. */
export function TurnNumbers({
  time,
  end,
  slug,
}: {
  readonly time: SeriesTime;
  readonly end: Date;
  readonly slug: string;
}) {
  const { turns } = time;
  if (turns.length === 0) return null;
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="group" aria-label="Turns in numbers">
        <table className="list numbers turns">
          <thead>
            <tr>
              <th scope="col">turn from</th>
              <th scope="col">whose</th>
              <th scope="col" className="num">
                for
              </th>
              <th scope="col">why</th>
            </tr>
          </thead>
          <tbody>
            {held(turns, end).map(({ turn, until }) => (
              <tr key={turn.at.getTime()}>
                <td>
                  <When date={turn.at} />
                </td>
                <td>
                  {wordOf(turn)}
                  {turn.people.length > 0 ? <small> {namesOf(turn)}</small> : null}
                </td>
                <td className="num">
                  {turn === turns.at(-1) ? 'since' : formatDistanceStrict(turn.at, until)}
                </td>
                <td className="muted">
                  <Brief text={turn.why} most={longestSentence} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted">
        {turnSentence(turns, end)} A turn is told from the mails that were there at its time
        {turnNote(time) === '' ? '.' : `; ${turnNote(time)}.`}{' '}
        <TableLinks path={`/series/${slug}`} table="turns" />
      </p>
    </>
  );
}

/** Names shown of a turn. */
const mostNames = 3;

function namesOf({ people }: Turn): string {
  const more = people.length - mostNames;
  return (
    people
      .slice(0, mostNames)
      .map((name) => briefly(name))
      .join(', ') + (more > 0 ? ` +${more}` : '')
  );
}

function wordOf({ waitingOn }: Turn): string {
  return waitingOn === 'unknown' ? 'not known' : waitingOn;
}

/** Each turn until the next one began, the last until the end of the mails. */
function held(turns: readonly Turn[], end: Date): readonly { readonly turn: Turn; readonly until: Date }[] {
  return turns.map((turn, at) => ({ turn, until: turns[at + 1]?.at ?? (end > turn.at ? end : turn.at) }));
}
