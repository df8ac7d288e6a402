import { clean } from '../rows/index';
import { inTransaction } from './database';
import { adoptDrafts } from './drafts';
import { select } from './select';

/** Somebody who reads here. */
export interface Reader {
  readonly id: number;
  readonly name: string;
  /** Lower case, at least one; mail is written from the first. */
  readonly addresses: readonly string[];
}

/** The reader of this install; undefined while nobody has said who it is. */
export async function findReader(): Promise<Reader | undefined> {
  // Every page asks for it.
  const [reader] = await select<Reader>`
    SELECT id, name, ARRAY(SELECT address FROM reader_address WHERE reader_id = reader.id ORDER BY position) AS addresses
    FROM reader ORDER BY id LIMIT 1`;
  return reader;
}

/** Says who the reader of this install is, in place of what was said before; what is theirs stays theirs. */
export async function saveReader({ name, addresses }: Omit<Reader, 'id'>): Promise<void> {
  await inTransaction(async (client) => {
    await client.query('LOCK TABLE reader IN SHARE ROW EXCLUSIVE MODE');
    const { rows: known } = await client.query<{ id: number }>(
      'UPDATE reader SET name = $1 WHERE id = (SELECT min(id) FROM reader) RETURNING id',
      [clean(name)],
    );
    const { rows: made } =
      known.length > 0
        ? { rows: known }
        : await client.query<{ id: number }>('INSERT INTO reader (name) VALUES ($1) RETURNING id', [
            clean(name),
          ]);
    const id = made[0]?.id ?? 0;
    await client.query('DELETE FROM reader_address WHERE reader_id = $1', [id]);
    await client.query(
      `INSERT INTO reader_address (reader_id, address, position)
       SELECT $1, address, min(place) - 1 FROM unnest($2::text[]) WITH ORDINALITY AS given (address, place)
       GROUP BY address`,
      [id, addresses.map((address) => clean(address.toLowerCase()))],
    );
    await adoptDrafts(client, id);
  });
}
