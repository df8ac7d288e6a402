/** The head of a stream, and the whole of it from the start. */
export async function peek(
  source: AsyncIterable<Buffer>,
): Promise<{ readonly head: Buffer; readonly all: () => AsyncGenerator<Buffer> }> {
  const chunks = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let isDone = false;
  while (head.length < 4096 && !isDone) {
    const next = await chunks.next();
    isDone = next.done === true;
    if (!next.done) head = Buffer.concat([head, next.value]);
  }
  return {
    head,
    async *all() {
      yield head;
      while (!isDone) {
        const next = await chunks.next();
        isDone = next.done === true;
        if (!next.done) yield next.value;
      }
    },
  };
}

/** Headers of which every mail has one near its top. Many other files begin with a word and a colon. */
const mailHeader =
  /^(?:from|sender|to|cc|date|subject|message-id|in-reply-to|references|received|return-path|reply-to|delivered-to|mime-version|content-type|dkim-signature|authentication-results|arc-[a-z-]+|list-[a-z-]+|x-[!-9;-~]+)[ \t]*:/im;

export type Shape = 'mbox' | 'mail' | 'page' | 'other';

/** What bytes are by how they begin. An mbox begins with a From_ line, a mail with headers; blank lines in front are forgiven. */
export function shapeOf(head: Buffer): Shape {
  const text = head
    .toString('latin1')
    .replace(/^(?:\xEF\xBB\xBF)?[\r\n]+/, '')
    .replace(/^\xEF\xBB\xBF/, '');
  if (/^>?From /.test(text)) return 'mbox';
  if (/^\s*<(?:!doctype|html|head)\b/i.test(text)) return 'page';
  const [headers = ''] = text.split(/\r?\n\r?\n/, 1);
  return /^[!-9;-~]{1,200}[ \t]*:/.test(text) && mailHeader.test(headers) ? 'mail' : 'other';
}
