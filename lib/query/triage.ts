import type { Present, ShownStage } from '../progress/index';
import { findMarks, findViews, labelsBySeries, pool, type SavedView } from '../store/index';
import {
  awaiting,
  marksOf,
  mine,
  placeOf,
  places,
  type Mark,
  type Marks,
  type Mine,
  type Part,
  type Place,
  type PlaceName,
  type SeriesFacts,
} from '../triage/index';
import { shownOf } from './progress';
import { hasLabel } from './label-sql';
import { shownStage } from './stage-sql';

/** What a reader asked for; undefined means "all". All of it stands in the address. */
export interface TriageAsked {
  /** Words that stand in the title. */
  readonly text: string | undefined;
  readonly list: string | undefined;
  /** A glob over the files of the newest version: `drivers/iommu/`, `*.rst`, `fs/**\/inode.c`. */
  readonly path: string | undefined;
  /** A part of a name or address of anybody in the series. */
  readonly person: string | undefined;
  /** Days: waits at most, or at least, so long. */
  readonly age: { readonly days: number; readonly atLeast: boolean } | undefined;
  readonly stage: ShownStage | undefined;
  /** A word that readers put on series. */
  readonly label: string | undefined;
  /** One place alone, all of it. */
  readonly only: PlaceName | undefined;
  /** From 1; of the one place. */
  readonly page: number;
}

/** One series in a reader's queue. */
export interface TriageRow {
  /** The posting that leads its newest version: what marks are put on. */
  readonly mail: string;
  readonly slug: string;
  readonly title: string;
  readonly author: string;
  readonly lists: readonly string[];
  readonly place: Place;
  readonly facts: SeriesFacts;
  readonly me: Mine;
  readonly marks: Marks;
  readonly stage: ShownStage;
  /** Words that readers put on it. */
  readonly labels: readonly string[];
}

export interface TriageBucket {
  readonly name: PlaceName;
  /** Of all that were found, how many are here. */
  readonly count: number;
  /** The first of them, or the page asked for. */
  readonly rows: readonly TriageRow[];
  /** Since when the longest waits; milliseconds. */
  readonly oldest: number | undefined;
}

export interface TriagePage {
  /** Every place that holds any, in order; put-away ones without rows unless asked for. */
  readonly buckets: readonly TriageBucket[];
  /** How many wait for the reader. */
  readonly awaiting: number;
  /** Since when the longest of these waits. */
  readonly oldest: number | undefined;
  /** Series of the reader before filtering. */
  readonly mine: number;
  /** Lists of these, most used first. */
  readonly lists: readonly { readonly id: string; readonly count: number }[];
  readonly views: readonly SavedView[];
  /** Pages of the one place asked for. */
  readonly pages: number;
  readonly page: number;
  /** Series that were derived by rules that knew of no triage: they come when they are derived again. */
  readonly notYet: number;
}

/** Rows of a bucket beside others, and of one alone on a page. */
export const rowsOfABucket = 20;
const rowsOfAPage = 100;
/** The most lists offered as filters; the address takes any. */
const listsOffered = 8;

export interface TriageReader {
  readonly id: number;
  /** Lower case. */
  readonly addresses: readonly string[];
}

/** The queue of a reader at a moment: five statements, however many series there are. */
export async function findTriage(
  reader: TriageReader,
  asked: TriageAsked,
  present: Present,
): Promise<TriagePage> {
  const { now } = present;
  const [marks, views, labels] = await Promise.all([
    findMarks(reader.id),
    findViews(reader.id),
    labelsBySeries(),
  ]);
  const marked = await seriesOfMarks(marks);
  const found = await readMine(reader, [...marked.keys()], asked, present);
  const rows = found.flatMap((one): TriageRow[] => {
    if (!one.triage) return [];
    const ofSeries = marksOf(marked.get(one.id) ?? []);
    const parts = one.parts ?? [];
    // Without a part of their own, a series is the reader's only while it is assigned to them.
    if (parts.length === 0 && !reader.addresses.includes(ofSeries.assign?.address ?? '')) return [];
    const mail = one.triage.newest?.head;
    if (mail === undefined) return [];
    const given = { facts: one.triage, parts, marks: ofSeries, addresses: reader.addresses };
    return [
      {
        mail,
        slug: one.slug,
        title: one.title,
        author: one.author,
        lists: one.lists,
        place: placeOf({ ...given, now: now.getTime() }),
        facts: one.triage,
        me: mine(parts, reader.addresses),
        marks: ofSeries,
        stage: shownOf(one, present),
        labels: labels.get(one.id) ?? [],
      },
    ];
  });
  const shown = rows.filter((row) => isOfAge(row, asked, now));
  return {
    ...bucketsOf(shown, asked),
    mine: rows.length,
    lists: countLists(rows),
    views,
    notYet: found.filter(({ triage }) => !triage).length,
  };
}

function bucketsOf(
  rows: readonly TriageRow[],
  { only, page }: TriageAsked,
): Pick<TriagePage, 'buckets' | 'awaiting' | 'oldest' | 'pages' | 'page'> {
  const all = new Map<PlaceName, TriageRow[]>();
  for (const row of rows) {
    const held = all.get(row.place.name);
    if (held) held.push(row);
    else all.set(row.place.name, [row]);
  }
  const pages = only ? Math.max(1, Math.ceil((all.get(only)?.length ?? 0) / rowsOfAPage)) : 1;
  const shownPage = Math.min(page, pages);
  const buckets = places.flatMap((name): TriageBucket[] => {
    const held = all.get(name);
    if (!held) return [];
    const from = (shownPage - 1) * rowsOfAPage;
    const isPutAway = name === 'done' || name === 'muted' || name === 'ended';
    return [
      {
        name,
        count: held.length,
        rows:
          only === name
            ? held.sort(orderOf(name)).slice(from, from + rowsOfAPage)
            : only !== undefined || isPutAway
              ? []
              : held.sort(orderOf(name)).slice(0, rowsOfABucket),
        oldest: earliest(held),
      },
    ];
  });
  const waiting = rows.filter(({ place }) => awaiting.has(place.name));
  return { buckets, awaiting: waiting.length, oldest: earliest(waiting), pages, page: shownPage };
}

