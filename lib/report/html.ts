import type { Report } from './report';
import { sectionsOf } from './sections';
import { byline, count, summaryOf, titleOf } from './words';

/** A piece of HTML to be pasted into a mail: headings, lists and links alone, no style. */
export function htmlReport(report: Report): string {
  return [
    `<h1>${text(titleOf(report))}</h1>`,
    `<p>${text(summaryOf(report))}</p>`,
    ...sectionsOf(report).flatMap(({ title, entries, left }) => [
      `<h2>${text(title)}</h2>`,
      '<ul>',
      ...entries.map(({ series, lines }) => {
        const told = lines.map((line) => `<li>${text(line)}</li>`).join('');
        return `<li><a href="${text(series.link)}">${text(series.title)}</a>, ${text(byline(series))}${told === '' ? '' : `<ul>${told}</ul>`}</li>`;
      }),
      ...(left > 0 ? [`<li>and ${count(left, 'more series', 'more series')}</li>`] : []),
      '</ul>',
    ]),
    '',
  ].join('\n');
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function text(words: string): string {
  return words.replace(/[\p{Cc}\s]+/gu, ' ').replace(/[&<>"']/g, (sign) => escapes[sign] ?? '');
}
