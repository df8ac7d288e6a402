import { nextStep, openPull, type Present, type PullWord, type ShownStage } from '../progress/index';
import type { MovedSeries, NewSeries, Report, StuckSeries, ToldSeries } from '../report/index';
import { pool } from '../store/index';
import { countUnsettled } from './asks';
import { shownOf, stageNames, stageOf, stageOrder, type StepView } from './progress';
import { stepsIn } from './stored-steps';
import { readTeam, type TeamAsked, type TeamSeries } from './progress-asked';
import { pullWords } from './stage-sql';
import { toldSteps } from './told-steps';
import { turnOf } from './turn';

export interface ReportAsked extends TeamAsked {
  readonly since: Date;
}

/**
 * Nobody has said a word for so long: kernel documentation asks to wait a week at least before one asks again, so after
 * two it is time (Documentation/process/submitting-patches.rst).
 */
const stuckAfter = 14 * 86_400_000;

/** Steps that are news of their own in a report; what is borrowed or promised goes no further by it. */
const landings: readonly StepView['kind'][] = [
  'applied',
  'in-next',
  'in-mainline',
  'released',
  'backported',
  'stable-queued',
];
/** Stages of a series of which all has landed somewhere; it stands where its last patch stands. */
const landedStages: readonly ShownStage[] = ['applied', 'in-next', 'in-mainline', 'released', 'backported'];
const news: readonly StepView['kind'][] = [
  ...landings,
  'pull-requested',
  'posted',
  'first-review',
  'promised',
  'reposted',
  'turned-down',
  'withdrawn',
  'fixed',
  'reverted',
];

/**
 * What happened to the series of a team since a day, what is stuck and what came in: three statements.
 *
 * @param linkOf The address of a series, by its slug.
 */
export async function findReport(
  asked: ReportAsked,
  present: Present,
  linkOf: (slug: string) => string,
): Promise<Report> {
  const team = await readTeam(asked, present);
  const ids = team.filter((one) => isTold(one, asked.since, present)).map(({ id }) => id);
  const [rows, unsettled] = await Promise.all([readRows(ids, asked.since), countUnsettled(ids)]);
  const told = rows.map((row) => ({
    row,
    series: seriesOf(row, linkOf),
    events: eventsOf(row, asked.since, present),
  }));
  const isWhole = ({ row }: (typeof told)[number]): boolean => landedStages.some((one) => one === row.stage);
  /** All of it, or a part; a request to pull takes on only what has been taken. */
  const hasLanded = (one: (typeof told)[number]): boolean =>
    toldSteps(stepsIn(one.row.progress), one.row.alive).some(
      ({ at, kind }) =>
        isWithin(at, asked.since, present.now) &&
        (landings.includes(kind) || (kind === 'pull-requested' && isWhole(one))),
    );
  const isNew = ({ row }: (typeof told)[number]): boolean =>
    isWithin(row.first_at ?? undefined, asked.since, present.now);
  const moved = (some: typeof told): readonly MovedSeries[] =>
    some
      .filter(({ events }) => events.length > 0)
      .sort((a, b) => lastOf(b.events) - lastOf(a.events))
      .map(({ series, events }) => ({ ...series, events }));
  return {
    about: aboutOf(asked),
    from: asked.since,
    until: present.now,
    series: team.length,
    stages: stageOrder.flatMap((stage) => {
      const count = team.filter(({ shown }) => shown === stage).length;
      return count > 0 ? [{ name: stageNames[stage], count }] : [];
    }),
    landed: moved(told.filter((one) => hasLanded(one) && isWhole(one))),
    partly: moved(told.filter((one) => hasLanded(one) && !isWhole(one))),
    moved: moved(told.filter((one) => !hasLanded(one) && !isNew(one))),
    cameIn: told
      .filter(isNew)
      .sort((a, b) => (b.row.first_at?.getTime() ?? 0) - (a.row.first_at?.getTime() ?? 0))
      .map(({ row, series }): NewSeries => ({
        ...series,
        at: row.first_at ?? asked.since,
        patches: row.patches ?? 0,
        answeredBy: stepsIn(row.progress).find(({ kind }) => kind === 'first-review')?.by,
      })),
    stuck: stuckOf(told, unsettled, present),
  };
}

