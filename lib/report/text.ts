import type { Report } from './report';
import { sectionsOf } from './sections';
import { byline, count, summaryOf, titleOf } from './words';

/** Columns of a line in a mail, with room to be quoted (Documentation/process/email-clients.rst asks for less than 80). */
export const columns = 72;

/** Plain text for a mail. Links stand numbered at the end, each on a line of its own, whole however long. */
export function textReport(report: Report): string {
  const links: string[] = [];
  const number = (link: string): string => `[${links.push(link)}]`;
  const title = wrapped(titleOf(report), '');
  const body = sectionsOf(report).flatMap(({ title: head, entries, left }) => [
    head,
    '-'.repeat(head.length),
    ...entries.flatMap(({ series, lines }) => [
      ...wrapped(`${series.title} ${number(series.link)}`, '  ', '* '),
      ...wrapped(byline(series), '  '),
      ...lines.flatMap((line) => wrapped(line, '    ', '  - ')),
    ]),
    ...(left > 0 ? [`  and ${count(left, 'more series', 'more series')}`] : []),
    '',
  ]);
  return [
    ...title,
    '='.repeat(Math.max(0, ...title.map((line) => line.length))),
    '',
    ...wrapped(summaryOf(report), ''),
    '',
    ...body,
    ...links.map((link, index) => `[${index + 1}] ${link}`),
    ...(links.length > 0 ? [''] : []),
  ].join('\n');
}

/** Lines of at most so many columns, the first with its own beginning; a word that is longer is cut. */
function wrapped(text: string, indent: string, first = indent): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const begin = (): string => (lines.length === 0 ? first : indent);
  for (const word of plain(text).split(' ').filter(Boolean)) {
    for (let rest = word; rest !== '';) {
      const room = columns - begin().length;
      if (line !== '' && line.length + 1 + rest.length > room) {
        lines.push(begin() + line);
        line = '';
        continue;
      }
      const piece = rest.slice(0, room);
      line = line === '' ? piece : `${line} ${piece}`;
      rest = rest.slice(piece.length);
    }
  }
  return line === '' ? lines : [...lines, begin() + line];
}

/** What comes from mail stands on the lines of the report and moves no cursor. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}
