import { progressAsked, teamQuery } from './progress-params';
import {
  readSince,
  reportFormats,
  usualSince,
  type ReportAsked,
  type ReportFormat,
  type SavedView,
  type Since,
  type SinceRefused,
  type TeamAsked,
} from '../../lib/query/index';

type Words = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The time a report tells of that can be chosen by a click; the address takes any. */
export const reportTimes = ['7d', '14d', '30d', '91d'] as const;

/** What was written for how far back a report goes; as usual when nothing was. */
export function sinceWritten(words: Words): string {
  const written = [words['since'] ?? []].flat().at(-1)?.trim() ?? '';
  return written === '' ? usualSince : written.slice(0, 100);
}

/** What the words of an address ask of a report, or why its time says none. */
export function reportAsked(
  words: Words,
  now: Date,
  views: readonly SavedView[] = [],
): { readonly asked: ReportAsked; readonly since: Since } | SinceRefused {
  const since = readSince(sinceWritten(words), now);
  return 'why' in since ? since : { asked: { ...progressAsked(words, views), since: since.at }, since };
}

export function reportFormat(word: string): ReportFormat | undefined {
  return reportFormats.find((format) => format === word);
}

/** The address of a report on these series, as a page or in a format. */
export function reportPath(team: TeamAsked, since: string, format?: ReportFormat): string {
  const query = teamQuery(team);
  if (since !== usualSince) query.set('since', since);
  const text = query.toString();
  return `/report${format === undefined ? '' : `/${format}`}${text === '' ? '' : `?${text}`}`;
}

/** The command that writes the same report; undefined where the command line has no word for what is asked. */
export function reportCommand(team: TeamAsked, since: string): string | undefined {
  if (team.text !== undefined || team.path !== undefined) return undefined;
  const options = [
    ['--since', since],
    ...(team.view ? [['--view', team.view.name]] : []),
    ...team.lists.map((list) => ['--list', list]),
    ...team.people.map((person) => ['--person', person]),
    ...(team.people.length > 0 && team.role === 'any' ? [['--as', 'any']] : []),
    ...team.labels.map((label) => ['--label', label]),
  ];
  return ['bin/loreview report', ...options.map((option) => option.map(quoted).join(' '))].join(' ');
}

/** A word for a shell: in quotes, where it is more than letters and digits. */
function quoted(word: string): string {
  return /^[\w.@:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
