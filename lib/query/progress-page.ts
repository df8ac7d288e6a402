import {
  isOnItsWay,
  nextStep,
  openPull,
  type Present,
  type PullWord,
  type ShownStage,
  type Upstream,
} from '../progress/index';
import { labelsBySeries, labelsInUse, pool } from '../store/index';
import { countUnsettled } from './asks';
import { flowOf, landingBins, spreadOf, type FlowMove, type FlowPoint, type Spread } from './figures';
import { stageOf, stageOrder, type StageView } from './progress';
import { isUnderway, readTeam, type ProgressOrder, type TeamAsked, type TeamSeries } from './progress-asked';
import { countLists, mostLists, type ListFigures } from './progress-lists';
import { readReviewers, type Reviewing } from './progress-reviewers';
import { answersOf, readPostings, type Answers } from './progress-answers';
import { pullWords } from './stage-sql';
import { turnOf, type TurnView } from './turn';

export interface ProgressAsked extends TeamAsked {
  /** Which of them the table shows: those on their way, all, or those at one stage. */
  readonly stage: ShownStage | 'open' | 'all';
  /** How far back the drawings go; undefined: half a year, or to the first posting when most of the series are older. */
  readonly weeks: number | 'all' | undefined;
  readonly order: ProgressOrder;
  /** From 1. */
  readonly page: number;
}

/** A series of the table: where it stands, what blocks it, what comes next. */
export interface ProgressRow {
  readonly slug: string;
  readonly title: string;
  readonly author: string;
  readonly newest: string;
  readonly labels: readonly string[];
  readonly lists: readonly string[];
  readonly stage: StageView;
  readonly turn: TurnView;
  /** Remarks on which somebody has to act: all that its ledger lists as unsettled. */
  readonly unsettled: number;
  readonly patches: number;
  /** Patches of the newest version for which no review tag stands. */
  readonly untagged: number;
  readonly next: string | undefined;
}

export interface ProgressPage {
  readonly rows: readonly ProgressRow[];
  /** Of the series asked for, those the table shows; of all pages. */
  readonly found: number;
  readonly pages: number;
  readonly page: number;
  /** The series asked for, and those of them on their way. */
  readonly series: number;
  readonly open: number;
  readonly stages: readonly { readonly stage: ShownStage; readonly count: number }[];
  /** Lists and labels of all series that are held, for the filters. */
  readonly lists: readonly { readonly id: string; readonly count: number }[];
  readonly labels: readonly { readonly label: string; readonly count: number }[];
  /** What the drawings go back to. */
  readonly from: Date;
  readonly weeks: number | 'all';
  readonly flow: Flow;
  readonly landing: Landing;
  readonly answers: Answers;
  readonly reviewers: Reviewing;
  readonly byList: readonly ListFigures[];
}

export interface Flow {
  readonly points: readonly FlowPoint[];
  /** Patches that were turned down or withdrawn, those of which nothing is said, those without a date: none of them is drawn. */
  readonly ended: number;
  readonly unknown: number;
  readonly undated: number;
}

export interface Landing {
  /** From the first posting until all of it was taken, and until it was in mainline; of what landed in the time drawn. */
  readonly applied: Spread;
  readonly mainline: Spread;
  /** Series that landed at a time nobody tells. */
  readonly undated: number;
}

const rowsOfAPage = 25;

