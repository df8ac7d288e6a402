import { pool } from '../store/index';

/**
 * Which posting each of these mails speaks to in the end: itself where it is one. Mails that are in no series are in none of
 * the answer; one that is in several series may speak to several.
 */
export async function findSpokenTo(
  mails: readonly string[],
): Promise<readonly { readonly mail: string; readonly posting: string }[]> {
  if (mails.length === 0) return [];
  const { rows } = await pool().query<{ mail: string; posting: string }>(
    'SELECT DISTINCT message_id AS mail, posting FROM series_mail WHERE message_id = ANY($1) AND posting IS NOT NULL',
    [mails],
  );
  return rows;
}
