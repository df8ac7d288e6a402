import type { Hunk, HunkLine } from './patch';

/** "@@ -1,2 +3,4 @@ heading". A missing count is 1 (POSIX diff, unified format). */
const hunkHeader = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@ ?(.*)$/;

/**
 * A line that a mail program wrapped is at least this long together with the first word of what follows; most wrap at
 * 72 to 80 columns, some at 65. Shorter lines were ended by their writer.
 */
const shortestWrap = 60;

/** How many lines a question "does the hunk go on behind this strange line?" may look at. */
const lookAhead = 40;

/** The shortest word that was seen to be pushed under its own indentation by a mail program that wraps. */
const shortestPushedWord = 25;

/** Wrapped rests may make a hunk this many lines longer than its counts. */
const slack = 6;

/** The hunk whose "@@" line is `lines[at]`, and the index of the first line behind it; undefined when it is none. */
export function readHunk(lines: readonly string[], at: number): { hunk: Hunk; end: number } | undefined {
  const header = hunkHeader.exec(withoutCarriageReturn(lines[at] ?? ''));
  if (!header) return undefined;
  const oldStart = Number(header[1]);
  const newStart = Number(header[3]);
  const oldCount = header[2] === undefined ? 1 : Number(header[2]);
  const newCount = header[4] === undefined ? 1 : Number(header[4]);
  const reader = new HunkReader(lines, at + 1, { oldStart, oldCount, newStart, newCount });
  const end = reader.read();
  return {
    hunk: {
      oldStart,
      oldCount,
      newStart,
      newCount,
      heading: header[5] ?? '',
      bodyLine: at + 1,
      lines: reader.found,
      isCut: reader.isCut,
    },
    end,
  };
}

export function isHunkHeader(line: string): boolean {
  return line.startsWith('@@ -') && hunkHeader.test(withoutCarriageReturn(line));
}

/** Walks over the lines of one hunk, counting by its header and bearing the damage that mail does to lines. */
class HunkReader {
  readonly found: HunkLine[] = [];
  isCut = false;
  /** Set once unsigned lines are taken up to the next header. */
  private isResumed = false;
  private oldLeft: number;
  private newLeft: number;
  private oldLine: number;
  private newLine: number;

  constructor(
    private readonly lines: readonly string[],
    private at: number,
    header: { oldStart: number; oldCount: number; newStart: number; newCount: number },
  ) {
    this.oldLeft = header.oldCount;
    this.newLeft = header.newCount;
    this.oldLine = header.oldStart;
    this.newLine = header.newStart;
  }

  /** Returns the index of the first line that is not of this hunk. */
  read(): number {
    while ((this.oldLeft > 0 || this.newLeft > 0) && this.at < this.lines.length && this.takeCounted());
    if (this.oldLeft > 0 || this.newLeft > 0) {
      this.isCut = true;
      this.giveBackEmptyEnd();
    } else {
      while (this.at < this.lines.length && this.takeBehind());
    }
    return this.at;
  }

  /** Takes one line that the header promised; false when the hunk ends here though more was promised. */
  private takeCounted(): boolean {
    const line = this.lines[this.at] ?? '';
    switch (line.charCodeAt(0)) {
      case 0x20: // space
        if (this.oldLeft > 0 && this.newLeft > 0) return this.push(' ', line.slice(1));
        return this.takeStrange(line);
      case 0x2b: // +
        if (this.newLeft > 0) return this.push('+', line.slice(1));
        return this.takeStrange(line);
      case 0x2d: // -
        if (this.oldLeft === 0 || this.isSignature(line) || this.isFileHeader())
          return this.takeStrange(line);
        return this.push('-', line.slice(1));
      case 0x5c: // backslash
        return this.push('\\', line.slice(1));
      case 0xa0: // a space that became a no-break space
        if (this.oldLeft > 0 && this.newLeft > 0) return this.push(' ', line.slice(1));
        return this.takeStrange(line);
      default:
        return this.takeStrange(line);
    }
  }

  /** A line without a sign, or with a sign the counts have no room for: damaged, a wrapped rest, or the end. */
  private takeStrange(line: string): boolean {
    const hasRoom = this.oldLeft > 0 && this.newLeft > 0;
    if (line === '' || line === '\r') return hasRoom && this.push(' ', line);
    if (isHeaderLine(line) || this.isSignature(line) || this.isFileHeader()) return false;
    if (this.isWrappedRest(line) && !isSigned(line)) return this.join(line);
    // "\tfoo": the space in front of a tab was eaten.
    if (hasRoom && line.startsWith('\t')) return this.push(' ', line);
    // A count edited by hand leaves no room for a line that has its sign: the sign is surer.
    if (isSigned(line)) return !line.startsWith('--') && this.pushSigned(line);
    if (this.goesOnBehind()) {
      // White space so wide that the word behind it was wrapped: the line above it holds nothing else.
      if (line.length >= shortestPushedWord && this.isEmptyAbove()) return this.join(line);
      if (hasRoom) return this.push(' ', line);
    }
    if (!this.isResumed && !this.reachesHeader()) return false;
    this.isResumed = true;
    return this.push(' ', line);
  }