/** Where the series of a team stand and how they move: seven statements, however many series there are. */
export async function findProgressPage(asked: ProgressAsked, present: Present): Promise<ProgressPage> {
  const team = await readTeam(asked, present);
  const ids = team.map(({ id }) => id);
  const shown = inOrder(
    team.filter((one) => isShown(one, asked.stage, present)),
    asked.order,
  );
  const pages = Math.max(1, Math.ceil(shown.length / rowsOfAPage));
  const page = Math.min(asked.page, pages);
  const weeks = asked.weeks ?? fittingWeeks(team, present.now);
  const from = startOf(team, weeks, present.now);
  const [unsettled, rowsWith, moves, postings, reviewers, labels, lists] = await Promise.all([
    countUnsettled(ids),
    readRows(
      shown.slice((page - 1) * rowsOfAPage, page * rowsOfAPage).map(({ id }) => id),
      present,
    ),
    readMoves(ids, from, present.now),
    readPostings(ids, from),
    readReviewers(ids, from),
    labelsInUse(),
    mostLists(),
  ]);
  return {
    rows: rowsWith(unsettled),
    found: shown.length,
    pages,
    page,
    series: team.length,
    open: team.filter((one) => isUnderway(one, present)).length,
    stages: stageOrder.flatMap((stage) => {
      const count = team.filter((one) => one.shown === stage).length;
      return count > 0 ? [{ stage, count }] : [];
    }),
    lists,
    labels,
    from,
    weeks,
    flow: {
      ...flowOf(moves, stepsOf(from, present.now)),
      undated: team.reduce((sum, { undated }) => sum + undated, 0),
    },
    landing: landingOf(team, from),
    answers: answersOf(postings),
    reviewers,
    byList: countLists(team, postings, unsettled, present),
  };
}

/** Every row of the table, for who takes it along whole. */
export async function findProgressRows(
  asked: ProgressAsked,
  present: Present,
): Promise<readonly ProgressRow[]> {
  const team = await readTeam(asked, present);
  const shown = team.filter((one) => isShown(one, asked.stage, present));
  const ids = inOrder(shown, asked.order).map(({ id }) => id);
  const [rowsWith, unsettled] = await Promise.all([readRows(ids, present), countUnsettled(ids)]);
  return rowsWith(unsettled);
}

function isShown(one: TeamSeries, stage: ProgressAsked['stage'], present: Present): boolean {
  if (stage === 'all') return true;
  return stage === 'open' ? isUnderway(one, present) : one.shown === stage;
}

function inOrder(team: readonly TeamSeries[], order: ProgressOrder): readonly TeamSeries[] {
  const time = (at: number | null): number => at ?? Infinity;
  const keys: Readonly<Record<ProgressOrder, (one: TeamSeries) => number>> = {
    // Who waits longest comes first, among what still moves; then what has stalled; what waits for nobody comes last.
    waiting: ({ turn_on: on, turn_since: since, shown }) =>
      on === 'nobody' || on === 'unknown' ? Infinity : time(since) + (shown === 'stalled' ? 1e15 : 0),
    stage: ({ shown }) => stageOrder.indexOf(shown),
    'last-word': ({ last_word_at: at }) => (at === null ? Infinity : -at),
    title: () => 0,
  };
  const key = keys[order];
  return [...team].sort((a, b) => {
    const [one, other] = [key(a), key(b)];
    return (
      (one === other ? 0 : one - other) ||
      (order === 'title' ? a.title.localeCompare(b.title, 'en') : 0) ||
      a.id - b.id
    );
  });
}

/** Rows of the table, to be told how many remarks are unsettled. */
async function readRows(
  ids: readonly number[],
  present: Present,
): Promise<(unsettled: ReadonlyMap<number, number>) => readonly ProgressRow[]> {
  if (ids.length === 0) return () => [];
  const [{ rows }, labels] = await Promise.all([
    pool().query<{
      id: number;
      slug: string;
      title: string;
      author: string;
      newest: string;
      lists: string[];
      stage: string;
      stageSince: Date | null;
      why: string;
      lastWordAt: Date | null;
      lastWordBy: string | null;
      lastWordMail: string | null;
      turnOn: string;
      turnPeople: string[];
      turnSince: Date | null;
      turnWhy: string;
      turnEvidence: unknown;
      untagged: number;
      upstream: Upstream | null;
      patches: number | null;
      pulls: readonly PullWord[];
    }>(
      `SELECT id, slug, title, coalesce(nullif(author_name, ''), author_key) AS author, newest_label AS newest, lists, stage,
         stage_since AS "stageSince", progress->>'why' AS why, last_word_at AS "lastWordAt", last_word_by AS "lastWordBy",
         last_word_mail AS "lastWordMail", turn_on AS "turnOn", turn_people AS "turnPeople", turn_since AS "turnSince",
         turn_why AS "turnWhy", turn_evidence AS "turnEvidence", untagged, upstream,
         (triage->'newest'->>'patches')::int AS patches, ${pullWords} AS pulls
       FROM unnest($1::int[]) WITH ORDINALITY AS asked(id, place) JOIN series USING (id) ORDER BY place`,
      [ids],
    ),
    labelsBySeries(),
  ]);
  return (counts) =>
    rows.map((row): ProgressRow => {
      const stage = stageOf({ ...row, progress: { why: row.why } }, present);
      const turn = turnOf(row);
      const unsettled = counts.get(row.id) ?? 0;
      const patches = row.patches ?? 0;
      return {
        slug: row.slug,
        title: row.title,
        author: row.author,
        newest: row.newest,
        labels: labels.get(row.id) ?? [],
        lists: row.lists,
        stage,
        turn,
        unsettled,
        patches,
        untagged: row.untagged,
        next: nextStep({
          stage: stage.at,
          turn,
          unsettled,
          patches,
          untagged: row.untagged,
          isOnItsWay: isOnItsWay(
            {
              shown: stage.at,
              since: stage.since ?? stage.lastWord?.at,
              upstream: row.upstream ?? undefined,
            },
            present,
          ),
          pull: openPull(row.pulls),
        }),
      };
    });
}

