import type { Commit } from './commits';

/** A commit of mainline that names nothing and of which nothing was looked up, for tests. */
export function commitWith(given: Partial<Commit> & Pick<Commit, 'hash' | 'title' | 'committedAt'>): Commit {
  return {
    tree: 'mainline',
    role: 'mainline',
    author: 'Ann',
    committer: 'Max',
    authoredAt: undefined,
    links: [],
    fixes: [],
    reverts: [],
    upstream: [],
    release: undefined,
    releasedAt: undefined,
    diff: undefined,
    url: undefined,
    ...given,
  };
}
