import { groupsByKeys } from '../series/index';
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
  const sharedBy = new Map<string, string[]>(rawIds.map((id) => [id, []]));
  let shared = 0;
  for (let frontier = rawIds; frontier.length > 0;) {
    const found: string[] = [];
    for (const group of await sharingKeysWith(frontier)) {
      shared += 1;
      for (const id of group) {
        const known = sharedBy.get(id);
        if (known) known.push(`${shared}`);
        else {
          sharedBy.set(id, [`${shared}`]);
          found.push(id);
        }
      }
    }
    frontier = found;
  }
  const ids = [...sharedBy.keys()];
  const groups = groupsByKeys([...sharedBy.values()]);
  return withSizes(groups.map((group) => group.map((place) => ids[place] ?? '')));
}

/** For each key that some mails have and others with them: the mails that have it. */
async function sharingKeysWith(rawIds: readonly string[]): Promise<readonly (readonly string[])[]> {
  // Keys stay in the database, and ids come as one text: an array is taken apart sign by sign.
  const { rows } = await pool().query<{ raw_ids: string }>(
    `SELECT string_agg(near.raw_id::text, ' ') AS raw_ids
     FROM (SELECT DISTINCT key FROM mail_key WHERE raw_id = ANY($1::bigint[])) AS asked
     CROSS JOIN LATERAL (SELECT raw_id FROM mail_key WHERE mail_key.key = asked.key LIMIT $2::int + 1) AS near
     GROUP BY asked.key HAVING count(*) BETWEEN 2 AND $2`,
    [rawIds, mostMailsOfAKey],
  );
  return rows.map((row) => row.raw_ids.split(' '));
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
