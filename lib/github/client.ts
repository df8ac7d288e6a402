import { setTimeout as pause } from 'node:timers/promises';
import type { Octokit } from 'octokit';
import PQueue from 'p-queue';
import type { z } from 'zod';
import { answerIn, failureOf } from './answer';
import { GithubFailure } from './failure';
import { openFetch } from './fetch';
import { limitIn, moment, type Limit } from './limits';

export interface GithubConfig {
  /** "github.com": the host that links name. */
  readonly host: string;
  /** "https://api.github.com": where it is asked. Nothing else is ever contacted. */
  readonly api: string;
  /** Raises what may be asked in an hour from 60 to 5,000; reading what is public needs no right. */
  readonly token: string | undefined;
  /** Program version, told in the User-Agent. */
  readonly version: string;
  /** How the operator can be reached (an address or URL), told in the User-Agent. */
  readonly contact: string | undefined;
  /** Milliseconds in which an answer has to be whole; 30,000 by default. */
  readonly timeout?: number;
  /** Milliseconds that a second of waiting takes; 1,000 but in tests. */
  readonly second?: number;
}

/** An answer as it is kept, to be told only when it changed. */
export interface KeptAnswer {
  readonly etag: string;
  /** What was made use of, as JSON. */
  readonly value: unknown;
  /** Whether another page follows. */
  readonly hasNext: boolean;
}

/** Where answers are kept from one question to the next. */
export interface AnswerMemory {
  recall(question: string): Promise<KeptAnswer | undefined>;
  keep(question: string, answer: KeptAnswer): Promise<void>;
}

/** A GitHub that is asked one question at a time. */
export interface Github {
  readonly host: string;
  /**
   * @param route As GitHub's documentation has it: "GET /repos/{owner}/{repo}".
   * @param shape What is read of the answer; the rest is dropped. It may not transform.
   * @param accept Another media type than JSON.
   * @throws {GithubFailure}
   */
  ask<T>(route: string, values: Values, shape: z.ZodType<T>, accept?: string): Promise<T>;
  /** A list over all its pages, up to a number of them. */
  askPages<T>(
    route: string,
    values: Values,
    shape: z.ZodType<readonly T[]>,
    mostPages: number,
  ): Promise<readonly T[]>;
  /** What is left of what may be asked, as the answers told. */
  limits(): readonly Limit[];
  /** Requests made so far. */
  readonly requests: number;
  close(): Promise<void>;
}

export type Values = Readonly<Record<string, string | number>>;

/** Seconds. Told to wait longer than this, the caller is told instead. */
const longestWait = 5;
/** Seconds between searches, so that a minute's allowance lasts a minute: 30 with a token, 10 without (docs.github.com/rest/search). */
const searchSpacing = { withToken: 2, without: 6 };
/** In seconds, when GitHub asks to wait and does not say how long: its documentation says at least a minute. */
const leastSecondary = 60;
/** A secondary limit is one of everything. */
const everything = 'all';
/** The version of the interface these questions were written for. */
const interfaceVersion = '2022-11-28';

/**
 * Opens a GitHub for reading, by octokit with its throttling and retries. Manners: an honest User-Agent, one request at a time,
 * what did not change is not sent again (ETag), limits are kept to, also those an earlier process was told (`limits`), one more
 * try after 5xx and broken connections, no redirects to other hosts.
 */
