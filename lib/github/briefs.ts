import { z } from 'zod';

/** A commit as GitHub's lists tell it (docs.github.com/rest/commits/commits); names and dates may be missing. */
export const CommitShape = z.object({
  sha: z.string().regex(/^[0-9a-f]{40,64}$/),
  html_url: z.string(),
  commit: z.object({
    message: z.string(),
    author: z.object({ name: z.string().optional(), date: z.string().optional() }).nullish(),
    committer: z.object({ name: z.string().optional(), date: z.string().optional() }).nullish(),
  }),
});
export type CommitAnswer = z.infer<typeof CommitShape>;

/** A commit in a line. */
export interface CommitBrief {
  readonly hash: string;
  readonly title: string;
  readonly author: string;
  /** When it was committed, ISO 8601; '' when that is not told. */
  readonly date: string;
  readonly url: string;
}

/** Titles longer than this are cut, in characters. */
const longestTitle = 300;

export function briefOf({ sha, html_url, commit }: CommitAnswer): CommitBrief {
  return {
    hash: sha,
    title: (commit.message.split('\n', 1)[0] ?? '').slice(0, longestTitle),
    author: commit.author?.name ?? '',
    date: commit.committer?.date ?? commit.author?.date ?? '',
    url: html_url,
  };
}
