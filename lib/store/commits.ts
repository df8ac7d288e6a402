import type pg from 'pg';
import type { MessageId } from '../mail/index';
import { commitKeys, nameKeys, type Commit, type CommitsByKey, type TreeRole } from '../progress/index';
import { clean, cleanJson } from '../rows/index';
import { database, inTransaction, locks, pool } from './database';
import { arrivalIn, type HeldArrival } from './held-arrival';
import { askAgain } from './pending';

/** More commits than this that bear one title, or series that one commit bears on, are told apart by nothing ("fix typo"). */
const mostOfAKey = 200;

/** A stretch of a tree's history that is being read: to which commit, without which others, how many are stored and how many it has. */
export interface TreeGoal {
  readonly goal: string;
  readonly without: readonly string[];
  readonly done: number;
  readonly total: number;
}

/** A commit to be stored. `isLooked`: release and diff are told as far as they can be. */
export interface CommitToStore extends Omit<Commit, 'tree' | 'role' | 'arrival' | 'isRemade'> {
  readonly isLooked: boolean;
}

/**
 * Stores commits of a tree in one transaction, with how far it is read, and asks for the series they bear on to be derived again. What is held
 * already is not counted again; it takes over what is told newly of it.
 *
 * @param reading How far it is read with these.
 * @returns How many were not held before.
 */
export async function storeCommits(
  tree: number,
  commits: readonly CommitToStore[],
  reading?: TreeGoal,
): Promise<number> {
  return inTransaction(async (client) => {
    await changing(client);
    const { rows } = await client.query<{ id: number; is_new: boolean }>(
      `INSERT INTO tree_commit AS held (tree_id, ${columns})
       SELECT tree_id, ${columns} FROM json_populate_recordset(NULL::tree_commit, $1)
       ON CONFLICT (tree_id, hash) DO UPDATE SET
         release = COALESCE(excluded.release, held.release), released_at = COALESCE(excluded.released_at, held.released_at), diff = COALESCE(excluded.diff, held.diff),
         url = COALESCE(excluded.url, held.url), looked_at = COALESCE(excluded.looked_at, held.looked_at), change = excluded.change
       WHERE (held.release, held.diff, held.url) IS DISTINCT FROM
         (COALESCE(excluded.release, held.release), COALESCE(excluded.diff, held.diff), COALESCE(excluded.url, held.url))
         OR (held.looked_at IS NULL AND excluded.looked_at IS NOT NULL)
       RETURNING id, xmax = 0 AS is_new`,
      [cleanJson(commits.map((commit) => rowOf(tree, commit)))],
    );
    await askForSeries(
      client,
      rows.map(({ id }) => id),
    );
    const fresh = rows.filter((row) => row.is_new).length;
    await client.query('UPDATE tree SET commits = commits + $2 WHERE id = $1', [tree, fresh]);
    if (reading)
      await client.query('UPDATE tree SET goal = $2, without = $3, done = $4, total = $5 WHERE id = $1', [
        tree,
        reading.goal,
        reading.without,
        reading.done,
        reading.total,
      ]);
    return fresh;
  });
}

/** Of a commit, whatever tree holds it. */
const columns =
  'hash, title, author, committer, authored_at, committed_at, links, fixes, reverts, upstream, reporters, keys, release, released_at, diff, url, looked_at, seen_at';

/** Until the transaction ends nobody else changes commits, and no series is put down: what is derived misses none (`newsFor`). */
export async function changing(client: pg.PoolClient): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [locks.commits]);
}

function rowOf(tree: number, commit: CommitToStore) {
  return {
    tree_id: tree,
    hash: commit.hash,
    title: commit.title,
    author: commit.author,
    committer: commit.committer,
    authored_at: commit.authoredAt ?? null,
    committed_at: commit.committedAt,
    links: commit.links,
    fixes: commit.fixes,
    reverts: commit.reverts,
    upstream: commit.upstream,
    reporters: commit.reporters ?? null,
    keys: commitKeys(commit),
    release: commit.release ?? null,
    released_at: commit.releasedAt ?? null,
    diff: commit.diff ?? null,
    url: commit.url ?? null,
    looked_at: commit.isLooked ? new Date() : null,
    seen_at: commit.seenAt ?? null,
  };
}

/** Asks for the series again on which some commits bear, and marks those commits as wanted. */
export async function askForSeries(client: pg.PoolClient, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await client.query<{ id: number; series_id: number }>(
    `SELECT DISTINCT held.id, near.series_id FROM tree_commit AS held CROSS JOIN LATERAL unnest(held.keys) AS asked(key)
     CROSS JOIN LATERAL (SELECT series_id FROM series_commit_key WHERE series_commit_key.key = asked.key LIMIT $2) AS near
     WHERE held.id = ANY($1::int[])`,
    [ids, mostOfAKey],
  );
  if (rows.length === 0) return;
  await client.query('UPDATE tree_commit SET wanted = true WHERE id = ANY($1::int[]) AND NOT wanted', [
    [...new Set(rows.map(({ id }) => id))],
  ]);
  await askAgainFor(client, [...new Set(rows.map((row) => row.series_id))]);
}

