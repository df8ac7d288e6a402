import type { Mail } from '../mail/index';
import { mailWords, remarkWords } from '../rows/index';
import { inTransaction, pool } from './database';
import { rawMails } from './mails';
import { insertTable } from './rows';
import { settleWords } from './words';

/** Rows made in one transaction: few, so that being stopped repeats little. */
const rowsAtATime = 500;

const mailsWithout = `SELECT mail.raw_id FROM mail
  WHERE NOT EXISTS (SELECT 1 FROM mail_words WHERE mail_words.raw_id = mail.raw_id)`;
const remarksWithout = `SELECT remark.id FROM remark WHERE NOT EXISTS (SELECT 1 FROM remark_words AS known
  WHERE known.series_id = remark.series_id AND known.reply = remark.reply AND known.block = remark.block)`;

/** True when something is held that no search finds: it was stored by a program that knew no search. */
export async function lacksWords(): Promise<boolean> {
  const { rows } = await pool().query<{ lacks: boolean }>(
    `SELECT EXISTS (${mailsWithout}) OR EXISTS (${remarksWithout}) AS lacks`,
  );
  return rows[0]?.lacks === true;
}

/**
 * Makes what mails and remarks are found by where it is lacking, and changes nothing else. Stopped, it goes on where it
 * was.
 *
 * @returns How many mails and remarks it was made for.
 */
export async function fillWords(read: (packed: Uint8Array) => Promise<Mail>): Promise<number> {
  let filled = 0;
  for (const fill of [() => fillMails(read), fillRemarks]) {
    for (let done = await fill(); done > 0; done = await fill()) filled += done;
  }
  if (filled > 0) await settleWords();
  return filled;
}

async function fillMails(read: (packed: Uint8Array) => Promise<Mail>): Promise<number> {
  return inTransaction(async (client) => {
    // Held while they are read, so that no rebuild takes their rows away meanwhile.
    const { rows } = await client.query<{ raw_id: string }>(
      `${mailsWithout} ORDER BY mail.raw_id LIMIT $1 FOR UPDATE OF mail`,
      [rowsAtATime],
    );
    const raws = await rawMails(rows.map((row) => row.raw_id));
    const mails = await Promise.all(
      raws.map(async ({ rawId, packed = new Uint8Array() }) => ({ rawId, mail: await read(packed) })),
    );
    await insertTable(client, mailWords(mails, new Date()));
    return mails.length;
  });
}

async function fillRemarks(): Promise<number> {
  return inTransaction(async (client) => {
    const { rows } = await client.query<{
      series_id: number;
      reply: string;
      block: number;
      sent_at: Date | null;
      text: string;
      subject: string | null;
      from_name: string;
      from_address: string;
    }>(
      `SELECT series_id, reply, block, sent_at, text, from_name, from_address,
         (SELECT subject FROM mail WHERE message_id = reply AND NOT is_variant LIMIT 1) AS subject
       FROM remark WHERE id IN (${remarksWithout} ORDER BY remark.id LIMIT $1) FOR UPDATE`,
      [rowsAtATime],
    );
    await insertTable(
      client,
      remarkWords(
        rows.map((row) => ({
          seriesId: row.series_id,
          reply: row.reply,
          block: row.block,
          date: row.sent_at ?? undefined,
          text: row.text,
          subject: row.subject ?? '',
          from: { name: row.from_name, address: row.from_address },
        })),
      ),
    );
    return rows.length;
  });
}
