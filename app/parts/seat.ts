import { cache } from 'react';
import { headers } from 'next/headers';
import { thisReader, whyReadOnly, type Asked, type Reader } from '../../lib/reader/index';

/** Where a page is read: on the machine it is served from, by its reader if that is known; or elsewhere, and then only read. */
export type Seat =
  | { readonly isHere: true; readonly reader: Reader | undefined }
  | { readonly isHere: false; readonly why: string };

/** Where the page being made is read. Asked as often as needed, found out once. */
export const seat = cache(async (): Promise<Seat> => seatOf(await headers()));

/** Where an answer to these headers is read. */
export async function seatOf(asked: Headers): Promise<Seat> {
  const why = readOnlyWhy(asked);
  return why === undefined ? { isHere: true, reader: await thisReader() } : { isHere: false, why };
}

/** Why nothing is taken from whoever sent these headers; undefined for the reader of this machine. */
export function readOnlyWhy(asked: Headers): string | undefined {
  return whyReadOnly(askedOf(asked), process.env['LOREVIEW_BOUND_TO']);
}

function askedOf(asked: Headers): Asked {
  return { host: asked.get('host'), forwardedFor: asked.get('x-forwarded-for') };
}
