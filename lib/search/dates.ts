import { isDay, isoMoment } from '../dates/index';

/** A stretch of time; `to` is the first moment after it. A side left out is open. */
export interface TimeRange {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/** Forms that are understood, for whoever wrote another one. */
export const dateForms = '20241115, 2024-11-15, 2024-11, 2024, yesterday, 2.weeks.ago, last.month';

/**
 * Reads what stands behind `d:`: a day, month or year ("20241115", "2024-11", "2024"), a moment counted from now
 * ("2.weeks.ago", "last.month", git's approxidate with points for spaces), or two of them with ".." between, one of
 * which may be left out. A range ends with the whole of its last day, as in public-inbox. All days are those of UTC.
 *
 * @returns Undefined for a part that is no date; its text, where it begins.
 */
export function readRange(
  text: string,
  now: Date,
): TimeRange | { readonly wrong: string; readonly start: number } {
  const dots = text.indexOf('..');
  if (dots < 0) {
    const one = readMoment(text, now);
    if (!one) return { wrong: text, start: 0 };
    // A moment alone is a beginning; a day alone is that day.
    return one.to.getTime() === one.from.getTime() ? { from: one.from, to: undefined } : one;
  }
  const [first, last] = [text.slice(0, dots), text.slice(dots + 2)];
  const from = first === '' ? undefined : readMoment(first, now);
  const to = last === '' ? undefined : readMoment(last, now);
  if (first !== '' && !from) return { wrong: first, start: 0 };
  if ((last !== '' && !to) || (first === '' && last === '')) return { wrong: last, start: dots + 2 };
  return { from: from?.from, to: to?.to };
}

interface Moment {
  readonly from: Date;
  /** Behind the day, month or year; the same moment for one that is exact. */
  readonly to: Date;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ago = /^(\d{1,5}|last|a|one)\.(second|minute|hour|day|week|month|year)s?(?:\.ago)?$/;
const seconds = { second: 1, minute: 60, hour: 3_600, day: 86_400, week: 604_800 } as const;
const compact = /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(\d{2})(\d{2}))?)?)?$/;
const dashed = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/;
const named = /^(?:(\d{1,2})\.)?([a-z]{3})[a-z]*\.(?:(\d{1,2})\.)?(\d{4})$/;

function readMoment(written: string, now: Date): Moment | undefined {
  const text = written.toLowerCase();
  switch (text) {
    case 'now':
      return { from: now, to: now };
    case 'today':
      return dayOf(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
    case 'yesterday':
      return dayOf(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - 1);
  }
  const back = ago.exec(text);
  if (back) return isLastOrAgo(text) ? countedBack(back, now) : undefined;
  const digits = compact.exec(text);
  if (digits) {
    const [, year, month, day, hour, minute, second] = digits;
    if (hour === undefined) return calendar(year, month, day);
    const at = isoMoment(`${year}-${month}-${day}T${hour}:${minute}:${second}`);
    return at && { from: at, to: at };
  }
  const parts = dashed.exec(text);
  if (parts) return calendar(parts[1], parts[2], parts[3]);
  const names = named.exec(text);
  const month = names ? months.indexOf(names[2] ?? '') : -1;
  if (!names || month < 0) return undefined;
  return calendar(names[4], String(month + 1), names[1] ?? names[3]);
}

/** "2.weeks" alone says nothing of the past. */
function isLastOrAgo(text: string): boolean {
  return text.startsWith('last.') !== text.endsWith('.ago');
}

function countedBack([, count, unit]: RegExpExecArray, now: Date): Moment {
  const many = /^\d/.test(count ?? '') ? Number(count) : 1;
  const at = new Date(now);
  if (unit === 'month') at.setUTCMonth(at.getUTCMonth() - many);
  else if (unit === 'year') at.setUTCFullYear(at.getUTCFullYear() - many);
  else at.setTime(now.getTime() - many * 1_000 * seconds[unit as keyof typeof seconds]);
  const held = at.getTime() > 0 ? at : new Date(0);
  return { from: held, to: held };
}

/** A day, or the whole month or year when the rest is not said; undefined when there is no such day. */
function calendar(yearText: string | undefined, monthText?: string, dayText?: string): Moment | undefined {
  const year = Number(yearText);
  if (year < 1970 || year > 2200) return undefined;
  if (monthText === undefined) return { from: at(year, 0, 1), to: at(year + 1, 0, 1) };
  const month = Number(monthText) - 1;
  if (month < 0 || month > 11) return undefined;
  if (dayText === undefined) return { from: at(year, month, 1), to: at(year, month + 1, 1) };
  const day = Number(dayText);
  return isDay(year, month + 1, day) ? dayOf(year, month, day) : undefined;
}

function dayOf(year: number, month: number, day: number): Moment {
  return { from: at(year, month, day), to: at(year, month, day + 1) };
}

function at(year: number, month: number, day: number): Date {
  return new Date(Date.UTC(year, month, day));
}
