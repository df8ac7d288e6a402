import { database, pool } from './database';
import { askAgain } from './pending';

/** What MAINTAINERS file series were derived by last. */
export interface MaintainersState {
  readonly path: string;
  /** SHA-256 of its text; '' when it could not be read. */
  readonly digest: string;
  readonly sections: number;
  readonly problem: string | undefined;
}

/** Undefined when none was set. */
export async function maintainersRead(): Promise<(MaintainersState & { readonly readAt: Date }) | undefined> {
  const row = await database().maintainersRead.findFirst();
  return row ? { ...row, problem: row.problem ?? undefined } : undefined;
}

/** Puts down what was read, undefined for nothing. */
export async function rememberMaintainers(state: MaintainersState | undefined): Promise<void> {
  await database().$transaction([
    database().maintainersRead.deleteMany(),
    ...(state
      ? [database().maintainersRead.create({ data: { ...state, problem: state.problem ?? null } })]
      : []),
  ]);
}

/** Series looked through at a time. */
const seriesAtATime = 500;

/** A series as far as it depends on who is listed for its files. */
export interface ListedNow {
  /** Who was listed when it was derived: as what, and all addresses of each. */
  readonly listed: readonly { readonly as: string; readonly addresses: readonly string[] }[];
  /** Paths its newest version touches. */
  readonly paths: readonly string[];
}

/**
 * Looks through all series, and asks for those to be derived again of which `isStale` says so.
 *
 * @returns How many.
 */
export async function listedNow(isStale: (series: ListedNow) => boolean): Promise<number> {
  let stale = 0;
  for (let last = 0; ;) {
    const { rows } = await pool().query<{ id: number } & ListedNow>(
      `SELECT s.id,
         COALESCE((SELECT json_agg(json_build_object('as', part->>'listed', 'addresses', addresses)) FROM series_part
                   WHERE series_id = s.id AND part->>'listed' IS NOT NULL), '[]') AS listed,
         ARRAY(SELECT file->>'path' FROM version v JOIN patch p ON p.version_id = v.id AND p.kind = 'held',
               jsonb_array_elements(p.files) AS file
               WHERE v.series_id = s.id AND v.ordinal = (SELECT max(ordinal) FROM version WHERE series_id = s.id)
               ORDER BY p.number) AS paths
       FROM series s WHERE s.id > $1 ORDER BY s.id LIMIT $2`,
      [last, seriesAtATime],
    );
    if (rows.length === 0) return stale;
    last = rows.at(-1)?.id ?? last;
    const asked = rows.filter(isStale).map(({ id }) => id);
    stale += asked.length;
    const { rows: mails } = await pool().query<{ raw_id: string }>(
      `SELECT DISTINCT ON (series_id) raw_id FROM series_mail JOIN mail USING (message_id)
       WHERE series_id = ANY($1::int[]) AND posting = message_id ORDER BY series_id, raw_id`,
      [asked],
    );
    await askAgain(
      pool().query.bind(pool()),
      mails.map((mail) => mail.raw_id),
    );
  }
}
