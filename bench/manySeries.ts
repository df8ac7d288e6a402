import { pool } from '../lib/store/index';

/** Copies made. */
export const series = 2_000;

/** Copies what pages that show many series read of the only one: itself, its people, its versions, the mail that leads it. */
export async function copySeries(): Promise<void> {
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
    `INSERT INTO series_part (series_id, person, addresses, part, name, is_author, remarks, tags)
     SELECT s.id, person, addresses, part, name, is_author, remarks, tags FROM series_part, series s WHERE s.slug LIKE 'bench-%'`,
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

/**
 * Makes the copies differ as series of some years do: posted on different days by different people to different lists, at
 * different stages, with remarks that wait, and the moves of their patches.
 */
export async function spreadSeries(): Promise<void> {
  await pool().query(
    `UPDATE series SET first_at = begun, turn_since = begun + interval '20 days', stage_since = begun + interval '25 days', moved_at = begun + interval '25 days',
       last_word_at = begun + interval '25 days', last_at = begun + interval '25 days', author_key = 'author-' || n % 200,
       author_name = 'Author ' || n % 200, lists = ARRAY['list-' || n % 40 || '.example.org', 'lkml.example.org'],
       stage = (ARRAY['posted', 'under-review', 'changes-requested', 'reviewed', 'applied', 'in-mainline', 'released'])[n % 7 + 1],
       applied_at = CASE WHEN n % 7 > 3 THEN begun + n % 90 * interval '1 day' END
     FROM (SELECT id, n, now() - (n % 900 + 1) * interval '1 day' AS begun
           FROM (SELECT id, substring(slug FROM 7)::int AS n FROM series WHERE slug LIKE 'bench-%') AS copies) AS copy
     WHERE series.id = copy.id`,
  );
  await pool().query(
    `UPDATE version SET sent_at = first_at + ordinal * interval '9 days',
       first_answer_at = CASE WHEN (version.id + ordinal) % 5 > 0 THEN first_at + ordinal * interval '9 days' + version.id % 200 * interval '1 hour' END
     FROM series WHERE series.id = series_id AND series.slug LIKE 'bench-%'`,
  );
  await pool().query(
    `UPDATE series_part SET person = person || '-' || series_id % 60,
       name = name || ' ' || series_id % 60
     FROM series WHERE series.id = series_id AND series.slug LIKE 'bench-%'`,
  );
  await pool().query(
    `DELETE FROM stage_move USING series WHERE series.id = series_id AND series.slug LIKE 'bench-%'`,
  );
  await pool().query(
    `INSERT INTO stage_move (series_id, day, stage, patches)
     SELECT id, (first_at + step.after * interval '1 day')::date, step.stage, step.patches FROM series,
       (VALUES (0, 'posted', 5), (2, 'posted', -5), (2, 'under-review', 5), (4, 'under-review', -3), (4, 'changes-requested', 3),
         (9, 'changes-requested', -3), (9, 'under-review', 3), (15, 'under-review', -5), (15, 'reviewed', 5)) AS step(after, stage, patches)
     WHERE slug LIKE 'bench-%'`,
  );
  await pool().query(
    `INSERT INTO remark (series_id, reply, block, start_line, end_line, text, from_name, from_address, kind, anchor, anchor_kind,
       counter_diffs, trailers, asks, state, conversation, position)
     SELECT id, slug || '-reply@example.org', block, 1, 2, 'Why?', 'Rob Keel', 'rob.keel@example.net', 'question', '{}', 'unplaced', '[]', '[]',
       true, (ARRAY['open', 'answered', 'addressed', 'resolved'])[block % 4 + 1], block, 0
     FROM series, generate_series(0, 19) AS block WHERE slug LIKE 'bench-%'`,
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
