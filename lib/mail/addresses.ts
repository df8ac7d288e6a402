import { addressParser } from 'postal-mime';
import type { Mailbox } from './mail';
import { decodeHeader } from './headers';

/** Reads an address header (RFC 5322 section 3.4), groups opened up. Names are decoded; addresses stay as written. */
export function parseAddresses(value: string): readonly Mailbox[] {
  return addressParser(value, { flatten: true }).map((box) => ({
    name: decodeHeader(box.name ?? '').trim(),
    address: ('address' in box ? (box.address ?? '') : '').trim(),
  }));
}
