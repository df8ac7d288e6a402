import type pg from 'pg';
import type { MessageId } from '../mail/index';
import type { NewSeries, SeriesTables } from '../rows/index';
import { changing, lostFor, newsFor } from './commits';
import { inTransaction } from './database';
import { settle, type PendingMark } from './pending';
import { drawIds, insertTable, type Fill } from './rows';

/** What was made of some clusters, ready to take the place of what was there. */
export interface DerivedSeries extends SeriesTables {
  /** What was asked for when it was begun. */
  readonly marks: readonly PendingMark[];
  /** Of all their mails. */
  readonly messageIds: readonly MessageId[];
  /** The last change of commits (`lastChange`) before those it was derived with were read. */
  readonly commitsUntil: string;
}

interface OldSeries {
  readonly id: number;
  readonly slug: string;
  readonly message_ids: readonly string[];
}

/**
 * Puts the series of some clusters in the place of what was derived of their mails before, in one transaction that also
 * takes the pending marks away. A series keeps its slug as long as it keeps most of its mails.
 */
export async function replaceSeries(derived: DerivedSeries): Promise<void> {
  const { series, messageIds, marks, commitsUntil } = derived;
  await inTransaction(async (client) => {
    await changing(client);
    const query = client.query.bind(client);
    const old = await oldSeries(client, messageIds);
    await client.query('DELETE FROM series WHERE id = ANY($1::int[])', [old.map(({ id }) => id)]);
    const slugs = await chooseSlugs(client, series, old);
    const ids = await drawIds(query, 'series', series.length);
    const versions = await drawIds(query, 'version', derived.versions);
    const ofSeries: Fill = { type: 'int', values: ids };
    const ofVersions: Fill = { type: 'int', values: versions };
    for (const table of derived.tables)
      await insertTable(client, table, {
        series_id: ofSeries,
        version_id: ofVersions,
        ...(table.name === 'series' && { id: ofSeries, slug: { type: 'text', values: slugs } }),
        ...(table.name === 'version' && { id: ofVersions }),
      });
    await settle(query, marks);
    await newsFor(client, ids, commitsUntil);
    await lostFor(client, ids);
  });
}

async function oldSeries(
  client: pg.PoolClient,
  messageIds: readonly string[],
): Promise<readonly OldSeries[]> {
  const { rows } = await client.query<OldSeries>(
    `SELECT series.id, series.slug, array_agg(series_mail.message_id) AS message_ids FROM series JOIN series_mail ON series_id = series.id
     WHERE series.id IN (SELECT series_id FROM series_mail WHERE message_id = ANY($1::text[])) GROUP BY series.id ORDER BY series.id`,
    [messageIds],
  );
  return rows;
}

/** The slug of the old series that shares most mails, each given once; else its own, numbered when it is taken. */
async function chooseSlugs(
  client: pg.PoolClient,
  made: readonly NewSeries[],
  old: readonly OldSeries[],
): Promise<readonly string[]> {
  const slugOfMail = new Map(
    old.flatMap((series) => series.message_ids.map((id) => [id, series.slug] as const)),
  );
  const shared = made.flatMap((series, index) => {
    const counts = new Map<string, number>();
    for (const id of series.mails) {
      const slug = slugOfMail.get(id);
      if (slug !== undefined) counts.set(slug, (counts.get(slug) ?? 0) + 1);
    }
    return [...counts].map(([slug, count]) => ({ index, slug, count }));
  });
  const chosen = new Map<number, string>();
  const given = new Set<string>();
  for (const { index, slug } of shared.sort((a, b) => b.count - a.count || a.index - b.index)) {
    if (chosen.has(index) || given.has(slug)) continue;
    chosen.set(index, slug);
    given.add(slug);
  }
  const wanted = made.flatMap((series, index) => (chosen.has(index) ? [] : [series.slug]));
  const { rows } = await client.query<{ slug: string }>(
    `SELECT slug FROM series WHERE slug = ANY($1::text[]) OR regexp_replace(slug, '-[0-9]+$', '') = ANY($1::text[])`,
    [wanted],
  );
  const taken = new Set([...rows.map((row) => row.slug), ...given]);
  return made.map((series, index) => {
    let slug = chosen.get(index) ?? series.slug;
    for (let number = 2; !chosen.has(index) && taken.has(slug); number += 1)
      slug = `${series.slug}-${number}`;
    taken.add(slug);
    return slug;
  });
}
