import { htmlReport } from './html';
import { markdownReport } from './markdown';
import type { Format, Report } from './report';
import { textReport } from './text';

const writers: Readonly<Record<Format, (report: Report) => string>> = {
  text: textReport,
  markdown: markdownReport,
  html: htmlReport,
};

/** A report as it is pasted into a mail: plain text of 72 columns, Markdown, or a piece of HTML. It ends with a line break. */
export function composeReport(report: Report, format: Format): string {
  return writers[format](report);
}
