import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { seriesListAsked } from '../app/parts/list-params';
import { deriveSeries, rebuild } from '../lib/ingest/index';
import { findSeriesList } from '../lib/query/index';
import {
  addCorrection,
  closeStore,
  clustersOf,
  database,
  inTransaction,
  migrate,
  missingMigrations,
  numberMails,
  openStore,
  pendingCount,
  pool,
  storeMails,
} from '../lib/store/index';
import { contentHash, parseMail, type Mail, type MessageId } from '../lib/mail/index';
import { mailTables } from '../lib/rows/index';
import {
  derivedRows,
  importAll,
  mailsOf,
  migrations,
  startDatabase,
  useDatabase,
  type TestDatabase,
} from './database';

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase();
});
afterAll(async () => server?.stop());

const root = fileURLToPath(new URL('..', import.meta.url));
const everything = [
  'sample',
  'rfc-to-v2-renamed-cover',
  'partial-re-roll',
  'missing-parent',
  'two-series-in-a-thread',
  'resend-and-reused-id',
  'no-patch',
  'attachment',
];

describe('migrations', () => {
  const all = readdirSync(migrations)
    .filter((name) => /^\d{4}_/.test(name))
    .sort();

  test('are applied once, and recorded as Prisma does', async () => {
    const url = await server.empty();
    expect(await missingMigrations(url, migrations)).toEqual(all);
    expect(await migrate(url, migrations)).toEqual(all);
    expect(await migrate(url, migrations)).toEqual([]);
    expect(await missingMigrations(url, migrations)).toEqual([]);
    await useDatabase(url);
    const { rows } = await pool().query(
      'SELECT migration_name, length(checksum) AS length, applied_steps_count, logs, rolled_back_at FROM _prisma_migrations ORDER BY migration_name',
    );
    expect(rows).toEqual(
      all.map((name) => ({
        migration_name: name,
        length: 64,
        applied_steps_count: 1,
        logs: null,
        rolled_back_at: null,
      })),
    );
  });

  test('two processes that start at once both succeed', async () => {
    const url = await server.empty();
    const applied = await Promise.all([
      migrate(url, migrations),
      migrate(url, migrations),
      migrate(url, migrations),
    ]);
    expect(applied.flat()).toEqual(all);
  });

  test('a changed file and a newer database are refused, with the reason', async () => {
    const url = await server.empty();
    await migrate(url, migrations);
    const copy = mkdtempSync(join(tmpdir(), 'loreview-migrations-'));
    cpSync(migrations, copy, { recursive: true });
    appendFileSync(join(copy, '0001_init', 'migration.sql'), '-- changed\n');
    await expect(migrate(url, copy)).rejects.toThrow(/0001_init was changed after it was applied/);
    rmSync(join(copy, '0001_init'), { recursive: true });
    await expect(migrate(url, copy)).rejects.toThrow(/used by a newer Loreview/);
    rmSync(copy, { recursive: true });
  });

  test('the database holds what the schema says', async () => {
    await useDatabase(await server.fresh());
    for (const model of [
      'rawMail',
      'refusedMail',
      'follow',
      'correction',
      'mail',
      'mailKey',
      'pendingMail',
      'series',
      'seriesMail',
      'version',
      'patch',
      'remark',
    ] as const) {
      await expect((database()[model] as { findMany(): Promise<unknown[]> }).findMany()).resolves.toEqual([]);
    }
  });
});

