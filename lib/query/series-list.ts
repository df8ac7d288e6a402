import { database, labelsBySeries, labelsInUse, pool, select } from '../store/index';
import { countGroupsOf } from './asks';
import { groupBy } from './group-by';
import type { GroupCounts } from './ledger';
import { stageOf, stageOrder, type StageView } from './progress';
import { showsStage, shownStage } from './stage-sql';
import type { Present, ShownStage } from '../progress/index';
import { turnOf, turnWords, type TurnView, type TurnWord } from './turn';

/** Orders a reader can ask for, by the word in the URL. */
export const seriesOrders = ['last-mail', 'unsettled', 'waiting', 'remarks', 'first-mail', 'title'] as const;
export type SeriesOrder = (typeof seriesOrders)[number];

/** What a reader asked for; undefined means "all". */
export interface SeriesListAsked {
  /** Words that stand in the title. */
  readonly text: string | undefined;
  readonly list: string | undefined;
  /** A part of a name or address of anybody in the series. */
  readonly person: string | undefined;
  /** Whose turn it is. */
  readonly turn: TurnWord | undefined;
  /** How far it has come. */
  readonly stage: ShownStage | undefined;
  /** A word that readers put on series, in whatever case. */
  readonly label: string | undefined;
  readonly order: SeriesOrder;
  /** From 1. */
  readonly page: number;
}

export interface SeriesRow {
  readonly slug: string;
  readonly title: string;
  readonly author: string;
  readonly newest: { readonly label: string; readonly slug: string } | undefined;
  /** Patches of the newest version, and how many of them are held. */
  readonly patches: number;
  readonly held: number;
  readonly remarks: number;
  /** Of the remarks that ask for something. */
  readonly counts: GroupCounts;
  readonly mails: number;
  /** Words that readers put on it. */
  readonly labels: readonly string[];
  readonly turn: TurnView;
  readonly stage: StageView;
  readonly firstAt: Date | undefined;
  readonly lastAt: Date | undefined;
  readonly versions: readonly {
    readonly label: string;
    readonly short: string;
    readonly isRfc: boolean;
    readonly at: Date | undefined;
  }[];
  /** Mails a day, for days that have some. */
  readonly days: readonly { readonly at: Date; readonly mails: number }[];
}

export interface SeriesList {
  readonly rows: readonly SeriesRow[];
  /** Of all pages, after filtering. */
  readonly found: number;
  readonly followed: number;
  readonly pages: number;
  readonly page: number;
  /** Lists of all series, most used first. */
  readonly lists: readonly { readonly id: string; readonly count: number }[];
  /** How many series wait on whom, of all series. */
  readonly turns: readonly { readonly turn: TurnWord; readonly count: number }[];
  /** How many series have come how far, of all series. */
  readonly stages: readonly { readonly stage: ShownStage; readonly count: number }[];
  /** Words that readers put on series, most used first. */
  readonly labels: readonly { readonly label: string; readonly count: number }[];
  /** True when the bundled sample is all there is. */
  readonly isSampleOnly: boolean;
}

const rowsOfAPage = 100;

/** Lists stay lists: more than this are not offered as filters, the URL takes any. */
const listsOffered = 12;

