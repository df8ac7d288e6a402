import type { ReactNode } from 'react';
import {
  bodyLinesOf,
  columnsOf,
  sideBySide,
  splitHtml,
  textHtml,
  unifiedHtml,
  weave,
  type DiffRow,
  type FileView,
  type SpokenLine,
  type Stretch,
  type TextPart,
  type TextRow,
} from '../../lib/render/index';
import { states } from '../../lib/query/index';
import { plural } from './discussion-words';

/** Something to show under a line. */
export interface Woven {
  readonly bodyLine: number;
  readonly line: SpokenLine;
  readonly content: ReactNode;
}

export type DiffLayout = 'unified' | 'split';

export interface FilePartProps {
  readonly file: FileView;
  readonly layout: DiffLayout;
  readonly woven: readonly Woven[];
  /** What is said of the file without a line. */
  readonly about: ReactNode;
  /** The words at the right of the head: how many discussions. */
  readonly count: string;
  /** Where all of a file is shown that is too large to be shown at once. */
  readonly wholeHref: string;
  /** What a number's link asks for a reply with; '' where none can be written. */
  readonly ask: string;
}

/** The diff of one file with what is said under its lines. */
export function FilePart({ file, layout, woven, about, count, wholeHref, ask }: FilePartProps) {
  const showsHeader = woven.some((each) => each.bodyLine < firstHunk(file)) || isUnread(file);
  // Header lines are told in words above; as rows they stand only where somebody spoke of them, or when there is
  // nothing else. The rest of a wrapped line stands in the row above, to which it was joined.
  const rows = file.rows.filter((row) => (showsHeader || row.kind !== 'header') && row.kind !== 'rest');
  return (
    <section className="file" id={fileId(file)} data-stop="file" aria-label={file.path}>
      <header>
        <b dir="ltr">{file.path}</b>
        <PlusMinus added={file.added} deleted={file.deleted} />
        {file.facts.map((fact) => (
          <span className="fact" key={fact}>
            {fact}
          </span>
        ))}
        {file.joined === 0 ? null : (
          <span className="fact">{plural(file.joined, 'wrapped line')} joined again</span>
        )}
        <span className="push">{count}</span>
      </header>
      {showsHeader ? null : <HeaderAnchors file={file} />}
      <div className={codeClass(rows, woven)}>
        {about}
        {rows.length === 0 ? null : layout === 'split' && hasTwoSides(file) ? (
          <SplitTable rows={rows} woven={woven} ask={ask} />
        ) : (
          <UnifiedTable rows={rows} woven={woven} ask={ask} />
        )}
        {file.hidden === undefined ? null : (
          <p className="capped">
            {file.hidden.lines} lines of this diff are not shown, because it is large
            {rows.length > 0 ? ' (hunks that somebody speaks of are)' : ''}.{' '}
            <a href={wholeHref}>Show all of {file.path}</a>
          </p>
        )}
        {file.isPlain ? <p className="capped">Too much code to colour it: shown plain.</p> : null}
      </div>
    </section>
  );
}

/** The longest line that kernel code may have; so many fit beside the navigator from 80rem on, where evidence stands beside talk. */
const fittingColumns = 100;

/**
 * Code that is wider than its place scrolls sideways in a box of its own, and in such a box nothing can stay in view while the page
 * scrolls. Where somebody speaks, and no line is too long, there is no such box.
 */
function codeClass(rows: readonly (DiffRow | TextRow)[], woven: readonly Woven[]): string {
  return woven.length > 0 && columnsOf(rows) <= fittingColumns ? 'code fits' : 'code';
}

export function fileId(file: FileView): string {
  return `file-${file.start}`;
}

export function PlusMinus({ added, deleted }: { readonly added: number; readonly deleted: number }) {
  return (
    <span className="plusminus">
      <span className="plus">+{added}</span> <span className="minus">-{deleted}</span>
    </span>
  );
}

/** Lines of a file's header have no rows, but links to them still lead here. */
function HeaderAnchors({ file }: { readonly file: FileView }) {
  return (
    <>
      {file.rows.map((row) =>
        row.kind === 'header' ? <span id={`L${row.bodyLine}`} key={row.bodyLine} /> : null,
      )}
    </>
  );
}

/** A file that came or went has one side, and half a page of nothing beside it would only make its lines short. */
function hasTwoSides(file: FileView): boolean {
  return file.change !== 'added' && file.change !== 'deleted';
}

/** A diff whose lines have no meaning to us, such as a merge of several parents: it is shown as mailed. */
function isUnread(file: FileView): boolean {
  return (
    file.change === 'modified' && file.hidden === undefined && file.rows.every((row) => row.kind === 'header')
  );
}

function firstHunk(file: FileView): number {
  return file.rows.find((row) => row.kind !== 'header')?.bodyLine ?? file.end;
}

function UnifiedTable({
  rows,
  woven,
  ask,
}: {
  readonly rows: readonly DiffRow[];
  readonly woven: readonly Woven[];
  readonly ask: string;
}) {
  const stretches = weave(rows, woven);
  const spoken = spokenLines(stretches);
  return (
    <table className="d">
      {stretches.map((stretch, index) => (
        <StretchBody
          key={index}
          html={unifiedHtml(stretch.rows, spoken, ask)}
          columns={5}
          speakers={stretch.speakers}
        />
      ))}
    </table>
  );
}

