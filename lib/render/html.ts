import type { CodeRow, DiffRow, OtherRow } from './file';
import type { TextRow } from './posting';
import type { TextSpan } from './text';
import type { Ink, Span } from './span';
import type { SplitRow } from './split';

/**
 * Table rows as markup. A page of a thousand changed lines has some fifteen thousand elements; as components they
 * cost several times the rest of the page, so rows alone are written here as text. Everything that comes from
 * a mail passes through `escapeText`, and nothing else in this room writes markup.
 */

const classOf: Readonly<Record<Ink, string>> = {
  comment: 'sy-com',
  keyword: 'sy-key',
  string: 'sy-str',
  preprocessor: 'sy-pre',
  number: 'sy-num',
};

/** What may be shown as it is needs no walk through its characters. */
const needsCare = /[&<>"'\p{Cf}\p{Zl}\p{Zp}]|(?![\t\n])\p{Cc}/u;
const care = new RegExp(needsCare.source, 'gu');
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text for a page. Characters that cannot be seen or that turn the reading direction (CVE-2021-42574) are shown by
 * their number, so that code reads as a compiler reads it.
 */
export function escapeText(text: string): string {
  if (!needsCare.test(text)) return text;
  return text.replace(care, (character) => {
    const entity = entities[character];
    if (entity !== undefined) return entity;
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `<i class="ctl">U+${code}</i>`;
  });
}

/** Body lines that somebody speaks of, and how. */
export type SpokenLines = ReadonlyMap<number, SpokenLine>;

export interface SpokenLine {
  readonly glyph: GlyphName;
  /** False when the discussion is about some line near this one. */
  readonly isSure: boolean;
}

/**
 * Glyphs a row may bear: what kind of talk it is, or the state of what is asked. The page that shows rows brings symbols
 * with the ids `g-talk` and so on.
 */
export type GlyphName =
  | 'draft'
  | 'talk'
  | 'tag'
  | 'bot'
  | 'open'
  | 'answered'
  | 'promised'
  | 'addressed'
  | 'rejected'
  | 'resolved'
  | 'moot';

/**
 * Rows of a unified diff: gutter, old number, new number, sign, code. Each row has the id `L` and its body line.
 *
 * @param ask What a number's link puts before the body line to ask for a reply there ("?reply="); '' where none can be written.
 */
export function unifiedHtml(rows: readonly DiffRow[], spoken: SpokenLines, ask = ''): string {
  let html = '';
  for (const row of rows)
    html += row.kind === 'code' ? codeHtml(row, spoken, ask) : otherHtml(row, 5, spoken);
  return html;
}

function codeHtml(row: CodeRow, spoken: SpokenLines, ask: string): string {
  const { bodyLine, oldLine, newLine, sign } = row;
  const at = spokenClass(bodyLine, spoken);
  return (
    `<tr id="L${bodyLine}" class="${changeClass[sign]}${at}"><td class="g0">${glyphHtml(bodyLine, spoken)}</td>` +
    `<td class="o">${numberHtml(oldLine, bodyLine, ask)}</td>` +
    // Where there is room for one number only, a removed line shows its old one here.
    `<td class="n"${newLine === undefined ? ` data-old="${oldLine ?? ''}"` : ''}>${numberHtml(newLine, bodyLine, ask)}</td>` +
    `<td class="s">${sign === ' ' ? '' : sign}</td><td class="c">${spansHtml(row.spans)}</td></tr>`
  );
}

/** Rows of a diff side by side: gutter, number, sign, code for the old side, then for the new one. `ask` as for `unifiedHtml`. */
export function splitHtml(rows: readonly SplitRow[], spoken: SpokenLines, ask = ''): string {
  let html = '';
  for (const row of rows) {
    if (row.kind === 'full') html += otherHtml(row.row, 8, spoken);
    else {
      const isOne = row.old === row.new;
      const old = sideHtml(row.old, { side: 'old', spoken, isOwner: !isOne, ask });
      html += `<tr>${old}${sideHtml(row.new, { side: 'new', spoken, isOwner: true, ask })}</tr>`;
    }
  }
  return html;
}

/** A line both sides have bears its id and glyph on the new side alone. */
function sideHtml(
  row: CodeRow | undefined,
  {
    side,
    spoken,
    isOwner,
    ask,
  }: {
    readonly side: 'old' | 'new';
    readonly spoken: SpokenLines;
    readonly isOwner: boolean;
    readonly ask: string;
  },
): string {
  if (row === undefined) return '<td class="none" colspan="4"></td>';
  const { bodyLine, sign } = row;
  const change = changeClass[sign];
  const at = isOwner ? spokenClass(bodyLine, spoken) : '';
  const id = isOwner ? ` id="L${bodyLine}"` : '';
  return (
    `<td class="g0 ${change}${at}"${id}>${isOwner ? glyphHtml(bodyLine, spoken) : ''}</td>` +
    `<td class="n ${change}${at}">${numberHtml(side === 'old' ? row.oldLine : row.newLine, bodyLine, ask)}</td>` +
    `<td class="s ${change}${at}">${sign === ' ' ? '' : sign}</td><td class="c ${change}${at}">${spansHtml(row.spans)}</td>`
  );
}

/** Rows of a message: gutter, number, text. `ask` as for `unifiedHtml`. */
export function textHtml(rows: readonly TextRow[], spoken: SpokenLines, ask = ''): string {
  let html = '';
  for (const { bodyLine, number, kind, spans } of rows) {
    const at = spokenClass(bodyLine, spoken);
    html +=
      `<tr id="L${bodyLine}" class="${kind}${at}"><td class="g0">${glyphHtml(bodyLine, spoken)}</td>` +
      `<td class="n">${numberHtml(number, bodyLine, ask)}</td><td class="c">${linkedHtml(spans)}</td></tr>`;
  }
  return html;
}

/** Rows without numbers and ids, for a diff inside a remark: sign and code. */
export function compactHtml(rows: readonly DiffRow[]): string {
  let html = '';
  for (const row of rows) {
    html +=
      row.kind === 'code'
        ? `<tr class="${changeClass[row.sign]}"><td class="s">${row.sign === ' ' ? '' : row.sign}</td><td class="c">${spansHtml(row.spans)}</td></tr>`
        : `<tr class="${row.kind}"><td class="s"></td><td class="c">${escapeText(row.text)}</td></tr>`;
  }
  return html;
}

/** A header, hunk, note or rest over the whole width; `columns` of the table, the gutter included. */
function otherHtml(row: OtherRow, columns: number, spoken: SpokenLines): string {
  const at = spokenClass(row.bodyLine, spoken);
  return (
    `<tr id="L${row.bodyLine}" class="${row.kind}${at}"><td class="g0">${glyphHtml(row.bodyLine, spoken)}</td>` +
    `<td class="c" colspan="${columns - 1}">${escapeText(row.text)}</td></tr>`
  );
}

const changeClass = { ' ': 'same', '+': 'add', '-': 'del' } as const;

function spokenClass(bodyLine: number, spoken: SpokenLines): string {
  const line = spoken.get(bodyLine);
  return line === undefined ? '' : ` at s-${line.glyph}${line.isSure ? '' : ' near'}`;
}

function glyphHtml(bodyLine: number, spoken: SpokenLines): string {
  const glyph = spoken.get(bodyLine)?.glyph;
  return glyph === undefined ? '' : `<svg class="g" aria-hidden="true"><use href="#g-${glyph}"/></svg>`;
}

function numberHtml(number: number | undefined, bodyLine: number, ask: string): string {
  if (number === undefined) return '';
  const asked = ask === '' ? '' : `${escapeAttribute(ask)}${bodyLine}`;
  return `<a href="${asked}#L${bodyLine}">${number}</a>`;
}

/** The spans of a line of code. */
export function spansHtml(spans: readonly Span[]): string {
  let html = '';
  for (const { text, ink, isMarked } of spans) {
    const escaped = escapeText(text);
    const inked = ink === undefined ? escaped : `<i class="${classOf[ink]}">${escaped}</i>`;
    html += isMarked ? `<mark>${inked}</mark>` : inked;
  }
  return html;
}

function linkedHtml(spans: readonly TextSpan[]): string {
  let html = '';
  for (const { text, href } of spans) {
    const escaped = escapeText(text);
    html +=
      href === undefined
        ? escaped
        : `<a href="${escapeAttribute(href)}" rel="nofollow noreferrer noopener">${escaped}</a>`;
  }
  return html;
}

/** `safeAddress` let the value through, so it holds no control characters; quotes and the like become entities. */
function escapeAttribute(value: string): string {
  return value.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
