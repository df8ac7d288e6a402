import type pg from 'pg';

/** A value as PostgreSQL can hold it: text there has no NUL, and no half of a surrogate pair. */
export function clean(text: string): string {
  return text.includes('\0') || !text.isWellFormed() ? text.replaceAll('\0', '\uFFFD').toWellFormed() : text;
}

/** Rows sent in one statement; more would hold their JSON in memory twice over. */
const rowsOfAStatement = 2_000;

/**
 * Inserts rows in bulk: as one JSON parameter that the table's own row type reads, so every column gets its type from the
 * schema. Keys are column names. Several times faster than one INSERT a row.
 */
export async function insertRows(
  client: pg.PoolClient,
  table: string,
  rows: readonly object[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first)
    .map((name) => `"${name}"`)
    .join(', ');
  for (let at = 0; at < rows.length; at += rowsOfAStatement) {
    const json = cleanJson(rows.slice(at, at + rowsOfAStatement));
    await client.query(
      `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${table}", $1)`,
      [json],
    );
  }
}

/** What PostgreSQL cannot hold is written with these signs, and looked at value by value only when they are there. */
const unclean = /\\u(?:0000|d[89a-f])/;

/** A value as JSON that PostgreSQL can hold. */
export function cleanJson(value: unknown): string {
  const json = JSON.stringify(value);
  return unclean.test(json) ? JSON.stringify(value, cleanValue) : json;
}

function cleanValue(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? clean(value) : value;
}

/** Draws ids from a table's sequence, so that rows that refer to one another can be sent together. */
export async function drawIds(
  client: pg.PoolClient,
  table: string,
  count: number,
): Promise<readonly number[]> {
  if (count === 0) return [];
  const { rows } = await client.query<{ id: string }>(
    `SELECT nextval(pg_get_serial_sequence('"${table}"', 'id')) AS id FROM generate_series(1, $1)`,
    [count],
  );
  return rows.map((row) => Number(row.id));
}
