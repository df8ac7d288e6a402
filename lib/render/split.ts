import type { CodeRow, DiffRow, OtherRow } from './file';

/** A row of two sides. A line that both sides have stands in both; one without a twin may stand alone. */
export type SplitRow =
  | { readonly kind: 'both'; readonly old: CodeRow | undefined; readonly new: CodeRow | undefined }
  | { readonly kind: 'full'; readonly row: OtherRow };

/**
 * Sets the rows of a diff side by side. Lines that replace one another share a row. Notes ("\ No newline at end of
 * file") come behind the block of changes they stand in.
 */
export function sideBySide(rows: readonly DiffRow[]): readonly SplitRow[] {
  const split: SplitRow[] = [];
  let removed: CodeRow[] = [];
  let added: CodeRow[] = [];
  let others: OtherRow[] = [];
  const endBlock = (): void => {
    split.push(...alignBlock(removed, added), ...others.map((row) => ({ kind: 'full', row }) as const));
    removed = [];
    added = [];
    others = [];
  };
  for (const row of rows) {
    if (row.kind === 'note' || row.kind === 'rest') others.push(row);
    else if (row.kind !== 'code') {
      endBlock();
      split.push({ kind: 'full', row });
    } else if (row.sign === '-') {
      if (added.length > 0) endBlock();
      removed.push(row);
    } else if (row.sign === '+') added.push(row);
    else {
      endBlock();
      split.push({ kind: 'both', old: row, new: row });
    }
  }
  endBlock();
  return split;
}

/** Twins share a row; between two pairs of twins the others are set beside one another in order. Twins never cross. */
function alignBlock(removed: readonly CodeRow[], added: readonly CodeRow[]): readonly SplitRow[] {
  const rows: SplitRow[] = [];
  for (let i = 0, j = 0; i < removed.length || j < added.length;) {
    const before = removed[i];
    const after = added[j];
    if (before?.twin !== undefined && after !== undefined && before.twin > after.bodyLine) {
      rows.push({ kind: 'both', old: undefined, new: after });
      j++;
    } else if (after?.twin !== undefined && before !== undefined && after.twin > before.bodyLine) {
      rows.push({ kind: 'both', old: before, new: undefined });
      i++;
    } else {
      rows.push({ kind: 'both', old: before, new: after });
      i++;
      j++;
    }
  }
  return rows;
}