  /**
   * Takes a line behind the last promised one: the marker of a missing newline, a wrapped rest, or signed lines that
   * touch the hunk (a count edited by hand, or a wrapped rest that looked like a signed line).
   */
  private takeBehind(): boolean {
    const line = this.lines[this.at] ?? '';
    if (line.startsWith('\\ ')) return this.push('\\', line.slice(1));
    if (line === '' || line === '\r' || isHeaderLine(line) || this.isFileHeader()) return false;
    if (line.trim() === '--') return false;
    if (isSigned(line)) return !line.startsWith('--') && this.pushSigned(line);
    return this.isWrappedRest(line) && this.signedFollows() && this.join(line);
  }

  private pushSigned(line: string): true {
    const sign = line[0];
    return this.push(sign === '+' || sign === '-' || sign === '\\' ? sign : ' ', line.slice(1));
  }

  private push(sign: HunkLine['sign'], text: string): true {
    const onOld = sign === ' ' || sign === '-';
    const onNew = sign === ' ' || sign === '+';
    this.found.push({
      bodyLine: this.at + 1,
      sign,
      text,
      oldLine: onOld ? this.oldLine : undefined,
      newLine: onNew ? this.newLine : undefined,
    });
    if (onOld) {
      this.oldLine++;
      if (this.oldLeft > 0) this.oldLeft--;
    }
    if (onNew) {
      this.newLine++;
      if (this.newLeft > 0) this.newLeft--;
    }
    this.at++;
    return true;
  }

  /** Gives a wrapped rest back to the line it was cut from. Behind the "@@" line it belongs to the heading. */
  private join(rest: string): true {
    const last = this.found.at(-1);
    if (last) this.found[this.found.length - 1] = { ...last, text: `${last.text} ${rest}` };
    this.at++;
    return true;
  }

  private isWrappedRest(line: string): boolean {
    const before = widthOf(this.lines[this.at - 1] ?? '');
    const firstWord = line.search(/\s/);
    return before >= 20 && before + 1 + (firstWord < 0 ? line.length : firstWord) >= shortestWrap;
  }

  private isEmptyAbove(): boolean {
    const last = this.found.at(-1);
    return last?.sign === ' ' && last.bodyLine === this.at && last.text.trim() === '';
  }

  /** "-- " or "--": a signature unless the promised lines go on behind it (a deleted line "- "). */
  private isSignature(line: string): boolean {
    if (line !== '-- ' && line !== '--' && line !== '--\r' && line !== '-- \r') return false;
    // git's version below makes it a signature, whatever was promised.
    if (/^\d{1,3}\.\d{1,3}/.test(this.lines[this.at + 1] ?? '')) return true;
    const needed = Math.min(Math.max(this.oldLeft, this.newLeft) - 1, lookAhead);
    for (let ahead = 1; ahead <= needed; ahead++) {
      const next = this.lines[this.at + ahead];
      if (next === undefined || isHeaderLine(next)) return true;
      if (!isSigned(next) && next !== '') return true;
    }
    return false;
  }

  /** "--- a/x" and "+++ b/x" of a next file without a "diff" line, met inside a hunk that was cut. */
  private isFileHeader(): boolean {
    return (
      (this.lines[this.at] ?? '').startsWith('--- ') &&
      (this.lines[this.at + 1] ?? '').startsWith('+++ ') &&
      isHunkHeader(this.lines[this.at + 2] ?? '')
    );
  }

  /** Whether most of the next lines look like hunk lines: then an unsigned line between is one that lost its sign. */
  private goesOnBehind(): boolean {
    const ahead = Math.min(Math.max(this.oldLeft, this.newLeft) - 1, 6);
    if (ahead === 0) return false;
    let signed = 0;
    for (let index = 1; index <= ahead; index++) {
      const next = this.lines[this.at + index];
      if (next === undefined || isHeaderLine(next)) break;
      if (isSigned(next) || next.startsWith('\t')) signed++;
    }
    return signed * 2 > ahead;
  }

  /**
   * Whether the next header follows without an empty line and not farther than the counts allow for: then the mail
   * program ate the white space at the start of lines, and what stands between is of this hunk.
   */
  private reachesHeader(): boolean {
    const furthest = this.at + Math.min(Math.max(this.oldLeft, this.newLeft) + slack, lookAhead);
    for (let at = this.at + 1; at <= furthest; at++) {
      const line = this.lines[at];
      if (line === undefined || line === '') return false;
      if (isHeaderLine(line)) return true;
    }
    return false;
  }

  private signedFollows(): boolean {
    const next = this.lines[this.at + 1] ?? '';
    return (isSigned(next) && !next.startsWith('--')) || isHeaderLine(next);
  }

  /** The empty lines at the end of a hunk that was cut belong to the text behind it. */
  private giveBackEmptyEnd(): void {
    for (let last = this.found.at(-1); last && last.bodyLine === this.at; last = this.found.at(-1)) {
      if (last.sign !== ' ' || last.text.trim() !== '' || (this.lines[this.at - 1] ?? '').startsWith(' '))
        return;
      this.found.pop();
      this.at--;
    }
  }
}

function isSigned(line: string): boolean {
  const code = line.charCodeAt(0);
  return code === 0x20 || code === 0x2b || code === 0x2d || code === 0x5c || code === 0xa0;
}

function isHeaderLine(line: string): boolean {
  return line.startsWith('diff -') || line.startsWith('Index: ') || isHunkHeader(line);
}

/** Columns, with tabs at every eighth. */
function widthOf(line: string): number {
  let width = 0;
  for (let at = 0; at < line.length; at++)
    width = line.charCodeAt(at) === 9 ? width - (width % 8) + 8 : width + 1;
  return width;
}

export function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