export function openGithub(
  config: GithubConfig,
  memory: AnswerMemory,
  limits: readonly Limit[] = [],
): Github {
  const second = config.second ?? 1_000;
  const known = new Map(limits.map((limit) => [limit.resource, limit]));
  let requests = 0;
  const { fetch, close } = openFetch({ ...config, onRequest: () => (requests += 1) });
  const options: ConstructorParameters<typeof Octokit>[0] = {
    baseUrl: config.api,
    ...(config.token !== undefined && { auth: config.token }),
    userAgent: `loreview/${config.version}${config.contact ? ` (+${config.contact})` : ''}`,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    request: { fetch },
    // What limits is told by 403 and 429: that is the business of throttling.
    retry: {
      retries: 1,
      doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
      retryAfterBaseValue: second,
    },
    throttle: {
      onRateLimit: waitsAWhile,
      onSecondaryRateLimit: waitsAWhile,
      fallbackSecondaryRateRetryAfter: leastSecondary,
      retryAfterBaseValue: second,
      search: searchesApart(
        second * (config.token === undefined ? searchSpacing.without : searchSpacing.withToken),
      ),
    },
  };
  let opened: Promise<Octokit> | undefined;
  // A tenth of a second to load: only who asks waits for it.
  const octokit = () => (opened ??= import('octokit').then(({ Octokit }) => new Octokit(options)));
  const queue = new PQueue({ concurrency: 1 });

  async function ask<T>(
    route: string,
    values: Values,
    shape: z.ZodType<T>,
    accept?: string,
  ): Promise<{ value: T; hasNext: boolean }> {
    const { request } = await octokit();
    const { method, url } = request.endpoint(route, values);
    const question = `${method} ${url.slice(config.api.length)}${accept === undefined ? '' : ` ${accept}`}`;
    const resource = resourceOf(url);
    refuseWhileLimited(resource);
    const kept = await memory.recall(question);
    const before = kept && shape.safeParse(kept.value);
    try {
      const { headers, data } = await request(route, {
        ...values,
        headers: {
          'x-github-api-version': interfaceVersion,
          ...(accept !== undefined && { accept }),
          ...(before?.success === true && kept && { 'if-none-match': kept.etag }),
        },
      });
      remember(limitIn(headers, resource));
      const read = shape.safeParse(data);
      if (!read.success)
        throw new GithubFailure(
          'unreadable',
          `${config.host} answered with something else than was asked for (${question}).`,
        );
      const hasNext = /;\s*rel="next"/.test(headers.link ?? '');
      if (headers.etag !== undefined)
        await memory.keep(question, { etag: headers.etag, value: read.data, hasNext });
      return { value: read.data, hasNext };
    } catch (error) {
      const answer = answerIn(error);
      remember(answer && limitIn(answer.headers, resource));
      if (answer?.status === 304 && before?.success === true && kept)
        return { value: before.data, hasNext: kept.hasNext };
      const failure = failureOf(error, config);
      if (
        failure instanceof GithubFailure &&
        failure.kind === 'limited' &&
        failure.until &&
        !isSpent(resource)
      )
        remember({ resource: everything, most: 0, remaining: 0, resetAt: failure.until, seenAt: new Date() });
      throw failure;
    }
  }

  function remember(limit: Limit | undefined): void {
    if (limit) known.set(limit.resource, limit);
  }

  function isSpent(resource: string): boolean {
    const limit = known.get(resource);
    return limit !== undefined && limit.remaining === 0 && limit.resetAt.getTime() > Date.now();
  }

  function refuseWhileLimited(resource: string): void {
    const spent = [resource, everything].find(isSpent);
    const limit = spent === undefined ? undefined : known.get(spent);
    if (!limit) return;
    throw new GithubFailure(
      'limited',
      `${config.host} answers no more ${resource === 'search' ? 'searches' : 'questions'} before ${moment(limit.resetAt)}.`,
      limit.resetAt,
    );
  }

  return {
    host: config.host,
    ask: (route, values, shape, accept) =>
      queue.add(async () => (await ask(route, values, shape, accept)).value),
    askPages: (route, values, shape, mostPages) =>
      queue.add(async () => {
        const all = [];
        for (let page = 1; page <= mostPages; page += 1) {
          const { value, hasNext } = await ask(route, { per_page: 100, ...values, page }, shape);
          all.push(...value);
          if (!hasNext) break;
        }
        return all;
      }),
    limits: () => [...known.values()],
    get requests() {
      return requests;
    },
    close,
  };
}

function quiet(): void {
  // Failures are told where they are shown; a log would fill where there is no network.
}

/** Short waits are waited, once; of longer ones the caller is told. */
function waitsAWhile(seconds: number, _request: unknown, _octokit: unknown, tries: number): boolean {
  return seconds <= longestWait && tries === 0;
}

/** As GitHub counts: searches by themselves. */
function resourceOf(url: string): string {
  return new URL(url).pathname.includes('/search/') ? 'search' : 'core';
}

interface ThrottleOptions {
  readonly search: unknown;
}
type SearchGroup = NonNullable<ConstructorParameters<typeof Octokit>[0]>['throttle'] extends infer Throttle
  ? Throttle extends ThrottleOptions
    ? Throttle['search']
    : never
  : never;

/** Octokit's own group of searches keeps 2 seconds between two, which is too fast without a token. It asks a group no more than this. */
function searchesApart(spacing: number): SearchGroup {
  let free = 0;
  const limiter = {
    async schedule(_options: unknown, job: () => Promise<unknown>): Promise<unknown> {
      const wait = free - Date.now();
      free = Math.max(free, Date.now()) + spacing;
      if (wait > 0) await pause(wait);
      return job();
    },
  };
  return { key: () => limiter } as unknown as SearchGroup;
}
