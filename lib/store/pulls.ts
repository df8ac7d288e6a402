import { pool } from './database';
import { askAgain, type Query } from './pending';

/** More series than this that bear one title are told apart by nothing ("fix typo"): none is asked again for it. */
const mostOfATitle = 200;

/** Mails of the series that bear titles which the requests to pull among some mails list or say to be merged. */
export async function pulledBy(query: Query, rawIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await query<{ raw_id: string }>(
    `SELECT DISTINCT near.raw_id FROM (
       SELECT title FROM pull_title WHERE raw_id = ANY($1::bigint[])
       UNION SELECT title FROM pull_merge JOIN mail ON mail.message_id = pull JOIN pull_title ON pull_title.raw_id = mail.raw_id
       WHERE pull_merge.raw_id = ANY($1::bigint[])
     ) AS asked
     CROSS JOIN LATERAL (SELECT raw_id FROM mail_key WHERE key = 'title:' || asked.title LIMIT $2) AS near`,
    [rawIds, mostOfATitle],
  );
  return rows.map((row) => row.raw_id);
}

/** Asks again for what the requests to pull among some stored mails tell of: series that were being stored at the same time are seen only now. */
export async function askForPulled(rawIds: readonly string[]): Promise<void> {
  const query: Query = pool().query.bind(pool());
  await askAgain(query, await pulledBy(query, rawIds));
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
