/** A stretch of a mail's text, as a search tells it from others. */
export interface Piece {
  /**
   * prose, quoted; added, removed and context lines of a diff, without their sign; heading: what follows the second "@@";
   * name: a path in a diff; index: the two blobs of an "index" line.
   */
  readonly kind: 'prose' | 'quoted' | 'added' | 'removed' | 'context' | 'heading' | 'name' | 'index';
  readonly text: string;
}

const gitLine = /^diff --git "?[^/\s]+\/(.+?)"? "?[^/\s]+\/(.+?)"?$/;
const sideLine = /^(?:---|\+\+\+) "?(?:[^/\s]+\/)?([^\t"]+)/;
const indexLine = /^index ([0-9a-f]{7,64})\.\.([0-9a-f]{7,64})/;
const hunkLine = /^@@ \S+ \S+ @@ ?(.*)$/;
const inHeader =
  /^(?:old mode|new mode|deleted file|new file|copy |rename |similarity |dissimilarity |Binary files )/;

/**
 * Divides the text of a mail as public-inbox does for its search: lines that begin with ">" are quoted, a diff is read by
 * its signs, all else is prose. One pass; a diff that is damaged becomes prose where it breaks.
 */
export function* piecesOf(text: string): Generator<Piece> {
  let kind: Piece['kind'] | undefined;
  let lines: string[] = [];
  for (const piece of linePieces(text)) {
    if (piece.kind !== kind || piece.kind === 'index' || piece.kind === 'name') {
      if (kind) yield { kind, text: lines.join('\n') };
      [kind, lines] = [piece.kind, []];
    }
    lines.push(piece.text);
  }
  if (kind) yield { kind, text: lines.join('\n') };
}

function* linePieces(text: string): Generator<Piece> {
  let isDiff = false;
  let isHunk = false;
  const names = new Set<string>();
  for (const line of linesOf(text)) {
    if (line.startsWith('>')) {
      [isDiff, isHunk] = [false, false];
      yield { kind: 'quoted', text: line };
      continue;
    }
    if (line.startsWith('diff --git ')) {
      const named = gitLine.exec(line);
      [isDiff, isHunk] = [true, false];
      for (const name of [named?.[1], named?.[2]]) {
        if (name === undefined || names.has(name)) continue;
        names.add(name);
        yield { kind: 'name', text: name };
      }
      continue;
    }
    const hunk = hunkLine.exec(line);
    if (hunk && (isDiff || isHunk)) {
      isHunk = true;
      if (hunk[1]) yield { kind: 'heading', text: hunk[1] };
      continue;
    }
    if (isHunk && line !== '-- ') {
      const sign = line[0];
      if (sign === '+') yield { kind: 'added', text: line.slice(1) };
      else if (sign === '-') yield { kind: 'removed', text: line.slice(1) };
      else if (sign === ' ' || sign === undefined) yield { kind: 'context', text: line };
      else if (sign !== '\\') {
        isHunk = false;
        isDiff = line.startsWith('diff ');
        yield { kind: 'prose', text: line };
      }
      continue;
    }
    const side = sideLine.exec(line);
    if (side?.[1] !== undefined && (isDiff || line.startsWith('--- '))) {
      isDiff = true;
      const name = side[1].trim();
      if (name !== '' && name !== 'null' && !names.has(name)) {
        names.add(name);
        yield { kind: 'name', text: name };
      }
      continue;
    }
    const index = isDiff ? indexLine.exec(line) : null;
    if (index) {
      yield { kind: 'index', text: `${index[1]} ${index[2]}` };
      continue;
    }
    if (line === '-- ' || (isDiff && !inHeader.test(line)))
      [isDiff, isHunk] = [line.startsWith('diff '), false];
    yield { kind: 'prose', text: line };
  }
}

function* linesOf(text: string): Generator<string> {
  for (let start = 0; start <= text.length;) {
    const end = text.indexOf('\n', start);
    yield text.slice(start, end < 0 ? undefined : end);
    if (end < 0) return;
    start = end + 1;
  }
}
