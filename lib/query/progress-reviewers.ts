import { pool } from '../store/index';

/** One who reviews another's series. */
export interface ReviewerPair {
  readonly reviewer: string;
  readonly author: string;
  /** Series in which the one said something of the other's work. */
  readonly series: number;
  readonly remarks: number;
  readonly tags: number;
}

/** Who reviews whom. */
export interface Reviewing {
  /** Most series first; cut when there are very many. */
  readonly pairs: readonly ReviewerPair[];
  readonly found: number;
  /** Those with most series, for the drawing. */
  readonly reviewers: readonly string[];
  readonly authors: readonly string[];
}

const mostPairs = 500;
/** A drawing with more rows or columns than this is not read any more. */
const drawn = 12;

/** Who said something of whose series, of those that somebody spoke of since a moment. Programs are nobody. */
export async function readReviewers(ids: readonly number[], from: Date): Promise<Reviewing> {
  const { rows } = await pool().query<ReviewerPair & { found: number }>(
    `SELECT min(part.name) AS reviewer, min(coalesce(nullif(author_name, ''), author_key)) AS author, count(*)::int AS series,
       sum(part.remarks)::int AS remarks, sum(part.tags)::int AS tags, (count(*) OVER ())::int AS found
     FROM series_part AS part JOIN series ON series.id = part.series_id
     WHERE part.series_id = ANY($1::int[]) AND last_word_at >= $2 AND NOT part.is_author AND (part.remarks > 0 OR part.tags > 0)
     GROUP BY part.person, author_key ORDER BY 3 DESC, 4 DESC, 1, 2 LIMIT ${mostPairs}`,
    [ids, from],
  );
  const authors = most(rows, ({ author }) => author);
  return {
    pairs: rows.map(({ found: _, ...pair }) => pair),
    found: rows[0]?.found ?? 0,
    // Of those drawn as columns, so that no row is empty.
    reviewers: most(
      rows.filter(({ author }) => authors.includes(author)),
      ({ reviewer }) => reviewer,
    ),
    authors,
  };
}

function most(pairs: readonly ReviewerPair[], nameOf: (pair: ReviewerPair) => string): readonly string[] {
  const counts = new Map<string, number>();
  for (const pair of pairs) counts.set(nameOf(pair), (counts.get(nameOf(pair)) ?? 0) + pair.series);
  return [...counts]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, drawn)
    .map(([name]) => name);
}
