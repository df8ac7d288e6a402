import { deflateSync, inflateSync } from 'node:zlib';
import { parseMail, type Mail } from '../mail/index';

/** A raw mail as it is kept. */
export function pack(raw: Uint8Array): Uint8Array {
  return deflateSync(raw, { level: 3 });
}

export function unpack(packed: Uint8Array): Uint8Array {
  return inflateSync(packed);
}

/** Reads a mail that was kept; it was read before it was. */
export function readPacked(packed: Uint8Array): Promise<Mail> {
  return parseMail(unpack(packed));
}
