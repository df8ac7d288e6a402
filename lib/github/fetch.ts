import { Agent, fetch as ask, type RequestInit } from 'undici';
import { GithubFailure } from './failure';

/** As for archives, in milliseconds. */
const connectTimeout = 5_000;
const answerTimeout = 30_000;
/** Bytes. The longest answer that is asked for, a page of 100 of a list, has less than a tenth of it. */
const largestAnswer = 8 * 1024 * 1024;
/** A repository that was renamed answers with its new address. */
const mostRedirects = 3;

/**
 * A fetch that octokit is given: with time limits, a limit of size, and redirects within the same server only. Answers are JSON or
 * taken for text, whatever else their header says.
 */
export function openFetch(config: {
  readonly host: string;
  readonly api: string;
  readonly timeout?: number;
  readonly onRequest: () => void;
}): { readonly fetch: typeof globalThis.fetch; readonly close: () => Promise<void> } {
  const timeout = config.timeout ?? answerTimeout;
  const agent = new Agent({ connect: { timeout: Math.min(connectTimeout, timeout) } });
  const origin = new URL(config.api).origin;

  async function once(url: string, init: RequestInit): Promise<Response> {
    let at = url;
    for (let redirects = 0; ; redirects += 1) {
      config.onRequest();
      const answer = await ask(at, {
        ...init,
        dispatcher: agent,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeout),
      });
      const elsewhere = [301, 302, 307, 308].includes(answer.status) ? answer.headers.get('location') : null;
      if (elsewhere === null) {
        const headers = new Headers([...answer.headers]);
        headers.set(
          'content-type',
          /\bjson\b/i.test(headers.get('content-type') ?? '') ? 'application/json' : 'text/plain',
        );
        // An answer is inflated by now.
        headers.delete('content-encoding');
        const isEmpty = [204, 205, 304].includes(answer.status);
        return new Response(isEmpty ? null : await bodyOf(answer.body), { status: answer.status, headers });
      }
      await answer.body?.cancel();
      at = new URL(elsewhere, at).href;
      if (new URL(at).origin !== origin || redirects === mostRedirects)
        throw new GithubFailure(
          'unreadable',
          `${config.host} redirects elsewhere (${answer.status}); only redirects within it are followed.`,
        );
    }
  }

  async function bodyOf(body: AsyncIterable<Uint8Array> | null): Promise<Uint8Array<ArrayBuffer>> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body ?? []) {
      size += chunk.length;
      if (size > largestAnswer)
        throw new GithubFailure(
          'unreadable',
          `The answer of ${config.host} is larger than ${largestAnswer / 1048576} MB.`,
        );
      chunks.push(chunk);
    }
    return new Uint8Array(Buffer.concat(chunks));
  }

  return {
    fetch: ((url: string, init: RequestInit) => once(url, init)) as unknown as typeof globalThis.fetch,
    close: () => agent.close(),
  };
}
