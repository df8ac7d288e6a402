import type { Present } from '../progress/index';
import { pool } from '../store/index';
import { findTriage, type TriageAsked, type TriageReader } from './triage';

const everything: TriageAsked = {
  text: undefined,
  list: undefined,
  path: undefined,
  person: undefined,
  label: undefined,
  age: undefined,
  stage: undefined,
  only: undefined,
  page: 1,
};

interface Counted {
  /** What was stored when it was counted, in a word. */
  readonly stamp: string;
  readonly until: number;
  readonly count: number;
}

/** A snooze ends by the clock alone, and no more often than this is it looked for. Milliseconds. */
const longestKept = 60_000;

/** By number of the reader: the few who read on one machine. */
const counted = new Map<number, Counted>();

/**
 * How many series wait for a reader, as the page of triage counts them. Every page shows it, so it is counted anew only when a series
 * was derived, something was said or done, the reader's addresses changed, or a minute has passed; else it costs one statement.
 */
export async function countAwaiting(reader: TriageReader, present: Present): Promise<number> {
  const { now } = present;
  const stamp = `${await stampNow()} ${reader.addresses.join(' ')}`;
  const known = counted.get(reader.id);
  if (known?.stamp === stamp && now.getTime() < known.until) return known.count;
  const { awaiting } = await findTriage(reader, everything, present);
  counted.set(reader.id, { stamp, until: now.getTime() + longestKept, count: awaiting });
  return awaiting;
}

async function stampNow(): Promise<string> {
  const { rows } = await pool().query<{ stamp: string }>(
    `SELECT concat_ws(' ', (SELECT max(id) FROM correction), count(*), max(id), max(derived_at)) AS stamp FROM series`,
  );
  return rows[0]?.stamp ?? '';
}