function SplitTable({
  rows,
  woven,
  ask,
}: {
  readonly rows: readonly DiffRow[];
  readonly woven: readonly Woven[];
  readonly ask: string;
}) {
  const split = sideBySide(rows);
  const stretches = weave(split, woven);
  const spoken = spokenLines(stretches);
  const oldLines = new Set(
    rows.flatMap((row) => (row.kind === 'code' && row.sign === '-' ? row.bodyLine : [])),
  );
  return (
    <table className="d two">
      <colgroup>
        <col className="g0" />
        <col className="no" />
        <col className="s" />
        <col />
        <col className="g0" />
        <col className="no" />
        <col className="s" />
        <col />
      </colgroup>
      {stretches.map((stretch, index) => (
        <StretchBody
          key={index}
          html={splitHtml(stretch.rows, spoken, ask)}
          columns={8}
          speakers={stretch.speakers}
          sideOf={(speaker) => (oldLines.has(speaker.bodyLine) ? 'old' : 'new')}
        />
      ))}
    </table>
  );
}

/** Glyphs stand at the row that shows a line, which may be the one above it. */
function spokenLines(
  stretches: readonly Stretch<DiffRow | TextRow | ReturnType<typeof sideBySide>[number], Woven>[],
): ReadonlyMap<number, SpokenLine> {
  const spoken = new Map<number, SpokenLine>();
  for (const { rows, speakers } of stretches) {
    const last = rows.at(-1);
    if (!last) continue;
    const lines = bodyLinesOf(last);
    for (const { bodyLine, line } of speakers) {
      const at = lines.includes(bodyLine) ? bodyLine : lines.at(-1);
      const other = at === undefined ? undefined : spoken.get(at);
      if (at !== undefined && (!other || urgency(line) < urgency(other))) spoken.set(at, line);
    }
  }
  return spoken;
}

/** Of several discussions at a line the one with the worst state lends it its glyph: less is more urgent. */
function urgency({ glyph }: SpokenLine): number {
  const at = states.findIndex((state) => state === glyph);
  return at < 0 ? states.length : at;
}

interface StretchBodyProps {
  readonly html: string;
  readonly columns: number;
  readonly speakers: readonly Woven[];
  readonly sideOf?: (speaker: Woven) => 'old' | 'new';
}

/** `html` comes from lib/render, where all text of mails is escaped. */
function StretchBody({ html, columns, speakers, sideOf }: StretchBodyProps) {
  return (
    <>
      <tbody dangerouslySetInnerHTML={{ __html: html }} />
      {speakers.length === 0 ? null : (
        <tbody>
          {speakers.map((speaker, index) => (
            <tr className="dr" key={index}>
              {sideOf === undefined ? (
                <td colSpan={columns}>{speaker.content}</td>
              ) : sideOf(speaker) === 'old' ? (
                <>
                  <td colSpan={columns / 2}>{speaker.content}</td>
                  <td className="none" colSpan={columns / 2} />
                </>
              ) : (
                <>
                  <td className="none" colSpan={columns / 2} />
                  <td colSpan={columns / 2}>{speaker.content}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      )}
    </>
  );
}

export interface TextPartProps {
  readonly part: TextPart;
  readonly title: string;
  readonly count: string;
  readonly woven: readonly Woven[];
  /** True for what few readers need: one line that opens, unless somebody spoke there. */
  readonly isFolded: boolean;
  /** What a number's link asks for a reply with; '' where none can be written. */
  readonly ask: string;
}

/** A commit message or another text of a posting, its lines numbered from 1. */
export function TextPartView({ part, title, count, woven, isFolded, ask }: TextPartProps) {
  const spokenAt = new Set(woven.map((each) => each.bodyLine));
  const rows = part.rows.filter((row) => row.kind !== 'edge' || spokenAt.has(row.bodyLine));
  if (rows.length === 0) return null;
  const stretches = weave(rows, woven);
  const spoken = spokenLines(stretches);
  const table = (
    <div className={codeClass(rows, woven)}>
      <table className="d msg">
        {stretches.map((stretch, index) => (
          <StretchBody
            key={index}
            html={textHtml(stretch.rows, spoken, ask)}
            columns={3}
            speakers={stretch.speakers}
          />
        ))}
      </table>
    </div>
  );
  if (isFolded && woven.length === 0) {
    const last =
      rows
        .at(-1)
        ?.spans.map((span) => span.text)
        .join('') ?? '';
    return (
      <details className="file part">
        <summary>
          <b>{title}</b> {part.kind === 'diffstat' ? last.trim() : plural(rows.length, 'line')}
        </summary>
        {table}
      </details>
    );
  }
  return (
    <section className="file" aria-label={title}>
      <header>
        <b dir="ltr">{title}</b>
        <span className="push">{count}</span>
      </header>
      {table}
    </section>
  );
}
