import PostalMime, { type Attachment as LibraryPart, type Email } from 'postal-mime';
import { convert } from 'html-to-text';
import type { Attachment, Problem, TextPart } from './mail';
import { decodeBytes, type HeaderBlock } from './headers';
import { latin1Of } from './latin1';

export interface Body {
  readonly text: string;
  readonly textParts: readonly TextPart[];
  readonly attachments: readonly Attachment[];
  readonly problems: readonly Problem[];
}

/** Decoded text beyond this is cut, and said so: the longest patch mail seen has 5 MB. */
const longestText = 20 * 1024 * 1024;
const deepestMime = 64;

interface ContentType {
  readonly type: string;
  readonly charset: string | undefined;
}

/** Reads the body of a mail: plain single-part text at once, everything else through postal-mime. */
export async function readBody(raw: Uint8Array, block: HeaderBlock): Promise<Body> {
  return readPlainBody(raw, block) ?? (await readMimeBody(raw));
}

/**
 * The text of a single-part text/plain mail, as most patches are; undefined when the library has to read it. That
 * both agree is shown by a test over real mail.
 */
export function readPlainBody(raw: Uint8Array, block: HeaderBlock): Body | undefined {
  const { type, charset } = contentType(block.encoded.get('content-type')?.[0]);
  if (type !== 'text/plain' || (block.encoded.get('content-type')?.length ?? 0) > 1) return undefined;
  const dispositions = block.encoded.get('content-disposition') ?? [];
  if (dispositions.length > 1 || !dispositions.every((one) => inline.test(one))) return undefined;
  const bytes = transferDecode(
    raw.subarray(block.bodyAt),
    block.encoded.get('content-transfer-encoding')?.[0] ?? '',
  );
  if (bytes === undefined) return undefined;
  const decoded = decodeText(bytes, charset);
  return bodyOf(
    [{ contentType: type, fileName: undefined, attached: false, text: decoded.text }],
    [],
    decoded.problems,
  );
}

/** Mutt says of every text that it is to be shown; a name in it makes the text an attachment. */
const inline = /^\s*inline\s*;?\s*$/i;

function contentType(header: string | undefined): ContentType {
  if (header === undefined || header === '') return { type: 'text/plain', charset: undefined };
  const type = /^\s*([^\s;]+)/.exec(header)?.[1]?.toLowerCase() ?? '';
  const charset = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;"]+))/i.exec(header);
  return { type, charset: (charset?.[1] ?? charset?.[2])?.trim().toLowerCase() };
}

function transferDecode(bytes: Uint8Array, encoding: string): Uint8Array | undefined {
  const name = encoding
    .replace(/\(.*?\)/g, '')
    .trim()
    .toLowerCase();
  if (['', '7bit', '8bit', 'binary', '7-bit', '8-bit'].includes(name)) return bytes;
  if (name === 'base64') return Buffer.from(latin1Of(bytes), 'base64');
  if (name === 'quoted-printable') return decodeQuotedPrintable(bytes);
  return undefined;
}

/** RFC 2045 section 6.7; a broken escape stays as written, as mail readers show it. */
function decodeQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const text = latin1Of(bytes);
  const plain = text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_escape, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

/** Labels that name no charset: the bytes are looked at instead. */
const unnamed = new Set(['us-ascii', 'ascii', 'unknown-8bit', 'x-unknown', 'unknown', 'y', 'n', '']);

/** Decodes text by its label. A label nobody knows, or that the bytes contradict, is a problem, and the bytes decide. */
export function decodeText(
  bytes: Uint8Array,
  charset: string | undefined,
): { readonly text: string; readonly problems: readonly Problem[] } {
  if (charset === undefined || unnamed.has(charset) || charset.startsWith('ansi_x3'))
    return { text: decodeBytes(bytes), problems: [] };
  const decoder = decoderFor(charset);
  if (decoder === undefined) {
    return {
      text: decodeBytes(bytes),
      problems: [{ where: 'charset', what: `"${charset}" is not known; read as UTF-8 or Windows-1252` }],
    };
  }
  if (decoder.encoding !== 'utf-8') return { text: decoder.decode(bytes), problems: [] };
  const text = decoder.decode(bytes);
  if (!text.includes('\uFFFD')) return { text, problems: [] };
  return {
    text: decodeBytes(bytes),
    problems: [{ where: 'charset', what: 'labelled UTF-8 and is not; read as Windows-1252' }],
  };
}

function decoderFor(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset);
  } catch {
    // RangeError: the platform does not know this label, which is an answer, not a fault.
    return undefined;
  }
}