/** The series a reader asked for, a page at a time. The bundled sample is among them only while there is nothing else. */
export async function findSeriesList(asked: SeriesListAsked, present: Present): Promise<SeriesList> {
  const isSampleOnly = (await database().series.count({ where: { isSample: false } })) === 0;
  const held = isSampleOnly ? {} : { isSample: false, onlyReposts: false };
  const where = {
    ...held,
    ...(asked.text
      ? {
          AND: asked.text
            .split(/\s+/)
            .map((word) => ({ title: { contains: word, mode: 'insensitive' as const } })),
        }
      : {}),
    ...(asked.list ? { lists: { has: asked.list } } : {}),
    ...turnFilter(asked),
    ...(asked.stage ? showsStage(asked.stage, present) : {}),
    ...idFilter(
      asked.person ? await seriesOfPerson(asked.person) : undefined,
      asked.label ? await seriesOfLabel(asked.label) : undefined,
    ),
  };
  const [found, followed, lists, turns, stages, labels] = await Promise.all([
    database().series.count({ where }),
    database().series.count({ where: held }),
    countLists(isSampleOnly),
    countTurns(isSampleOnly),
    countStages(isSampleOnly, present),
    labelsInUse(),
  ]);
  const pages = Math.max(1, Math.ceil(found / rowsOfAPage));
  const page = Math.min(Math.max(1, asked.page), pages);
  const series = await readSeries(where, asked.order, page);
  const ids = series.map((one) => one.id);
  const [days, counts, versionsOf, patchesOf, labelsOf] = await Promise.all([
    mailDays(ids),
    countGroupsOf(ids),
    readVersions(ids),
    countPatches(ids),
    labelsBySeries(),
  ]);
  const rows = series.map((one): SeriesRow => {
    const versions = versionsOf.get(one.id) ?? [];
    const newest = versions.at(-1);
    const patches = patchesOf.get(one.id);
    return {
      slug: one.slug,
      title: one.title,
      author: one.authorName || one.authorKey,
      newest: newest && { label: newest.label, slug: newest.slug },
      patches: patches?.all ?? 0,
      held: patches?.held ?? 0,
      remarks: one.remarkCount,
      counts: counts.get(one.id) ?? { unsettled: 0, confirm: 0, settled: 0 },
      mails: one.mailCount,
      labels: labelsOf.get(one.id) ?? [],
      turn: turnOf(one),
      stage: stageOf(one, present),
      firstAt: one.firstAt ?? undefined,
      lastAt: one.lastAt ?? undefined,
      versions: versions.map((version) => ({
        label: version.label,
        short:
          version.isRfc || version.isPreview ? 'R' : version.label.replace(/^v/, '').replace(/\D.*$/, ''),
        isRfc: version.isRfc || version.isPreview,
        at: version.sentAt ?? undefined,
      })),
      days: days.get(one.id) ?? [],
    };
  });
  return {
    rows,
    found,
    followed,
    pages,
    page,
    lists,
    turns,
    stages,
    labels,
    isSampleOnly: isSampleOnly && followed > 0,
  };
}

/** The order by waiting shows what waits for somebody, unless the reader asks for the others. */
function turnFilter({ turn, order }: SeriesListAsked) {
  if (turn) return { turnOn: turn };
  return order === 'waiting' ? { turnOn: { notIn: ['nobody', 'unknown'] } } : {};
}

type Where = NonNullable<Parameters<ReturnType<typeof database>['series']['findMany']>[0]>['where'];

const orders = {
  'last-mail': [{ lastAt: { sort: 'desc' as const, nulls: 'last' as const } }, { id: 'asc' as const }],
  'first-mail': [{ firstAt: { sort: 'desc' as const, nulls: 'last' as const } }, { id: 'asc' as const }],
  title: [{ title: 'asc' as const }, { id: 'asc' as const }],
  remarks: [{ remarkCount: 'desc' as const }, { id: 'asc' as const }],
  // Longest first.
  waiting: [{ turnSince: { sort: 'asc' as const, nulls: 'last' as const } }, { id: 'asc' as const }],
};

/** What a row shows of the series itself. */
const columns = {
  id: true,
  slug: true,
  title: true,
  authorKey: true,
  authorName: true,
  remarkCount: true,
  mailCount: true,
  firstAt: true,
  lastAt: true,
  turnOn: true,
  turnPeople: true,
  turnSince: true,
  turnWhy: true,
  turnEvidence: true,
  stage: true,
  stageSince: true,
  progress: true,
  lastWordAt: true,
  lastWordBy: true,
  lastWordMail: true,
} as const;

