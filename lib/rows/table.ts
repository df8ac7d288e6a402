import { Vector } from '../search/index';

/** Rows of one table, ready to be sent, a part with each statement. */
export interface Table {
  readonly name: string;
  /** Names of the columns that are told. */
  readonly columns: readonly string[];
  /** Those of them whose values are vectors. */
  readonly vectors: readonly string[];
  readonly parts: readonly Rows[];
}

/** Rows as bytes that are sent as they are. */
export interface Rows {
  /** An array that the table's own row type reads (`json_populate_recordset`), in UTF-8; null where a vector is. */
  readonly json: Uint8Array;
  /** Of each column of vectors a `tsvector[]`, an element for each row. */
  readonly vectors: readonly Uint8Array[];
}

/** Rows sent in one statement; more would hold their JSON in memory twice over. */
const rowsOfAStatement = 2_000;

const utf8 = new TextEncoder();

/** Rows of a table, whose keys are its columns: the same in every row, null where there is nothing. */
export function tableOf<Row extends object>(name: string, rows: readonly Row[]): Table {
  const columns = Object.keys(rows[0] ?? {}) as (keyof Row & string)[];
  const vectors = columns.filter((column) => rows[0]?.[column] instanceof Vector);
  const parts: Rows[] = [];
  for (let at = 0; at < rows.length; at += rowsOfAStatement) {
    const some = rows.slice(at, at + rowsOfAStatement);
    parts.push({
      json: utf8.encode(cleanJson(some)),
      vectors: vectors.map((column) => arrayOf(some.map((row) => row[column] as Vector))),
    });
  }
  return { name, columns, vectors, parts };
}

/** `tsvector` in pg_type.dat. */
const vectorType = 3_614;

/** An array as PostgreSQL receives one (`array_recv` in arrayfuncs.c): of one dimension, counted from 1, without nulls. */
function arrayOf(vectors: readonly Vector[]): Uint8Array {
  const size = vectors.reduce((sum, { bytes }) => sum + 4 + bytes.length, 20);
  const array = Buffer.alloc(size);
  for (const [index, value] of [1, 0, vectorType, vectors.length, 1].entries())
    array.writeInt32BE(value, index * 4);
  let at = 20;
  for (const { bytes } of vectors) {
    at = array.writeInt32BE(bytes.length, at);
    array.set(bytes, at);
    at += bytes.length;
  }
  // Between threads a Buffer is no more than that.
  return new Uint8Array(array.buffer, array.byteOffset, size);
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
