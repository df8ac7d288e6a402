/** Rows of one table, ready to be sent: JSON that the table's own row type reads (`json_populate_recordset`). */
export interface Table {
  readonly name: string;
  /** Names of the columns that are told. */
  readonly columns: readonly string[];
  /** Arrays of rows in UTF-8, as they are sent; each small enough for one statement. */
  readonly json: readonly Uint8Array[];
}

/** Rows sent in one statement; more would hold their JSON in memory twice over. */
const rowsOfAStatement = 2_000;

const utf8 = new TextEncoder();

/** Rows of a table, whose keys are its columns: the same in every row, null where there is nothing. */
export function tableOf(name: string, rows: readonly object[]): Table {
  const json: Uint8Array[] = [];
  for (let at = 0; at < rows.length; at += rowsOfAStatement)
    json.push(utf8.encode(cleanJson(rows.slice(at, at + rowsOfAStatement))));
  return { name, columns: Object.keys(rows[0] ?? {}), json };
}

/** A value as PostgreSQL can hold it: text there has no NUL, and no half of a surrogate pair. */
export function clean(text: string): string {
  return text.includes('\0') || !text.isWellFormed() ? text.replaceAll('\0', '\uFFFD').toWellFormed() : text;
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
