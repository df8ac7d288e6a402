import { isOnItsWay, type Present, type ShownStage, type Upstream } from '../progress/index';
import { pool } from '../store/index';
import { hasLabel } from './label-sql';
import { shownStage } from './stage-sql';
import { pathPattern } from './triage';

/** Orders of the table, by the word in the address. */
export const progressOrders = ['waiting', 'stage', 'last-word', 'title'] as const;
export type ProgressOrder = (typeof progressOrders)[number];

/** Which series are meant; empty lists mean "all". */
export interface Filter {
  /** Words that stand in the title. */
  readonly text: string | undefined;
  /** Any of these. */
  readonly lists: readonly string[];
  /** Parts of names or addresses: any of these wrote it, or has a part in it. */
  readonly people: readonly string[];
  readonly role: 'author' | 'any';
  /** Any of these, in whatever case. */
  readonly labels: readonly string[];
  /** A glob over the files of the newest version. */
  readonly path: string | undefined;
}

/** Which series of a team are looked at. All of it stands in the address. */
export interface TeamAsked extends Filter {
  /** Only series that this lets through as well. */
  readonly view: KeptView | undefined;
}

/** A filter of the queue that its reader gave a name, as far as it says which series are meant. */
export interface KeptView {
  readonly name: string;
  /** People have a part in them, as in the queue. */
  readonly filter: Filter;
  readonly stage: ShownStage | undefined;
  /** True when it asks, too, how long a series waits for its reader, or where in the queue it is: that is of the queue alone. */
  readonly isOfQueue: boolean;
}

export const everything: TeamAsked = {
  text: undefined,
  lists: [],
  people: [],
  role: 'author',
  labels: [],
  path: undefined,
  view: undefined,
};

/** What is counted of each series: plain columns, for there may be thousands. */
export interface TeamSeries {
  readonly id: number;
  readonly shown: ShownStage;
  readonly stage: string;
  readonly turn_on: string;
  /** Moments are milliseconds since 1970: reading thousands of dates takes its time. */
  readonly stage_since: number | null;
  readonly last_word_at: number | null;
  readonly turn_since: number | null;
  readonly first_at: number | null;
  readonly moved_at: number | null;
  readonly applied_at: number | null;
  readonly mainline_at: number | null;
  readonly lists: readonly string[];
  readonly undated: number;
  readonly upstream: Upstream | null;
  readonly title: string;
}

/** The series of a team: one statement. The bundled sample is among them only while there is nothing else. */
export async function readTeam(asked: TeamAsked, present: Present): Promise<readonly TeamSeries[]> {
  const values: unknown[] = [];
  const value: Parameter = (given) => `$${values.push(given)}`;
  const { view } = asked;
  const wheres = [
    's.is_sample = NOT EXISTS (SELECT FROM series WHERE NOT is_sample)',
    'NOT s.only_reposts',
    ...wheresOf(asked, value),
    ...(view ? wheresOf(view.filter, value) : []),
    ...(view?.stage === undefined ? [] : [`${shownStage('s', present, value)} = ${value(view.stage)}`]),
  ];
  const { rows } = await pool().query<TeamSeries>(
    `SELECT s.id, ${shownStage('s', present, value)} AS shown, s.stage, s.turn_on, s.lists, s.undated, s.upstream, s.title, ${moments}
     FROM series s WHERE ${wheres.join(' AND ')}`,
    values,
  );
  return rows;
}

/** Whether a series of a team is on its way. */
export function isUnderway(
  { shown, stage_since: since, last_word_at: word, upstream }: TeamSeries,
  present: Present,
): boolean {
  const at = since ?? word;
  return isOnItsWay(
    { shown, since: at === null ? undefined : new Date(at), upstream: upstream ?? undefined },
    present,
  );
}

type Parameter = (given: unknown) => string;

function wheresOf(asked: Filter, value: Parameter): readonly string[] {
  return [
    ...(asked.text === undefined
      ? []
      : asked.text.split(/\s+/).map((word) => `s.title ILIKE ${value(`%${escaped(word)}%`)}`)),
    ...(asked.lists.length === 0 ? [] : [`s.lists && ${value(asked.lists)}::text[]`]),
    ...(asked.people.length === 0 ? [] : [hasPart(asked, value)]),
    ...(asked.labels.length === 0
      ? []
      : [`(${asked.labels.map((label) => hasLabel('s', label, value)).join(' OR ')})`]),
    ...(asked.path === undefined
      ? []
      : [
          `EXISTS (SELECT FROM version v JOIN patch p ON p.version_id = v.id, jsonb_array_elements(p.files) AS file
             WHERE v.series_id = s.id AND v.label = s.newest_label AND file->>'path' ~ ${value(pathPattern(asked.path))})`,
        ]),
  ];
}

const moments = [
  'stage_since',
  'last_word_at',
  'turn_since',
  'first_at',
  'moved_at',
  'applied_at',
  'mainline_at',
]
  .map((name) => `(extract(epoch FROM s.${name}) * 1000)::float8 AS ${name}`)
  .join(', ');

function hasPart({ people, role }: Filter, value: Parameter): string {
  const patterns = value(people.map((person) => `%${escaped(person)}%`));
  return `EXISTS (SELECT FROM series_part WHERE series_id = s.id ${role === 'author' ? 'AND is_author' : ''}
    AND (name ILIKE ANY(${patterns}::text[]) OR array_to_string(addresses, ' ') ILIKE ANY(${patterns}::text[])))`;
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
