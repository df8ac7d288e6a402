import { pool } from '../store/index';
import { answerBins, medianOf, spreadOf, type Spread } from './figures';

export interface Answers {
  readonly all: Spread;
  /** Postings that were replaced without an answer, and newest ones that have none yet. */
  readonly never: number;
  readonly waiting: number;
  /** By place in the series, the first posting first. */
  readonly byVersion: readonly {
    readonly name: string;
    readonly postings: number;
    readonly answered: number;
    /** Milliseconds. */
    readonly median: number | undefined;
  }[];
}

/** A version and the first answer to it; the times are milliseconds. */
export interface Posting {
  readonly seriesId: number;
  /** From 0. */
  readonly ordinal: number;
  readonly isNewest: boolean;
  /** Undefined while nobody has answered. */
  readonly answeredIn: number | undefined;
}

/** What was posted since a moment. */
export async function readPostings(ids: readonly number[], from: Date): Promise<readonly Posting[]> {
  const { rows } = await pool().query<{ id: number; ordinal: number; newest: boolean; took: number | null }>(
    `SELECT series_id AS id, ordinal, lead(id) OVER (PARTITION BY series_id ORDER BY ordinal) IS NULL AS newest,
       extract(epoch FROM first_answer_at - sent_at)::float8 * 1000 AS took
     FROM version WHERE series_id = ANY($1::int[]) AND sent_at >= $2`,
    [ids, from],
  );
  return rows.map(({ id, ordinal, newest, took }) => ({
    seriesId: id,
    ordinal,
    isNewest: newest,
    answeredIn: took ?? undefined,
  }));
}

/** The tenth posting and those after it are one row. */
const ordinals = [
  'first posting',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'later',
];

export function answersOf(postings: readonly Posting[]): Answers {
  const durations = (some: readonly Posting[]) => some.flatMap(({ answeredIn }) => answeredIn ?? []);
  const unanswered = postings.filter(({ answeredIn }) => answeredIn === undefined);
  return {
    all: spreadOf(durations(postings), answerBins),
    never: unanswered.filter(({ isNewest }) => !isNewest).length,
    waiting: unanswered.filter(({ isNewest }) => isNewest).length,
    byVersion: ordinals.flatMap((name, at) => {
      const some = postings.filter(({ ordinal }) => Math.min(ordinal, ordinals.length - 1) === at);
      if (some.length === 0) return [];
      const took = durations(some);
      return [{ name, postings: some.length, answered: took.length, median: medianOf(took) }];
    }),
  };
}
