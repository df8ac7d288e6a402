import { progressAsked, teamQuery } from './progress-params';
import { reportFormats, type ReportAsked, type ReportFormat } from '../../lib/query/index';

type Words = Readonly<Record<string, string | readonly string[] | undefined>>;

const dayLong = 86_400_000;

/** The time a report tells of, in days, that can be chosen; the address takes any. */
export const reportDays = [7, 14, 30, 91] as const;

/** What the words of an address ask of a report; `days` back from now. */
export function reportAsked(words: Words, now: Date): ReportAsked & { readonly days: number } {
  const [, days = '7'] =
    /^([1-9]\d{0,3})d?$/.exec(typeof words['since'] === 'string' ? words['since'] : '') ?? [];
  return {
    ...progressAsked(words),
    days: Number(days),
    since: new Date(now.getTime() - Number(days) * dayLong),
  };
}

export function reportFormat(word: string): ReportFormat | undefined {
  return reportFormats.find((format) => format === word);
}

/** The address of a report on the same series, as a page or in a format. */
export function reportPath(words: Words, days: number, format?: ReportFormat): string {
  const query = teamQuery(progressAsked(words));
  if (days !== 7) query.set('since', `${days}d`);
  const text = query.toString();
  return `/report${format === undefined ? '' : `/${format}`}${text === '' ? '' : `?${text}`}`;
}