/** The body read by the library, whatever its shape. */
export async function readMimeBody(raw: Uint8Array): Promise<Body> {
  const email = await parseWithLibrary(raw);
  if (email instanceof Error) {
    const text = decodeBytes(raw.subarray(0, longestText));
    return bodyOf(
      [{ contentType: 'text/plain', fileName: undefined, attached: false, text }],
      [],
      [
        {
          where: 'MIME',
          what: `the parts could not be told apart (${email.message}); the mail is shown as it came`,
        },
      ],
    );
  }
  const problems: Problem[] = [];
  const parts: PartText[] = [];
  if (email.text?.trim()) {
    parts.push({ contentType: 'text/plain', fileName: undefined, attached: false, text: email.text });
  } else if (email.html) {
    problems.push({ where: 'body', what: 'HTML only; shown as plain text' });
    parts.push({
      contentType: 'text/html',
      fileName: undefined,
      attached: false,
      text: plainText(email.html),
    });
  }
  const attachments: Attachment[] = [];
  for (const part of email.attachments) {
    const text = textOfPart(part);
    const fileName = part.filename ?? undefined;
    if (text === undefined)
      attachments.push({ contentType: part.mimeType, fileName, size: contentOf(part).length });
    else parts.push({ contentType: part.mimeType, fileName, attached: true, text });
  }
  return bodyOf(parts, attachments, problems);
}

/** The library's answer, or its refusal (nesting or headers beyond its limits). */
async function parseWithLibrary(raw: Uint8Array): Promise<Email | Error> {
  try {
    return await PostalMime.parse(withoutFlowed(raw), { maxNestingDepth: deepestMime });
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

/**
 * Makes `format=flowed` fixed in part headers: MIME libraries join flowed lines (RFC 3676), which destroys patches. Only
 * header blocks are touched: the first, and what follows a line that may be a boundary.
 */
function withoutFlowed(raw: Uint8Array): Uint8Array {
  const text = latin1Of(raw);
  if (!/format\s*=\s*"?flowed/i.test(text)) return raw;
  let isHeader = true;
  const lines = text.split('\n').map((line) => {
    if (isHeader && /^\r?$/.test(line)) isHeader = false;
    else if (!isHeader && line.startsWith('--')) isHeader = true;
    return isHeader ? line.replace(/(format\s*=\s*"?)flowed/i, '$1fixed') : line;
  });
  return Buffer.from(lines.join('\n'), 'latin1');
}

interface PartText {
  readonly contentType: string;
  readonly fileName: string | undefined;
  readonly attached: boolean;
  readonly text: string;
}

const patchName = /\.(?:patch|diff|txt|c|h|log)$/i;

function textOfPart(part: LibraryPart): string | undefined {
  const isText = part.mimeType.startsWith('text/') || patchName.test(part.filename ?? '');
  if (!isText) return undefined;
  const text = decodeBytes(contentOf(part));
  return part.mimeType === 'text/html' && !patchName.test(part.filename ?? '') ? plainText(text) : text;
}

function contentOf(part: LibraryPart): Uint8Array {
  if (typeof part.content === 'string') return Buffer.from(part.content);
  return new Uint8Array(part.content);
}

/** HTML as a mail reader would quote it: blockquotes with "> ", no links spelled out, no wrapping. */
function plainText(html: string): string {
  return convert(html.slice(0, longestText), {
    wordwrap: false,
    limits: { maxInputLength: longestText, maxDepth: 200 },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
    ],
  });
}

function bodyOf(
  parts: readonly PartText[],
  attachments: readonly Attachment[],
  problems: readonly Problem[],
): Body {
  const texts: string[] = [];
  const textParts: TextPart[] = [];
  const said = [...problems];
  let end = 1;
  for (const { text, ...part } of parts) {
    const whole = text.length > longestText ? text.slice(0, longestText) : text;
    if (whole.length < text.length)
      said.push({ where: 'body', what: `only the first ${longestText} characters were read` });
    const ended = whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole;
    const own = ended.includes('\0') ? ended.replaceAll('\0', '\uFFFD') : ended;
    // The empty line behind the last line end of a part is none when another part follows.
    const before = texts.at(-1);
    if (before === '' || before?.endsWith('\n') === true) {
      texts.pop();
      if (before !== '') texts.push(before.slice(0, -1));
      end -= 1;
    }
    const start = end;
    end += countLines(own);
    textParts.push({ ...part, start, end });
    texts.push(own);
  }
  if (parts.length === 0 && attachments.length === 0)
    said.push({ where: 'body', what: 'there is nothing in it' });
  return { text: texts.join('\n'), textParts, attachments, problems: said };
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
