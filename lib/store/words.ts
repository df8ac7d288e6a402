import type pg from 'pg';
import type { Mail } from '../mail/index';
import { mailVector, receivedAt, type SearchedMail } from '../search/index';
import { pool } from './database';
import { insertRows } from './rows';

/** Makes what mails are found by, one answer for each. */
export type VectorsOf = (mails: readonly SearchedMail[]) => readonly string[] | Promise<readonly string[]>;

/** In this thread. */
export const ownVectors: VectorsOf = (mails) => mails.map(mailVector);

/** Stores what mails are found by (`vectors`, one for each), in the transaction that stores them. */
export async function insertMailWords(
  client: pg.PoolClient,
  mails: readonly { readonly rawId: string; readonly mail: Mail }[],
  vectors: readonly string[],
): Promise<void> {
  const now = new Date();
  await insertRows(
    client,
    'mail_words',
    mails.map(({ rawId, mail }, index) => ({
      raw_id: rawId,
      received_at: receivedAt(mail, now),
      sent_at: mail.date ?? null,
      words: vectors[index] ?? '',
    })),
  );
}

/** Merges words that wait to be merged into the index: until then every search reads them one by one. */
export async function settleWords(): Promise<void> {
  await pool().query(
    `SELECT gin_clean_pending_list('mail_words_words_idx'), gin_clean_pending_list('remark_words_words_idx')`,
  );
}
