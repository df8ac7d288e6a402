import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createReadStream } from 'node:fs';
import pg from 'pg';
import { importMails } from '../lib/ingest/index';
import type { FileMail } from '../lib/inbox/index';
import { splitMbox } from '../lib/mail/index';
import { borrowDatabase, openPlace, type BorrowedDatabase } from '../lib/server/index';
import { closeStore, migrate, openStore, pool } from '../lib/store/index';

export const migrations = fileURLToPath(new URL('../prisma/migrations', import.meta.url));
export const fixture = (name: string) =>
  fileURLToPath(new URL(`../fixtures/threads/${name}/thread.mbox`, import.meta.url));

/** A real PostgreSQL of this test file's own. */
export interface TestDatabase {
  /** The server's first database, made for this file. */
  readonly url: string;
  /** Makes one more, empty database on the same server. */
  fresh(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL in a folder of its own, or takes the server of LOREVIEW_TEST_DATABASE_URL. */
export async function startDatabase(): Promise<TestDatabase> {
  const given = process.env['LOREVIEW_TEST_DATABASE_URL'];
  const folder = mkdtempSync(join(tmpdir(), 'loreview-db-'));
  const server: BorrowedDatabase = await borrowDatabase(
    openPlace({ dataDirectory: folder }),
    given,
    () => undefined,
  );
  let made = 0;
  const fresh = async () => {
    made += 1;
    const name = `test_${process.pid}_${made}`;
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    url: await fresh(),
    fresh,
    async stop() {
      await closeStore();
      await server.giveBack('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Leaves the database open before, and opens this one, migrated. */
export async function useDatabase(url: string): Promise<void> {
  await closeStore();
  await migrate(url, migrations);
  openStore(url);
}

export async function mailsOf(...names: readonly string[]): Promise<readonly FileMail[]> {
  const mails: FileMail[] = [];
  for (const name of names) {
    for await (const { raw, offset } of splitMbox(createReadStream(fixture(name)))) {
      mails.push({ kind: 'mail', raw, place: `${name} (byte ${offset})` });
    }
  }
  return mails;
}

export async function importAll(mails: readonly FileMail[]) {
  async function* each() {
    yield* mails;
  }
  return importMails(each(), 'test');
}

/** Everything derived, in words that name no row number or time of day: equal for equal results. */
export async function derivedRows(): Promise<unknown> {
  const told: Record<string, unknown> = {};
  for (const [name, sql] of Object.entries(derivedQueries)) {
    const { rows } = await pool().query<Record<string, unknown>>({
      text: sql,
      rowMode: 'array',
    } as unknown as string);
    told[name] = JSON.parse(JSON.stringify(rows));
  }
  return told;
}

const ofSeries = 'JOIN series AS s ON s.id = series_id';
const derivedQueries = {
  mails: 'SELECT message_id, is_variant, subject, lists, md5(text) FROM mail ORDER BY message_id, md5(text)',
  keys: 'SELECT key, message_id, md5(text) FROM mail_key JOIN mail USING (raw_id) ORDER BY 1, 2, 3',
  series:
    'SELECT slug, title, author_key, lists, people, lineages, reposts, absent, maybe, newest_label, mail_count, remark_count, first_at, last_at FROM series ORDER BY title, first_at',
  turns:
    'SELECT slug, turn_on, turn_people, turn_since, turn_why, turn_evidence, turns_over FROM series ORDER BY title, first_at',
  progress:
    'SELECT title, stage, stage_since, progress FROM series ORDER BY title, first_at, md5(progress::text)',
  pace: 'SELECT title, last_word_at, last_word_by, last_word_mail, applied_at, mainline_at, untagged, undated FROM series ORDER BY title, first_at, 2',
  moves: `SELECT s.title, s.first_at, day::text, m.stage, m.patches FROM stage_move AS m ${ofSeries} ORDER BY 1, 2, 3, 4, 5`,
  answers: `SELECT s.title, v.ordinal, first_answer_at, first_answer_by, first_answer_mail FROM version AS v ${ofSeries} ORDER BY s.title, s.first_at, v.ordinal`,
  triage: 'SELECT title, triage FROM series ORDER BY title, first_at, md5(triage::text)',
  placed: `SELECT s.slug, message_id, kind, parent, posting, silent_why, lines FROM series_mail ${ofSeries} ORDER BY message_id`,
  versions: `SELECT s.slug, v.ordinal, v.label, v.cover_id, v.linked_by FROM version AS v ${ofSeries} ORDER BY s.title, s.first_at, v.ordinal`,
  patches: `SELECT s.slug, v.ordinal, p.number, p.kind, p.message_id, p.title, p.patch_id, p.files, p.turn
    FROM patch AS p JOIN version AS v ON v.id = p.version_id ${ofSeries} ORDER BY s.title, s.first_at, v.ordinal, p.number`,
  remarks: `SELECT s.slug, reply, block, kind, anchor, answers_reply, answers_block, text, position FROM remark ${ofSeries} ORDER BY reply, block`,
  states: `SELECT s.slug, reply, block, asks, state, made_on, addressed_in, state_why, evidence FROM remark ${ofSeries} ORDER BY reply, block`,
  tags: `SELECT s.slug, t.key, t.value, t.mail, t.block, t.version, t.patches, t.scope, t.holds, t.why, t.picked_up FROM tag AS t ${ofSeries} ORDER BY t.mail, t.block, t.key, t.value`,
  carried: `SELECT s.slug, reply, block, patch, c.version, c.kind, c.body_line, c.path, c.why FROM carried_remark AS c ${ofSeries} ORDER BY patch, reply, block`,
  words:
    'SELECT message_id, received_at, md5(words::text) FROM mail_words JOIN mail USING (raw_id) ORDER BY 1, 3',
  remarkWords: `SELECT reply, block, w.sent_at, md5(words::text) FROM remark_words AS w ORDER BY reply, block, 4`,
  pending: 'SELECT count(*) FROM pending_mail',
};
