import { database, select } from '../store/index';

/** Where a mail lives: the page of a posting, a remark on such a page, or only the page of the mail itself. */
export type MailHome =
  | { readonly kind: 'posting'; readonly series: string; readonly version: string; readonly number: number }
  | {
      readonly kind: 'remark';
      readonly series: string;
      readonly version: string;
      readonly number: number;
      readonly block: number;
    }
  | { readonly kind: 'mail' };

/**
 * Finds where a mail lives; undefined when it is neither held nor named by anything that is.
 *
 * @param block The remark of a reply that is meant; its first one with a place when left out.
 */
export async function findMailHome(messageId: string, block?: number): Promise<MailHome | undefined> {
  const posting = await findPosting(messageId);
  if (posting) return { kind: 'posting', ...posting };
  const remark = await database().remark.findFirst({
    where: { reply: messageId, patch: { not: null }, ...(block === undefined ? {} : { block }) },
    orderBy: { block: 'asc' },
    select: { patch: true, block: true },
  });
  if (remark?.patch) {
    const place = await findPosting(remark.patch);
    if (place) return { kind: 'remark', ...place, block: remark.block };
  }
  const mail = await database().mail.findFirst({ where: { messageId }, select: { rawId: true } });
  return mail ? { kind: 'mail' } : undefined;
}

/** The page of a posting, held or missing, by its Message-ID: told by one statement, as series are derived again meanwhile. */
export async function findPosting(
  messageId: string,
): Promise<{ readonly series: string; readonly version: string; readonly number: number } | undefined> {
  const [place] = await select<{ series: string; version: string; number: number }>`
    SELECT series.slug AS series, version.slug AS version, found.number
    FROM (SELECT version_id, number FROM patch WHERE message_id = ${messageId} AND kind <> 'carried'
          UNION ALL SELECT id, 0 FROM version WHERE cover_id = ${messageId}) AS found
    JOIN version ON version.id = found.version_id JOIN series ON series.id = version.series_id
    ORDER BY found.number DESC LIMIT 1`;
  return place;
}
