import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';

/** Mail text deflates about 4:1, mails of repeated lines up to 60:1; 1,000:1 is what a gzip bomb has. */
const highestRatio = 200;
/** Below this size a ratio says nothing: a short mbox of one repeated line may have any. */
const ratioCountsFrom = 16 * 1024 * 1024;

/** Bytes inflated in one go: a list's archive in fewer steps than the 16 KB of zlib, for two thirds of the time. */
const inflatedAtOnce = 64 * 1024;

export class GzipProblem extends Error {
  override readonly name = 'GzipProblem';
  constructor(
    readonly kind: 'cut-short' | 'damaged' | 'too-large',
    message: string,
  ) {
    super(message);
  }
}

/** True when the bytes begin as gzip does (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Inflates a stream piece by piece.
 *
 * @param bounds `limit` in bytes after inflating; `ratioOf` tells the bytes read so far.
 * @throws {GzipProblem} when it is cut short or damaged, or grows beyond the limit or the ratio; after the
 * pieces before the fault were given out.
 */
export async function* boundedGunzip(
  source: Readable,
  bounds: { readonly limit: number; readonly ratioOf: () => number },
): AsyncGenerator<Buffer> {
  const inflate = createGunzip({ chunkSize: inflatedAtOnce });
  source.on('error', (error) => inflate.destroy(error));
  source.pipe(inflate);
  let size = 0;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > bounds.limit)
        throw new GzipProblem('too-large', `more than ${bounds.limit / 1048576} MB after inflating`);
      if (size > ratioCountsFrom && size > bounds.ratioOf() * highestRatio) {
        throw new GzipProblem('too-large', `inflates more than ${highestRatio} times, as no mail does`);
      }
      yield chunk;
    }
  } catch (error) {
    throw asGzipProblem(error);
  } finally {
    source.unpipe(inflate);
    inflate.destroy();
  }
}

function asGzipProblem(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'Z_BUF_ERROR') return new GzipProblem('cut-short', 'the gzip data is cut short');
  if (code?.startsWith('Z_'))
    return new GzipProblem('damaged', `the gzip data is damaged (${(error as Error).message})`);
  return error;
}
