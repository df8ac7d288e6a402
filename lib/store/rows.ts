import type pg from 'pg';
import type { Table } from '../rows/index';

/** Values for a column whose rows tell a place among them, counted from 1. */
export interface Fill {
  readonly type: 'int' | 'text';
  readonly values: readonly (number | string)[];
}

/**
 * Inserts rows in bulk: as one JSON parameter that the table's own row type reads, so every column gets its type from the
 * schema; vectors apart from it. Several times faster than one INSERT a row.
 *
 * @param fills By column.
 */
export async function insertTable(
  client: pg.PoolClient,
  { name, columns, vectors, parts }: Table,
  fills: Readonly<Record<string, Fill>> = {},
): Promise<void> {
  const filled = columns.filter((column) => fills[column]);
  const told = columns.map((column) => {
    const fill = fills[column];
    if (fill) return `($${filled.indexOf(column) + 2}::${fill.type}[])["${column}"::int]`;
    const vector = vectors.indexOf(column);
    return vector < 0 ? `"${column}"` : `($${filled.length + vector + 2}::tsvector[])[ordinality]`;
  });
  for (const part of parts)
    await client.query(
      `INSERT INTO "${name}" (${columns.map((column) => `"${column}"`).join(', ')})
       SELECT ${told.join(', ')} FROM json_populate_recordset(NULL::"${name}", $1) WITH ORDINALITY`,
      [part.json, ...filled.map((column) => fills[column]?.values), ...part.vectors],
    );
}

/** Draws ids from a table's sequence, so that rows that refer to one another can be sent together. */
export async function drawIds(
  query: pg.Pool['query'] | pg.PoolClient['query'],
  table: string,
  count: number,
): Promise<readonly number[]> {
  if (count === 0) return [];
  const { rows } = await query<{ id: string }>(
    `SELECT nextval(pg_get_serial_sequence('"${table}"', 'id')) AS id FROM generate_series(1, $1)`,
    [count],
  );
  return rows.map((row) => Number(row.id));
}
