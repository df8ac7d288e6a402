import { pool } from './database';

/** Merges words that wait to be merged into the index: until then every search reads them one by one. */
export async function settleWords(): Promise<void> {
  await pool().query(
    `SELECT gin_clean_pending_list('mail_words_words_idx'), gin_clean_pending_list('remark_words_words_idx')`,
  );
}
