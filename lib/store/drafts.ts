import { clean } from '../rows/index';
import { inflateSync } from 'node:zlib';
import type pg from 'pg';
import { inTransaction, lockSpaces, pool } from './database';

/** Whose a draft is; undefined until somebody said who reads here. */
export type Owner = number | undefined;

/** Body lines of a mail, counted from 1; `end` is the first after. */
interface Lines {
  readonly start: number;
  readonly end: number;
}

/** A draft as it is kept. */
export interface KeptDraft {
  readonly id: string;
  readonly answers: string;
  /** Undefined for the mail as a whole. */
  readonly at: Lines | undefined;
  /** These lines as they read when it was written, joined by LF. */
  readonly quoted: string;
  readonly text: string;
  readonly tags: readonly string[];
  readonly madeAt: Date;
  readonly changedAt: Date;
  /** One more with each change, from 1. */
  readonly revision: number;
  /** Message-ID of the reply it went out in. */
  readonly sentIn: string | undefined;
  readonly droppedAt: Date | undefined;
}

/** What a draft is made or changed to; everything not named stays. */
export interface DraftChange {
  readonly answers?: string;
  readonly at?: Lines | undefined;
  readonly text?: string;
  readonly tags?: readonly string[];
  readonly sentIn?: string | undefined;
  readonly isDropped?: boolean;
}

/** Drafts of a reader, in the order they were begun: all that are being written, and what else is asked for. */
export async function findDrafts(
  owner: Owner,
  { includesPast = false }: { readonly includesPast?: boolean } = {},
): Promise<readonly KeptDraft[]> {
  const { rows } = await pool().query<DraftRow>(
    `SELECT * FROM draft WHERE reader_id IS NOT DISTINCT FROM $1
     AND ($2 OR (sent_in IS NULL AND dropped_at IS NULL)) ORDER BY made_at, id`,
    [owner ?? null, includesPast],
  );
  return rows.map(draftOf);
}

/** How many drafts a reader has that neither went out nor were deleted. */
export async function countDrafts(owner: Owner): Promise<number> {
  const { rows } = await pool().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM draft
     WHERE reader_id IS NOT DISTINCT FROM $1 AND sent_in IS NULL AND dropped_at IS NULL`,
    [owner ?? null],
  );
  return rows[0]?.count ?? 0;
}

/**
 * Makes or changes a draft by what `change` says of the one that is kept; nothing else changes it meanwhile.
 *
 * @param change Is given the draft as it is kept, undefined when there is none, and gives what it is to be; undefined to
 *   leave it as it is.
 * @returns The draft as it is then kept, undefined when there is none, or when the id is another reader's.
 */
export async function changeDraft(
  owner: Owner,
  id: string,
  change: (kept: KeptDraft | undefined) => DraftChange | undefined,
): Promise<KeptDraft | undefined> {
  return inTransaction(async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [lockSpaces.draft, id]);
    const { rows } = await client.query<DraftRow>('SELECT * FROM draft WHERE id = $1', [id]);
    const [row] = rows;
    if (row && row.reader_id !== (owner ?? null)) return undefined;
    const kept = row && draftOf(row);
    const wanted = change(kept);
    if (!wanted) return kept;
    const answers = wanted.answers ?? kept?.answers ?? '';
    const at = 'at' in wanted ? wanted.at : kept?.at;
    const isElsewhere = !kept || answers !== kept.answers || !isSame(at, kept.at);
    const quoted = isElsewhere ? await linesOf(client, answers, at) : kept.quoted;
    const isDropped = wanted.isDropped ?? kept?.droppedAt !== undefined;
    const { rows: written } = await client.query<DraftRow>(
      `INSERT INTO draft (id, reader_id, answers, start_line, end_line, quoted, text, tags, sent_in, dropped_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $10 THEN now() END)
       ON CONFLICT (id) DO UPDATE SET answers = excluded.answers, start_line = excluded.start_line,
         end_line = excluded.end_line, quoted = excluded.quoted, text = excluded.text, tags = excluded.tags,
         sent_in = excluded.sent_in,
         dropped_at = CASE WHEN $10 THEN coalesce(draft.dropped_at, now()) END,
         changed_at = now(), revision = draft.revision + 1
       RETURNING *`,
      [
        id,
        owner ?? null,
        clean(answers),
        at?.start ?? null,
        at?.end ?? null,
        quoted,
        clean(wanted.text ?? kept?.text ?? ''),
        (wanted.tags ?? kept?.tags ?? []).map(clean),
        'sentIn' in wanted ? (wanted.sentIn ?? null) : (kept?.sentIn ?? null),
        isDropped,
      ],
    );
    return written[0] && draftOf(written[0]);
  });
}

/** Deletes a draft for good. */
export async function forgetDraft(owner: Owner, id: string): Promise<void> {
  await pool().query('DELETE FROM draft WHERE id = $1 AND reader_id IS NOT DISTINCT FROM $2', [
    id,
    owner ?? null,
  ]);
}

/** Makes the drafts that were begun before anybody said who reads here the reader's. */
export async function adoptDrafts(client: pg.PoolClient, reader: number): Promise<void> {
  await client.query('UPDATE draft SET reader_id = $1 WHERE reader_id IS NULL', [reader]);
}

/** Lines kept with a draft; of a longer range the last ones, under which the draft stands. */
const mostQuoted = 200;

async function linesOf(client: pg.PoolClient, answers: string, at: Lines | undefined): Promise<string> {
  if (at === undefined) return '';
  const { rows } = await client.query<{ text: string }>(
    'SELECT text FROM mail WHERE message_id = $1 AND NOT is_variant LIMIT 1',
    [clean(answers)],
  );
  const lines = rows[0]?.text.split('\n') ?? [];
  return lines
    .slice(at.start - 1, at.end - 1)
    .slice(-mostQuoted)
    .join('\n');
}

function isSame(one: Lines | undefined, other: Lines | undefined): boolean {
  return one?.start === other?.start && one?.end === other?.end;
}

interface DraftRow {
  readonly id: string;
  readonly reader_id: number | null;
  readonly answers: string;
  readonly start_line: number | null;
  readonly end_line: number | null;
  readonly quoted: string;
  readonly text: string;
  readonly tags: readonly string[];
  readonly made_at: Date;
  readonly changed_at: Date;
  readonly revision: number;
  readonly sent_in: string | null;
  readonly dropped_at: Date | null;
}

function draftOf(row: DraftRow): KeptDraft {
  return {
    id: row.id,
    answers: row.answers,
    at:
      row.start_line === null || row.end_line === null
        ? undefined
        : { start: row.start_line, end: row.end_line },
    quoted: row.quoted,
    text: row.text,
    tags: row.tags,
    madeAt: row.made_at,
    changedAt: row.changed_at,
    revision: row.revision,
    sentIn: row.sent_in ?? undefined,
    droppedAt: row.dropped_at ?? undefined,
  };
}

/** The bytes of mails as received, by Message-ID: of several with one id, the one that is shown. */
export async function rawMailsById(
  ids: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool().query<{ message_id: string; raw: Buffer }>(
    `SELECT m.message_id, r.raw FROM mail m JOIN raw_mail r ON r.id = m.raw_id
     WHERE m.message_id = ANY($1::text[]) AND NOT m.is_variant`,
    [ids.map(clean)],
  );
  return new Map(rows.map(({ message_id: id, raw }) => [id, new Uint8Array(inflateSync(raw))]));
}
