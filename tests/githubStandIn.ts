import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A commit of a repository here. Its hash is made from its message when it has none. */
export interface StandInCommit {
  readonly message: string;
  readonly hash?: string;
  readonly author?: string;
  readonly committer?: string;
  /** ISO 8601. */
  readonly date?: string;
  /** As `git show` has it; told where a diff is asked for. */
  readonly diff?: string;
  /** Paths it touches; one with "-" in front it takes away. */
  readonly files?: readonly string[];
}

export interface StandInRepository {
  readonly description?: string;
  readonly archived?: boolean;
  /** The first is the default branch; commits oldest first. */
  readonly branches: Readonly<Record<string, readonly StandInCommit[]>>;
  /** Tag of the default branch, with the number of its commits that it contains. */
  readonly tags?: Readonly<Record<string, number>>;
  readonly releases?: readonly { readonly tag: string; readonly date: string }[];
  readonly pulls?: Readonly<
    Record<
      string,
      {
        readonly title: string;
        readonly state: 'open' | 'closed';
        readonly merged?: string;
        readonly head: string;
      }
    >
  >;
  readonly issues?: Readonly<Record<string, { readonly title: string; readonly state: 'open' | 'closed' }>>;
  /** By hash: name of a check, and its conclusion; '' is still running. */
  readonly checks?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Something else than an answer, for one request. */
export type Fault =
  | { readonly kind: 'cut' }
  | { readonly kind: 'slow'; readonly ms: number }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    };

export interface GithubStandIn {
  readonly api: string;
  readonly repositories: Record<string, StandInRepository>;
  /** What was asked, in order: "GET /repos/a/b?per_page=1", and the status it was answered with. */
  readonly asked: {
    readonly what: string;
    readonly status: number;
    readonly headers: IncomingMessage['headers'];
  }[];
  /** Faults for the next requests, one each. */
  readonly faults: Fault[];
  /** How many more may be asked before 403, by resource. */
  readonly remaining: Record<'core' | 'search', number>;
  /** Seconds since 1970 at which the count begins anew. */
  reset: number;
  stop(): Promise<void>;
}

const limits = { core: 60, search: 10 } as const;
const documentation = 'https://docs.github.com/rest';

/**
 * GitHub's REST interface on loopback, as docs.github.com/rest tells it, as far as Loreview asks: repositories, branches, contents,
 * commits, pulls, issues, checks, releases, tags, compare, search of commits; pages with Link headers, ETag and 304, rate limits in
 * headers, errors in JSON with their documentation.
 */
