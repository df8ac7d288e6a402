import { setTimeout as pause } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { importInstead, pageForBrowsers } from './archivedMails';
import { ArchiveFailure } from './failure';
import { isGzip } from './gunzip';

/** 100,000 mails of a list are 240 MB compressed; a thread beyond a quarter of that is no thread. */
const largestAnswer = 64 * 1024 * 1024;

/** How long an answer may take: other pulls wait until it is over. */
export interface Pace {
  /** Milliseconds after which its speed counts: a server takes some to begin with a large thread. */
  readonly grace: number;
  /** Bytes in a second that must come on average, from its beginning. */
  readonly slowest: number;
  /** Milliseconds after which it must have ended. */
  readonly longest: number;
}

/**
 * A thread of 1,000 mails is 3 MB of gzip: the slowest lines that people work over (a telephone's of 64 kbit/s) bring
 * it in six minutes, at 8 KB a second. Half of that is a line that hardly lives. The largest answer, 64 MB, takes a
 * quarter of an hour at 73 KB a second.
 */
export const usualPace: Pace = { grace: 60_000, slowest: 4_096, longest: 15 * 60_000 };

/** Milliseconds that the page which comes with a refusal is let pass by, so that its connection can be used again. */
const refusalTakes = 2_000;

/**
 * Reads an answer that should be gzip, or says what came in its place.
 *
 * @throws {ArchiveFailure} for any other answer, and 'slow' for one that does not keep the pace.
 */
export async function readAnswer(
  response: Dispatcher.ResponseData,
  url: string,
  pace: Pace = usualPace,
): Promise<Uint8Array> {
  const { statusCode: status, headers } = response;
  const host = new URL(url).host;
  const type = String(headers['content-type'] ?? '');
  if (status !== 200) {
    await letPass(response.body);
    throw statusFailure(status, host, url, retryAfterSeconds(headers['retry-after']));
  }
  const bytes = await collect(response.body, url, pace);
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

/**
 * Archives are away for hours, at a move of machines for a day. A header that asks for longer is a mistake (a date of another
 * year, milliseconds for seconds), and one request a day is no burden.
 */
const longestAsked = 24 * 3600;

/** The three forms of a date that HTTP has (RFC 9110 section 5.6.7); the last names no zone and means UTC. */
const httpDate = /^(?:[A-Z][a-z]{2,8}, .{6,40} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4})$/;

/**
 * Retry-After in seconds (RFC 9110 section 10.2.3), a day at most: a number, or a date, then counted from now. Undefined for
 * what is neither.
 */
export function retryAfterSeconds(
  header: string | string[] | undefined,
  now = Date.now(),
): number | undefined {
  const text = (Array.isArray(header) ? header[0] : header)?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text), longestAsked);
  if (!httpDate.test(text)) return undefined;
  const date = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(date)
    ? undefined
    : Math.min(Math.max(0, Math.round((date - now) / 1_000)), longestAsked);
}

async function letPass(body: Dispatcher.ResponseData['body']): Promise<void> {
  const isOver = await Promise.race([
    body.dump().then(() => true),
    pause(refusalTakes, false, { ref: false }),
  ]);
  if (!isOver) body.destroy();
}

async function collect(body: AsyncIterable<Uint8Array>, url: string, pace: Pace): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const began = performance.now();
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    const took = performance.now() - began;
    if (took > pace.longest || (took > pace.grace && size < (took / 1_000) * pace.slowest))
      throw new ArchiveFailure(
        'slow',
        `${new URL(url).host} answers too slowly: ${Math.ceil(size / 1_024)} KB in ${Math.round(took / 1_000)} seconds, and no end.`,
        url,
      );
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
