/** One mail of an mbox, unescaped. `offset` is the byte its "From " line starts at, counted from 0. */
export interface MboxEntry {
  readonly raw: Uint8Array;
  readonly offset: number;
}

export interface MboxOptions {
  /** Bytes after which a mail is cut off: its first bytes are given out, the rest is passed over. */
  readonly largestMail?: number;
}

/** A From_ line: an address (or "-"), then a date of asctime. Body lines that merely begin with "From " have no date. */
const fromLine = /^From \S.{0,300}?\d{1,2}:\d{2}(?::\d{2})?.{0,40}\d{4}/;

const newline = 10;

/**
 * Splits an mbox as it streams by, in time proportional to its bytes. Both dialects are read: mboxrd, where a body
 * line `>*From ` carries one more ">" that is taken off, and mboxo. A mail begins at a From_ line at the start or after
 * an empty line; that line must hold a date, since mboxo leaves "From here on ..." unescaped in bodies.
 */
export async function* splitMbox(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: MboxOptions = {},
): AsyncGenerator<MboxEntry> {
  const largest = options.largestMail ?? Infinity;
  let lines: Uint8Array[] = [];
  let size = 0;
  let start: number | undefined;
  let offset = 0;
  let isAfterBlank = true;
  const finish = (): MboxEntry | undefined => {
    if (start === undefined || lines.length === 0) return undefined;
    return { raw: Buffer.concat(withoutLastBlank(lines)), offset: start };
  };
  const feed = (line: Uint8Array): MboxEntry | undefined => {
    let entry: MboxEntry | undefined;
    const isEmpty = isBlank(line);
    if (isAfterBlank && isFromLine(line)) {
      entry = finish();
      [lines, size, start] = [[], 0, offset];
    } else if (start !== undefined || !isEmpty) {
      start ??= offset;
      if (size < largest) lines.push(unescaped(line));
      size += line.length;
    }
    isAfterBlank = isEmpty;
    offset += line.length;
    return entry;
  };
  const borders = new LineReader();
  for await (const chunk of chunks) {
    for (const line of borders.linesOf(chunk)) {
      const entry = feed(line);
      if (entry) yield entry;
    }
  }
  const rest = borders.rest();
  const beforeRest = rest && feed(rest);
  if (beforeRest) yield beforeRest;
  const entry = finish();
  if (entry) yield entry;
}

/** Lines with their newline, across the borders of chunks. */
class LineReader {
  private pieces: Uint8Array[] = [];

  /** The lines that end in a chunk. */
  *linesOf(chunk: Uint8Array): Generator<Uint8Array> {
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      const piece = chunk.subarray(from, at + 1);
      yield this.pieces.length > 0 ? Buffer.concat([...this.pieces, piece]) : piece;
      this.pieces = [];
      from = at + 1;
    }
    if (from < chunk.length) this.pieces.push(chunk.subarray(from));
  }

  /** What stands behind the last newline. */
  rest(): Uint8Array | undefined {
    return this.pieces.length > 0 ? Buffer.concat(this.pieces) : undefined;
  }
}

function isBlank(line: Uint8Array): boolean {
  return line[0] === newline || (line[0] === 13 && line[1] === newline);
}

function isFromLine(line: Uint8Array): boolean {
  if (line[0] !== 0x46 || line[1] !== 0x72 || line[4] !== 0x20) return false;
  return fromLine.test(
    Buffer.from(line.buffer, line.byteOffset, Math.min(line.length, 400)).toString('latin1'),
  );
}

/** Takes one ">" off a line of `>+From `, as mboxrd writes it. */
function unescaped(line: Uint8Array): Uint8Array {
  if (line[0] !== 0x3e) return line;
  let at = 1;
  while (line[at] === 0x3e) at += 1;
  const isEscaped =
    line[at] === 0x46 &&
    line[at + 1] === 0x72 &&
    line[at + 2] === 0x6f &&
    line[at + 3] === 0x6d &&
    line[at + 4] === 0x20;
  return isEscaped ? line.subarray(1) : line;
}

/** The empty line before the next From_ line belongs to the mbox, not to the mail. */
function withoutLastBlank(lines: readonly Uint8Array[]): readonly Uint8Array[] {
  const last = lines.at(-1);
  return last && isBlank(last) && lines.length > 1 ? lines.slice(0, -1) : lines;
}