async function askAgainFor(client: pg.PoolClient, series: readonly number[]): Promise<void> {
  const { rows: mails } = await client.query<{ raw_id: string }>(
    `SELECT DISTINCT ON (series_id) raw_id FROM series_mail JOIN mail USING (message_id)
     WHERE series_id = ANY($1::int[]) AND posting = message_id ORDER BY series_id, raw_id`,
    [series],
  );
  await askAgain(
    client.query.bind(client),
    mails.map((mail) => mail.raw_id),
  );
}

/** The number of the last change of commits; given to `newsFor` afterwards. */
export async function lastChange(): Promise<string> {
  const { rows } = await pool().query<{ last: string }>(
    'SELECT COALESCE(max(change), 0)::text AS last FROM tree_commit',
  );
  return rows[0]?.last ?? '0';
}

/** Asks for those among some series again, put down just now, on which commits bear that changed after a number. */
export async function newsFor(
  client: pg.PoolClient,
  series: readonly number[],
  after: string,
): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT DISTINCT held.id FROM tree_commit AS held, unnest(held.keys) AS asked(key)
     JOIN series_commit_key USING (key) WHERE held.change > $1 AND series_id = ANY($2::int[])`,
    [after, series],
  );
  await askForSeries(
    client,
    rows.map(({ id }) => id),
  );
}

/**
 * Asks for those among some series again, put down just now, that tell of commits which their tree holds no longer: a branch was rewritten while
 * they were derived for the first time, when no key of theirs was there to find them by.
 */
export async function lostFor(client: pg.PoolClient, series: readonly number[]): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT DISTINCT series.id FROM series CROSS JOIN LATERAL jsonb_array_elements(progress->'steps') AS step
     CROSS JOIN LATERAL jsonb_array_elements(step->'commits') AS named
     LEFT JOIN tree ON tree.name = step->>'where'
     LEFT JOIN tree_commit AS held ON tree_id = tree.id AND hash = named->>'commit'
     WHERE series.id = ANY($1::int[]) AND named ? 'found' AND step->>'kind' <> 'released' AND held.id IS NULL`,
    [series],
  );
  await askAgainFor(
    client,
    rows.map(({ id }) => id),
  );
}

/** Asks for the series again on which the commits of a tree bear. */
export async function askForTree(tree: number): Promise<void> {
  await inTransaction(async (client) => {
    await changing(client);
    await askForSeries(client, await wantedOf(client, tree));
  });
}

async function wantedOf(client: pg.PoolClient, tree: number): Promise<readonly number[]> {
  const { rows } = await client.query<{ id: number }>(
    'SELECT id FROM tree_commit WHERE tree_id = $1 AND wanted',
    [tree],
  );
  return rows.map(({ id }) => id);
}

/** Forgets commits that a tree no longer holds, and asks for the series they bore on. */
export async function dropCommits(tree: number, hashes: readonly string[]): Promise<number> {
  return inTransaction(async (client) => {
    await changing(client);
    const { rows } = await client.query<{ id: number }>(
      'SELECT id FROM tree_commit WHERE tree_id = $1 AND hash = ANY($2::text[])',
      [tree, hashes],
    );
    const ids = rows.map(({ id }) => id);
    await askForSeries(client, ids);
    await client.query('DELETE FROM tree_commit WHERE id = ANY($1::int[])', [ids]);
    await client.query('UPDATE tree SET commits = commits - $2 WHERE id = $1', [tree, ids.length]);
    return ids.length;
  });
}

/** Forgets all commits of a tree, and asks for the series they bore on; how many there were. */
export async function dropAllCommits(tree: number): Promise<number> {
  return inTransaction(async (client) => {
    await changing(client);
    await askForSeries(client, await wantedOf(client, tree));
    const { rowCount } = await client.query('DELETE FROM tree_commit WHERE tree_id = $1', [tree]);
    await client.query(
      'UPDATE tree SET commits = 0, tip = NULL, goal = NULL, done = 0, total = 0 WHERE id = $1',
      [tree],
    );
    return rowCount ?? 0;
  });
}

/** Forgets a tree, and all that was read of it. */
export async function dropTree(tree: number): Promise<void> {
  await dropAllCommits(tree);
  await database().tree.delete({ where: { id: tree } });
}

/** Keys of commits stored just now lie beside their index, where each look goes through all of them, until they are put into it. */
export async function settleCommitKeys(): Promise<void> {
  await pool().query(`SELECT gin_clean_pending_list('tree_commit_keys_idx')`);
}

/** After many commits were stored: how they are spread, for the database to choose its way by. */
export async function settleCommits(): Promise<void> {
  await pool().query('ANALYZE tree_commit');
}

