import type pg from 'pg';
import type { Mail } from '../mail/index';
import { mergeIn, pullIn } from '../progress/index';
import { pool } from './database';
import { askAgain } from './pending';
import { clean, insertRows } from './rows';

interface Stored {
  readonly rawId: string;
  readonly mail: Mail;
}

/** Characters; a longer line is no title, and an index holds no key of any length. */
const longestTitle = 300;

/** More series than this that bear one title are told apart by nothing ("fix typo"): none is asked again for it. */
const mostOfATitle = 200;

/**
 * Writes down which titles the requests to pull among some mails list, and which requests were merged, and asks for the series that
 * bear these titles again. Costs nothing for mails that are neither.
 */
export async function insertPulls(client: pg.PoolClient, mails: readonly Stored[]): Promise<void> {
  const titles = mails.flatMap(({ rawId, mail }) =>
    [...(pullIn(mail)?.titles.keys() ?? [])]
      .filter((title) => title.length <= longestTitle)
      .map((title) => ({ title, raw_id: rawId })),
  );
  const merges = mails.flatMap(({ rawId, mail }) => {
    const merged = mergeIn(mail);
    return merged ? [{ pull: merged.pull, raw_id: rawId }] : [];
  });
  if (titles.length === 0 && merges.length === 0) return;
  await insertRows(client, 'pull_title', titles);
  await insertRows(client, 'pull_merge', merges);
  const { rows } = await client.query<{ raw_id: string }>(
    `SELECT DISTINCT near.raw_id FROM (
       SELECT unnest($1::text[]) AS title
       UNION SELECT title FROM pull_title JOIN mail USING (raw_id) WHERE mail.message_id = ANY($2::text[])
     ) AS asked
     CROSS JOIN LATERAL (SELECT raw_id FROM mail_key WHERE key = 'title:' || asked.title LIMIT $3) AS near`,
    [titles.map(({ title }) => clean(title)), merges.map(({ pull }) => clean(pull)), mostOfATitle],
  );
  await askAgain(
    client.query.bind(client),
    rows.map((row) => row.raw_id),
  );
}

/** Raw ids of the requests to pull that list a title of some mails, and of the tracker's answers to them. */
export async function pullMailsFor(rawIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await pool().query<{ raw_id: string }>(
    `WITH asked AS (
       SELECT DISTINCT pull_title.raw_id FROM mail_key JOIN pull_title ON mail_key.key = 'title:' || pull_title.title
       WHERE mail_key.raw_id = ANY($1::bigint[]) AND mail_key.key LIKE 'title:%')
     SELECT raw_id FROM asked
     UNION SELECT pull_merge.raw_id FROM asked JOIN mail USING (raw_id) JOIN pull_merge ON pull = mail.message_id`,
    [rawIds],
  );
  return rows.map((row) => row.raw_id);
}
