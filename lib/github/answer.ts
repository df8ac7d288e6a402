import type { RequestError } from 'octokit';
import { whyUnreachable } from '../inbox/index';
import { GithubFailure } from './failure';
import { limitIn, moment, retryAfterIn } from './limits';

/** In seconds, when GitHub asks to wait and does not say how long: its documentation says at least a minute. */
const leastWait = 60;
/** Of what GitHub says of a refusal so much is told on, in characters. */
const longestReason = 200;

export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

/** The answer that an error of octokit tells of; undefined when there was none, or the error is another. */
export function answerIn(error: unknown): ErrorAnswer | undefined {
  return isRequestError(error) && error.response
    ? { status: error.status, headers: error.response.headers }
    : undefined;
}

/** By its name, so that octokit need not be loaded to tell. */
function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && error.name === 'HttpError' && 'status' in error;
}

/** What went wrong, by the words a reader needs; an error that is none of GitHub's stays what it was. */
export function failureOf(
  error: unknown,
  { host, token }: { readonly host: string; readonly token: string | undefined },
): Error {
  if (error instanceof GithubFailure) return error;
  // Octokit wraps what its fetch throws.
  if (error instanceof Error && error.cause instanceof GithubFailure) return error.cause;
  if (!isRequestError(error)) return error instanceof Error ? error : new Error(String(error));
  const answer = answerIn(error);
  if (!answer) {
    const why = whyUnreachable(error);
    return new GithubFailure(
      'unreachable',
      `${host} cannot be reached: ${why ?? error.message}.`,
      undefined,
      error,
    );
  }
  const { status } = answer;
  const reason = error.message.replace(/ - https?:\/\/\S+$/, '').slice(0, longestReason);
  const until = limitedUntil(answer, error.message);
  if (until)
    return new GithubFailure(
      'limited',
      `${host} allows no more questions before ${moment(until)}${token === undefined ? '; with GITHUB_TOKEN set it allows more' : ''}.`,
      until,
      error,
    );
  if ([404, 409, 410, 451].includes(status))
    return new GithubFailure(
      'not-found',
      `${host} has no such thing, or not for us (${status}).`,
      undefined,
      error,
    );
  if (status === 401)
    return new GithubFailure('refused', `${host} does not accept GITHUB_TOKEN (401).`, undefined, error);
  if (status >= 500)
    return new GithubFailure('broken', `${host} failed to answer (${status}).`, undefined, error);
  return new GithubFailure('refused', `${host} refuses to answer (${status}: ${reason}).`, undefined, error);
}

/** When a limit ends: the primary one at its reset, a secondary one as it says, or after a minute. */
function limitedUntil({ status, headers }: ErrorAnswer, message: string): Date | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const wait = retryAfterIn(headers);
  if (wait !== undefined) return inSeconds(wait);
  const limit = limitIn(headers, '');
  if (limit?.remaining === 0)
    return limit.resetAt.getTime() > Date.now() ? limit.resetAt : inSeconds(leastWait);
  return status === 429 || /\b(?:secondary rate|abuse detection|rate limit)\b/i.test(message)
    ? inSeconds(leastWait)
    : undefined;
}

function inSeconds(seconds: number): Date {
  return new Date(Date.now() + seconds * 1_000);
}
