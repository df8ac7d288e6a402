import { addressParser } from 'postal-mime';
import type { Mailbox } from './mail';
import { decodeHeader } from './headers';

/** Bytes; a longer address is none: SMTP carries 320 (RFC 5321 section 4.5.3.1), and a line of mail ends at 998. */
const longestAddress = 998;

/** Reads an address header (RFC 5322 section 3.4), groups opened up. Names are decoded; addresses stay as written. */
export function parseAddresses(value: string): readonly Mailbox[] {
  const boxes = parsePlainAddresses(value) ?? parseAnyAddresses(value);
  return value.length * 4 <= longestAddress ? boxes : boxes.map(withoutJunk);
}

function withoutJunk({ name, address }: Mailbox): Mailbox {
  return { name, address: Buffer.byteLength(address) <= longestAddress ? address : '' };
}

/**
 * One address as nearly all are written, up to its comma: "Some Name <local@domain>", the name in quotes, or the address
 * alone; no comments, groups or escapes.
 */
const plainAddress =
  /\s*(?:(?:"([^"\\]*)"|([^\s"'(),:;<>@\\[\]]+(?:\s+[^\s"'(),:;<>@\\[\]]+)*))?\s*<([^\s"'(),:;<>@\\]+@[^\s"'(),:;<>@\\]+)>|([^\s"'(),:;<>@\\]+@[^\s"'(),:;<>@\\]+))\s*(?:,|$)/y;

/**
 * A list of such addresses; undefined when the library has to read it. That both agree is shown by a test over real mail:
 * the header of a patch names twenty people, and the library takes a third of the time of reading a mail for them.
 */
export function parsePlainAddresses(value: string): readonly Mailbox[] | undefined {
  const boxes: Mailbox[] = [];
  plainAddress.lastIndex = 0;
  while (plainAddress.lastIndex < value.length) {
    const found = plainAddress.exec(value);
    if (!found) return undefined;
    const [, quoted, plain = '', bracketed, bare = ''] = found;
    const address = bracketed ?? bare;
    const name = decodeHeader(quoted ?? plain).trim();
    // Some programs write the address as the name as well.
    boxes.push({ name: name === address ? '' : name, address });
  }
  return value.trimEnd().endsWith(',') ? undefined : boxes;
}

/** The addresses of any header, read by the library. */
export function parseAnyAddresses(value: string): readonly Mailbox[] {
  return addressParser(value, { flatten: true }).map((box) => ({
    name: decodeHeader(box.name ?? '').trim(),
    address: ('address' in box ? (box.address ?? '') : '').trim(),
  }));
}
