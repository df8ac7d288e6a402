import { stringify } from 'csv-stringify/sync';

/** What stands in a cell; several texts stay several in JSON. */
export type Cell = string | number | boolean | Date | undefined | readonly string[];

/** A table of a page, to be taken along. */
export interface Table {
  /** For the name of the file. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A table as an answer: a CSV file (RFC 4180, UTF-8) or JSON. */
export function tableAnswer(table: Table, format: 'csv' | 'json'): Response {
  const name = table.name.replace(/[^a-z0-9.-]+/gi, '-').slice(0, 100);
  return new Response(format === 'csv' ? csvOf(table) : jsonOf(table), {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json',
      'content-disposition': `${format === 'csv' ? 'attachment' : 'inline'}; filename="${name}.${format}"`,
      'cache-control': 'no-store',
    },
  });
}

/**
 * Rows with a head. Text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection): it
 * comes from mail, and anybody can write mail.
 */
export function csvOf({ columns, rows }: Table): string {
  return stringify(
    rows.map((row) => row.map(textIn)),
    {
      header: true,
      columns: [...columns],
      escape_formulas: true,
      record_delimiter: 'windows',
      // Of line ends it knows only its own: a bare one in a cell would begin another row.
      quoted_match: /[\r\n]/,
    },
  );
}

/** An array of objects; what is not known is null, dates are ISO 8601 in UTC. */
export function jsonOf({ columns, rows }: Table): string {
  const told = rows.map((row) =>
    Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])),
  );
  return `${JSON.stringify(told, null, 1)}\n`;
}

function textIn(cell: Cell): string | number {
  if (cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return typeof cell === 'object' ? cell.join('; ') : cell;
}
