/** Mails in a piece of memory that threads share, each from `start` to before `end`. */
export interface Batch {
  /** Counted from 0 by whoever hands them out. */
  readonly number: number;
  readonly bytes: SharedArrayBuffer;
  readonly mails: readonly Piece[];
}

export interface Piece {
  readonly start: number;
  readonly end: number;
}

export function batchOf(number: number, mails: readonly Uint8Array[]): Batch {
  const bytes = new SharedArrayBuffer(mails.reduce((sum, mail) => sum + mail.length, 0));
  const all = new Uint8Array(bytes);
  let end = 0;
  const pieces = mails.map((mail) => {
    all.set(mail, end);
    end += mail.length;
    return { start: end - mail.length, end };
  });
  return { number, bytes, mails: pieces };
}

export function bytesOf({ bytes }: Batch, { start, end }: Piece): Uint8Array {
  return new Uint8Array(bytes, start, end - start);
}
