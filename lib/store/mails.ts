import type pg from 'pg';
import type { MessageId } from '../mail/index';
import { clean, type Table } from '../rows/index';
import { inTransaction, lockSpaces, pool } from './database';
import { askAgain } from './pending';
import { askForPulled, pulledBy } from './pulls';
import { drawIds, insertTable } from './rows';

/** A mail to be stored: as received, deflated; what of it tells it from others; and where it came from. */
export interface MailToStore {
  readonly id: MessageId;
  /** `contentHash` of the mail. */
  readonly hash: string;
  readonly lists: readonly string[];
  readonly packed: Uint8Array;
  /** Bytes before deflating. */
  readonly size: number;
  readonly source: string;
}

/**
 * Gives an id to each mail that is not held, once where there are copies.
 *
 * @returns An id for each mail; undefined where it is held or one before it is the same.
 */
export async function numberMails(mails: readonly MailToStore[]): Promise<readonly (string | undefined)[]> {
  const { rows } = await pool().query<{ content_hash: Buffer }>(
    `SELECT content_hash FROM raw_mail JOIN unnest($1::text[], $2::bytea[]) AS asked(id, hash)
     ON message_id = asked.id AND content_hash = asked.hash`,
    [mails.map(({ id }) => clean(id)), mails.map(({ hash }) => Buffer.from(hash, 'hex'))],
  );
  const known = new Set(rows.map((row) => row.content_hash.toString('hex')));
  const isNew = mails.map(({ hash }) => !known.has(hash) && Boolean(known.add(hash)));
  const ids = await drawIds(pool().query.bind(pool()), 'raw_mail', isNew.filter(Boolean).length);
  let drawn = 0;
  return isNew.map((isOne) => (isOne ? String(ids[drawn++]) : undefined));
}

/** Somebody else stored a mail that was new when it got its id. */
class Overtaken extends Error {}

/**
 * Stores mails in one transaction: raw bytes, what is derived of them, and the mark that their series is to be derived
 * again. When it returns, they are kept whatever happens. Of those that are held nothing changes but the lists they were
 * seen on.
 *
 * @param ids From `numberMails`.
 * @param tables `mailTables` of those that have an id.
 * @returns False, with nothing stored, when somebody else stored one of them meanwhile: ask for ids again.
 */
export async function storeMails(
  mails: readonly MailToStore[],
  ids: readonly (string | undefined)[],
  tables: readonly Table[],
): Promise<boolean> {
  const fresh = mails.flatMap((mail, index) => {
    const rawId = ids[index];
    return rawId === undefined ? [] : [{ ...mail, rawId }];
  });
  try {
    await inTransaction(async (client) => {
      await oneAtATime(
        client,
        mails.map(({ id }) => id),
      );
      await insertRaw(client, fresh);
      await insertTables(
        client,
        tables,
        fresh.map(({ rawId, id }) => ({ rawId, id })),
      );
      await addLists(
        client,
        mails.filter((_, index) => ids[index] === undefined),
      );
    });
    if (tellsOfPulls(tables)) await askForPulled(fresh.map(({ rawId }) => rawId));
    return true;
  } catch (error) {
    if (error instanceof Overtaken) return false;
    throw error;
  }
}

/**
 * Mails with one Message-ID are stored by one transaction after the other, which each sees what the one before stored: its
 * variants. Locks are taken in one order, so that nobody waits in a circle.
 */
async function oneAtATime(client: pg.PoolClient, messageIds: readonly string[]): Promise<void> {
  await client.query(
    `SELECT pg_advisory_xact_lock($1, lock)
     FROM (SELECT DISTINCT hashtext(id) AS lock FROM unnest($2::text[]) AS id ORDER BY lock) AS locks`,
    [lockSpaces.mail, messageIds.map(clean)],
  );
}

async function insertRaw(
  client: pg.PoolClient,
  mails: readonly (MailToStore & { readonly rawId: string })[],
): Promise<void> {
  if (mails.length === 0) return;
  const starts: number[] = [];
  let end = 0;
  for (const { packed } of mails) {
    starts.push(end);
    end += packed.length;
  }
  const { rowCount } = await client.query(
    `INSERT INTO raw_mail (id, message_id, content_hash, size, source, raw)
     SELECT id, message_id, content_hash, size, source, substring($8::bytea FROM start + 1 FOR length)
     FROM unnest($1::bigint[], $2::text[], $3::bytea[], $4::int[], $5::text[], $6::int[], $7::int[])
       AS mail (id, message_id, content_hash, size, source, start, length)
     ON CONFLICT (message_id, content_hash) DO NOTHING`,
    [
      mails.map(({ rawId }) => rawId),
      mails.map(({ id }) => clean(id)),
      mails.map(({ hash }) => Buffer.from(hash, 'hex')),
      mails.map(({ size }) => size),
      mails.map(({ source }) => clean(source)),
      starts,
      mails.map(({ packed }) => packed.length),
      // As one value it is sent as it is; bytes in an array are written out in hexadecimal and read again.
      Buffer.concat(mails.map(({ packed }) => packed)),
    ],
  );
  if (rowCount !== mails.length) throw new Overtaken();
}