export async function startGithub(
  repositories: Record<string, StandInRepository>,
  { port = 0, prefix = '' }: { readonly port?: number; readonly prefix?: string } = {},
): Promise<GithubStandIn> {
  const state = {
    repositories,
    asked: [] as GithubStandIn['asked'],
    faults: [] as Fault[],
    remaining: { ...limits } as Record<'core' | 'search', number>,
    reset: Math.floor(Date.now() / 1_000) + 3_600,
  };
  const server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
    const what = `${request.method ?? ''} ${url.pathname.slice(prefix.length)}${url.search}`;
    const tell = (status: number, headers: Record<string, string>, body: unknown): void => {
      state.asked.push({ what, status, headers: request.headers });
      const resource = url.pathname.includes('/search/') ? 'search' : 'core';
      response.writeHead(status, {
        'content-type': 'application/json; charset=utf-8',
        'x-ratelimit-limit': String(limits[resource]),
        'x-ratelimit-remaining': String(state.remaining[resource]),
        'x-ratelimit-reset': String(state.reset),
        'x-ratelimit-resource': resource,
        ...headers,
      });
      const isEmpty = request.method === 'HEAD' || status === 304;
      response.end(isEmpty ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
    };
    const fault = state.faults.shift();
    if (fault?.kind === 'cut') {
      state.asked.push({ what, status: 0, headers: request.headers });
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"full_');
      setTimeout(() => response.destroy(), 5);
      return;
    }
    if (fault?.kind === 'slow') {
      await new Promise((done) => setTimeout(done, fault.ms));
      // Who asked did not wait.
      if (response.destroyed) return;
    }
    if (fault?.kind === 'answer')
      return tell(fault.status, { ...fault.headers }, fault.body ?? { message: 'Fault' });
    const resource = url.pathname.includes('/search/') ? 'search' : 'core';
    if (state.remaining[resource] <= 0)
      return tell(
        403,
        {},
        {
          message: 'API rate limit exceeded for 127.0.0.1.',
          documentation_url: `${documentation}/rate-limit`,
        },
      );
    const path = url.pathname.slice(prefix.length);
    if (path === '/rate_limit') {
      const of = (resource: 'core' | 'search') => ({
        limit: limits[resource],
        remaining: state.remaining[resource],
        reset: state.reset,
      });
      return tell(200, {}, { resources: { core: of('core'), search: of('search') } });
    }
    const found = /\bgithub\.diff\b/.test(request.headers.accept ?? '')
      ? diffAt(path, state.repositories)
      : answerTo(path, url.searchParams, state.repositories);
    if ('status' in found) {
      state.remaining[resource] -= 1;
      return tell(
        found.status,
        {},
        { message: found.message, documentation_url: documentation, ...found.more },
      );
    }
    const page = pageOf(found, url);
    const etag = `W/"${createHash('sha256').update(JSON.stringify(page.body)).digest('hex')}"`;
    // With a token, what did not change is not counted.
    const isKnown = request.headers['if-none-match'] === etag;
    if (!isKnown || request.headers.authorization === undefined) state.remaining[resource] -= 1;
    const type: Record<string, string> =
      typeof page.body === 'string' ? { 'content-type': 'application/vnd.github.diff; charset=utf-8' } : {};
    return tell(isKnown ? 304 : 200, { etag, ...type, ...page.headers }, page.body);
  }

  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return Object.assign(state, {
    api: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  });
}

type Found =
  | { readonly body: unknown }
  | { readonly list: readonly unknown[]; readonly wrap?: (page: readonly unknown[]) => unknown };
type Missing = { readonly status: number; readonly message: string; readonly more?: object };

const notFound: Missing = { status: 404, message: 'Not Found' };

function answerTo(
  path: string,
  query: URLSearchParams,
  repositories: GithubStandIn['repositories'],
): Found | Missing {
  if (path === '/search/commits') return searched(query, repositories);
  const [, repos, owner, name, ...rest] = path.split('/').map(decodeURIComponent);
  const key = Object.keys(repositories).find(
    (one) => one.toLowerCase() === `${owner ?? ''}/${name ?? ''}`.toLowerCase(),
  );
  const repository = key === undefined ? undefined : repositories[key];
  if (repos !== 'repos' || !repository || key === undefined) return notFound;
  const [kind, ...of] = rest;
  const what = of.join('/');
  switch (kind) {
    case undefined:
      return {
        body: {
          full_name: key,
          description: repository.description ?? null,
          default_branch: Object.keys(repository.branches)[0] ?? 'main',
          archived: repository.archived ?? false,
          pushed_at: commitsOf(repository).at(-1)?.date ?? null,
          html_url: `https://github.com/${key}`,
        },
      };
    case 'commits':
      return commitsFound(key, repository, of, query);
    case 'contents': {
      const commits = commitsOf(repository, query.get('ref') ?? undefined);
      const last = commits?.findLast(({ files = [] }) =>
        files.some((file) => file.replace(/^-/, '') === what),
      );
      return last?.files?.includes(what) === true ? { body: { type: 'file', path: what } } : notFound;
    }
    case 'git': {
      if (of[0] !== 'matching-refs') return notFound;
      const refs = [
        ...Object.keys(repository.branches).map((one) => `refs/heads/${one}`),
        ...Object.keys(repository.tags ?? {}).map((one) => `refs/tags/${one}`),
      ];
      return {
        list: refs.filter((ref) => ref.startsWith(`refs/${of.slice(1).join('/')}`)).map((ref) => ({ ref })),
      };
    }
    case 'releases': {
      const releases = (repository.releases ?? []).map(({ tag, date }) => ({
        tag_name: tag,
        published_at: date,
        created_at: date,
        html_url: `https://github.com/${key}/releases/tag/${tag}`,
      }));
      const release =
        what === 'latest' ? releases[0] : releases.find(({ tag_name }) => what === `tags/${tag_name}`);
      return release ? { body: release } : notFound;
    }
    case 'pulls': {
      const pull = repository.pulls?.[what];
      if (!pull) return notFound;
      return {
        body: {
          title: pull.title,
          state: pull.state,
          draft: false,
          merged_at: pull.merged ?? null,
          closed_at: pull.merged ?? null,
          created_at: '2024-08-01T00:00:00Z',
          head: { sha: pull.head },
        },
      };
    }
    case 'issues': {
      const issue = repository.issues?.[what] ?? repository.pulls?.[what];
      if (!issue) return notFound;
      return {
        body: {
          title: issue.title,
          state: issue.state,
          created_at: '2024-08-01T00:00:00Z',
          closed_at: issue.state === 'closed' ? '2024-08-02T00:00:00Z' : null,
          ...(repository.pulls?.[what] ? { pull_request: {} } : {}),
        },
      };
    }
    case 'compare':
      return compared(repository, what);
    default:
      return notFound;
  }
}

