import type { Report } from './report';
import { sectionsOf } from './sections';
import { byline, count, summaryOf, titleOf } from './words';

/** Markdown (CommonMark). What comes from mail is text there, never markup. */
export function markdownReport(report: Report): string {
  return [
    `# ${text(titleOf(report))}`,
    '',
    text(summaryOf(report)),
    '',
    ...sectionsOf(report).flatMap(({ title, entries, left }) => [
      `## ${text(title)}`,
      '',
      ...entries.flatMap(({ series, lines }) => [
        `- [${text(series.title)}](<${address(series.link)}>), ${text(byline(series))}`,
        ...lines.map((line) => `  - ${text(line)}`),
      ]),
      ...(left > 0 ? [`- and ${count(left, 'more series', 'more series')}`] : []),
      '',
    ]),
  ].join('\n');
}

/** Punctuation that could begin markup is escaped (CommonMark 2.4); line breaks are blanks. */
function text(words: string): string {
  return words
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~!&@$]/g, '\\$&')
    .replace(/^([-+]|\d{1,9}[.)])(?= )/, (mark) =>
      /^\d/.test(mark) ? mark.replace(/[.)]$/, '\\$&') : `\\${mark}`,
    );
}

function address(link: string): string {
  return link.replace(/[<>\\\s]/g, encodeURIComponent);
}
