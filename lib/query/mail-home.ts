import { database } from '../store/index';

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

/** The page of a posting, held or missing, by its Message-ID. */
export async function findPosting(
  messageId: string,
): Promise<{ readonly series: string; readonly version: string; readonly number: number } | undefined> {
  const db = database();
  const select = { slug: true, series: { select: { slug: true } } } as const;
  const [patch, cover] = await Promise.all([
    db.patch.findFirst({
      where: { messageId, kind: { not: 'carried' } },
      select: { number: true, version: { select } },
    }),
    db.version.findFirst({ where: { coverId: messageId }, select }),
  ]);
  if (patch) return { series: patch.version.series.slug, version: patch.version.slug, number: patch.number };
  return cover ? { series: cover.series.slug, version: cover.slug, number: 0 } : undefined;
}
