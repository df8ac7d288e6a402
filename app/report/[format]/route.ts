import { composeReport, findReport, type ReportFormat } from '../../../lib/query/index';
import { viewsNamed } from '../../parts/desk';
import { originOf } from '../../parts/origin';
import { present } from '../../parts/present';
import { noSuchView } from '../../parts/progress-params';
import { reportAsked, reportFormat } from '../../parts/report-params';
import { wordsOf } from '../../parts/words-of';

const types: Readonly<Record<ReportFormat, string>> = {
  text: 'text/plain',
  markdown: 'text/markdown',
  html: 'text/html',
};

/** The report of the page above in a format of its own. */
export async function GET(request: Request, { params }: RouteContext<'/report/[format]'>): Promise<Response> {
  const format = reportFormat((await params).format);
  if (!format) return new Response('A report is text, markdown or html.\n', { status: 404 });
  const at = present();
  const origin = originOf(request.headers);
  const words = wordsOf(new URL(request.url).searchParams);
  const views = await viewsNamed(words, request.headers);
  if (!views) return new Response(`${noSuchView}\n`, { status: 404 });
  const read = reportAsked(words, at.now, views);
  if ('why' in read) return new Response(`${read.why}\n`, { status: 400 });
  const report = await findReport(read.asked, at, (slug) => `${origin}/series/${slug}`);
  const text = composeReport(report, format);
  return new Response(
    format === 'html'
      ? `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Report</title>\n${text}`
      : text,
    { headers: { 'content-type': `${types[format]}; charset=utf-8`, 'cache-control': 'no-store' } },
  );
}
