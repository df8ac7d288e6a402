import { isWritableAddress } from '../compose/index';
import { findReader, saveReader, type Reader } from '../store/index';
import type { Identity } from './gitIdentity';

/** Longer is no name (the same limit as a name in a header). */
const longestName = 200;
const mostAddresses = 50;

/** Who the reader of this install is; undefined while nobody has said. Until there is sign-in there is one. */
export function thisReader(): Promise<Reader | undefined> {
  return findReader();
}

/** Says who the reader is, from what a form sent; refused with what is wrong with it, and then nothing is stored. */
export async function setReader(given: {
  readonly name: string;
  readonly addresses: string;
}): Promise<{ readonly why: string } | undefined> {
  const read = readIdentity(given);
  if ('why' in read) return read;
  await saveReader(read);
  return undefined;
}

/**
 * A name and addresses as typed: addresses with line breaks, commas or blanks between, in "<>" or not, each once, lower case.
 *
 * @returns What is wrong, naming the address, when mail could not be written from it.
 */
export function readIdentity(given: {
  readonly name: string;
  readonly addresses: string;
}): Identity | { readonly why: string } {
  const name = given.name.replace(/[\p{Cc}\p{Surrogate}\s]+/gu, ' ').trim();
  if (name === '')
    return { why: 'The name is empty. It stands in your tags: "Reviewed-by: NAME <ADDRESS>".' };
  if (name.length > longestName) return { why: `The name is longer than ${longestName} characters.` };
  if (/[<>@]/.test(name))
    return { why: 'The name holds "<", ">" or "@". Put the address in the field below it.' };
  const addresses = [
    ...new Set(
      given.addresses
        .split(/[\s,;]+/)
        .map((word) => word.replace(/^<(.*)>$/, '$1').toLowerCase())
        .filter((word) => word !== ''),
    ),
  ];
  if (addresses.length === 0) return { why: 'There is no address. What waits for you is found by it.' };
  if (addresses.length > mostAddresses) return { why: `There are more than ${mostAddresses} addresses.` };
  const wrong = addresses.find((address) => !isWritableAddress(address));
  if (wrong !== undefined)
    return {
      why: `"${wrong.slice(0, 100)}" is no mail address that every mail server takes (NAME@DOMAIN, ASCII).`,
    };
  return { name, addresses };
}