describe('mail', () => {
  beforeEach(async () => useDatabase(await server.emptied()));

  test('imported twice is imported once', async () => {
    const mails = await mailsOf(...everything);
    const first = await importAll(mails);
    await deriveSeries();
    const told = await derivedRows();
    const second = await importAll(mails);
    expect([second.fresh, second.known]).toEqual([0, mails.length]);
    expect(first.fresh).toBe(await database().rawMail.count());
    await deriveSeries();
    expect(await derivedRows()).toEqual(told);
  });

  test('in any order, at once or one by one, gives the same', async () => {
    const mails = await mailsOf(...everything);
    await importAll(mails);
    await deriveSeries();
    const told = await derivedRows();

    await useDatabase(await server.emptied());
    await importAll([...mails].reverse());
    await deriveSeries();
    expect(await derivedRows()).toEqual(told);

    await useDatabase(await server.emptied());
    for (const [index, mail] of [...mails.slice(20), ...mails.slice(0, 20)].entries()) {
      await importAll([mail]);
      if (index % 3 === 0) await deriveSeries();
    }
    await deriveSeries();
    expect(withoutSlugs(await derivedRows())).toEqual(withoutSlugs(told));
  });

  test('with one Message-ID and two contents is kept twice, and the same one is shown whatever came first', async () => {
    const mails = await mailsOf('resend-and-reused-id');
    const shown = async () =>
      (
        await database().mail.findMany({
          where: { messageId: 'rs.same@example.org' },
          orderBy: { isVariant: 'asc' },
        })
      ).map((mail) => [mail.isVariant, mail.text.length]);
    await importAll(mails);
    const told = await shown();
    expect(told.map(([isVariant]) => isVariant)).toEqual([false, true]);
    await useDatabase(await server.emptied());
    await importAll([...mails].reverse());
    expect(await shown()).toEqual(told);
  });

  test('that comes by another list too keeps both lists and one copy', async () => {
    const [mail] = await mailsOf('top-posting');
    if (!mail) throw new Error('the fixture is empty');
    const copy = {
      ...mail,
      raw: Buffer.from(
        Buffer.from(mail.raw)
          .toString()
          .replace('linux-widget.lists.example.org', 'second.lists.example.org'),
      ),
    };
    await importAll([mail]);
    const again = await importAll([copy]);
    expect([again.fresh, again.known]).toEqual([0, 1]);
    const [kept] = await database().mail.findMany();
    expect(kept?.lists).toEqual(['linux-widget.lists.example.org', 'second.lists.example.org']);
  });

  test('is stored at the same time in any order: every mail once, and one of each Message-ID shown', async () => {
    const mailOf = (id: number, words: string) =>
      parseMail(
        Buffer.from(
          `Message-ID: <m${id}@x>\nFrom: a@x\nSubject: s\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\n${words}\n`,
        ),
      );
    const store = async (mails: readonly Mail[]): Promise<void> => {
      const stored = mails.map((mail) => ({
        id: mail.id,
        lists: [],
        hash: contentHash(mail),
        packed: Buffer.from('x'),
        size: 1,
        source: 'test',
      }));
      const ids = await numberMails(stored);
      const numbered = mails.flatMap((mail, place) => {
        const rawId = ids[place];
        return rawId === undefined ? [] : [{ rawId, mail }];
      });
      if (!(await storeMails(stored, ids, mailTables(numbered, new Date())))) await store(mails);
    };
    const numbers = [...Array(40).keys()];
    const [first, second] = await Promise.all(
      ['one', 'another'].map((words) => Promise.all(numbers.map((id) => mailOf(id, words)))),
    );
    if (!first || !second) throw new Error('no mails were made');
    // Connections are there, so that nobody comes later for want of one.
    await Promise.all([...Array(4)].map(() => pool().query('SELECT pg_sleep(0.1)')));
    const [some, others] = [first.slice(0, 20), second.slice(0, 20)];
    await Promise.all([store(some), store(others.reverse())]);
    await Promise.all([store(first), store(second.reverse()), store([...first].reverse()), store(second)]);
    const { rows } = await pool().query<{ shown: number; held: number }>(
      `SELECT count(*) FILTER (WHERE NOT is_variant)::int AS shown, count(*)::int AS held FROM mail GROUP BY message_id`,
    );
    expect(rows).toEqual(numbers.map(() => ({ shown: 1, held: 2 })));
  });

  test('transactions that wait for each other in a circle are all done in the end', async () => {
    await pool().query(`INSERT INTO reader (name) VALUES ('a'), ('b')`);
    let begun = 0;
    let go: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (go = resolve));
    const inOrder = (first: string, second: string) =>
      inTransaction(async (client) => {
        const lock = (name: string) =>
          client.query('SELECT 1 FROM reader WHERE name = $1 FOR UPDATE', [name]);
        await lock(first);
        begun += 1;
        if (begun === 2) go();
        await both;
        await lock(second);
        return `${first}${second}`;
      });
    expect(await Promise.all([inOrder('a', 'b'), inOrder('b', 'a')])).toEqual(['ab', 'ba']);
    expect(begun).toBe(3);
  });

  test('with NUL and broken surrogates is stored', async () => {
    const raw = Buffer.from(
      'Message-ID: <nul@x>\nFrom: a@x\nSubject: a\u0000b\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\nline\u0000 \ud800\n',
    );
    const mail = { ...(await parseMail(raw)), subject: 'half \ud800 and \0' };
    const { id, lists } = mail;
    const stored = [{ id, lists, hash: contentHash(mail), packed: raw, size: raw.length, source: 'a\0test' }];
    const ids = await numberMails(stored);
    const tables = mailTables([{ rawId: ids[0] ?? '', mail }], new Date());
    expect(await storeMails(stored, ids, tables)).toBe(true);
    expect(await numberMails(stored)).toEqual([undefined]);
    // As somebody would who got an id before it was stored.
    expect(await storeMails(stored, ['9999'], tables)).toBe(false);
    expect(await database().mail.findMany({ select: { subject: true } })).toEqual([
      { subject: 'half \uFFFD and \uFFFD' },
    ]);
  });

  test('that shares a key with others is analysed with them, unless thousands have it', async () => {
    const { rows } = await pool().query<{ id: string }>(
      `INSERT INTO raw_mail (message_id, content_hash, raw, size, source)
       SELECT n || '@x', '', '', 1, 'test' FROM generate_series(1, 5001) AS n RETURNING id`,
    );
    const ids = rows.map(({ id }) => id);
    await pool().query(
      `INSERT INTO mail (raw_id, message_id, is_variant, subject, from_name, from_address, parents, lists, text, problems)
       SELECT id, message_id, false, '', '', '', '{}', '{}', '', '{}' FROM raw_mail`,
    );
    const share = (key: string, some: readonly (string | undefined)[]) =>
      pool().query('INSERT INTO mail_key (key, raw_id) SELECT $1, unnest($2::bigint[])', [key, some]);
    await share('title:patch', ids);
    await share('id:a', [ids[0], ids[1]]);
    await share('id:b', [ids[1], ids[4_000]]);
    await share('id:c', [ids[7]]);
    const clusters = await clustersOf([ids[0] ?? '', ids[7] ?? '']);
    expect(clusters.map(({ rawIds }) => [...rawIds].sort((a, b) => Number(a) - Number(b)))).toEqual([
      [ids[0], ids[1], ids[4_000]],
      [ids[7]],
    ]);
    expect(clusters.map(({ size }) => size)).toEqual([3, 1]);
    await pool().query('DELETE FROM mail_key WHERE key = $1 AND raw_id = $2', ['title:patch', ids[5_000]]);
    expect((await clustersOf([ids[7] ?? ''])).map(({ rawIds }) => rawIds.length)).toEqual([5_000]);
  });

  test('that is no mail is refused with its place and reason, and stops nothing', async () => {
    const [good] = await mailsOf('top-posting');
    if (!good) throw new Error('the fixture is empty');
    const count = await importAll([
      { kind: 'mail', raw: Buffer.alloc(0), place: 'an empty file' },
      { kind: 'problem', place: '/nowhere', why: 'there is no such file', isPath: true },
      good,
    ]);
    expect(count.fresh).toBe(1);
    expect(count.refused.map(({ place }) => place)).toEqual(['/nowhere', 'an empty file']);
    // A path that was mistyped is no mail that could not be read.
    expect(await database().refusedMail.findMany({ select: { place: true, reason: true } })).toEqual([
      { place: 'an empty file', reason: 'the mail is empty' },
    ]);
  });
});

