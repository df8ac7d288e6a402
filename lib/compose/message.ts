import type { Reply } from './reply';
import { dateText } from './dateText';
import { addressWords, headerLine, textWords } from './headerText';

/** Octets of a line that every mail program passes on (RFC 5322 section 2.1.1). */
const longestLine = 998;
/** RFC 2045 section 6.7: a line of quoted-printable, its soft break included. */
const longestQuotedPrintable = 76;

/**
 * A reply as an .eml file (RFC 5322, MIME, lines ended by LF as git and mutt keep them; write it as UTF-8). Lines of
 * code are never wrapped: the body goes as it is, 7bit or 8bit, and as quoted-printable only when a line is too long.
 */
export function emlText(reply: Reply): string {
  const encoding = encodingOf(reply.body);
  const ids = (all: readonly string[]) => all.map((id) => `<${id}>`);
  return [
    headerLine('From', addressWords([reply.from])),
    headerLine('To', addressWords(reply.to)),
    reply.cc.length > 0 ? headerLine('Cc', addressWords(reply.cc)) : '',
    headerLine('Subject', textWords(reply.subject)),
    headerLine('Date', [dateText(reply.date, reply.offset)]),
    headerLine('Message-ID', ids([reply.id])),
    reply.inReplyTo === undefined ? '' : headerLine('In-Reply-To', ids([reply.inReplyTo])),
    reply.references.length > 0 ? headerLine('References', ids(reply.references)) : '',
    'MIME-Version: 1.0\n',
    'Content-Type: text/plain; charset=UTF-8\n',
    `Content-Transfer-Encoding: ${encoding}\n`,
    '\n',
    encoding === 'quoted-printable' ? quotedPrintable(reply.body) : reply.body,
  ].join('');
}

/** Replies as an mbox of the dialect mboxrd: a line that begins with ">*From " gets one more ">". */
export function mboxText(replies: readonly Reply[]): string {
  return replies.map((reply) => `${mboxFrom}\n${emlText(reply).replace(/^(?=>*From )/gm, '>')}\n`).join('');
}

/** As public-inbox writes it: the line says nothing but where a mail begins. */
const mboxFrom = 'From mboxrd@z Thu Jan  1 00:00:00 1970';

function encodingOf(body: string): '7bit' | '8bit' | 'quoted-printable' {
  if (body.split('\n').some((line) => Buffer.byteLength(line) > longestLine)) return 'quoted-printable';
  return Buffer.byteLength(body) === body.length ? '7bit' : '8bit';
}

/** RFC 2045 section 6.7. Decoding gives every octet back, blanks at the end of a line too. */
function quotedPrintable(body: string): string {
  return body.split('\n').map(quotedPrintableLine).join('\n');
}

function quotedPrintableLine(line: string): string {
  const lines: string[] = [];
  let current = '';
  const bytes = Buffer.from(line);
  bytes.forEach((byte, index) => {
    const isBlank = byte === 0x20 || byte === 0x09;
    const isPrintable = byte > 0x20 && byte < 0x7f && byte !== 0x3d;
    const isKept = isPrintable || (isBlank && index < bytes.length - 1);
    const piece = isKept ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (current.length + piece.length > longestQuotedPrintable - 1) {
      lines.push(`${current}=`);
      current = '';
    }
    current += piece;
  });
  return [...lines, current].join('\n');
}
