import { select } from '../store/index';

/** The addresses of the series that some mails are of; a mail of none is left out. One statement: a series that is derived again is another row. */
export async function slugsOf(messageIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (messageIds.length === 0) return new Map();
  const rows = await select<{ mail: string; slug: string }>`
    SELECT message_id AS mail, slug FROM series_mail JOIN series ON series.id = series_id WHERE message_id = ANY(${messageIds})`;
  return new Map(rows.map(({ mail, slug }) => [mail, slug]));
}