/** Rows without the slugs, which keep what they were first given. */
function withoutSlugs(told: unknown): unknown {
  const { series, turns, placed, versions, patches, remarks, states, tags, carried, ...rest } =
    told as Record<string, unknown[][]>;
  const rows = (all: unknown[][] | undefined) =>
    (all ?? []).map((row) => JSON.stringify(row.slice(1))).sort();
  return {
    ...rest,
    series: rows(series),
    placed: rows(placed),
    versions: rows(versions),
    patches: rows(patches),
    remarks: rows(remarks),
    turns: rows(turns),
    states: rows(states),
    tags: rows(tags),
    carried: rows(carried),
  };
}

describe('derived rows', () => {
  beforeEach(async () => useDatabase(await server.emptied()));

  test('made again from the stored mail are the same', async () => {
    await importAll(await mailsOf(...everything));
    await deriveSeries();
    const told = await derivedRows();
    await pool().query('DELETE FROM series');
    await pool().query('DELETE FROM mail_key');
    await rebuild();
    expect(await derivedRows()).toEqual(told);
  });

  test('made of nothing but patches that somebody took and posted again are in no list, until the others come', async () => {
    const mails = await mailsOf('maintainers-repost');
    const isOther = ({ raw }: { readonly raw: Uint8Array }) =>
      /^Subject: \[PATCH [0145]\/5\]/m.test(Buffer.from(raw).toString());
    const isCover = ({ raw }: { readonly raw: Uint8Array }) =>
      /^Subject: \[PATCH 0\/5\]/m.test(Buffer.from(raw).toString());
    const listed = async () => {
      await deriveSeries();
      const { rows } = await findSeriesList(seriesListAsked({}), { now: new Date(), stalledAfterWeeks: 8 });
      return rows.map(({ title }) => title).sort();
    };
    const taken = 'valve: read a level one can trust';
    await importAll(mails.filter((mail) => !isOther(mail)));
    expect(await listed()).toEqual([taken]);
    expect(await database().series.count()).toBe(2);
    await importAll(mails.filter((mail) => !isOther(mail) || isCover(mail)));
    expect(await listed()).toEqual([taken]);
    await importAll(mails);
    expect(await listed()).toEqual([taken, 'widget updates for the next release']);
  });

  test('keep the address of a series when mail is added to it', async () => {
    const mails = await mailsOf('sample');
    await importAll(mails.slice(0, 5));
    await deriveSeries();
    const [before] = await database().series.findMany();
    await importAll(mails);
    await deriveSeries();
    const [after] = await database().series.findMany();
    expect(after?.slug).toBe(before?.slug);
    expect(after?.title).not.toBe(before?.title);
    expect(after?.mailCount).toBe(33);
  });

  test('follow corrections, and corrections survive a rebuild', async () => {
    await importAll(await mailsOf('rfc-to-v2-renamed-cover', 'nested-replies'));
    await deriveSeries();
    const sizes = async () =>
      (await database().series.findMany({ orderBy: { slug: 'asc' }, include: { versions: true } }))
        .map((series) => series.versions.length)
        .sort();
    const before = await sizes();
    const split = await addCorrection({
      target: { kind: 'split', posting: 'g2.0@example.com' as MessageId },
      author: 'test',
      reason: 'a test',
    });
    await deriveSeries();
    const divided = await sizes();
    expect(divided).not.toEqual(before);
    await rebuild();
    expect(await sizes()).toEqual(divided);
    await addCorrection({ target: { kind: 'undo', correction: split }, author: 'test', reason: 'a test' });
    await deriveSeries();
    expect(await sizes()).toEqual(before);
    await addCorrection({
      target: { kind: 'join', a: 'g1.0@example.com' as MessageId, b: 'nr.1@example.com' as MessageId },
      author: 'test',
      reason: 'a test',
    });
    await deriveSeries();
    await rebuild();
    expect((await sizes()).length).toBe(before.length - 1);
    await expect(
      addCorrection({
        target: { kind: 'split', posting: 'nobody@x' as MessageId },
        author: 'test',
        reason: '',
      }),
    ).rejects.toThrow(/no mail nobody@x here/);
  });

  test('are the same when two processes derive at once', async () => {
    await importAll(await mailsOf(...everything));
    await Promise.all([deriveSeries(), deriveSeries()]);
    const told = await derivedRows();
    await rebuild();
    expect(await derivedRows()).toEqual(told);
    expect(await pendingCount()).toBe(0);
  });
});

