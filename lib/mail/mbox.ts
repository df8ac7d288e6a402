import { asBuffer } from './latin1';

/** One mail of an mbox, unescaped: a view of a chunk where it stands in one. */
export interface MboxEntry {
  readonly raw: Uint8Array;
  /** The byte its "From " line starts at, counted from 0. */
  readonly offset: number;
  /** It is larger than `largestMail`, and these are its first lines. */
  readonly isCut: boolean;
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
  const splitter = new Splitter(options.largestMail ?? Infinity);
  let rest: Uint8Array[] = [];
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(newline) + 1;
    if (end === 0) {
      rest.push(chunk);
      continue;
    }
    // Only the line that two chunks share is copied.
    const from = rest.length === 0 ? 0 : chunk.indexOf(newline) + 1;
    if (from > 0) yield* splitter.read(Buffer.concat([...rest, chunk.subarray(0, from)]));
    if (from < end) yield* splitter.read(asBuffer(chunk.subarray(from, end)));
    rest = end < chunk.length ? [chunk.subarray(end)] : [];
  }
  if (rest.length > 0) yield* splitter.read(Buffer.concat(rest));
  const last = splitter.finish();
  if (last) yield last;
}

/** Reads an mbox in stretches of whole lines. Only lines with "From " in them are looked at one by one. */
class Splitter {
  private pieces: Uint8Array[] = [];
  private size = 0;
  /** Where the mail that is being read begins; undefined before the first. */
  private start: number | undefined;
  /** Bytes before the stretch that is being read. */
  private offset = 0;
  private isAfterBlank = true;

  constructor(private readonly largest: number) {}

  *read(lines: Buffer): Generator<MboxEntry> {
    let from = 0;
    for (let at = lines.indexOf(from_); at >= 0; at = lines.indexOf(from_, at + 1)) {
      const marks = marksBefore(lines, at);
      const begin = at - marks;
      if (begin > 0 && lines[begin - 1] !== newline) continue;
      if (marks > 0) {
        // A line of ">+From ", as mboxrd writes it, has one ">" more than the mail.
        this.take(lines, from, begin);
        from = begin;
        this.start ??= this.offset + begin;
        this.size += 1;
        from += 1;
      } else if (
        (begin === 0 ? this.isAfterBlank : isBlankBefore(lines, begin)) &&
        isFromLine(lines, begin)
      ) {
        this.take(lines, from, begin);
        const entry = this.finish();
        if (entry) yield entry;
        [this.pieces, this.size, this.start] = [[], 0, this.offset + begin];
        const end = lines.indexOf(newline, begin);
        from = end < 0 ? lines.length : end + 1;
      }
    }
    this.take(lines, from, lines.length);
    this.isAfterBlank = isBlankBefore(lines, lines.length);
    this.offset += lines.length;
  }

  /** The mail read so far; undefined when there is none. */
  finish(): MboxEntry | undefined {
    if (this.start === undefined || this.pieces.length === 0) return undefined;
    const [first = new Uint8Array(), ...others] = this.pieces;
    const raw = others.length === 0 ? first : Buffer.concat(this.pieces);
    const mail = withoutLastBlank(raw);
    const isCut = this.size - (raw.length - mail.length) > this.largest;
    return { raw: mail, offset: this.start, isCut };
  }

  /** Lines from one offset to before another belong to the mail. */
  private take(lines: Buffer, from: number, to: number): void {
    let begin = from;
    if (this.start === undefined) {
      // Empty lines before the first mail are nothing.
      while (begin < to && isBlankAt(lines, begin)) begin = lines.indexOf(newline, begin) + 1;
      if (begin < to) this.start = this.offset + begin;
    }
    if (begin >= to) return;
    const room = this.largest - this.size;
    // Cut behind the line in which the largest size is reached.
    const cut = room < to - begin ? lines.indexOf(newline, begin + Math.max(room - 1, 0)) + 1 : to;
    if (room > 0) this.pieces.push(lines.subarray(begin, cut === 0 ? to : cut));
    this.size += to - begin;
  }
}

const from_ = Buffer.from('From ');

/** How many ">" stand before an offset. */
function marksBefore(lines: Uint8Array, at: number): number {
  let count = 0;
  while (lines[at - count - 1] === 0x3e) count += 1;
  return count;
}

function isBlankAt(lines: Uint8Array, at: number): boolean {
  return lines[at] === newline || (lines[at] === 13 && lines[at + 1] === newline);
}

/** True when the line that ends before an offset is empty. */
function isBlankBefore(lines: Uint8Array, end: number): boolean {
  if (lines[end - 1] !== newline) return false;
  const before = lines[end - 2] === 13 ? end - 3 : end - 2;
  return before < 0 || lines[before] === newline;
}

/** True when a From_ line begins at an offset. */
function isFromLine(lines: Buffer, at: number): boolean {
  const end = lines.indexOf(newline, at);
  return fromLine.test(lines.toString('latin1', at, Math.min(at + 400, end < 0 ? lines.length : end + 1)));
}

/** The empty line before the next From_ line belongs to the mbox, not to the mail. */
function withoutLastBlank(raw: Uint8Array): Uint8Array {
  if (raw.length < 2 || !isBlankBefore(raw, raw.length)) return raw;
  const end = raw[raw.length - 2] === 13 ? raw.length - 2 : raw.length - 1;
  return end > 0 ? raw.subarray(0, end) : raw;
}
