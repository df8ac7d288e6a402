/** How much of one kind may still be asked. */
export interface Limit {
  /** "core" or "search", as GitHub counts. */
  readonly resource: string;
  /** In one period: an hour, of searches a minute. 0: not told. */
  readonly most: number;
  readonly remaining: number;
  /** When the count begins anew. */
  readonly resetAt: Date;
  readonly seenAt: Date;
}

type Headers = Readonly<Record<string, string | number | undefined>>;

/** The limit that an answer's headers tell (docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api); undefined when they tell none. */
export function limitIn(headers: Headers, resource: string): Limit | undefined {
  const [most, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
    wholeNumber(headers[`x-ratelimit-${name}`]),
  );
  if (most === undefined || remaining === undefined || reset === undefined) return undefined;
  const named = headers['x-ratelimit-resource'];
  return {
    resource: typeof named === 'string' && /^[a-z_]{1,40}$/.test(named) ? named : resource,
    most,
    remaining,
    resetAt: new Date(reset * 1_000),
    seenAt: new Date(),
  };
}

/** Seconds to wait that an answer asks for (RFC 9110 section 10.2.3); undefined when it does not. */
export function retryAfterIn(headers: Headers): number | undefined {
  return wholeNumber(headers['retry-after']);
}

/** "2026-11-26 04:59 UTC", for a sentence. */
export function moment(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function wholeNumber(value: string | number | undefined): number | undefined {
  return value !== undefined && /^\d{1,12}$/.test(String(value)) ? Number(value) : undefined;
}
