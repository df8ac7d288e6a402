import type { MessageId } from '../mail/index';
import type { Step } from '../progress/index';
import type { Lineage, Repost } from '../series/index';
import { pool } from './database';

/** A patch of the newest version, with all it may be found by. */
export interface PatchAsked {
  /** Index in the lineages of the series. */
  readonly row: number;
  /** The newest first; those that others gave it last. */
  readonly titles: readonly string[];
  /** Its postings, the newest first; then where others posted it again. */
  readonly mails: readonly MessageId[];
}

/** What is to be found of a series in trees that are searched. */
export interface LandingAsked {
  readonly seriesId: number;
  readonly stage: string;
  /** No commit is older than the first mail. */
  readonly since: Date;
  readonly patches: readonly PatchAsked[];
  /** The keys under which commits bear on it. */
  readonly keys: ReadonlySet<string>;
  /** By tree: the commits its patches became, as far as is known. */
  readonly found: ReadonlyMap<string, readonly { readonly row: number; readonly commit: string }[]>;
}

/** Undefined when there is no series of that name. */
export async function landingAsked(slug: string): Promise<LandingAsked | undefined> {
  const { rows } = await pool().query<{
    id: number;
    stage: string;
    first_at: Date | null;
    lineages: readonly Lineage[];
    reposts: readonly Repost[];
    progress: { readonly steps: readonly Step[] };
    keys: string[] | null;
    postings: readonly { at: number; number: number; mail: string | null; title: string | null }[] | null;
  }>(
    `SELECT id, stage, first_at, lineages, reposts, progress,
       (SELECT array_agg(key) FROM series_commit_key WHERE series_id = series.id) AS keys,
       (SELECT json_agg(json_build_object('at', ordinal, 'number', number, 'mail', message_id, 'title', patch.title))
        FROM version JOIN patch ON version_id = version.id WHERE version.series_id = series.id) AS postings
     FROM series WHERE slug = $1`,
    [slug],
  );
  const [series] = rows;
  if (!series) return undefined;
  const postings = series.postings ?? [];
  const patches = series.lineages.flatMap(({ cells, title }, row): PatchAsked[] => {
    if ((cells.at(-1) ?? undefined) === undefined) return [];
    const own = cells
      .map((number, at) => postings.find((one) => one.at === at && one.number === number))
      .filter((one) => one !== undefined)
      .reverse();
    const mails = own.flatMap(({ mail }) => mail ?? []);
    const reposts = series.reposts.filter(({ of, tree }) => mails.includes(of) && tree === '');
    return [
      {
        row,
        titles: [
          ...new Set([...own.flatMap((one) => one.title ?? []), title, ...reposts.map((one) => one.title)]),
        ],
        mails: [...new Set([...mails, ...reposts.map(({ mail }) => mail)])] as MessageId[],
      },
    ];
  });
  return {
    seriesId: series.id,
    stage: series.stage,
    since: series.first_at ?? new Date(0),
    patches,
    keys: new Set(series.keys),
    found: byTree(series.progress.steps),
  };
}

function byTree(steps: readonly Step[]): LandingAsked['found'] {
  const found = new Map<string, { row: number; commit: string }[]>();
  for (const { kind, where, commits } of steps) {
    if (where === undefined || kind === 'released' || kind === 'fixed' || kind === 'reverted') continue;
    if (commits.length > 0) found.set(where, [...(found.get(where) ?? []), ...commits]);
  }
  return found;
}

/** Of some commits of a tree: the release they are in, as far as is known. Commits that are not held are absent. */
export async function heldReleases(
  tree: number,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const { rows } = await pool().query<{ hash: string; release: string | null }>(
    'SELECT hash, release FROM tree_commit WHERE tree_id = $1 AND hash = ANY($2::text[])',
    [tree, hashes],
  );
  return new Map(rows.map((row) => [row.hash, row.release ?? undefined]));
}
