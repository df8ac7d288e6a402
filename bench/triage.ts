import { deriveSeries } from '../lib/ingest/index';
import type { MessageId } from '../lib/mail/index';
import { findTriage, stalledAfterWeeks, type TriageAsked } from '../lib/query/index';
import { mark, setReader, thisReader } from '../lib/reader/index';
import { pool } from '../lib/store/index';
import { importAll, mailsOf, startDatabase, useDatabase } from '../tests/database';

const series = 2_000;
const marks = 400;
const rounds = 21;

const all: TriageAsked = {
  text: undefined,
  list: undefined,
  path: undefined,
  person: undefined,
  age: undefined,
  stage: undefined,
  label: undefined,
  only: undefined,
  page: 1,
};

/** How long the queue of a reader with 2,000 series takes to be found: one thread, copied. Milliseconds, the middle of 21. */
export async function measureTriage(): Promise<readonly (readonly [string, number])[]> {
  const server = await startDatabase();
  try {
    await useDatabase(await server.fresh());
    await importAll(await mailsOf('gentle-ping'));
    await deriveSeries();
    await copySeries();
    await setReader({ name: 'Rob Keel', addresses: 'rob.keel@example.net' });
    const reader = await thisReader();
    if (!reader) throw new Error('The reader was not kept.');
    for (let number = 1; number <= marks; number += 1)
      await mark(reader, {
        kind: number % 2 ? 'done' : 'mute',
        series: `bench-${number}@example.org` as MessageId,
      });
    const measured: (readonly [string, number])[] = [];
    for (const [what, asked] of [
      ['', all],
      [', filtered by files', { ...all, path: 'drivers/lamp/' }],
      [', filtered by title and person', { ...all, text: 'lamp', person: 'tess' }],
    ] as const) {
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const began = performance.now();
        const page = await findTriage(reader, asked, { now: new Date(), stalledAfterWeeks });
        times.push(performance.now() - began);
        if (page.mine <= series) throw new Error(`${page.mine} series were found.`);
      }
      measured.push([
        `triage: the queue of ${series} series, ${marks} marks${what}`,
        times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0,
      ]);
    }
    return measured;
  } finally {
    await server.stop();
  }
}

/** Copies what triage reads of the only series: itself, its people, its newest version, the mail that leads it. */
async function copySeries(): Promise<void> {
  const columns = async (table: string, but: readonly string[]): Promise<string> => {
    const { rows } = await pool().query<{ name: string }>(
      'SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 AND column_name <> ALL($2::text[])',
      [table, [...but]],
    );
    return rows.map(({ name }) => `"${name}"`).join(', ');
  };
  const ofSeries = await columns('series', ['id', 'slug', 'triage']);
  const ofVersion = await columns('version', ['id', 'series_id']);
  const ofPatch = await columns('patch', ['id', 'version_id']);
  await pool().query(
    `INSERT INTO series (slug, triage, ${ofSeries})
     SELECT 'bench-' || n, jsonb_set(triage, '{newest,head}', to_jsonb('bench-' || n || '@example.org')), ${ofSeries}
     FROM series, generate_series(1, ${series}) AS n WHERE slug NOT LIKE 'bench-%'`,
  );
  await pool().query(
    `INSERT INTO series_part (series_id, person, addresses, part)
     SELECT s.id, person, addresses, part FROM series_part, series s WHERE s.slug LIKE 'bench-%'`,
  );
  await pool().query(
    `INSERT INTO series_mail (series_id, message_id, posting, kind)
     SELECT id, slug || '@example.org', slug || '@example.org', 'cover' FROM series WHERE slug LIKE 'bench-%'`,
  );
  await pool().query(
    `INSERT INTO version (series_id, ${ofVersion})
     SELECT s.id, ${ofAll('v', ofVersion)} FROM version v, series s WHERE s.slug LIKE 'bench-%'`,
  );
  await pool().query(
    `INSERT INTO patch (version_id, ${ofPatch})
     SELECT c.id, ${ofAll('p', ofPatch)}
     FROM version c JOIN series s ON s.id = c.series_id AND s.slug LIKE 'bench-%'
     JOIN version o ON o.ordinal = c.ordinal JOIN series os ON os.id = o.series_id AND os.slug NOT LIKE 'bench-%'
     JOIN patch p ON p.version_id = o.id`,
  );
  await pool().query('ANALYZE');
}

/** "v.a, v.b" of "a, b". */
function ofAll(table: string, columns: string): string {
  return columns
    .split(', ')
    .map((name) => `${table}.${name}`)
    .join(', ');
}
