import { setTimeout as pause } from 'node:timers/promises';
import cacache from 'cacache';
import PQueue from 'p-queue';
import pRetry, { AbortError } from 'p-retry';
import { Agent, request } from 'undici';
import type { MessageId } from '../mail/index';
import { readAnswer, type Pace } from './answer';
import { archivedMails, type ArchivedMail } from './archivedMails';
import { ArchiveFailure } from './failure';
import { whyUnreachable } from './unreachable';

export interface ArchiveConfig {
  /** The archive and its mirrors, in order: "https://lore.kernel.org". Nothing else is ever contacted. */
  readonly origins: readonly string[];
  /** Program version, told in the User-Agent. */
  readonly version: string;
  /** How the operator can be reached (an address or URL), told in the User-Agent. */
  readonly contact: string | undefined;
  /** Milliseconds from the end of one request to the start of the next; 1,000 by default. */
  readonly spacing?: number;
  /** Folder for answers, which are used again for `cacheFor` milliseconds (10 minutes by default). */
  readonly cache?: string;
  readonly cacheFor?: number;
  /** How often a request that failed in passing is made in all; 4 by default. */
  readonly tries?: number;
  /** First wait before trying again, in milliseconds, doubled each time; 2,000 by default. */
  readonly backOff?: number;
  /** How long an answer may take; `usualPace` by default. */
  readonly pace?: Pace;
  readonly signal?: AbortSignal;
}

/** A public-inbox read over HTTP, one request at a time. */
export interface Archive {
  /**
   * The whole thread of a mail as the archive knows it.
   *
   * @param list Asked when the archive has no /all/ or does not find the mail there.
   * @throws {ArchiveFailure}
   */
  thread(messageId: MessageId, list?: string): Promise<readonly ArchivedMail[]>;
  /**
   * Every mail of every thread with a hit, for a query in public-inbox's search language. No hits: an empty
   * list. The query is the caller's; values from mail must have been through `searchPhrase`.
   *
   * @throws {ArchiveFailure} 'refused' where the archive has no search.
   */
  search(query: string): Promise<readonly ArchivedMail[]>;
  /** Requests made so far, those answered by the cache left out. */
  readonly requests: number;
  close(): Promise<void>;
}

/** As liblore, kernel.org's own client, has them. */
const connectTimeout = 5_000;
const readTimeout = 30_000;
/** Asked to wait longer than this, the caller is told instead. */
const longestWait = 60_000;

/** A value from a mail made safe inside a quoted phrase of a query: a quote mark would end the phrase. */
export function searchPhrase(text: string): string {
  return `"${text.replace(/["\\\s\p{Cc}]+/gu, ' ').trim()}"`;
}

/**
 * Opens a public-inbox for reading. Manners: an honest User-Agent, one request at a time with a pause between,
 * answers cached, back-off that doubles on 429, 5xx, broken connections and cut answers, no second try on anything else, mirrors
 * only on connection errors, slow ones among them, and 5xx, no redirects, no solving of challenges. Facts: public-inbox's
 * design_www and the measured answers in docs/archive-manners.md.
 */
