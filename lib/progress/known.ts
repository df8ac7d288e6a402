import { arrivedIn } from './arrived';
import type { Commit } from './commits';

/**
 * The commits that were in their tree at a moment. One of which it is not known when it came is there when it was seen or released at the
 * latest, else once it was made; so is a fix or a revert, whatever tree it is in. A release that was tagged later is left out.
 */
export function knownUntil(commits: readonly Commit[], at: Date): readonly Commit[] {
  return commits
    .filter((commit) => momentOf(commit) <= at)
    .map((commit) =>
      commit.releasedAt && commit.releasedAt > at
        ? { ...commit, release: undefined, releasedAt: undefined }
        : commit,
    );
}

function momentOf(commit: Commit): Date {
  if (commit.fixes.length + commit.reverts.length > 0) return commit.committedAt;
  const { date, between } = arrivedIn(commit);
  return date ?? between?.atLatest ?? commit.committedAt;
}
