import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import type { MovedSeries, NewSeries, Report, StuckSeries } from './report';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dayLong = 86_400_000;

/** "22 Nov" in UTC; with its year when that is not the one of `near`. */
export function dayNear(at: Date, near: Date): string {
  const day = `${at.getUTCDate()} ${months[at.getUTCMonth()] ?? ''}`;
  return at.getUTCFullYear() === near.getUTCFullYear() ? day : `${day} ${at.getUTCFullYear()}`;
}

/** "19 to 26 Nov 2026". */
export function spanIn({ from, until }: Report): string {
  return `${dayNear(from, until)} to ${until.getUTCDate()} ${months[until.getUTCMonth()] ?? ''} ${until.getUTCFullYear()}`;
}

/** "1 patch", "3 patches". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

export function titleOf(report: Report): string {
  return `Progress of ${report.about}, ${spanIn(report)}`;
}

/** The figures in a sentence or two. */
export function summaryOf({ series, stages, landed, partly, moved, cameIn, stuck }: Report): string {
  const where = stages.map(({ name, count: number }) => `${number} ${name}`).join(', ');
  const news = [
    count(landed.length, 'series was taken or went on upstream', 'series were taken or went on upstream'),
    ...(partly.length === 0 ? [] : [`${partly.length} in part`]),
    `${moved.length} moved`,
    `${cameIn.length} came in`,
    `${stuck.length} ${stuck.length === 1 ? 'is' : 'are'} stuck`,
  ].join(', ');
  return `${count(series, 'series', 'series')}${where === '' ? '' : `: ${where}`}. In this time ${news}.`;
}

/** "Ann Author, v3". */
export function byline({ author, version }: { readonly author: string; readonly version: string }): string {
  return version === '' ? author : `${author}, ${version}`;
}

export function eventsOf({ events }: MovedSeries, until: Date): readonly string[] {
  return events.map(({ at, what, isDated, isBound = false }) => {
    const day = dayNear(at, until);
    return `${isDated ? day : isBound ? `by ${day}` : 'not known when'}: ${what}`;
  });
}

export function cameWords({ at, patches, answeredBy }: NewSeries, until: Date): string {
  const answered = answeredBy === undefined ? 'nobody has answered yet' : `first answered by ${answeredBy}`;
  return `${dayNear(at, until)}: ${count(patches, 'patch', 'patches')}, ${answered}`;
}

/** On whom, since when, what is expected: a line each. */
export function stuckWords(
  { on, since, lastWord, stage, isStalled, next }: StuckSeries,
  until: Date,
): readonly string[] {
  const waits =
    since === undefined
      ? `waits for ${on}`
      : `waits for ${on}, since ${dayNear(since, until)} (${age(since, until)})`;
  const word =
    lastWord === undefined
      ? ''
      : `; last word ${dayNear(lastWord, until)}${since && Math.abs(lastWord.getTime() - since.getTime()) < dayLong ? '' : ` (${age(lastWord, until)} ago)`}`;
  return [
    `${isStalled ? 'stalled' : stage}: ${waits}${word}`,
    ...(next === undefined ? [] : [`next: ${next}`]),
  ];
}

/** "12 days", "4 months", "4 years", as the pages say it. */
function age(since: Date, until: Date): string {
  return formatDistanceStrict(since < until ? since : until, until, { roundingMethod: 'floor' });
}
