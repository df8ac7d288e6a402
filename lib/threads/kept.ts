import { parseMail, UnreadableMail, type Mail } from '../mail/index';

/** A mail as read, and the bytes it was read from. */
export interface SizedMail {
  readonly mail: Mail;
  readonly size: number;
}

/** Mails that were read for one task and are kept for the next, as far as there is room. */
export class KeptMails {
  private readonly mails = new Map<string, SizedMail>();

  /** @param left Bytes of raw mail that there is room for. */
  constructor(private left: number) {}

  /** @returns False where there is no room. */
  put(key: string, { mail, size }: SizedMail): boolean {
    if (size > this.left) return false;
    this.left -= size;
    this.mails.set(key, { mail, size });
    return true;
  }

  get(key: string): Mail | undefined {
    return this.mails.get(key)?.mail;
  }

  /** What is kept, which is needed once. */
  take(key: string): Mail | undefined {
    const known = this.mails.get(key);
    if (!known) return undefined;
    this.mails.delete(key);
    this.left += known.size;
    return known.mail;
  }
}

/** The mail, or why it is none. */
export async function mailOrWhy(raw: Uint8Array): Promise<Mail | string> {
  try {
    return await parseMail(raw);
  } catch (error) {
    if (!(error instanceof UnreadableMail)) throw error;
    return error.message;
  }
}
