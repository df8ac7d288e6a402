import { composeReport, findReport, type ReportFormat } from '../../../lib/query/index';
import { originOf } from '../../parts/origin';
import { present } from '../../parts/present';
import { reportAsked, reportFormat } from '../../parts/report-params';

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
  const asked = reportAsked(Object.fromEntries(new URL(request.url).searchParams), at.now);
  const report = await findReport(asked, at, (slug) => `${origin}/series/${slug}`);
  const text = composeReport(report, format);
  return new Response(
    format === 'html'
      ? `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Report</title>\n${text}`
      : text,
    { headers: { 'content-type': `${types[format]}; charset=utf-8`, 'cache-control': 'no-store' } },
  );
}