/** One page of the series. */
async function readSeries(where: Where, order: SeriesOrder, page: number) {
  const skip = (page - 1) * rowsOfAPage;
  if (order !== 'unsettled')
    return database().series.findMany({
      where,
      orderBy: orders[order],
      skip,
      take: rowsOfAPage,
      select: columns,
    });
  // The count is no column: of all that match, ids are put in order first.
  const matching = await database().series.findMany({
    where,
    orderBy: orders['last-mail'],
    select: { id: true },
  });
  const counts = await countGroupsOf(matching.map(({ id }) => id));
  const unsettled = (id: number) => counts.get(id)?.unsettled ?? 0;
  const ids = matching
    .map(({ id }) => id)
    .sort((a, b) => unsettled(b) - unsettled(a))
    .slice(skip, skip + rowsOfAPage);
  const series = await database().series.findMany({ where: { id: { in: ids } }, select: columns });
  const byId = new Map(series.map((one) => [one.id, one]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

interface VersionRow {
  readonly seriesId: number;
  readonly slug: string;
  readonly label: string;
  readonly isRfc: boolean;
  readonly isPreview: boolean;
  readonly sentAt: Date | null;
}

/** The versions of each series, oldest first. */
async function readVersions(ids: readonly number[]): Promise<ReadonlyMap<number, readonly VersionRow[]>> {
  const rows = await select<VersionRow>`
    SELECT series_id AS "seriesId", slug, label, is_rfc AS "isRfc", is_preview AS "isPreview", sent_at AS "sentAt"
    FROM version WHERE series_id = ANY(${ids}::int[]) ORDER BY series_id, ordinal`;
  return groupBy(rows, ({ seriesId }) => seriesId);
}

/** How many patches the newest version of each series has, and how many of them are held. */
async function countPatches(
  ids: readonly number[],
): Promise<ReadonlyMap<number, { readonly all: number; readonly held: number }>> {
  const rows = await select<{ seriesId: number; all: number; held: number }>`
    SELECT newest.series_id AS "seriesId", count(*)::int AS all, (count(*) FILTER (WHERE kind <> 'missing'))::int AS held
    FROM (SELECT DISTINCT ON (series_id) id, series_id FROM version
          WHERE series_id = ANY(${ids}::int[]) ORDER BY series_id, ordinal DESC) newest
    JOIN patch ON version_id = newest.id GROUP BY 1`;
  return new Map(rows.map((row) => [row.seriesId, row]));
}

async function seriesOfPerson(person: string): Promise<number[]> {
  const { rows } = await pool().query<{ id: number }>(
    `SELECT id FROM series WHERE EXISTS (
       SELECT 1 FROM jsonb_array_elements(people) AS person
       WHERE person->>'name' ILIKE $1 OR person->>'key' ILIKE $1 OR person->>'addresses' ILIKE $1)`,
    [`%${person.replace(/[\\%_]/g, '\\$&')}%`],
  );
  return rows.map((row) => row.id);
}

async function seriesOfLabel(label: string): Promise<number[]> {
  const { rows } = await pool().query<{ id: number }>(
    'SELECT series_id AS id FROM series_label WHERE lower(label) = lower($1)',
    [label],
  );
  return rows.map((row) => row.id);
}

/** What is in all of the sets that were asked for. */
function idFilter(...sets: readonly (readonly number[] | undefined)[]) {
  const asked = sets.filter((set) => set !== undefined);
  return asked.length === 0
    ? {}
    : { id: { in: asked.reduce((a, b) => a.filter((id) => b.includes(id))) as number[] } };
}

async function countLists(
  isSample: boolean,
): Promise<readonly { readonly id: string; readonly count: number }[]> {
  const { rows } = await pool().query<{ id: string; count: string }>(
    'SELECT list AS id, count(*) AS count FROM series, unnest(lists) AS list WHERE is_sample = $2 AND NOT only_reposts GROUP BY list ORDER BY count(*) DESC, list LIMIT $1',
    [listsOffered, isSample],
  );
  return rows.map((row) => ({ id: row.id, count: Number(row.count) }));
}

async function countTurns(isSample: boolean): Promise<SeriesList['turns']> {
  const counted = await database().series.groupBy({
    by: ['turnOn'],
    where: { isSample, onlyReposts: false },
    _count: true,
  });
  return turnWords.flatMap((turn) => {
    const count = counted.find(({ turnOn }) => turnOn === turn)?._count ?? 0;
    return count > 0 ? [{ turn, count }] : [];
  });
}

async function countStages(isSample: boolean, present: Present): Promise<SeriesList['stages']> {
  const values: unknown[] = [];
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const { rows } = await pool().query<{ stage: string; count: number }>(
    `SELECT ${shownStage('series', present, parameter)} AS stage, count(*)::int AS count
     FROM series WHERE is_sample = ${parameter(isSample)} AND NOT only_reposts GROUP BY 1`,
    values,
  );
  return stageOrder.flatMap((stage) => {
    const count = rows.find((one) => one.stage === stage)?.count ?? 0;
    return count > 0 ? [{ stage, count }] : [];
  });
}

async function mailDays(
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly { readonly at: Date; readonly mails: number }[]>> {
  const { rows } = await pool().query<{ series_id: number; at: Date; mails: string }>(
    `SELECT series_id, date_trunc('day', sent_at) AS at, count(*) AS mails
     FROM series_mail JOIN mail USING (message_id)
     WHERE series_id = ANY($1::int[]) AND NOT is_variant AND sent_at IS NOT NULL GROUP BY 1, 2 ORDER BY 2`,
    [ids],
  );
  const days = new Map<number, { at: Date; mails: number }[]>();
  for (const row of rows) {
    const known = days.get(row.series_id) ?? [];
    known.push({ at: row.at, mails: Number(row.mails) });
    days.set(row.series_id, known);
  }
  return days;
}
