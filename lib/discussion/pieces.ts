import type { AlignLine } from './alignLine';
import { RunningText } from './runningText';

/** A piece of at least this length is looked for anywhere between the partners of its neighbours. */
const tellingPiece = 12;
/** A shorter one where the text to look in is no longer than this, or where the piece before it ended. */
const shortestPiece = 6;
const shortWindow = 1500;
/** Of a line with a changed end this share must still be there in one piece. */
const keptShare = 0.6;
/** Characters searched for the leftovers of one mail: some 10 ms. Honest mail stays below a tenth of it. */
const mostSearched = 16_000_000;

/**
 * Looks for quoted lines that no whole line equals (wrapped, joined, re-filled, cut, damaged ones) in the running text
 * between the partners of their neighbours, and writes what it finds into `partners`: the line that holds the last words.
 *
 * @param ambiguous Lines that are one of several equal ones: where they stand bounds nothing, and neither do the empty lines beside them.
 * @returns the quoted lines found only in part or by their position, and whether the texts were too large to be searched.
 */
export function pairPieces(
  quoted: readonly AlignLine[],
  source: readonly AlignLine[],
  partners: Int32Array,
  ambiguous: ReadonlySet<number>,
): { readonly approximate: ReadonlySet<number>; readonly isCoarse: boolean } {
  const search = new PieceSearch(quoted, source, partners, ambiguous);
  let before = -1;
  for (let q = 0; q < quoted.length; q += 1) {
    if (search.isPlaced(q)) before = q;
    if (!search.isOpen(q)) continue;
    let after = q;
    while (after < quoted.length && !search.isPlaced(after)) after += 1;
    search.lookBetween(before, after);
    q = after - 1;
  }
  return { approximate: search.approximate, isCoarse: search.isCoarse };
}

class PieceSearch {
  readonly approximate = new Set<number>();
  isCoarse = false;
  private left = mostSearched;

  constructor(
    private readonly quoted: readonly AlignLine[],
    private readonly source: readonly AlignLine[],
    private readonly partners: Int32Array,
    private readonly ambiguous: ReadonlySet<number>,
  ) {}

  isOpen(q: number): boolean {
    return this.partners[q] === -1 && this.quoted[q]?.squeezed !== '';
  }

  isPlaced(q: number): boolean {
    return (this.partners[q] ?? -1) >= 0 && !this.isUnsure(q);
  }

  private isUnsure(q: number): boolean {
    return this.ambiguous.has(q) || this.quoted[q]?.squeezed === '';
  }

  /** Looks for the quoted lines between two that have partners (-1 and the number of lines stand for the ends). */
  lookBetween(before: number, after: number): void {
    const { quoted, source, partners } = this;
    const s0 = before < 0 ? 0 : (partners[before] ?? -1) + 1;
    const s1 = after >= quoted.length ? source.length : (partners[after] ?? 0);
    const open: number[] = [];
    for (let q = before + 1; q < after; q += 1) if (this.isOpen(q)) open.push(q);
    const running = new RunningText(source, s0, s1);
    let position = 0;
    let isBesidePiece = before >= 0;
    for (const q of open) {
      const piece = quoted[q]?.squeezed ?? '';
      const found = this.findPiece(piece, running.text, position, isBesidePiece);
      if (this.left < 0) {
        this.isCoarse = true;
        return;
      }
      isBesidePiece = found !== undefined;
      if (!found) continue;
      partners[q] = running.lineAt(found.end - 1);
      if (!found.isWhole) this.approximate.add(q);
      position = found.end;
    }
    this.dropContradicted(before, after);
    if (open.every((q) => this.isOpen(q))) this.placeByPosition(before, after);
  }

  /** One of several equal lines that would stand on the wrong side of a piece found since is another of them. */
  private dropContradicted(before: number, after: number): void {
    const { partners } = this;
    let last = before < 0 ? -1 : (partners[before] ?? -1);
    for (let q = before + 1; q < after; q += 1) {
      const partner = partners[q] ?? -1;
      if (partner < 0) continue;
      if (!this.isUnsure(q)) last = partner;
      else if (partner < last) partners[q] = -1;
    }
    let next = Infinity;
    for (let q = after - 1; q > before; q -= 1) {
      const partner = partners[q] ?? -1;
      if (partner < 0) continue;
      if (!this.isUnsure(q)) next = partner;
      else if (partner > next) partners[q] = -1;
    }
  }