/** Hashes of one tree that series ask about and another tree does not have. */
export async function wantedElsewhere(from: number, to: number): Promise<readonly string[]> {
  const { rows } = await pool().query<{ hash: string }>(
    `SELECT hash FROM tree_commit AS held WHERE tree_id = $1 AND wanted
     AND NOT EXISTS (SELECT 1 FROM tree_commit AS other WHERE other.tree_id = $2 AND other.hash = held.hash) ORDER BY id`,
    [from, to],
  );
  return rows.map((row) => row.hash);
}

/** Puts commits of one tree into another that holds them too, to be looked at there, and asks for the series they bear on. */
export async function copyCommits(from: number, to: number, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return;
  await inTransaction(async (client) => {
    await changing(client);
    const { rows } = await client.query<{ id: number }>(
      `INSERT INTO tree_commit (tree_id, ${columns}, wanted)
       SELECT $2, ${columns.replace('looked_at, seen_at', 'NULL, NULL')}, wanted FROM tree_commit
       WHERE tree_id = $1 AND hash = ANY($3::text[])
       ON CONFLICT (tree_id, hash) DO NOTHING RETURNING id`,
      [from, to, hashes],
    );
    await askForSeries(
      client,
      rows.map(({ id }) => id),
    );
    await client.query('UPDATE tree SET commits = commits + $2 WHERE id = $1', [to, rows.length]);
  });
}

interface Row {
  readonly id: number;
  readonly asked: string;
  readonly wanted: boolean;
  readonly tree: string;
  readonly role: TreeRole;
  readonly hash: string;
  readonly title: string;
  readonly author: string;
  readonly committer: string;
  readonly authored_at: Date | null;
  readonly committed_at: Date;
  readonly links: readonly MessageId[];
  readonly fixes: readonly string[];
  readonly reverts: readonly string[];
  readonly upstream: readonly string[];
  readonly reporters: readonly string[] | null;
  readonly release: string | null;
  readonly released_at: Date | null;
  readonly diff: string | null;
  readonly url: string | null;
  readonly arrival: HeldArrival | null;
  readonly seen_at: Date | null;
  readonly pages: string | null;
  readonly is_remade: boolean;
}

/**
 * The commits that may be some patches (`patchKeys`), and those that fix, revert or port them back: by key. What was not looked at yet is
 * marked as wanted.
 */
export async function commitsByKey(keys: readonly string[]): Promise<CommitsByKey> {
  const found = new Map<string, Commit[]>();
  if (keys.length === 0 || !(await holdsCommits())) return found;
  const first = await rowsOf(keys);
  const named = await rowsOf([...new Set(first.flatMap(({ hash }) => nameKeys(hash)))]);
  const commits = new Map<number, Commit>();
  for (const row of [...first, ...named]) {
    const commit = commits.get(row.id) ?? commitOf(row);
    commits.set(row.id, commit);
    const known = found.get(row.asked);
    if (known) known.push(commit);
    else found.set(row.asked, [commit]);
  }
  const unmarked = [...first, ...named].filter(({ wanted }) => !wanted);
  if (unmarked.length > 0)
    await pool().query('UPDATE tree_commit SET wanted = true WHERE id = ANY($1::int[])', [
      [...new Set(unmarked.map(({ id }) => id))],
    ]);
  return found;
}

async function holdsCommits(): Promise<boolean> {
  const { rows } = await pool().query<{ holds: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM tree_commit) AS holds',
  );
  return rows[0]?.holds === true;
}

async function rowsOf(keys: readonly string[]): Promise<readonly Row[]> {
  const { rows } = await pool().query<Row>(
    `SELECT asked.key AS asked, held.*, tree.name AS tree, tree.role, tree.pages, tree.is_remade FROM unnest($1::text[]) AS asked(key)
     CROSS JOIN LATERAL (SELECT * FROM tree_commit WHERE keys @> ARRAY[asked.key] LIMIT $2) AS held
     JOIN tree ON tree.id = held.tree_id ORDER BY held.committed_at, held.hash, tree.name`,
    [keys.map(clean), mostOfAKey],
  );
  return rows;
}

function commitOf(row: Row): Commit {
  return {
    tree: row.tree,
    role: row.role,
    hash: row.hash,
    title: row.title,
    author: row.author,
    committer: row.committer,
    authoredAt: row.authored_at ?? undefined,
    committedAt: row.committed_at,
    links: row.links,
    fixes: row.fixes,
    reverts: row.reverts,
    upstream: row.upstream,
    reporters: row.reporters ?? undefined,
    release: row.release ?? undefined,
    releasedAt: row.released_at ?? undefined,
    diff: row.diff ?? undefined,
    url: row.url ?? row.pages?.replace('{commit}', row.hash),
    arrival: row.arrival === null ? undefined : arrivalIn(row.arrival),
    seenAt: row.seen_at ?? undefined,
    isRemade: row.is_remade,
  };
}