/** "all series", "series by ann on linux-iommu, labelled for 6.13". */
export function aboutOf({ text, lists, people, role, labels, path, view }: TeamAsked): string {
  const parts = [
    view === undefined ? '' : `of the view "${view.name}"`,
    people.length > 0 ? `${role === 'author' ? 'by' : 'with'} ${people.join(', ')}` : '',
    lists.length > 0 ? `on ${lists.map((list) => list.split('.')[0] ?? list).join(', ')}` : '',
    labels.length > 0 ? `labelled ${labels.join(', ')}` : '',
    text === undefined ? '' : `with "${text}" in the title`,
    path === undefined ? '' : `touching ${path}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'all series' : `series ${parts.join(' ')}`;
}

/** Whether anything of a series can be in the report: something happened to it, or may have at a time nobody knows, or it waits for somebody. */
function isTold(one: TeamSeries, since: Date, { now }: Present): boolean {
  const isIn = (at: number | null): boolean => at !== null && at >= since.getTime() && at <= now.getTime();
  return (
    // Steps before a last one that is still to come, by a clock that is wrong, are told as well.
    (one.moved_at !== null && one.moved_at >= since.getTime()) ||
    isIn(one.last_word_at) ||
    isIn(one.stage_since) ||
    isIn(one.first_at) ||
    stuckStages.includes(one.shown) ||
    (one.stage_since === null && landedStages.includes(one.shown))
  );
}

const stuckStages: readonly ShownStage[] = [
  'posted',
  'under-review',
  'changes-requested',
  'reviewed',
  'stalled',
];

interface Row {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly author: string;
  readonly newest: string;
  readonly first_at: Date | null;
  readonly patches: number | null;
  /** Patches that are on their way. */
  readonly alive: number;
  readonly untagged: number;
  readonly pulls: readonly PullWord[];
  readonly stage: string;
  readonly stageSince: Date | null;
  readonly last_word_at: Date | null;
  readonly lastWordAt: Date | null;
  readonly lastWordBy: string | null;
  readonly lastWordMail: string | null;
  readonly turnOn: string;
  readonly turnPeople: string[];
  readonly turnSince: Date | null;
  readonly turnWhy: string;
  readonly turnEvidence: unknown;
  readonly progress: { readonly why: string; readonly steps: readonly unknown[] };
}

async function readRows(ids: readonly number[], since: Date): Promise<readonly Row[]> {
  const { rows } = await pool().query<Row>(
    `SELECT id, slug, title, coalesce(nullif(author_name, ''), author_key) AS author, newest_label AS newest, first_at,
       (triage->'newest'->>'patches')::int AS patches,
       jsonb_array_length(progress->'rows') AS alive, untagged, stage, stage_since AS "stageSince", last_word_at,
       last_word_at AS "lastWordAt", last_word_by AS "lastWordBy", last_word_mail AS "lastWordMail", turn_on AS "turnOn",
       turn_people AS "turnPeople", turn_since AS "turnSince", turn_why AS "turnWhy", turn_evidence AS "turnEvidence",
       ${pullWords} AS pulls,
       jsonb_build_object('why', progress->'why', 'steps', CASE WHEN moved_at >= $2 OR first_at >= $2 THEN progress->'steps' ELSE '[]' END) AS progress
     FROM series WHERE id = ANY($1::int[])`,
    [ids, since],
  );
  return rows;
}

function seriesOf({ slug, title, author, newest }: Row, linkOf: (slug: string) => string): ToldSeries {
  return { title, author, version: newest, link: linkOf(slug) };
}

function isWithin(date: Date | undefined, since: Date, now: Date): boolean {
  return date !== undefined && date >= since && date <= now;
}

/** What happened, by date: steps, and that it came to wait for changes or was reviewed, which no step tells. */
function eventsOf(row: Row, since: Date, { now }: Present): MovedSeries['events'] {
  const all = toldSteps(stepsIn(row.progress), row.alive);
  const first = all.find(({ kind }) => kind === 'first-review');
  const steps = all.flatMap((step) => {
    const { kind, at, isDated, isBound, words } = step;
    // Each patch has a first answer; the series has one.
    if (kind === 'first-review' && step !== first) return [];
    return isWithin(at, since, now) && news.includes(kind) ? [{ at, isDated, isBound, what: words }] : [];
  });
  const [stage, at] = [row.stage, row.stageSince];
  const turned =
    at && isWithin(at, since, now) && (stage === 'changes-requested' || stage === 'reviewed')
      ? [{ at, isDated: true, what: row.progress.why }]
      : [];
  return [...steps, ...turned].sort((a, b) => a.at.getTime() - b.at.getTime());
}

function lastOf(events: MovedSeries['events']): number {
  return events.at(-1)?.at.getTime() ?? 0;
}

/** Those on which nobody has said a word for long: who waits longest first, stalled ones after those that may still move by themselves. */
function stuckOf(
  told: readonly { readonly row: Row; readonly series: ToldSeries }[],
  unsettled: ReadonlyMap<number, number>,
  present: Present,
): readonly StuckSeries[] {
  const { now } = present;
  return told
    .flatMap(({ row, series }): StuckSeries[] => {
      const shown = shownOf(row, present);
      const word = row.last_word_at ?? undefined;
      if (!stuckStages.includes(shown) || !word || now.getTime() - word.getTime() < stuckAfter) return [];
      const turn = turnOf(row);
      return [
        {
          ...series,
          on: whoIn(turn),
          since: turn.since,
          lastWord: word,
          stage: stageNames[stageOf(row, present).at],
          isStalled: shown === 'stalled',
          next: nextStep({
            stage: shown,
            turn,
            unsettled: unsettled.get(row.id) ?? 0,
            patches: row.patches ?? 0,
            untagged: row.untagged,
            // Only what words move is stuck.
            isOnItsWay: true,
            pull: openPull(row.pulls),
          }),
        },
      ];
    })
    .sort(
      (a, b) =>
        Number(a.isStalled) - Number(b.isStalled) ||
        (a.isStalled ? -1 : 1) * ((a.lastWord?.getTime() ?? 0) - (b.lastWord?.getTime() ?? 0)) ||
        (a.title < b.title ? -1 : 1),
    );
}

function whoIn({ on, people }: ReturnType<typeof turnOf>): string {
  if (on === 'unknown') return 'it is not known whom';
  if (on === 'nobody') return 'nobody';
  const names = people.slice(0, 3).join(', ');
  const others = people.length - 3;
  return names === '' ? `the ${on}` : `the ${on}, ${names}${others > 0 ? ` and ${others} more` : ''}`;
}
