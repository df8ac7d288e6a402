import { z } from 'zod';
import { CommitShape, type CommitAnswer } from './briefs';
import type { Github } from './client';

/** GitHub reads no longer search, in characters, names such as "repo:" not counted. */
const longestSearch = 240;
/** Commits of one answer. A title or a Message-ID is in few; of more the newest are read. */
const mostFound = 30;

/**
 * Commits of a repository's default branch (no other is searched) whose message holds the words in a row.
 *
 * @param since Committed on that day or later.
 * @throws {GithubFailure} 'refused' when there is no such repository.
 */
export async function searchCommits(
  github: Github,
  repository: string,
  words: string,
  since: Date,
): Promise<readonly CommitAnswer[]> {
  const phrase = words
    .replace(/["\\\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, longestSearch);
  const { items } = await github.ask(
    'GET /search/commits',
    {
      q: `"${phrase}" repo:${repository} committer-date:>=${since.toISOString().slice(0, 10)}`,
      sort: 'committer-date',
      order: 'desc',
      per_page: mostFound,
    },
    z.object({ items: z.array(CommitShape) }),
  );
  return items;
}

/** The diff of a commit, as git prints it. */
export async function commitDiff(github: Github, repository: string, hash: string): Promise<string> {
  const [owner = '', repo = ''] = repository.split('/');
  return github.ask(
    'GET /repos/{owner}/{repo}/commits/{ref}',
    { owner, repo, ref: hash },
    z.string(),
    'application/vnd.github.diff',
  );
}