const dayLong = 86_400_000;

/** Steps of the drawing: a week each, or so much longer that there are at most this many. */
const mostSteps = 60;

/** A drawing that nobody chose the time of goes back half a year, */
const usualWeeks = 26;

/** or to the first posting, when less than half of the series were spoken of in it: it would show what it is not about. */
function fittingWeeks(team: readonly TeamSeries[], now: Date): number | 'all' {
  const from = now.getTime() - usualWeeks * 7 * dayLong;
  const recent = team.filter(({ last_word_at: at }) => (at ?? 0) >= from).length;
  return team.length > 0 && recent * 2 >= team.length ? usualWeeks : 'all';
}

/** Where the drawings begin: so many weeks ago, or at the first posting. */
function startOf(team: readonly TeamSeries[], weeks: number | 'all', now: Date): Date {
  const today = Math.floor(now.getTime() / dayLong) * dayLong;
  if (weeks !== 'all') return new Date(today - weeks * 7 * dayLong);
  const first = team.reduce(
    (least, { first_at: at }) => Math.min(least, at ?? Infinity),
    today - 7 * dayLong,
  );
  return new Date(Math.floor(first / dayLong) * dayLong);
}

function stepDays(from: Date, now: Date): number {
  return 7 * Math.max(1, Math.ceil((now.getTime() - from.getTime()) / dayLong / 7 / mostSteps));
}

/** The ends of the steps of time between two moments, the beginning first. */
function stepsOf(from: Date, now: Date): readonly Date[] {
  const length = stepDays(from, now) * dayLong;
  const count = Math.ceil((now.getTime() - from.getTime()) / length);
  return Array.from(
    { length: count + 1 },
    (_, step) => new Date(Math.min(from.getTime() + step * length, Math.max(now.getTime(), from.getTime()))),
  );
}

async function readMoves(ids: readonly number[], from: Date, now: Date): Promise<readonly FlowMove[]> {
  const { rows } = await pool().query<FlowMove>(
    `SELECT greatest(0, ceil((day - $2::date + 1) / $3::float8))::int AS step, stage, sum(patches)::int AS patches
     FROM stage_move WHERE series_id = ANY($1::int[]) AND day <= $4::date GROUP BY 1, 2`,
    [ids, from.toISOString().slice(0, 10), stepDays(from, now), now.toISOString().slice(0, 10)],
  );
  return rows;
}

const landed = ['applied', 'in-next', 'in-mainline', 'released', 'backported'];

function landingOf(team: readonly TeamSeries[], from: Date): Landing {
  const since = (end: 'applied_at' | 'mainline_at') =>
    team.flatMap((one) => {
      const [first, last] = [one.first_at, one[end]];
      return first !== null && last !== null && last >= from.getTime() ? [last - first] : [];
    });
  return {
    applied: spreadOf(since('applied_at'), landingBins),
    mainline: spreadOf(since('mainline_at'), landingBins),
    undated: team.filter(({ stage, applied_at: at }) => landed.includes(stage) && at === null).length,
  };
}
