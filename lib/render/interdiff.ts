import type { InterdiffLine } from '../compare/index';
import type { HunkLine } from '../patch/index';
import { hunkRows } from './file';
import { escapeText, spansHtml } from './html';
import { languageOf } from './syntax';

const classOf = { ' ': 'same', '+': 'add', '-': 'del' } as const;
const words = { ' ': '', '+': 'in the later version: ', '-': 'in the earlier version: ' } as const;

/**
 * Rows of a piece of an interdiff as markup: the sign between the versions, the line in the new file, the sign in the patch,
 * the code. Words that differ between a line and the one that replaces it are marked.
 *
 * @param path names the language; undefined for prose.
 * @param numbers the line of the new file for each line, where it has one.
 * @param leftOut for each line how many are left out above it: a row says so.
 */
export function interdiffHtml(
  path: string | undefined,
  lines: readonly InterdiffLine[],
  numbers: readonly (number | undefined)[],
  leftOut: readonly number[] = [],
): string {
  const rows = hunkRows(
    lines.map(({ outer, text }, at): HunkLine => ({
      bodyLine: at,
      sign: outer,
      text,
      oldLine: outer === '+' ? undefined : at,
      newLine: outer === '-' ? undefined : at,
    })),
    path === undefined ? undefined : languageOf(path),
  );
  let html = '';
  rows.forEach((row, at) => {
    const line = lines[at];
    if (row.kind !== 'code' || !line) return;
    const { outer, inner } = line;
    html += gapRow(leftOut[at] ?? 0);
    html +=
      `<tr class="${classOf[outer]}${inner === ' ' && path !== undefined ? ' around' : ''}">` +
      `<td class="g0">${outer === ' ' ? '' : `<b aria-hidden="true">${outer}</b><span class="vh">${words[outer]}</span>`}</td>` +
      `<td class="n">${escapeText(String(numbers[at] ?? ''))}</td>` +
      `<td class="i">${inner === ' ' ? '' : inner}</td><td class="c">${spansHtml(row.spans)}</td></tr>`;
  });
  return html;
}

function gapRow(count: number): string {
  if (count === 0) return '';
  return `<tr class="hunk"><td colspan="3"></td><td class="c">${count} ${count === 1 ? 'line' : 'lines'} the same</td></tr>`;
}