  /**
   * Lines changed beyond recognition still stand between their neighbours: where as many lines stand there as in the mail
   * quoted, in one run of quoted text, and those that may be any of several are where they would have to be, they are the same.
   */
  private placeByPosition(before: number, after: number): void {
    const { quoted, source, partners } = this;
    if (before < 0 || after >= quoted.length) return;
    for (let q = before + 1; q <= after; q += 1) if (quoted[q]?.opensRun === true) return;
    const own = placesOfText(quoted, before + 1, after, Infinity);
    const places = placesOfText(source, (partners[before] ?? 0) + 1, partners[after] ?? 0, own.length);
    const isSame = (q: number, index: number) =>
      !this.ambiguous.has(q) || source[places[index] ?? -1]?.squeezed === quoted[q]?.squeezed;
    if (places.length !== own.length || !own.every(isSame)) return;
    own.forEach((q, index) => {
      if (this.ambiguous.has(q)) return;
      partners[q] = places[index] ?? -1;
      this.approximate.add(q);
    });
  }

  /** A piece whole, without the sign of a diff line, or by its longer half when an end of it was changed. */
  private findPiece(
    piece: string,
    text: string,
    position: number,
    isBesidePiece: boolean,
  ): Found | undefined {
    if (isBesidePiece && text.startsWith(piece, position))
      return { end: position + piece.length, isWhole: true };
    const isTelling = piece.length >= tellingPiece;
    if (!isTelling && (piece.length < shortestPiece || text.length - position > shortWindow))
      return undefined;
    const whole = this.search(text, piece, position);
    if (whole >= 0)
      return { end: whole + piece.length, isWhole: isTelling || text.indexOf(piece, whole + 1) < 0 };
    for (const joined of withoutInnerMark(piece)) {
      const at = this.search(text, joined, position);
      if (at >= 0) return { end: at + joined.length, isWhole: true };
    }
    const bare = /^[-+]/.test(piece) ? piece.slice(1) : '';
    if (bare.length >= shortestPiece) {
      const at = this.search(text, bare, position);
      if (at >= 0) return { end: at + bare.length, isWhole: bare.length >= tellingPiece };
    }
    const part = Math.max(Math.ceil(piece.length * keptShare), tellingPiece);
    if (piece.length <= part) return undefined;
    const tail = this.search(text, piece.slice(-part), position);
    if (tail >= 0) return { end: tail + part, isWhole: false };
    const head = this.search(text, piece.slice(0, part), position);
    return head >= 0 ? { end: head + part, isWhole: false } : undefined;
  }

  /** Where a piece stands, -1 when nowhere or when too much was searched before. */
  private search(text: string, piece: string, position: number): number {
    if (this.left < 0) return -1;
    const at = text.indexOf(piece, position);
    this.left -= (at < 0 ? text.length : at) - position + piece.length;
    return at;
  }
}

/** Lines from one to before another that are not empty; of more than `most` only one more. */
function placesOfText(
  lines: readonly AlignLine[],
  from: number,
  to: number,
  most: number,
): readonly number[] {
  const places: number[] = [];
  for (let at = from; at < to && places.length <= most; at += 1)
    if (lines[at]?.squeezed !== '') places.push(at);
  return places;
}

interface Found {
  readonly end: number;
  readonly isWhole: boolean;
}

/** Marks inside a line that are tried: who joins quoted lines joins two or three. */
const mostInnerMarks = 3;

/** A line that a mailer joined with the one below it has that one's mark inside: "lock(cache);> +walk(cache);". */
function withoutInnerMark(piece: string): readonly string[] {
  const without: string[] = [];
  for (let at = piece.indexOf('>', shortestPiece); at >= 0; at = piece.indexOf('>', at + 1)) {
    const isTelling = piece.length - at > shortestPiece && piece.length > tellingPiece;
    if (isTelling && !/[-=<>]/.test(piece[at - 1] ?? ''))
      without.push(piece.slice(0, at) + piece.slice(at + 1));
    if (without.length === mostInnerMarks) break;
  }
  return without;
}
