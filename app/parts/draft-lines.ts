/** Lines of the mail a page shows, both inside, counted from 1; the rows and numbers that show them. */
export interface LineSpan {
  readonly first: number;
  readonly last: number;
}

/** The links on line numbers that ask for a reply, in the order of the page, as far as they are to be seen. */
export function numberLinks(): readonly HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>('.d :is(.o, .n) > a[href*="reply="]')].filter(
    isShown,
  );
}

function isShown(link: HTMLElement): boolean {
  return link.offsetParent !== null && link.closest('details:not([open])') === null;
}

/** The line a number's link is of; undefined for another element. */
export function lineOf(element: Element | null): number | undefined {
  const link = element?.closest<HTMLAnchorElement>('.d :is(.o, .n) > a[href*="reply="]');
  const line = /#L(\d+)$/.exec(link?.getAttribute('href') ?? '')?.[1];
  return line === undefined ? undefined : Number(line);
}

/** The row of a line. */
export function rowOf(line: number): HTMLTableRowElement | null {
  return document.getElementById(`L${line}`)?.closest('tr') ?? null;
}

/** A row's line, whichever of its numbers is under the pointer. */
export function lineOfRow(element: Element | null): number | undefined {
  const link = element?.closest('.d tr')?.querySelector<HTMLAnchorElement>(':is(.o, .n) > a[href*="reply="]');
  return link ? lineOf(link) : undefined;
}

/** The link on the number of a line, to go back to. */
export function linkOf(line: number): HTMLElement | null {
  const links = rowOf(line)?.querySelectorAll<HTMLElement>(':is(.n, .o) > a') ?? [];
  return [...links].findLast(isShown) ?? null;
}

/** The text of lines as the mail has it: with the signs of a diff. */
export function textOf({ first, last }: LineSpan): readonly string[] {
  const lines: string[] = [];
  for (let line = first; line <= last; line += 1) {
    const cell = document.getElementById(`L${line}`);
    if (!cell) continue;
    const code = cell.matches('td') ? siblingOf(cell, '.c') : cell.querySelector('.c');
    const sign = cell.matches('td') ? siblingOf(cell, '.s') : cell.querySelector('.s');
    const mark = sign ? sign.textContent || ' ' : '';
    lines.push(mark + (code?.textContent ?? ''));
  }
  return lines;
}

function siblingOf(cell: Element, selector: string): Element | null {
  let next = cell.nextElementSibling;
  while (next && !next.matches(selector)) next = next.nextElementSibling;
  return next;
}

/** Marks the rows of lines, and no others. */
export function markRows(span: LineSpan | undefined): void {
  for (const row of document.querySelectorAll('.d tr.picked')) row.classList.remove('picked');
  if (!span) return;
  for (let line = span.first; line <= span.last; line += 1) rowOf(line)?.classList.add('picked');
}

/** A place below a line for a draft, beside what stands there already; undefined when the page does not show the line. */
export function placeBelow(line: number): HTMLElement | undefined {
  const row = rowOf(line);
  const table = row?.closest('table');
  if (!row || !table) return undefined;
  const isSplit = table.classList.contains('two');
  const cell = document.createElement('td');
  const added = document.createElement('tr');
  added.className = 'dr';
  if (isSplit) {
    const none = document.createElement('td');
    none.className = 'none';
    none.colSpan = cell.colSpan = 4;
    const isOld = document.getElementById(`L${line}`) === row.cells[0];
    added.append(...(isOld ? [cell, none] : [none, cell]));
  } else {
    cell.colSpan = [...row.cells].reduce((sum, { colSpan }) => sum + colSpan, 0);
    added.append(cell);
  }
  lastBelow(row).after(added);
  return cell;
}

/** The last row of what is woven in below a row, or the row itself. */
function lastBelow(row: HTMLTableRowElement): Element {
  let last: Element = row;
  let next = row.nextElementSibling ?? row.parentElement?.nextElementSibling?.firstElementChild;
  while (next?.matches('tr.dr')) {
    last = next;
    next = next.nextElementSibling;
  }
  return last;
}
