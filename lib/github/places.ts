import { z } from 'zod';
import type { ForgePlace } from '../patch/index';
import { briefOf, CommitShape, type CommitBrief } from './briefs';
import type { Github, Values } from './client';
import { checksOf, type Checks } from './checks';
import { GithubFailure } from './failure';

/** What GitHub says of a thing that mail links. Dates are ISO 8601. */
export type PlaceFacts =
  /** There is none of that name, or it is not public. */
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'repository';
      /** Its name now; a renamed one is found by the old. */
      readonly name: string;
      readonly description: string;
      readonly isArchived: boolean;
      readonly branch: string;
      readonly pushedAt: string;
      /** Undefined in an empty repository. */
      readonly latest: CommitBrief | undefined;
      readonly release: ReleaseBrief | undefined;
    }
  | { readonly kind: 'branch'; readonly name: string; readonly latest: CommitBrief }
  | {
      readonly kind: 'file';
      readonly branch: string;
      readonly path: string;
      readonly isThere: boolean;
      /** The last commit that touched it, the one that took it away included. */
      readonly changed: CommitBrief | undefined;
    }
  | { readonly kind: 'commit'; readonly commit: CommitBrief }
  | {
      readonly kind: 'pull';
      readonly title: string;
      readonly state: 'open' | 'draft' | 'merged' | 'closed';
      /** When it came to that state; of an open one when it was opened. */
      readonly since: string;
      readonly checks: Checks;
    }
  | {
      readonly kind: 'issue';
      readonly title: string;
      readonly state: 'open' | 'closed';
      readonly since: string;
    }
  | { readonly kind: 'release'; readonly release: ReleaseBrief };

export interface ReleaseBrief {
  readonly tag: string;
  readonly date: string;
  readonly url: string;
}

/** Whether there is something to ask of a place: pages that are none of a repository's things are links only. */
export function canLookAt({ kind }: ForgePlace): boolean {
  return kind !== 'other';
}

/**
 * Asks what is at a place: one to five questions, each of which costs nothing of the hour's allowance (with a token) when the
 * answer is as before.
 *
 * @throws {GithubFailure} but for 'not-found', which is an answer.
 */
export async function lookAtPlace(github: Github, place: ForgePlace): Promise<PlaceFacts> {
  const [owner = '', repo = ''] = place.repository.split('/');
  try {
    return await looks[place.kind](github, { owner, repo }, place.what);
  } catch (error) {
    if (error instanceof GithubFailure && error.kind === 'not-found') return missing;
    throw error;
  }
}

type Repo = { readonly owner: string; readonly repo: string };
type Look = (github: Github, repo: Repo, what: string) => Promise<PlaceFacts>;

const missing: PlaceFacts = { kind: 'missing' };

