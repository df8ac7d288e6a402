/** RFC 2047 words, which git writes into in-body headers as well ("From: =?UTF-8?q?J=C3=B6rg?= <j@x>"). */
const encodedWord = /=\?([A-Za-z0-9-]{1,40})(?:\*[A-Za-z-]{1,20})?\?([bq])\?([^?\s]{0,400})\?=/gi;
const spaceBetweenWords = /(\?=)\s+(?==\?[A-Za-z0-9-]{1,40}\?[bq]\?)/gi;

/** Decodes the encoded words of a header value. A word of an unknown charset stays as written. */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  return value
    .replace(spaceBetweenWords, '$1')
    .replace(encodedWord, (word, charset: string, encoding: string, text: string) => {
      const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quotedBytes(text);
      const label = decoderLabel(charset);
      return label === undefined ? word : new TextDecoder(label).decode(bytes);
    });
}

function quotedBytes(text: string): Uint8Array {
  const binary = text
    .replace(/_/g, ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, pair: string) => String.fromCharCode(Number.parseInt(pair, 16)));
  return Buffer.from(binary, 'latin1');
}

/** The charset when TextDecoder knows it; it offers no other way to ask than to throw. */
function decoderLabel(charset: string): string | undefined {
  try {
    return new TextDecoder(charset).encoding;
  } catch {
    return undefined;
  }
}
