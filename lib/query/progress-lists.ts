import type { Present, ShownStage } from '../progress/index';
import { pool } from '../store/index';
import { medianOf } from './figures';
import { isUnderway, type TeamSeries } from './progress-asked';
import type { Posting } from './progress-answers';

/** What moves on one list, in figures. */
export interface ListFigures {
  readonly id: string;
  /** Series on their way, as everywhere; of these, those that have stalled and those that were taken. */
  readonly open: number;
  readonly stalled: number;
  readonly taken: number;
  /** In mainline or further; turned down or withdrawn; those of which nothing is known, or not where they went from who took them. */
  readonly landed: number;
  readonly ended: number;
  readonly unknown: number;
  /** Remarks on which somebody has to act, as the ledgers of its series count them. */
  readonly unsettled: number;
  /** Milliseconds; undefined when there is none to count. */
  readonly answer: number | undefined;
  readonly landing: number | undefined;
  /** Of what was posted in the time asked for: postings a series. */
  readonly versions: number | undefined;
  /** On whom most of those on their way wait; undefined when they wait for nobody. */
  readonly awaited: string | undefined;
}

const taken: readonly ShownStage[] = ['applied', 'in-next'];
const landed: readonly ShownStage[] = ['in-mainline', 'released', 'backported'];
const ended: readonly ShownStage[] = ['rejected', 'superseded'];

/** The figures of each list, the one with most series first. A series on two lists counts on both. */
export function countLists(
  team: readonly TeamSeries[],
  postings: readonly Posting[],
  unsettled: ReadonlyMap<number, number>,
  present: Present,
): readonly ListFigures[] {
  const answers = new Map<number, number[]>();
  const versions = new Map<number, number>();
  for (const { seriesId, ordinal, answeredIn } of postings) {
    if (answeredIn !== undefined)
      answers.set(seriesId, [...(answers.get(seriesId) ?? []), Math.max(0, answeredIn)]);
    versions.set(seriesId, Math.max(versions.get(seriesId) ?? 0, ordinal + 1));
  }
  const byList = new Map<string, TeamSeries[]>();
  for (const one of team)
    for (const list of one.lists) {
      const known = byList.get(list);
      if (known) known.push(one);
      else byList.set(list, [one]);
    }
  return [...byList]
    .map(([id, series]): ListFigures => {
      const at = (some: readonly ShownStage[]) => series.filter(({ shown }) => some.includes(shown));
      const open = series.filter((one) => isUnderway(one, present));
      const lost = at(taken).filter((one) => !open.includes(one));
      const counted = series.flatMap((one) => versions.get(one.id) ?? []);
      return {
        id,
        open: open.length,
        stalled: at(['stalled']).length,
        taken: at(taken).length - lost.length,
        landed: at(landed).length,
        ended: at(ended).length,
        unknown: at(['unknown']).length + lost.length,
        unsettled: series.reduce((sum, one) => sum + (unsettled.get(one.id) ?? 0), 0),
        answer: medianOf(series.flatMap((one) => answers.get(one.id) ?? [])),
        landing: medianOf(
          series.flatMap(({ first_at: first, applied_at: last }) =>
            first !== null && last !== null ? [last - first] : [],
          ),
        ),
        versions: medianOf(counted),
        awaited: mostOften(open.map(({ turn_on: on }) => on).filter((on) => on !== 'nobody')),
      };
    })
    .sort((a, b) => seriesOf(b) - seriesOf(a) || (a.id < b.id ? -1 : 1));
}

function seriesOf({ open, landed: in_, ended: out, unknown }: ListFigures): number {
  return open + in_ + out + unknown;
}

function mostOften(words: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0]?.[0];
}

/** Lists offered as filters; the address takes any. */
const listsOffered = 12;

/** The lists with most series that are held. */
export async function mostLists(): Promise<readonly { readonly id: string; readonly count: number }[]> {
  const { rows } = await pool().query<{ id: string; count: number }>(
    `SELECT list AS id, count(*)::int AS count FROM series, unnest(lists) AS list
     WHERE is_sample = NOT EXISTS (SELECT FROM series WHERE NOT is_sample) AND NOT only_reposts
     GROUP BY list ORDER BY 2 DESC, 1 LIMIT $1`,
    [listsOffered],
  );
  return rows;
}
