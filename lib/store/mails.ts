import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type pg from 'pg';
import { contentHash, type Mail } from '../mail/index';
import { seriesKeys } from '../series/index';
import { inTransaction, pool } from './database';
import { askAgain } from './pending';
import { insertPulls } from './pulls';
import { clean, insertRows } from './rows';
import { insertMailWords, ownVectors, type VectorsOf } from './words';
import type { SearchedMail } from '../search/index';

// By the threads of Node.js: main thread and database go on meanwhile.
const [deflated, inflated] = [promisify<Uint8Array, Buffer>(deflate), promisify<Uint8Array, Buffer>(inflate)];

/** A mail to be stored: as received, as read, and where it came from. */
export interface MailToStore {
  readonly raw: Uint8Array;
  readonly mail: Mail;
  readonly source: string;
}

interface HashedMail extends MailToStore {
  /** `contentHash` of the mail. */
  readonly hash: string;
}

export interface StoredCount {
  /** Not held before. */
  readonly fresh: number;
  /** Held already, with the same content: nothing was changed but the lists it was seen on. */
  readonly known: number;
}

interface RawRow {
  readonly id: string;
  readonly message_id: string;
  readonly content_hash: Buffer;
}

/**
 * Stores mails in one transaction: raw bytes, the parsed row, the keys that lead to its series, and the mark that its
 * series is to be derived again. When it returns, they are kept whatever happens; storing them again changes nothing.
 *
 * @param vectorsOf Makes what mails are found by; elsewhere than in this thread where there are many.
 */
export async function storeMails(
  batch: readonly MailToStore[],
  vectorsOf: VectorsOf = ownVectors,
): Promise<StoredCount> {
  const hashed = batch.map((entry): HashedMail => ({ ...entry, hash: contentHash(entry.mail) }));
  const byIdentity = new Map<string, HashedMail>();
  for (const entry of hashed) if (!byIdentity.has(entry.hash)) byIdentity.set(entry.hash, entry);
  const entries = [...byIdentity.values()];
  if (entries.length === 0) return { fresh: 0, known: 0 };
  const raws = await Promise.all(entries.map(({ raw }) => deflated(raw)));
  return inTransaction(async (client) => {
    const inserted = await insertRaw(client, entries, raws);
    const ids = new Map(inserted.map((row) => [row.content_hash.toString('hex'), row.id]));
    const fresh = entries.flatMap((entry) => {
      const rawId = ids.get(entry.hash);
      return rawId === undefined ? [] : [{ ...entry, rawId }];
    });
    const vectors = Promise.resolve(vectorsOf(fresh.map(({ mail }) => searched(mail))));
    // Heard of where they are waited for.
    vectors.catch(() => undefined);
    await insertRows(
      client,
      'mail',
      fresh.map((entry) => mailRow(entry.rawId, entry.mail)),
    );
    await insertRows(
      client,
      'mail_key',
      fresh.flatMap((entry) => keyRows(entry.rawId, entry.mail)),
    );
    await insertPulls(client, fresh);
    await insertMailWords(client, fresh, await vectors);
    await askAgain(
      client.query.bind(client),
      fresh.map((entry) => entry.rawId),
    );
    await markVariants(
      client,
      fresh.map((entry) => entry.mail.id),
    );
    await addLists(
      client,
      hashed.filter(({ hash }) => !ids.has(hash)),
    );
    return { fresh: fresh.length, known: batch.length - fresh.length };
  });
}

async function insertRaw(
  client: pg.PoolClient,
  entries: readonly HashedMail[],
  raws: readonly Buffer[],
): Promise<readonly RawRow[]> {
  const { rows } = await client.query<RawRow>(
    `INSERT INTO raw_mail (message_id, content_hash, raw, size, source)
     SELECT * FROM unnest($1::text[], $2::bytea[], $3::bytea[], $4::int[], $5::text[])
     ON CONFLICT (message_id, content_hash) DO NOTHING RETURNING id, message_id, content_hash`,
    [
      entries.map((entry) => clean(entry.mail.id)),
      entries.map((entry) => Buffer.from(entry.hash, 'hex')),
      raws,
      entries.map((entry) => entry.raw.length),
      entries.map((entry) => clean(entry.source)),
    ],
  );
  return rows;
}

function mailRow(rawId: string, mail: Mail) {
  return {
    raw_id: rawId,
    message_id: mail.id,
    is_variant: false,
    subject: mail.subject,
    from_name: mail.from.name,
    from_address: mail.from.address,
    sent_at: mail.date ?? null,
    parents: mail.parents,
    lists: mail.lists,
    text: mail.text,
    problems: mail.problems,
  };
}

/** The rest of a mail need not be handed to another thread. */
function searched({
  id,
  otherIds,
  subject,
  from,
  to,
  cc,
  lists,
  textParts,
  attachments,
  text,
}: Mail): SearchedMail {
  return { id, otherIds, subject, from, to, cc, lists, textParts, attachments, text };
}