test('killed in the middle of an import, nothing acknowledged is lost and nothing is half derived', async () => {
  const names = [...everything, 'mailers', 'trimmed-quotes', 'unthreaded', 'nested-replies'];
  const mails = await mailsOf(...names);
  const whole = await server.fresh();
  await useDatabase(whole);
  await importAll(mails);
  await deriveSeries();
  const told = await derivedRows();

  for (const after of [3, 11, 19]) {
    const url = await server.fresh();
    const acknowledged = await importAndKill(url, names, after);
    expect(acknowledged).toBeGreaterThanOrEqual(after);
    await closeStore();
    openStore(url);
    expect(await database().rawMail.count()).toBeGreaterThanOrEqual(acknowledged);
    const orphans = await pool().query(
      'SELECT 1 FROM raw_mail WHERE NOT EXISTS (SELECT 1 FROM mail WHERE raw_id = raw_mail.id) OR (NOT EXISTS (SELECT 1 FROM series_mail WHERE message_id = raw_mail.message_id) AND NOT EXISTS (SELECT 1 FROM pending_mail WHERE raw_id = raw_mail.id) AND NOT EXISTS (SELECT 1 FROM mail WHERE raw_id = raw_mail.id AND (is_variant OR message_id LIKE $1)))',
      ['np.%'],
    );
    expect(orphans.rows).toEqual([]);
    await importAll(mails);
    await deriveSeries();
    expect(withoutSlugs(await derivedRows())).toEqual(withoutSlugs(told));
  }
});

/** Imports in a process of its own, mail by mail, and kills it with SIGKILL once `after` mails were acknowledged. */
async function importAndKill(url: string, names: readonly string[], after: number): Promise<number> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(root, 'tests', 'importSlowly.ts'), url, ...names],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let acknowledged = 0;
  let rest = '';
  await new Promise<void>((done) => {
    child.stdout.on('data', (chunk: Buffer) => {
      rest += chunk.toString();
      acknowledged = rest.split('\n').length - 1;
      if (acknowledged >= after) child.kill('SIGKILL');
    });
    child.on('close', () => done());
  });
  return acknowledged;
}
