import type { Dispatcher } from 'undici';
import { importInstead, pageForBrowsers } from './archivedMails';
import { ArchiveFailure } from './failure';
import { isGzip } from './gunzip';

/** 100,000 mails of a list are 240 MB compressed; a thread beyond a quarter of that is no thread. */
const largestAnswer = 64 * 1024 * 1024;

/** Reads an answer that should be gzip, or says what came in its place. */
export async function readAnswer(response: Dispatcher.ResponseData, url: string): Promise<Uint8Array> {
  const { statusCode: status, headers } = response;
  const host = new URL(url).host;
  const type = String(headers['content-type'] ?? '');
  if (status !== 200) {
    await response.body.dump();
    throw statusFailure(status, host, url, retryAfterSeconds(headers['retry-after']));
  }
  const bytes = await collect(response.body, url);
  if (isGzip(bytes)) return bytes;
  if (/^text\/html/i.test(type)) throw pageForBrowsers(url);
  if (bytes.length === 0)
    throw new ArchiveFailure('damaged', `${host} answered with nothing where mail was asked for.`, url, {
      status,
    });
  const what = /gzip/i.test(type)
    ? `something that it names ${type} and that is no gzip`
    : type || 'data of no named type';
  throw new ArchiveFailure('unreadable', `${host} answered with ${what} where gzip was asked for.`, url, {
    status,
  });
}

function statusFailure(
  status: number,
  host: string,
  url: string,
  retryAfter: number | undefined,
): ArchiveFailure {
  const details = retryAfter === undefined ? { status } : { status, retryAfter };
  if (status === 404 || status === 300)
    return new ArchiveFailure(
      'not-found',
      `${host} has no mail with this Message-ID. Check it; a mail sent just now takes some minutes to get there.`,
      url,
      details,
    );
  if (status === 429)
    return new ArchiveFailure('busy', `${host} asks for fewer requests (429).`, url, details);
  if (status === 503) return new ArchiveFailure('busy', `${host} is too busy to answer (503).`, url, details);
  if (status === 501) return new ArchiveFailure('refused', `${host} has no search (501).`, url, details);
  if (status >= 500)
    return new ArchiveFailure('broken', `${host} failed to answer (${status}).`, url, details);
  if (status >= 300 && status < 400) {
    return new ArchiveFailure(
      'unreadable',
      `${host} redirects elsewhere (${status}); redirects are not followed.`,
      url,
      details,
    );
  }
  return new ArchiveFailure(
    'refused',
    `${host} refuses to answer (${status}). Set LOREVIEW_CONTACT so that its operators know who asks.`,
    url,
    details,
  );
}

/** Retry-After in seconds (RFC 9110 section 10.2.3): a number, or a date, then counted from now. */
function retryAfterSeconds(header: string | string[] | undefined): number | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.round((date - Date.now()) / 1_000));
}

async function collect(body: AsyncIterable<Uint8Array>, url: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > largestAnswer) {
      throw new ArchiveFailure(
        'too-large',
        `The answer is larger than ${largestAnswer / 1048576} MB. ${importInstead}`,
        url,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
