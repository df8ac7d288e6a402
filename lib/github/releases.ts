import { z } from 'zod';
import { CommitShape } from './briefs';
import type { Github } from './client';

/** Linux has 900 tags after twenty years; where a page is asked for it has 100. */
const mostPages = 20;

/** The tags of a repository that name a release ("v6.13", "v6.13-rc1"), oldest first by number. */
export async function releaseTags(github: Github, repository: string): Promise<readonly string[]> {
  const [owner = '', repo = ''] = repository.split('/');
  const refs = await github.askPages(
    'GET /repos/{owner}/{repo}/git/matching-refs/{ref}',
    { owner, repo, ref: 'tags/v' },
    z.array(z.object({ ref: z.string() })),
    mostPages,
  );
  return inOrder(refs.map(({ ref }) => ref.replace(/^refs\/tags\//, '')));
}

/**
 * Releases by number, and candidates only once there is no final one of that number: what is in v6.13-rc1 is in v6.13. Releases of
 * stable branches ("v6.12.3") are left out, for they do not follow one another in one line of history.
 */
export function inOrder(tags: readonly string[]): readonly string[] {
  const known = new Set(tags);
  return tags
    .flatMap((tag) => {
      const [, major, minor, candidate] = /^v(\d{1,3})\.(\d{1,4})(?:-rc(\d{1,3}))?$/.exec(tag) ?? [];
      if (major === undefined || (candidate !== undefined && known.has(`v${major}.${minor ?? ''}`)))
        return [];
      return [{ tag, order: [Number(major), Number(minor), Number(candidate ?? Infinity)] as const }];
    })
    .sort(({ order: a }, { order: b }) => a[0] - b[0] || a[1] - b[1] || (a[2] === b[2] ? 0 : a[2] - b[2]))
    .map(({ tag }) => tag);
}

/**
 * The first of these releases that contains a commit; undefined while none does. What is in one is in all after it, so they are
 * asked about from the newest back, in steps that double, and then by halves: a fresh commit costs one question, one of the last
 * release two, one of ten years ago a dozen.
 *
 * @param near The release another commit of the same series is in, which it most likely is in too.
 */
export async function firstRelease(
  github: Github,
  repository: string,
  hash: string,
  releases: readonly string[],
  near?: string,
): Promise<string | undefined> {
  const [owner = '', repo = ''] = repository.split('/');
  const isIn = async (at: number): Promise<boolean> => {
    // Behind a release or the same: nothing in it that the release has not. The second page holds no list of files.
    const { status } = await github.ask(
      'GET /repos/{owner}/{repo}/compare/{basehead}',
      { owner, repo, basehead: `${releases[at] ?? ''}...${hash}`, per_page: 1, page: 2 },
      z.object({ status: z.enum(['ahead', 'behind', 'identical', 'diverged']) }),
    );
    return status === 'behind' || status === 'identical';
  };
  // It is in `known` and not in `without`; one beyond the newest stands for "in none".
  let known = releases.length;
  let without = -1;
  const guess = near === undefined ? -1 : releases.indexOf(near);
  if (guess >= 0) {
    if (await isIn(guess)) {
      known = guess;
      if (guess > 0 && !(await isIn(guess - 1))) without = guess - 1;
    } else without = guess;
  }
  for (let step = 0; without < 0 && known > 0; step = Math.max(1, step * 2)) {
    const at = Math.max(0, known - Math.max(1, step));
    if (await isIn(at)) known = at;
    else without = at;
  }
  while (known - without > 1) {
    const middle = Math.floor((known + without) / 2);
    if (await isIn(middle)) known = middle;
    else without = middle;
  }
  return releases[known];
}

/** When the commit was made that a tag names; undefined when that is not told. */
export async function releaseDate(
  github: Github,
  repository: string,
  tag: string,
): Promise<Date | undefined> {
  const [owner = '', repo = ''] = repository.split('/');
  const [commit] = await github.ask(
    'GET /repos/{owner}/{repo}/commits',
    { owner, repo, sha: tag, per_page: 1 },
    z.array(CommitShape),
  );
  const date = new Date(commit?.commit.committer?.date ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}
