import { analyse, bundlePart, type BundlePart } from '../analysis/index';
import { parseMail, UnreadableMail, type Mail } from '../mail/index';
import { seriesKeys } from '../series/index';

/** Raw mails in a piece of memory that threads share, each from `start` to before `end`. */
export interface Batch {
  readonly bytes: SharedArrayBuffer;
  readonly mails: readonly Piece[];
}

export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Mail dated after `at` is left out, and that moment is taken for now. */
export interface Moment {
  readonly at: Date | undefined;
}

/** What was read of a mail: the keys of its series; why it is no mail; or that it is left out by its date. */
export type KeysRead = { readonly keys: readonly string[] } | { readonly why: string } | 'left out';

/** Reads which mails are to be analysed together, one answer for each. */
export async function readKeys({ batch, at }: Moment & { readonly batch: Batch }): Promise<KeysRead[]> {
  const read: KeysRead[] = [];
  for (const piece of batch.mails) {
    const mail = await mailIn(batch, piece);
    if (typeof mail === 'string') read.push({ why: mail });
    else read.push(isAfter(mail, at) ? 'left out' : { keys: seriesKeys(mail) });
  }
  return read;
}

/** Tells what mails say that share no key with any but these. */
export async function tellMails({
  batches,
  at,
}: Moment & { readonly batches: readonly Batch[] }): Promise<BundlePart> {
  const mails: Mail[] = [];
  for (const batch of batches)
    for (const piece of batch.mails) {
      const mail = await mailIn(batch, piece);
      if (typeof mail !== 'string') mails.push(mail);
    }
  return bundlePart(analyse(mails, at ? { at } : {}));
}

/** The mail, or why it is none. */
async function mailIn({ bytes }: Batch, { start, end }: Piece): Promise<Mail | string> {
  try {
    return await parseMail(new Uint8Array(bytes, start, end - start));
  } catch (error) {
    if (!(error instanceof UnreadableMail)) throw error;
    return error.message;
  }
}

function isAfter({ date }: Mail, at: Date | undefined): boolean {
  return at !== undefined && date !== undefined && date > at;
}