function diffAt(path: string, repositories: GithubStandIn['repositories']): Found | Missing {
  const [, , owner = '', name = '', , ref = ''] = path.split('/');
  const repository = repositories[`${owner}/${name}`];
  const commit = repository && commitsOf(repository, ref)?.at(-1);
  return commit ? { body: commit.diff ?? '' } : { status: 422, message: `No commit found for SHA: ${ref}` };
}

interface HashedCommit extends StandInCommit {
  readonly sha: string;
}

/** Undefined where there is no such branch, tag or commit. */
function commitsOf(repository: StandInRepository): readonly HashedCommit[];
function commitsOf(
  repository: StandInRepository,
  ref: string | undefined,
): readonly HashedCommit[] | undefined;
function commitsOf(repository: StandInRepository, ref?: string): readonly HashedCommit[] | undefined {
  const branches = Object.entries(repository.branches).map(
    ([name, commits]) => [name, commits.map(hashed)] as const,
  );
  const main = branches[0]?.[1] ?? [];
  if (ref === undefined || ref === 'HEAD') return main;
  const branch = branches.find(([name]) => name === ref)?.[1];
  const tag = repository.tags?.[ref];
  if (branch) return branch;
  if (tag !== undefined) return main.slice(0, tag);
  if (!/^[0-9a-f]{4,40}$/.test(ref)) return undefined;
  for (const [, commits] of branches) {
    const at = commits.findIndex(({ sha }) => sha.startsWith(ref));
    if (at >= 0) return commits.slice(0, at + 1);
  }
  return undefined;
}

/** The hash a commit of the stand-in gets. */
export function hashOf(message: string): string {
  return createHash('sha1').update(message).digest('hex');
}

function hashed(commit: StandInCommit): HashedCommit {
  return { ...commit, sha: commit.hash ?? hashOf(commit.message) };
}

function told(key: string, { sha, message, author, committer, date }: HashedCommit): object {
  const at = date ?? '2024-08-01T12:00:00Z';
  return {
    sha,
    html_url: `https://github.com/${key}/commit/${sha}`,
    commit: {
      message,
      author: { name: author ?? 'Ann Author', email: 'ann@example.org', date: at },
      committer: { name: committer ?? author ?? 'Ann Author', email: 'ann@example.org', date: at },
    },
    parents: [],
  };
}

