import { clean } from '../rows/index';
import { inTransaction, pool } from './database';

/** A mail that gathers a reader's drafts to one mail. */
export interface ReplyMail {
  /** Its Message-ID. */
  readonly id: string;
  readonly answers: string;
  readonly madeAt: Date;
  /** Undefined while it is written. */
  readonly sentAt: Date | undefined;
  /** said: by the reader; arrived: it is among the mails here. */
  readonly sentBy: 'said' | 'arrived' | undefined;
  /** Message-ID of the mail it arrived as: its own, or that of the program it was pasted into. */
  readonly arrivedAs: string | undefined;
  /** As it was when it was said to have gone, as an .eml file; else ''. */
  readonly eml: string;
}

/** A mail among those held that is one of the reader's own replies. */
export interface ArrivedReply {
  /** The reply it was written as. */
  readonly reply: string;
  readonly answers: string;
  /** The mail that arrived: the same, or another by the reader that answers the same mail. */
  readonly messageId: string;
  readonly sentAt: Date | undefined;
  readonly text: string;
}

/** Gives a Message-ID to the reply to each mail that has drafts and none yet; `domain` is that of the reader's address. */
export async function nameReplies(reader: number, domain: string): Promise<void> {
  await pool().query(
    `INSERT INTO reply_mail (message_id, reader_id, answers)
     SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS') || '.' || gen_random_uuid() || '@' || $2, $1, d.answers
     FROM (SELECT DISTINCT answers FROM draft
           WHERE reader_id = $1 AND sent_in IS NULL AND dropped_at IS NULL) d
     ON CONFLICT (reader_id, answers) WHERE sent_at IS NULL DO NOTHING`,
    [reader, clean(domain)],
  );
}

/** The replies of a reader, newest first: those being written, and those sent. */
export async function findReplyMails(reader: number): Promise<readonly ReplyMail[]> {
  const { rows } = await pool().query<ReplyRow>(
    `SELECT message_id, answers, made_at, sent_at, sent_by, arrived_as, eml FROM reply_mail
     WHERE reader_id = $1 ORDER BY sent_at DESC NULLS FIRST, made_at DESC, message_id`,
    [reader],
  );
  return rows.map((row) => ({
    id: row.message_id,
    answers: row.answers,
    madeAt: row.made_at,
    sentAt: row.sent_at ?? undefined,
    sentBy: row.sent_by ?? undefined,
    arrivedAs: row.arrived_as ?? undefined,
    eml: row.eml,
  }));
}

/** Marks a reply as sent, with the drafts that went out in it. */
export async function markSent(
  reader: number,
  sent: {
    readonly id: string;
    readonly by: 'said' | 'arrived';
    readonly arrivedAs?: string;
    readonly eml?: string;
    readonly drafts: readonly string[];
  },
): Promise<void> {
  await inTransaction(async (client) => {
    const { rowCount } = await client.query(
      `UPDATE reply_mail SET sent_at = now(), sent_by = $3, eml = $4, arrived_as = $5
       WHERE message_id = $1 AND reader_id = $2 AND sent_at IS NULL`,
      [sent.id, reader, sent.by, clean(sent.eml ?? ''), sent.arrivedAs ?? null],
    );
    if (rowCount !== 1) return;
    await client.query(
      'UPDATE draft SET sent_in = $1 WHERE reader_id = $2 AND id = ANY($3::uuid[]) AND sent_in IS NULL',
      [sent.id, reader, sent.drafts],
    );
  });
}

/** Says that a reply did not go after all: its drafts are written on. */
export async function unmarkSent(reader: number, id: string): Promise<void> {
  await inTransaction(async (client) => {
    const { rows } = await client.query<{ answers: string }>(
      'SELECT answers FROM reply_mail WHERE message_id = $1 AND reader_id = $2 AND sent_at IS NOT NULL FOR UPDATE',
      [id, reader],
    );
    const [row] = rows;
    if (!row) return;
    // The drafts come back to the Message-ID they were written under; one given to later drafts meanwhile makes room.
    await client.query('DELETE FROM reply_mail WHERE reader_id = $1 AND answers = $2 AND sent_at IS NULL', [
      reader,
      row.answers,
    ]);
    await client.query(
      `UPDATE reply_mail SET sent_at = NULL, sent_by = NULL, arrived_as = NULL, eml = '' WHERE message_id = $1`,
      [id],
    );
    await client.query('UPDATE draft SET sent_in = NULL WHERE reader_id = $1 AND sent_in = $2', [reader, id]);
  });
}

/**
 * Which replies that are being written are among the mails held: by their Message-ID, or, since mail programs give
 * ids of their own to what is pasted into them, by being from the reader and answering the same mail since the reply was begun.
 */
export async function findArrived(reader: number): Promise<readonly ArrivedReply[]> {
  const { rows } = await pool().query<{
    reply: string;
    answers: string;
    message_id: string;
    sent_at: Date | null;
    text: string;
  }>(
    `WITH open AS (SELECT message_id, answers, made_at FROM reply_mail WHERE reader_id = $1 AND sent_at IS NULL)
     SELECT o.message_id AS reply, o.answers, m.message_id, m.sent_at, m.text FROM open o
     JOIN mail m ON m.message_id = o.message_id AND NOT m.is_variant
     UNION ALL
     SELECT o.message_id, o.answers, m.message_id, m.sent_at, m.text FROM open o
     JOIN mail_key k ON k.key = 'id:' || o.answers
     JOIN mail m ON m.raw_id = k.raw_id AND NOT m.is_variant
     JOIN reader_address a ON a.reader_id = $1 AND a.address = lower(m.from_address)
     WHERE m.parents[1] = o.answers AND m.message_id <> o.message_id AND m.sent_at >= o.made_at`,
    [reader],
  );
  return rows.map((row) => ({
    reply: row.reply,
    answers: row.answers,
    messageId: row.message_id,
    sentAt: row.sent_at ?? undefined,
    text: row.text,
  }));
}

interface ReplyRow {
  readonly message_id: string;
  readonly answers: string;
  readonly made_at: Date;
  readonly sent_at: Date | null;
  readonly sent_by: 'said' | 'arrived' | null;
  readonly arrived_as: string | null;
  readonly eml: string;
}
