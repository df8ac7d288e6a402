import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { importMails } from '../lib/ingest/index';
import type { FileMail, FileProblem } from '../lib/inbox/index';
import { splitMbox } from '../lib/mail/index';
import { closeStore, migrate, openStore, pool } from '../lib/store/index';
import { startServer } from './oneServer';

export const migrations = fileURLToPath(new URL('../prisma/migrations', import.meta.url));
export const fixture = (name: string) =>
  fileURLToPath(new URL(`../fixtures/threads/${name}/thread.mbox`, import.meta.url));

/** Databases of this test file's own, on the server of the run. */
export interface TestDatabase {
  /** One more that is empty: not even migrated. */
  empty(): Promise<string>;
  /** One more, migrated. */
  fresh(): Promise<string>;
  /**
   * The same one each time, migrated and without a row: it takes a twentieth of the time that another one takes. Closes
   * the store.
   */
  emptied(): Promise<string>;
  stop(): Promise<void>;
}

/** Takes databases from the server of LOREVIEW_TEST_DATABASE_URL, which is that of the run; else starts one. */
export async function startDatabase(): Promise<TestDatabase> {
  const given = process.env['LOREVIEW_TEST_DATABASE_URL'];
  const own = given ? undefined : await startServer();
  const server = given ?? own?.url ?? '';
  const made: string[] = [];
  const empty = async () => {
    const name = `test_${process.pid}_${randomUUID().slice(0, 8)}`;
    await ask(server, `CREATE DATABASE ${name} TEMPLATE template0`);
    made.push(name);
    const url = new URL(server);
    url.pathname = `/${name}`;
    return url.href;
  };
  const fresh = async () => {
    const url = await empty();
    await migrate(url, migrations);
    return url;
  };
  let same: string | undefined;
  return {
    empty,
    fresh,
    async emptied() {
      await closeStore();
      if (same) await ask(same, emptying);
      return (same ??= await fresh());
    },
    async stop() {
      await closeStore();
      for (const name of made) await ask(server, `DROP DATABASE ${name} WITH (FORCE)`);
      await own?.stop();
    },
  };
}

async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Deletes every row but those that say what was migrated, and lets every number begin anew. */
const emptying = `DO $$
DECLARE one record;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR one IN SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname IN ('public', 'graphile_worker') AND tablename NOT IN ('_prisma_migrations', 'migrations')
  LOOP EXECUTE format('DELETE FROM %I.%I', one.schemaname, one.tablename); END LOOP;
  FOR one IN SELECT schemaname, sequencename FROM pg_sequences WHERE last_value IS NOT NULL
  LOOP PERFORM setval(format('%I.%I', one.schemaname, one.sequencename), 1, false); END LOOP;
END $$`;

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

export async function importAll(mails: readonly (FileMail | FileProblem)[]) {
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
  pace: 'SELECT title, last_word_at, last_word_by, last_word_mail, moved_at, applied_at, mainline_at, untagged, undated FROM series ORDER BY title, first_at, 2',
  moves: `SELECT s.title, s.first_at, day::text, m.stage, m.patches FROM stage_move AS m ${ofSeries} ORDER BY 1, 2, 3, 4, 5`,
  answers: `SELECT s.title, v.ordinal, first_answer_at, first_answer_by, first_answer_mail FROM version AS v ${ofSeries} ORDER BY s.title, s.first_at, v.ordinal`,
  triage: 'SELECT title, triage FROM series ORDER BY title, first_at, md5(triage::text)',
  placed: `SELECT s.slug, message_id, kind, parent, posting, silent_why, lines FROM series_mail ${ofSeries} ORDER BY message_id`,
  versions: `SELECT s.slug, v.ordinal, v.label, v.cover_id, v.linked_by FROM version AS v ${ofSeries} ORDER BY s.title, s.first_at, v.ordinal`,
  patches: `SELECT s.slug, v.ordinal, p.number, p.kind, p.message_id, p.title, p.patch_id, p.files, p.turn
    FROM patch AS p JOIN version AS v ON v.id = p.version_id ${ofSeries} ORDER BY s.title, s.first_at, v.ordinal, p.number`,
  remarks: `SELECT s.slug, reply, block, kind, anchor, answers_reply, answers_block, text, position FROM remark ${ofSeries} ORDER BY reply, block`,
  states: `SELECT s.slug, reply, block, asks, state, made_on, addressed_in, state_why, evidence FROM remark ${ofSeries} ORDER BY reply, block`,
  tags: `SELECT s.slug, t.key, t.value, t.mail, t.block, t.version, t.patches, t.scope, t.holds, t.why, t.picked_up FROM tag AS t ${ofSeries} ORDER BY t.mail, t.block, t.key, t.value, t.patches`,
  carried: `SELECT s.slug, reply, block, patch, c.version, c.kind, c.body_line, c.path, c.why FROM carried_remark AS c ${ofSeries} ORDER BY patch, reply, block`,
  words:
    'SELECT message_id, received_at, md5(words::text) FROM mail_words JOIN mail USING (raw_id) ORDER BY 1, 3',
  remarkWords: `SELECT reply, block, w.sent_at, md5(words::text) FROM remark_words AS w ORDER BY reply, block, 4`,
  pending: 'SELECT count(*) FROM pending_mail',
};
