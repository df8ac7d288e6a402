import type { MessageId } from '../mail/index';
import { clean } from '../rows/index';
import { inTransaction, pool } from './database';

/** The kind of a correction that puts a word on a series; it changes nothing that is derived. */
export const labelKind = 'label';

export interface LabelGiven {
  /** A posting of the series: it names it through every rebuild. */
  readonly series: MessageId;
  readonly label: string;
}

/**
 * Puts a word on a series; one that it bears already, in whatever case, stays as it is.
 *
 * @returns Whether it bears the word now: false when no version of a series has that posting.
 */
export async function addLabel(author: string, { series, label }: LabelGiven): Promise<boolean> {
  return inTransaction(async (client) => {
    const { rows } = await client.query<{ series_id: number }>(
      'SELECT series_id FROM series_mail WHERE message_id = $1 AND posting = message_id LIMIT 1',
      [clean(series)],
    );
    const id = rows[0]?.series_id;
    if (id === undefined) return false;
    // Two clicks at once put it there once.
    await client.query('SELECT 1 FROM series WHERE id = $1 FOR UPDATE', [id]);
    await client.query(
      `INSERT INTO correction (kind, target, author)
       SELECT 'label', jsonb_build_object('kind', 'label', 'series', $2::text, 'label', $3::text), $4
       WHERE NOT EXISTS (SELECT FROM series_label WHERE series_id = $1 AND lower(label) = lower($3::text))`,
      [id, clean(series), clean(label), clean(author)],
    );
    return true;
  });
}

/** Takes a word off a series: every correction that put it there, on whichever of its postings, is undone. */
export async function dropLabel(author: string, { series, label }: LabelGiven): Promise<void> {
  await pool().query(
    `INSERT INTO correction (kind, target, author)
     SELECT 'undo', jsonb_build_object('kind', 'undo', 'correction', said.id), $3
     FROM correction AS said
     JOIN series_mail AS placed ON placed.message_id = said.target->>'series' AND placed.posting = placed.message_id
     WHERE said.kind = 'label' AND lower(said.target->>'label') = lower($2)
       AND placed.series_id IN (SELECT series_id FROM series_mail WHERE message_id = $1)
       AND NOT EXISTS (SELECT FROM correction AS undone
         WHERE undone.kind = 'undo' AND (undone.target->>'correction')::int = said.id)`,
    [clean(series), clean(label), clean(author)],
  );
}

/** The words on all series that bear any, in the order they were put there. */
export async function labelsBySeries(): Promise<ReadonlyMap<number, readonly string[]>> {
  const { rows } = await pool().query<{ series_id: number; labels: string[] }>(
    'SELECT series_id, array_agg(label ORDER BY id) AS labels FROM series_label GROUP BY series_id',
  );
  return new Map(rows.map(({ series_id: id, labels }) => [id, labels]));
}

/** Every word in use and how many series bear it, most used first. */
export async function labelsInUse(): Promise<readonly { readonly label: string; readonly count: number }[]> {
  const { rows } = await pool().query<{ label: string; count: number }>(
    'SELECT min(label) AS label, count(DISTINCT series_id)::int AS count FROM series_label GROUP BY lower(label) ORDER BY 2 DESC, 1',
  );
  return rows;
}