function commitsFound(
  key: string,
  repository: StandInRepository,
  [ref, part]: readonly string[],
  query: URLSearchParams,
): Found | Missing {
  if (ref === undefined) {
    const commits = commitsOf(repository, query.get('sha') ?? undefined);
    if (!commits) return { status: 404, message: 'Not Found' };
    const path = query.get('path');
    const list = commits.filter(
      ({ files = [] }) => path === null || files.some((file) => file.replace(/^-/, '') === path),
    );
    return { list: list.map((commit) => told(key, commit)).reverse() };
  }
  const checks = Object.entries(repository.checks?.[ref] ?? {});
  if (part === 'check-runs')
    return {
      list: checks.map(([name, conclusion]) => ({
        name,
        status: conclusion === '' ? 'in_progress' : 'completed',
        conclusion: conclusion === '' ? null : conclusion,
      })),
      wrap: (check_runs) => ({ total_count: checks.length, check_runs }),
    };
  if (part === 'status') return { body: { state: 'success', statuses: [] } };
  const commit = commitsOf(repository, ref)?.at(-1);
  return commit ? { body: told(key, commit) } : { status: 422, message: `No commit found for SHA: ${ref}` };
}

function compared(repository: StandInRepository, basehead: string): Found | Missing {
  const [base = '', head = ''] = basehead.split('...');
  const [behind, ahead] = [commitsOf(repository, base), commitsOf(repository, head)];
  if (!behind || !ahead) return notFound;
  const status =
    behind.length === ahead.length ? 'identical' : behind.length > ahead.length ? 'behind' : 'ahead';
  return { body: { status, ahead_by: Math.max(0, ahead.length - behind.length), commits: [], files: [] } };
}

/** Only default branches are searched; words in quotes stand in a row. */
function searched(query: URLSearchParams, repositories: GithubStandIn['repositories']): Found | Missing {
  const asked = query.get('q') ?? '';
  const [, phrase = ''] = /"([^"]*)"/.exec(asked) ?? [];
  const [, key = ''] = /\brepo:(\S+)/.exec(asked) ?? [];
  const [, since = ''] = /\bcommitter-date:>=(\S+)/.exec(asked) ?? [];
  const repository = repositories[key];
  if (!repository)
    return {
      status: 422,
      message: 'Validation Failed',
      more: {
        errors: [
          {
            message:
              'The listed users and repositories cannot be searched either because the resources do not exist or you do not have permission to view them.',
            resource: 'Search',
            field: 'q',
            code: 'invalid',
          },
        ],
      },
    };
  const words = (text: string) =>
    ` ${text
      .toLowerCase()
      .split(/[^\p{L}\p{N}_]+/u)
      .filter(Boolean)
      .join(' ')} `;
  const list = commitsOf(repository)
    .filter(({ message, date = '2024-08-01' }) => words(message).includes(words(phrase)) && date >= since)
    .map((commit) => told(key, commit))
    .reverse();
  return { list, wrap: (items) => ({ total_count: list.length, incomplete_results: false, items }) };
}

function pageOf(
  found: Found,
  url: URL,
): { readonly body: unknown; readonly headers: Record<string, string> } {
  if ('body' in found) return { body: found.body, headers: {} };
  const size = Math.min(100, Number(url.searchParams.get('per_page') ?? 30));
  const page = Number(url.searchParams.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(found.list.length / size));
  const at = (number: number) => {
    const other = new URL(url);
    other.searchParams.set('page', String(number));
    return other.href;
  };
  const links = [
    ...(page > 1 ? [`<${at(page - 1)}>; rel="prev"`, `<${at(1)}>; rel="first"`] : []),
    ...(page < last ? [`<${at(page + 1)}>; rel="next"`, `<${at(last)}>; rel="last"`] : []),
  ];
  const list = found.list.slice((page - 1) * size, page * size);
  return {
    body: found.wrap ? found.wrap(list) : list,
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}
