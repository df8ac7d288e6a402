/**
 * An F: or X: pattern. `dir/` and `dir` name everything below dir, and `dir/*` the files right in it; `*` stands for what
 * holds no "/", `**` for anything, `?` for one character. Of "dir" get_maintainer.pl looks into the tree whether it is a directory; there is
 * none at hand here, and a path below a file does not exist.
 */
export class Pattern {
  /** A path or directory without the last "/"; undefined for a pattern with wildcards. */
  readonly plain: string | undefined;
  /** The directories before the first wildcard, without the last "/"; '' for none. */
  readonly directory: string;
  /** How deep it reaches; -1 for one that names everything. */
  readonly depth: number;
  private readonly pieces: readonly Piece[];
  private readonly isDirectory: boolean;

  constructor(text: string) {
    const bare = text.replace(/\/+$/, '');
    this.isDirectory = text.endsWith('/');
    const wildcard = text.search(/[*?]/);
    this.plain = wildcard < 0 ? bare : undefined;
    this.directory = wildcard < 0 ? bare : text.slice(0, Math.max(0, text.lastIndexOf('/', wildcard)));
    this.depth = /^\**\/?$/.test(text) ? -1 : depthOf(bare);
    this.pieces = wildcard < 0 ? [] : piecesOf(bare);
  }

  matches(path: string): boolean {
    if (this.plain !== undefined)
      return path === this.plain || this.plain === '' || path.startsWith(`${this.plain}/`);
    if (!this.isDirectory) return fits(this.pieces, path);
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1))
      if (fits(this.pieces, path.slice(0, at))) return true;
    return false;
  }
}

/** How many names a path or pattern has. */
export function depthOf(path: string): number {
  return path === '' ? 0 : path.split('/').length;
}

type Piece = { readonly text: string } | { readonly any: 'one' | 'name' | 'path' };

function piecesOf(text: string): readonly Piece[] {
  return (text.match(/\*\*\/?|\*|\?|[^*?]+/g) ?? []).map((piece): Piece => {
    if (piece.startsWith('**')) return { any: 'path' };
    if (piece === '*') return { any: 'name' };
    return piece === '?' ? { any: 'one' } : { text: piece };
  });
}

/** True when the pieces make up the whole text: a set of places is carried along, so the time is that of pieces times text. */
function fits(pieces: readonly Piece[], text: string): boolean {
  let places = new Set([0]);
  for (const piece of pieces) {
    const next = new Set<number>();
    if ('text' in piece) {
      for (const at of places) if (text.startsWith(piece.text, at)) next.add(at + piece.text.length);
    } else if (piece.any === 'one') {
      for (const at of places) if (at < text.length && text[at] !== '/') next.add(at + 1);
    } else {
      for (const from of places)
        for (let at = from; at <= text.length && !next.has(at); at += 1) {
          next.add(at);
          if (piece.any === 'name' && text[at] === '/') break;
        }
    }
    if (next.size === 0) return false;
    places = next;
  }
  return places.has(text.length);
}
