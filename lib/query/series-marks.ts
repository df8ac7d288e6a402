import { correctionsMade, findMarks, pool, seenOf } from '../store/index';
import type { MessageId } from '../mail/index';
import { marksOf, type Marks, type SeriesFacts } from '../triage/index';

/** What people put on a series, and what triage knows of it. */
export interface SeriesMarks {
  /** The posting marks are put on; undefined when none is held. */
  readonly mail: string | undefined;
  readonly facts: SeriesFacts | undefined;
  /** The reader's; none for a reader who is not known. */
  readonly marks: Marks;
  /** Words that readers put on it, in that order. */
  readonly labels: readonly string[];
  /** What a person said of the turn that is in force. */
  readonly turn:
    { readonly id: number; readonly author: string; readonly reason: string; readonly at: Date } | undefined;
}

/** The marks of a series that a reader sees; `reader` undefined: only whose turn people said it is. */
export async function findSeriesMarks(slug: string, reader: number | undefined): Promise<SeriesMarks> {
  const { rows } = await pool().query<{
    postings: string[];
    triage: SeriesFacts | null;
    is_said: boolean;
    labels: string[];
  }>(
    `SELECT triage, turn_evidence @> '[{"kind": "correction"}]' AS is_said,
       ARRAY(SELECT message_id FROM series_mail WHERE series_id = series.id AND posting = message_id) AS postings,
       ARRAY(SELECT label FROM series_label WHERE series_id = series.id ORDER BY series_label.id) AS labels
     FROM series WHERE slug = $1`,
    [slug],
  );
  const row = rows[0];
  const postings = new Set(row?.postings ?? []);
  const [marks, made] = await Promise.all([
    reader === undefined ? [] : findMarks(reader),
    row?.is_said ? correctionsMade() : [],
  ]);
  const said = made.findLast(
    ({ correction }) => correction.kind === 'turn' && postings.has(correction.series),
  );
  return {
    mail: row?.triage?.newest?.head ?? row?.postings[0],
    facts: row?.triage ?? undefined,
    marks: marksOf(marks.filter(({ series }) => postings.has(series))),
    labels: row?.labels ?? [],
    turn: said && { id: said.id, author: said.author, reason: said.reason, at: said.madeAt },
  };
}

/** The date of the newest mail of a series that a posting is of: what whoever says its turn could see. Undefined when there is none. */
export async function findSeen(mail: MessageId): Promise<Date | undefined> {
  return (await seenOf(mail))?.at;
}
