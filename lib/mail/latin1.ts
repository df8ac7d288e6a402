/** A view of the same bytes. */
export function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

/** A character for each byte, whatever the bytes mean. */
export function latin1Of(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('latin1');
}