export function openArchive(config: ArchiveConfig): Archive {
  const { spacing = 1_000, cacheFor = 600_000, tries = 4, backOff = 2_000 } = config;
  const userAgent = `loreview/${config.version}${config.contact ? ` (+${config.contact})` : ''}`;
  const agent = new Agent({
    connect: { timeout: connectTimeout },
    headersTimeout: readTimeout,
    bodyTimeout: readTimeout,
  });
  const queue = new PQueue({ concurrency: 1 });
  let requests = 0;
  let lastEnd = -Infinity;

  async function ask(method: 'GET' | 'POST', path: string): Promise<readonly ArchivedMail[]> {
    const key = `${method} ${config.origins[0] ?? ''}${path}`;
    const cached = await readCache(config.cache, key, cacheFor);
    if (cached) return archivedMails(cached, urlOf(config.origins[0] ?? '', path));
    const { bytes, mails } = await queue.add(() => askOrigins(method, path));
    if (config.cache) await cacache.put(config.cache, key, bytes, { metadata: { at: Date.now() } });
    return mails;
  }

  /** Tries the origins in turn, each with back-off. A mirror is asked only when the one before could not answer. */
  async function askOrigins(method: 'GET' | 'POST', path: string): Promise<Answer> {
    let last: ArchiveFailure | undefined;
    for (const origin of config.origins) {
      try {
        return await pRetry(() => askOnce(method, origin, path), {
          retries: tries - 1,
          minTimeout: backOff,
          factor: 2,
          randomize: true,
          ...(config.signal ? { signal: config.signal } : {}),
          async onFailedAttempt({ error, retriesLeft }) {
            const wait = error instanceof ArchiveFailure ? (error.details.retryAfter ?? 0) * 1_000 : 0;
            if (wait > longestWait) throw error;
            if (retriesLeft > 0 && wait > 0) await pause(wait, undefined, { signal: config.signal });
          },
        });
      } catch (error) {
        if (!(error instanceof ArchiveFailure)) throw error;
        if (!['unreachable', 'slow', 'broken', 'busy'].includes(error.kind) || error.details.status === 429)
          throw error;
        last = error;
      }
    }
    throw last ?? new ArchiveFailure('unreachable', 'No archive is configured: set LOREVIEW_ARCHIVES.', path);
  }

  async function askOnce(method: 'GET' | 'POST', origin: string, path: string): Promise<Answer> {
    const wait = lastEnd + spacing - Date.now();
    if (wait > 0) await pause(wait, undefined, { signal: config.signal });
    requests += 1;
    const url = urlOf(origin, path);
    try {
      const response = await request(origin + path, {
        method,
        dispatcher: agent,
        headers: {
          'user-agent': userAgent,
          accept: 'application/gzip, */*;q=0.1',
          ...(method === 'POST' ? { 'content-length': '0' } : {}),
        },
        ...(method === 'POST' ? { body: '' } : {}),
        signal: config.signal ?? null,
      });
      const bytes = await readAnswer(response, url, config.pace);
      return { bytes, mails: await archivedMails(bytes, url) };
    } catch (error) {
      const failure = asFailure(error, url);
      throw failure instanceof ArchiveFailure && failure.isMomentary ? failure : new AbortError(failure);
    } finally {
      lastEnd = Date.now();
    }
  }

  return {
    async thread(messageId, list) {
      const page = `/${encodeURIComponent(messageId)}/t.mbox.gz`;
      try {
        return await ask('GET', `/all${page}`);
      } catch (error) {
        const isElsewhere =
          error instanceof ArchiveFailure && error.kind === 'not-found' && list !== undefined;
        if (!isElsewhere) throw error;
        return ask('GET', `/${encodeURIComponent(list)}${page}`);
      }
    },
    async search(query) {
      try {
        return await ask('POST', `/all/?x=m&t=1&q=${encodeURIComponent(query)}`);
      } catch (error) {
        if (error instanceof ArchiveFailure && error.kind === 'not-found') return [];
        throw error;
      }
    },
    get requests() {
      return requests;
    },
    close: () => agent.close(),
  };
}

/** An answer that was proved to be mail. */
interface Answer {
  /** As received. */
  readonly bytes: Uint8Array;
  readonly mails: readonly ArchivedMail[];
}

function urlOf(origin: string, path: string): string {
  return `${origin}${path.split('?', 1)[0] ?? ''}`;
}

async function readCache(
  folder: string | undefined,
  key: string,
  cacheFor: number,
): Promise<Uint8Array | undefined> {
  if (!folder) return undefined;
  const entry = await cacache.get.info(folder, key);
  if (!entry) return undefined;
  const at = (entry.metadata as { readonly at?: number } | undefined)?.at ?? 0;
  if (Date.now() - at < cacheFor) return (await cacache.get(folder, key)).data;
  await cacache.rm.entry(folder, key);
  await cacache.rm.content(folder, entry.integrity);
  return undefined;
}

/** Connection errors by the words a reader needs; anything that is no failure of an archive stays what it was. */
function asFailure(error: unknown, url: string): Error {
  if (error instanceof ArchiveFailure) return error;
  const reason = whyUnreachable(error);
  if (reason !== undefined)
    return new ArchiveFailure('unreachable', `${new URL(url).host} cannot be reached: ${reason}.`, url, {
      cause: error,
    });
  return error instanceof Error ? error : new Error(String(error));
}
