import type pg from 'pg';
import type { Mail } from '../mail/index';
import { mailVector, receivedAt } from '../search/index';
import { pool } from './database';
import { insertRows } from './rows';

/** Stores what mails are found by, in the transaction that stores them. */
export async function insertMailWords(
  client: pg.PoolClient,
  mails: readonly { readonly rawId: string; readonly mail: Mail }[],
): Promise<void> {
  const now = new Date();
  await insertRows(
    client,
    'mail_words',
    mails.map(({ rawId, mail }) => ({
      raw_id: rawId,
      received_at: receivedAt(mail, now),
      sent_at: mail.date ?? null,
      words: mailVector(mail),
    })),
  );
}

/** Merges words that wait to be merged into the index: until then every search reads them one by one. */
export async function settleWords(): Promise<void> {
  await pool().query(
    `SELECT gin_clean_pending_list('mail_words_words_idx'), gin_clean_pending_list('remark_words_words_idx')`,
  );
}
