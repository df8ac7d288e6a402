/** What stands in a mail's text, as a search tells it apart. */
export type Piece = Stretch | Name;

/** A stretch of the text: whole lines with their signs, or as `heading` what follows the second "@@" of one. */
export interface Stretch {
  /** prose, quoted; added, removed and context lines of a diff; heading. */
  readonly kind: 'prose' | 'quoted' | 'added' | 'removed' | 'context' | 'heading';
  /** Offset in UTF-16 units. */
  readonly start: number;
  /** Behind its last one. */
  readonly end: number;
}

/** A path in a diff, or a blob that its "index" line names before or after the change. */
export interface Name {
  readonly kind: 'path' | 'before' | 'after';
  readonly name: string;
}

const gitLine = /^diff --git "?[^/\s]+\/(.+?)"? "?[^/\s]+\/(.+?)"?$/;
const sideLine = /^(?:---|\+\+\+) "?(?:[^/\s]+\/)?([^\t"]+)/;
const indexLine = /^index ([0-9a-f]{7,64})\.\.([0-9a-f]{7,64})/;
const hunkLine = /^@@ \S+ \S+ @@ ?(.*)$/;
const inHeader =
  /^(?:old mode|new mode|deleted file|new file|copy |rename |similarity |dissimilarity |Binary files )/;

/**
 * Divides the text of a mail as public-inbox does for its search: lines that begin with ">" are quoted, a diff is read by
 * its signs, all else is prose. One pass; a diff that is damaged becomes prose where it breaks. Lines of one kind that follow
 * one another are one stretch.
 */
export function* piecesOf(text: string): Generator<Piece> {
  let open: Stretch | undefined;
  for (const piece of linePieces(text)) {
    if ('start' in piece && open?.kind === piece.kind && open.end + 1 === piece.start) {
      open = { kind: open.kind, start: open.start, end: piece.end };
      continue;
    }
    if (open) yield open;
    open = 'start' in piece ? piece : undefined;
    if (!open) yield piece;
  }
  if (open) yield open;
}

function* linePieces(text: string): Generator<Piece> {
  let isDiff = false;
  let isHunk = false;
  const paths = new Set<string>();
  for (const { line, start, end } of linesOf(text)) {
    if (line.startsWith('>')) {
      [isDiff, isHunk] = [false, false];
      yield { kind: 'quoted', start, end };
      continue;
    }
    if (line.startsWith('diff --git ')) {
      const named = gitLine.exec(line);
      [isDiff, isHunk] = [true, false];
      for (const path of [named?.[1], named?.[2]]) {
        if (path === undefined || paths.has(path)) continue;
        paths.add(path);
        yield { kind: 'path', name: path };
      }
      continue;
    }
    const hunk = isDiff || isHunk ? hunkLine.exec(line) : null;
    if (hunk) {
      isHunk = true;
      if (hunk[1]) yield { kind: 'heading', start: end - hunk[1].length, end };
      continue;
    }
    if (isHunk && line !== '-- ') {
      const sign = line[0];
      if (sign === '+') yield { kind: 'added', start, end };
      else if (sign === '-') yield { kind: 'removed', start, end };
      else if (sign === ' ' || sign === undefined) yield { kind: 'context', start, end };
      else if (sign !== '\\') {
        isHunk = false;
        isDiff = line.startsWith('diff ');
        yield { kind: 'prose', start, end };
      }
      continue;
    }
    const side = sideLine.exec(line);
    if (side?.[1] !== undefined && (isDiff || line.startsWith('--- '))) {
      isDiff = true;
      const path = side[1].trim();
      if (path !== '' && path !== 'null' && !paths.has(path)) {
        paths.add(path);
        yield { kind: 'path', name: path };
      }
      continue;
    }
    const index = isDiff ? indexLine.exec(line) : null;
    if (index) {
      yield { kind: 'before', name: index[1] as string };
      yield { kind: 'after', name: index[2] as string };
      continue;
    }
    if (line === '-- ' || (isDiff && !inHeader.test(line)))
      [isDiff, isHunk] = [line.startsWith('diff '), false];
    yield { kind: 'prose', start, end };
  }
}

function* linesOf(text: string): Generator<{ line: string; start: number; end: number }> {
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    yield { line: text.slice(start, end), start, end };
    start = end + 1;
  }
}
