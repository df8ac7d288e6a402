import { nameReplies, type Reader } from '../store/index';

/**
 * Gives the reply to each mail that has drafts its Message-ID, which it has from then on: what is taken twice is one mail. The right
 * part is the reader's domain, as RFC 5322 section 3.6.4 recommends.
 */
export async function giveReplyNames(reader: Reader | undefined): Promise<void> {
  if (reader) await nameReplies(reader.id, reader.addresses[0]?.split('@').at(-1) ?? 'localhost');
}