/** A stored mail by its id in the database, and its own. */
interface Stored {
  readonly rawId: string;
  readonly id: MessageId;
}

async function insertTables(
  client: pg.PoolClient,
  tables: readonly Table[],
  mails: readonly Stored[],
): Promise<void> {
  if (mails.length === 0) return;
  for (const table of tables) await insertTable(client, table);
  const rawIds = mails.map(({ rawId }) => rawId);
  const query = client.query.bind(client);
  const pulled = tellsOfPulls(tables) ? await pulledBy(query, rawIds) : [];
  await askAgain(query, [...rawIds, ...pulled]);
  await markVariants(
    client,
    mails.map(({ id }) => id),
  );
}

/** False for mails that are neither requests to pull nor answers to one, as nearly all are. */
function tellsOfPulls(tables: readonly Table[]): boolean {
  return tables.some(({ name, parts }) => ['pull_title', 'pull_merge'].includes(name) && parts.length > 0);
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
async function addLists(
  client: pg.PoolClient,
  copies: readonly Pick<MailToStore, 'hash' | 'lists'>[],
): Promise<void> {
  const rows = copies.flatMap(({ lists, hash }) => lists.map((list) => [hash, list] as const));
  if (rows.length === 0) return;
  await client.query(
    `UPDATE mail SET lists = (SELECT array_agg(DISTINCT list ORDER BY list) FROM unnest(mail.lists || seen.lists) AS list)
     FROM (SELECT decode(hash, 'hex') AS hash, array_agg(list) AS lists
           FROM unnest($1::text[], $2::text[]) AS given(hash, list) GROUP BY hash) AS seen, raw_mail
     WHERE raw_mail.content_hash = seen.hash AND raw_mail.id = mail.raw_id AND NOT mail.lists @> seen.lists`,
    [rows.map(([hash]) => hash), rows.map(([, list]) => clean(list))],
  );
}

/** A stored mail as received, deflated; undefined where it was not asked for. */
export interface RawMail {
  readonly rawId: string;
  readonly packed: Uint8Array | undefined;
  readonly source: string;
}

/**
 * Reads mails back, in the order of their ids.
 *
 * @param known Of these only where they come from.
 */
export async function rawMails(
  rawIds: readonly string[],
  known: ReadonlySet<string> = new Set(),
): Promise<readonly RawMail[]> {
  const { rows } = await pool().query<{ id: string; raw: Buffer | null; source: string }>(
    `SELECT id, CASE WHEN id = ANY($2::bigint[]) THEN raw END AS raw, source FROM raw_mail
     WHERE id = ANY($1::bigint[]) ORDER BY id`,
    [rawIds, rawIds.filter((id) => !known.has(id))],
  );
  return rows.map(({ id, raw, source }) => ({ rawId: id, packed: raw ?? undefined, source }));
}

/** Bytes of all stored mail, as received. */
export async function storedBytes(): Promise<number> {
  const { rows } = await pool().query<{ bytes: string }>(
    'SELECT COALESCE(sum(size), 0) AS bytes FROM raw_mail',
  );
  return Number(rows[0]?.bytes ?? 0);
}

/** Writes down mail that could not be read, once for each place, with the reason. */
export async function refuse(source: string, place: string, reason: string): Promise<void> {
  await pool().query(
    'INSERT INTO refused_mail (source, place, reason) VALUES ($1, $2, $3) ON CONFLICT (source, place) DO UPDATE SET reason = excluded.reason, refused_at = now()',
    [clean(source), clean(place), clean(reason)],
  );
}

/** The ids of a stretch of stored mails behind `after`. */
export async function rawIdsAfter(after: string, limit: number): Promise<readonly string[]> {
  const { rows } = await pool().query<{ id: string }>(
    'SELECT id FROM raw_mail WHERE id > $1 ORDER BY id LIMIT $2',
    [after, limit],
  );
  return rows.map(({ id }) => id);
}

/**
 * Puts what is derived of some stored mails anew in the place of what was, and asks for their series again; for a rebuild.
 *
 * @param tables `mailTables` of them.
 */
export async function replaceMails(mails: readonly Stored[], tables: readonly Table[]): Promise<void> {
  const rawIds = mails.map(({ rawId }) => rawId);
  await inTransaction(async (client) => {
    await oneAtATime(
      client,
      mails.map(({ id }) => id),
    );
    const { rows } = await client.query<{ hash: string; lists: string[] }>(
      `SELECT encode(content_hash, 'hex') AS hash, lists FROM mail JOIN raw_mail ON raw_id = raw_mail.id
       WHERE raw_id = ANY($1::bigint[])`,
      [rawIds],
    );
    for (const table of ['mail', 'mail_key', 'pull_title', 'pull_merge'])
      await client.query(`DELETE FROM ${table} WHERE raw_id = ANY($1::bigint[])`, [rawIds]);
    await insertTables(client, tables, mails);
    // Lists of copies stand in no mail that is kept.
    await addLists(client, rows);
  });
}
