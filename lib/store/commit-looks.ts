import type { Arrival } from '../progress/index';
import { cleanJson } from '../rows/index';
import { askForSeries, changing } from './commits';
import { inTransaction, pool } from './database';
import { arrivalIn, type HeldArrival } from './held-arrival';

export interface LookedFor {
  readonly hash: string;
  readonly committedAt: Date;
}

/** Commits a series asks about that were not looked at yet, at most so many. */
export async function wantedCommits(tree: number, limit: number): Promise<readonly LookedFor[]> {
  const { rows } = await pool().query<LookedFor>(
    `SELECT hash, committed_at AS "committedAt" FROM tree_commit
     WHERE tree_id = $1 AND wanted AND looked_at IS NULL ORDER BY id LIMIT $2`,
    [tree, limit],
  );
  return rows;
}

/** What is known of commits in a clone that lacked older ones is looked for again. */
export async function lookAgainAtCut(tree: number): Promise<void> {
  await pool().query(
    `UPDATE tree_commit SET looked_at = NULL, arrival = NULL WHERE tree_id = $1 AND arrival->>'isWhole' = 'false'`,
    [tree],
  );
}

/** Commits of a tree that series ask about and that came by a merge, looked at since a change. */
export async function mergedSince(
  tree: number,
  change: string,
): Promise<readonly (LookedFor & { readonly arrival: Arrival })[]> {
  const { rows } = await pool().query<LookedFor & { arrival: HeldArrival }>(
    `SELECT hash, committed_at AS "committedAt", arrival FROM tree_commit
     WHERE tree_id = $1 AND change > $2 AND wanted AND arrival->>'by' <> hash ORDER BY id`,
    [tree, change],
  );
  return rows.map((row) => ({ ...row, arrival: arrivalIn(row.arrival) }));
}

/** True when something is to be looked at in a tree that is read from a clone. */
export async function wantsCommits(): Promise<boolean> {
  const { rows } = await pool().query<{ wants: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM tree_commit JOIN tree ON tree.id = tree_id
     WHERE source = 'git' AND wanted AND looked_at IS NULL) AS wants`,
  );
  return rows[0]?.wants === true;
}

/** Commits that were looked at and are in no final release as far as is known: a new tag may tell. */
export async function unreleasedCommits(tree: number): Promise<readonly LookedFor[]> {
  const { rows } = await pool().query<LookedFor>(
    `SELECT hash, committed_at AS "committedAt" FROM tree_commit
     WHERE tree_id = $1 AND looked_at IS NOT NULL AND (release IS NULL OR release LIKE '%-rc%') ORDER BY id`,
    [tree],
  );
  return rows;
}

/** What was seen of a commit when it was looked at. */
export interface CommitLook {
  readonly hash: string;
  readonly release: string | undefined;
  readonly releasedAt: Date | undefined;
  readonly diff: string | undefined;
  readonly arrival?: Arrival | undefined;
  readonly reporters?: readonly string[] | undefined;
}

/**
 * Puts down what was seen; series are asked for again where it is news. A diff that is known stays, and how a commit came: branches are
 * made anew, tags are thrown away.
 */
export async function storeLooks(tree: number, looks: readonly CommitLook[]): Promise<void> {
  await inTransaction(async (client) => {
    await changing(client);
    const { rows } = await client.query<{ id: number }>(
      `UPDATE tree_commit AS held SET release = look.release, released_at = look.released_at, diff = COALESCE(look.diff, held.diff), looked_at = now(),
         reporters = COALESCE(look.reporters, held.reporters),
         arrival = ${arrivalNow}, change = nextval(pg_get_serial_sequence('tree_commit', 'change'))
       FROM json_to_recordset($2) AS look(hash text, release text, released_at timestamptz, diff text, arrival jsonb, reporters text[])
       WHERE tree_id = $1 AND held.hash = look.hash AND (looked_at IS NULL
         OR (held.release, held.diff, held.arrival) IS DISTINCT FROM (look.release, COALESCE(look.diff, held.diff), ${arrivalNow}))
       RETURNING held.id`,
      [
        tree,
        cleanJson(
          looks.map(({ hash, release, releasedAt, diff, arrival, reporters }) => ({
            hash,
            release: release ?? null,
            released_at: releasedAt ?? null,
            diff: diff ?? null,
            arrival: arrival ?? null,
            reporters: reporters ?? null,
          })),
        ),
      ],
    );
    await askForSeries(
      client,
      rows.map(({ id }) => id),
    );
  });
}

/** The first that was told stays; the day is filled in when a tag tells it later. */
const arrivalNow = 'COALESCE(look.arrival || held.arrival, held.arrival, look.arrival)';
