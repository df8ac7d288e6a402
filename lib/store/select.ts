import { createHash } from 'node:crypto';
import { pool } from './database';

/**
 * Reads rows with one statement: select<Row>`SELECT ... WHERE id = ${id}`. Values go beside the statement, never into it. It is
 * prepared once a connection, because planning what a page asks takes the database longer than answering it. Columns come
 * as `pg` reads them: a bigint, as of count(*), is a string.
 */
export async function select<Row extends object>(
  statement: TemplateStringsArray,
  ...values: readonly unknown[]
): Promise<Row[]> {
  const { rows } = await pool().query<Row>({ ...preparedOf(statement), values: [...values] });
  return rows;
}

interface Prepared {
  /** The same text has the same name in every copy of this module, for they share the connections. */
  readonly name: string;
  readonly text: string;
}

const prepared = new WeakMap<TemplateStringsArray, Prepared>();

function preparedOf(statement: TemplateStringsArray): Prepared {
  const known = prepared.get(statement);
  if (known) return known;
  const text = statement.reduce((before, part, index) => `${before}$${index}${part}`);
  const made = { name: createHash('sha256').update(text).digest('base64url'), text };
  prepared.set(statement, made);
  return made;
}
