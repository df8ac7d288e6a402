import { pool } from './database';

/** Mails that share keys with one another, directly or through others: what is analysed together. */
export interface Cluster {
  readonly rawIds: readonly string[];
  /** Bytes of its mails before deflating. */
  readonly size: number;
}

/**
 * A key that more mails share than this joins nothing: it is a mailer's fault (one Message-ID in the References of
 * a whole list) or a title such as "patch". The largest real series seen has 1,500 mails.
 */
const mostMailsOfAKey = 5_000;

/** The clusters that hold the given mails, each whole. Work is in proportion to the clusters, not to the archive. */
export async function clustersOf(rawIds: readonly string[]): Promise<readonly Cluster[]> {
  const keysOf = new Map<string, readonly string[]>();
  let frontier = rawIds;
  while (frontier.length > 0) {
    const { rows } = await pool().query<{ raw_id: string; keys: string[] }>(
      'SELECT raw_id, array_agg(key) AS keys FROM mail_key WHERE raw_id = ANY($1::bigint[]) GROUP BY raw_id',
      [frontier],
    );
    for (const id of frontier) keysOf.set(id, []);
    for (const row of rows) keysOf.set(row.raw_id, row.keys);
    const keys = [...new Set(rows.flatMap((row) => row.keys))];
    const { rows: neighbours } = await pool().query<{ raw_id: string }>(
      `SELECT DISTINCT near.raw_id FROM unnest($1::text[]) AS asked(key)
       CROSS JOIN LATERAL (SELECT raw_id FROM mail_key WHERE mail_key.key = asked.key LIMIT $2) AS near`,
      [keys, mostMailsOfAKey],
    );
    frontier = neighbours.map((row) => row.raw_id).filter((id) => !keysOf.has(id));
  }
  return withSizes(components(keysOf));
}

/** Connected components of mails over keys, by union-find. */
function components(keysOf: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const leader = new Map<string, string>();
  const find = (node: string): string => {
    let root = node;
    for (let next = leader.get(root); next !== undefined && next !== root; next = leader.get(root))
      root = next;
    for (let at = node; at !== root;) {
      const next = leader.get(at) ?? root;
      leader.set(at, root);
      at = next;
    }
    return root;
  };
  for (const [id, keys] of keysOf) {
    for (const key of keys) leader.set(find(`key ${key}`), find(id));
  }
  const groups = new Map<string, string[]>();
  for (const id of keysOf.keys()) {
    const root = find(id);
    const group = groups.get(root);
    if (group) group.push(id);
    else groups.set(root, [id]);
  }
  return [...groups.values()];
}

async function withSizes(groups: readonly (readonly string[])[]): Promise<readonly Cluster[]> {
  const { rows } = await pool().query<{ id: string; size: number }>(
    'SELECT id, size FROM raw_mail WHERE id = ANY($1::bigint[])',
    [groups.flat()],
  );
  const sizes = new Map(rows.map((row) => [row.id, row.size]));
  return groups.map((rawIds) => ({
    rawIds,
    size: rawIds.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0),
  }));
}