const looks: Readonly<Record<ForgePlace['kind'], Look>> = {
  async repository(github, repo) {
    const found = await github.ask('GET /repos/{owner}/{repo}', repo, RepositoryShape);
    // A renamed repository answers by its old name, and so do its parts.
    const latest = await orNone(latestCommit(github, repo, {}));
    const release = await orNone(github.ask('GET /repos/{owner}/{repo}/releases/latest', repo, ReleaseShape));
    return {
      kind: 'repository',
      name: found.full_name,
      description: found.description ?? '',
      isArchived: found.archived ?? false,
      branch: found.default_branch,
      pushedAt: found.pushed_at ?? '',
      latest,
      release: release && releaseOf(release),
    };
  },
  async branch(github, repo, what) {
    const name = await branchIn(github, repo, what);
    const latest = await latestCommit(github, repo, { sha: name });
    return latest ? { kind: 'branch', name, latest } : missing;
  },
  async file(github, repo, what) {
    const branch = await branchIn(github, repo, what);
    const path = what.slice(branch.length + 1);
    const at: Values = branch === 'HEAD' ? {} : { ref: branch };
    const isThere = await orNone(
      github.ask('HEAD /repos/{owner}/{repo}/contents/{path}', { ...repo, ...at, path }, z.unknown()),
    );
    const changed = await orNone(
      latestCommit(github, repo, { ...(branch === 'HEAD' ? {} : { sha: branch }), path }),
    );
    return { kind: 'file', branch, path, isThere: isThere !== undefined, changed };
  },
  async commit(github, repo, what) {
    const list = await github.ask(
      'GET /repos/{owner}/{repo}/commits',
      { ...repo, sha: what, per_page: 1 },
      z.array(CommitShape),
    );
    const [commit] = list;
    return commit?.sha.startsWith(what) === true ? { kind: 'commit', commit: briefOf(commit) } : missing;
  },
  async pull(github, repo, what) {
    const pull = await github.ask(
      'GET /repos/{owner}/{repo}/pulls/{number}',
      { ...repo, number: what },
      PullShape,
    );
    const state = pull.merged_at
      ? 'merged'
      : pull.state === 'closed'
        ? 'closed'
        : pull.draft
          ? 'draft'
          : 'open';
    return {
      kind: 'pull',
      title: pull.title,
      state,
      since: pull.merged_at ?? pull.closed_at ?? pull.created_at,
      checks: await checksOf(github, repo, pull.head.sha),
    };
  },
  async issue(github, repo, what) {
    const issue = await github.ask(
      'GET /repos/{owner}/{repo}/issues/{number}',
      { ...repo, number: what },
      IssueShape,
    );
    // GitHub counts both in one, and leads from one address to the other.
    if (issue.pull_request) return looks.pull(github, repo, what);
    const { title, state, created_at, closed_at } = issue;
    return { kind: 'issue', title, state, since: closed_at ?? created_at };
  },
  async release(github, repo, what) {
    const release = await github.ask(
      'GET /repos/{owner}/{repo}/releases/tags/{tag}',
      { ...repo, tag: what },
      ReleaseShape,
    );
    return { kind: 'release', release: releaseOf(release) };
  },
  other: () => Promise.resolve(missing),
};

const RepositoryShape = z.object({
  full_name: z.string(),
  description: z.string().nullish(),
  default_branch: z.string(),
  archived: z.boolean().optional(),
  pushed_at: z.string().nullish(),
});

const ReleaseShape = z.object({
  tag_name: z.string(),
  html_url: z.string(),
  published_at: z.string().nullish(),
  created_at: z.string(),
});

const PullShape = z.object({
  title: z.string(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean().optional(),
  merged_at: z.string().nullish(),
  closed_at: z.string().nullish(),
  created_at: z.string(),
  head: z.object({ sha: z.string() }),
});

const IssueShape = z.object({
  title: z.string(),
  state: z.enum(['open', 'closed']),
  closed_at: z.string().nullish(),
  created_at: z.string(),
  pull_request: z.object({}).optional(),
});

function releaseOf({
  tag_name,
  html_url,
  published_at,
  created_at,
}: z.infer<typeof ReleaseShape>): ReleaseBrief {
  return { tag: tag_name, date: published_at ?? created_at, url: html_url };
}

/** The newest commit of a branch, or of a path on it; undefined where there is none. */
async function latestCommit(github: Github, repo: Repo, of: Values): Promise<CommitBrief | undefined> {
  const [latest] = await github.ask(
    'GET /repos/{owner}/{repo}/commits',
    { ...repo, ...of, per_page: 1 },
    z.array(CommitShape),
  );
  return latest && briefOf(latest);
}

/**
 * The branch, tag or commit that an address begins with: "dev/ring/bell.c" may be a file of "dev" or of "dev/ring", and only the
 * repository knows. The longest name that fits is it.
 */
async function branchIn(github: Github, repo: Repo, what: string): Promise<string> {
  const [first = '', ...rest] = what.split('/');
  if (rest.length === 0 || first === 'HEAD') return first;
  for (const space of ['heads', 'tags']) {
    const refs = await github.ask(
      'GET /repos/{owner}/{repo}/git/matching-refs/{ref}',
      { ...repo, ref: `${space}/${first}` },
      z.array(z.object({ ref: z.string() })),
    );
    const names = refs
      .map(({ ref }) => ref.slice(`refs/${space}/`.length))
      .filter((name) => what === name || what.startsWith(`${name}/`));
    const longest = names.reduce((best, name) => (name.length > best.length ? name : best), '');
    if (longest !== '') return longest;
  }
  if (/^[0-9a-f]{7,64}$/.test(first)) return first;
  throw new GithubFailure('not-found', `No branch of ${repo.owner}/${repo.repo} is named in "${what}".`);
}

async function orNone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GithubFailure && error.kind === 'not-found') return undefined;
    throw error;
  }
}