/** What nobody has answered comes oldest first; elsewhere the news come first. */
function orderOf(name: PlaceName): (a: TriageRow, b: TriageRow) => number {
  const sign = name === 'never-answered' ? 1 : -1;
  return (a, b) =>
    sign * ((a.place.since ?? 0) - (b.place.since ?? 0)) || (a.mail < b.mail ? -1 : a.mail > b.mail ? 1 : 0);
}

function earliest(rows: readonly TriageRow[]): number | undefined {
  return rows.reduce<number | undefined>(
    (first, { place: { since } }) => (since === undefined || (first ?? Infinity) < since ? first : since),
    undefined,
  );
}

const dayLong = 86_400_000;

function isOfAge({ place }: TriageRow, { age }: TriageAsked, now: Date): boolean {
  if (!age) return true;
  if (place.since === undefined) return false;
  const days = (now.getTime() - place.since) / dayLong;
  return age.atLeast ? days >= age.days : days <= age.days;
}

function countLists(rows: readonly TriageRow[]): TriagePage['lists'] {
  const counts = new Map<string, number>();
  for (const { lists } of rows) for (const list of lists) counts.set(list, (counts.get(list) ?? 0) + 1);
  return [...counts]
    .map(([id, count]) => ({ id, count }))
    .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))
    .slice(0, listsOffered);
}

/** The marks by the series they are on now, in the order they were made. */
async function seriesOfMarks(marks: readonly Mark[]): Promise<ReadonlyMap<number, readonly Mark[]>> {
  const ids = [...new Set(marks.map(({ series }) => series))];
  const { rows } = await pool().query<{ series_id: number; message_id: string }>(
    `SELECT series_id, message_id FROM series_mail WHERE message_id = ANY($1::text[]) AND posting = message_id`,
    [ids],
  );
  const seriesOf = new Map(rows.map((row) => [row.message_id, row.series_id]));
  const marked = new Map<number, Mark[]>();
  for (const mark of marks) {
    const id = seriesOf.get(mark.series);
    if (id !== undefined) marked.set(id, [...(marked.get(id) ?? []), mark]);
  }
  return marked;
}

interface Found {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly author: string;
  readonly lists: readonly string[];
  readonly triage: SeriesFacts | null;
  readonly parts: readonly Part[] | null;
  readonly stage: string;
  readonly last_word_at: Date | null;
}

async function readMine(
  { addresses }: TriageReader,
  marked: readonly number[],
  { text, list, path, person, stage, label }: TriageAsked,
  present: Present,
): Promise<readonly Found[]> {
  const values: unknown[] = [addresses, marked];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const wheres = [
    'NOT s.is_sample',
    'NOT s.only_reposts',
    ...(text === undefined
      ? []
      : text.split(/\s+/).map((word) => `s.title ILIKE ${value(`%${escaped(word)}%`)}`)),
    ...(list === undefined ? [] : [`${value(list)} = ANY(s.lists)`]),
    ...(stage === undefined ? [] : [`${shownStage('s', present, value)} = ${value(stage)}`]),
    ...(label === undefined ? [] : [hasLabel('s', label, value)]),
    ...(person === undefined
      ? []
      : [
          `EXISTS (SELECT FROM series_part WHERE series_id = s.id AND (part->>'name' ILIKE ${value(`%${escaped(person)}%`)}
             OR array_to_string(addresses, ' ') ILIKE $${values.length}))`,
        ]),
    ...(path === undefined
      ? []
      : [
          `EXISTS (SELECT FROM version v JOIN patch p ON p.version_id = v.id, jsonb_array_elements(p.files) AS file
             WHERE v.series_id = s.id AND v.label = s.newest_label AND file->>'path' ~ ${value(pathPattern(path))})`,
        ]),
  ];
  const { rows } = await pool().query<Found>(
    `WITH mine AS (
       SELECT series_id, json_agg(part ORDER BY person) AS parts FROM series_part WHERE addresses && $1::text[] GROUP BY series_id)
     SELECT s.id, s.slug, s.title, COALESCE(NULLIF(s.author_name, ''), s.author_key) AS author, s.lists, s.triage, mine.parts,
       s.stage, s.last_word_at
     FROM series s LEFT JOIN mine ON mine.series_id = s.id
     WHERE (mine.series_id IS NOT NULL OR s.id = ANY($2::int[])) AND ${wheres.join(' AND ')}`,
    values,
  );
  return rows;
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** A glob as a regular expression of PostgreSQL: `*` without "/", `**` with; without wildcard or with "/" at the end, all below. */
export function pathPattern(glob: string): string {
  const bare = glob.replace(/^\/+/, '');
  const pieces = (bare.match(/\*\*\/?|\*|\?|[^*?]+/g) ?? []).map((piece) => {
    if (piece.startsWith('**')) return '.*';
    if (piece === '*') return '[^/]*';
    return piece === '?' ? '[^/]' : piece.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  });
  const isBelow = !/[*?]/.test(bare) || bare.endsWith('/');
  const start = bare.includes('/') ? '^' : '(?:^|/)';
  return `${start}${pieces.join('')}${isBelow ? (bare.endsWith('/') ? '' : '(?:/|$)') : '$'}`;
}