function keyRows(rawId: string, mail: Mail) {
  return [...new Set(seriesKeys(mail))].map((key) => ({ key, raw_id: rawId }));
}

/** Of mails with one Message-ID, the first by content hash is shown: an order that no arrival changes. */
async function markVariants(client: pg.PoolClient, messageIds: readonly string[]): Promise<void> {
  await client.query(
    `UPDATE mail SET is_variant = ranked.place > 1
     FROM (SELECT id, row_number() OVER (PARTITION BY message_id ORDER BY content_hash) AS place
           FROM raw_mail WHERE message_id = ANY($1::text[])) AS ranked
     WHERE mail.raw_id = ranked.id AND mail.is_variant <> (ranked.place > 1)`,
    [messageIds.map(clean)],
  );
}

/** A copy of a known mail that came by another list: the list is kept, the mail is not changed. */
async function addLists(client: pg.PoolClient, copies: readonly HashedMail[]): Promise<void> {
  const rows = copies.flatMap(({ mail, hash }) => mail.lists.map((list) => [hash, list] as const));
  if (rows.length === 0) return;
  await client.query(
    `UPDATE mail SET lists = (SELECT array_agg(DISTINCT list ORDER BY list) FROM unnest(mail.lists || seen.lists) AS list)
     FROM (SELECT decode(hash, 'hex') AS hash, array_agg(list) AS lists
           FROM unnest($1::text[], $2::text[]) AS given(hash, list) GROUP BY hash) AS seen, raw_mail
     WHERE raw_mail.content_hash = seen.hash AND raw_mail.id = mail.raw_id AND NOT mail.lists @> seen.lists`,
    [rows.map(([hash]) => hash), rows.map(([, list]) => clean(list))],
  );
}

/** A stored mail as received. */
export interface RawMail {
  readonly rawId: string;
  readonly raw: Uint8Array;
  readonly source: string;
}

/** Reads mails back, in the order of their ids. */
export async function rawMails(rawIds: readonly string[]): Promise<readonly RawMail[]> {
  const { rows } = await pool().query<{ id: string; raw: Buffer; source: string }>(
    'SELECT id, raw, source FROM raw_mail WHERE id = ANY($1::bigint[]) ORDER BY id',
    [rawIds],
  );
  return Promise.all(
    rows.map(async (row) => ({ rawId: row.id, raw: await inflated(row.raw), source: row.source })),
  );
}

/** Writes down mail that could not be read, once for each place, with the reason. */
export async function refuse(source: string, place: string, reason: string): Promise<void> {
  await pool().query(
    'INSERT INTO refused_mail (source, place, reason) VALUES ($1, $2, $3) ON CONFLICT (source, place) DO UPDATE SET reason = excluded.reason, refused_at = now()',
    [clean(source), clean(place), clean(reason)],
  );
}

/**
 * Makes the parsed rows and keys of a stretch of stored mails anew and marks them pending; for a rebuild.
 *
 * @returns The last raw id done, or undefined when there is none after `after`.
 */
export async function reparse(
  after: string,
  limit: number,
  parse: (raw: Uint8Array) => Promise<Mail>,
): Promise<string | undefined> {
  const { rows } = await pool().query<{ id: string }>(
    'SELECT id FROM raw_mail WHERE id > $1 ORDER BY id LIMIT $2',
    [after, limit],
  );
  const last = rows.at(-1)?.id;
  if (last === undefined) return undefined;
  const raws = await rawMails(rows.map((row) => row.id));
  const mails = await Promise.all(
    raws.map(async (one) => ({ rawId: one.rawId, mail: await parse(one.raw) })),
  );
  await inTransaction(async (client) => {
    const ids = raws.map((one) => one.rawId);
    const { rows: seen } = await client.query<{ raw_id: string; lists: string[] }>(
      'SELECT raw_id, lists FROM mail WHERE raw_id = ANY($1::bigint[])',
      [ids],
    );
    const lists = new Map(seen.map((row) => [row.raw_id, row.lists]));
    await client.query('DELETE FROM mail WHERE raw_id = ANY($1::bigint[])', [ids]);
    for (const table of ['mail_key', 'pull_title', 'pull_merge'])
      await client.query(`DELETE FROM ${table} WHERE raw_id = ANY($1::bigint[])`, [ids]);
    await insertRows(
      client,
      'mail',
      mails.map(({ rawId, mail }) => ({
        ...mailRow(rawId, mail),
        lists: [...new Set([...(lists.get(rawId) ?? []), ...mail.lists])].sort(),
      })),
    );
    await insertRows(
      client,
      'mail_key',
      mails.flatMap(({ rawId, mail }) => keyRows(rawId, mail)),
    );
    await insertPulls(client, mails);
    await insertMailWords(client, mails, await ownVectors(mails.map(({ mail }) => mail)));
    await askAgain(client.query.bind(client), ids);
    await markVariants(
      client,
      mails.map(({ mail }) => mail.id),
    );
  });
  return last;
}
