import type { DiffRow } from './file';
import type { TextRow } from './posting';

/** How far tabs are apart, as the kernel reads them. */
const tab = 8;

/** Columns that the widest row of a text or diff takes; a letter beyond ASCII counts as two, as the widest take. */
export function columnsOf(rows: readonly (DiffRow | TextRow)[]): number {
  let widest = 0;
  for (const row of rows) {
    let column = 0;
    for (const { text } of 'spans' in row ? row.spans : [row]) {
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        column += code === 9 ? tab - (column % tab) : code < 128 ? 1 : 2;
      }
    }
    if (column > widest) widest = column;
  }
  return widest;
}
