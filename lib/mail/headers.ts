import { decodeWords } from 'postal-mime';
import type { Header, Problem } from './mail';
import { remembering } from './remembering';

/** More header lines than any mail has; what follows is left unread and said so. */
const mostHeaders = 1_000;
/** Bytes of one header block that are read. */
const largestHeaderBlock = 1024 * 1024;

export interface HeaderBlock {
  readonly headers: readonly Header[];
  /** Values unfolded, encoded words left as they are: what structured headers are parsed from. */
  readonly encoded: ReadonlyMap<string, readonly string[]>;
  /** Offset of the body in the raw mail. */
  readonly bodyAt: number;
  readonly problems: readonly Problem[];
}

/** Splits a raw mail at its first empty line and reads the headers before it (RFC 5322 section 2.2). */
export function readHeaders(raw: Uint8Array): HeaderBlock {
  const { end, bodyAt } = endOfHeaders(raw);
  const problems: Problem[] = [];
  if (end > largestHeaderBlock)
    problems.push({ where: 'headers', what: `only the first ${largestHeaderBlock} bytes were read` });
  const text = decodeBytes(raw.subarray(0, Math.min(end, largestHeaderBlock)));
  const headers: Header[] = [];
  const encoded = new Map<string, string[]>();
  for (const line of unfold(text)) {
    if (headers.length === mostHeaders) {
      problems.push({ where: 'headers', what: `only the first ${mostHeaders} were read` });
      break;
    }
    const colon = line.indexOf(':');
    const name = nameOf(line.slice(0, Math.max(0, colon)));
    if (name === undefined) {
      if (line.trim() !== '' && !line.startsWith('From ') && !line.startsWith('>From '))
        problems.push({ where: 'headers', what: `"${line.slice(0, 60)}" is no header` });
      continue;
    }
    const value = line.slice(colon + 1).trim();
    headers.push({ name, value: decodeHeader(value) });
    const known = encoded.get(name);
    if (known) known.push(value);
    else encoded.set(name, [value]);
  }
  return { headers, encoded, bodyAt, problems };
}

/** The name of a header in lower case; undefined for what is none. */
const nameOf = remembering((written) => {
  const name = written.trim().toLowerCase();
  return written === '' || /\s/.test(name) ? undefined : name;
});

function endOfHeaders(raw: Uint8Array): { readonly end: number; readonly bodyAt: number } {
  for (let at = raw.indexOf(10); at >= 0; at = raw.indexOf(10, at + 1)) {
    if (raw[at + 1] === 10) return { end: at + 1, bodyAt: at + 2 };
    if (raw[at + 1] === 13 && raw[at + 2] === 10) return { end: at + 1, bodyAt: at + 3 };
  }
  return { end: raw.length, bodyAt: raw.length };
}

function unfold(text: string): readonly string[] {
  const lines: string[] = [];
  for (const ended of text.split('\n')) {
    const line = ended.endsWith('\r') ? ended.slice(0, -1) : ended;
    const isFolded = line.startsWith(' ') || line.startsWith('\t');
    if (isFolded && lines.length > 0) lines.push(`${lines.pop() ?? ''} ${line.trim()}`);
    else lines.push(line);
  }
  return lines;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const western = new TextDecoder('windows-1252');

/** Bytes of no declared charset: UTF-8 when they are that, else Windows-1252, which every byte has a sign in. */
export function decodeBytes(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return western.decode(bytes);
  }
}

/** Decodes the encoded words of a header (RFC 2047). One that cannot be decoded stays as written. */
export function decodeHeader(value: string): string {
  return value.includes('=?') ? decodeWords(value) : value;
}
