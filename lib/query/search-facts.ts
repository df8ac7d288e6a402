import type { Present } from '../progress/index';
import type { FactLeaf } from '../search/index';
import { hasLabel } from './label-sql';
import { shownStage } from './stage-sql';

/** Adds a value to a statement and says how the statement names it: "$3". Text of a query reaches SQL in no other way. */
export type Parameter = (value: unknown) => string;

/** Names of the columns by which the rows of a search are told: of mails their Message-ID, of remarks their whole key. */
export interface FactColumns {
  /** SQL for the Message-ID of the mail. */
  readonly messageId: string;
  /** SQL for the ids of its lists. */
  readonly lists: string;
  /** SQL that narrows `remark` to the remark in question; for mails, to those in it or on it. */
  readonly remarks: readonly string[];
  /** SQL for the series, where the row is of one. */
  readonly seriesId: string | undefined;
  /** When it is asked; undefined where nothing that depends on it can be. */
  readonly present: Present | undefined;
}

const unsettled = ['open', 'answered', 'promised'];

/** The condition of what Loreview knows: a subquery by keys, with every value a parameter. */
export function factCondition(
  { field, value }: FactLeaf,
  columns: FactColumns,
  parameter: Parameter,
): string {
  const { messageId } = columns;
  const series = `series_mail AS placed JOIN series ON series.id = placed.series_id
    WHERE placed.message_id = ${messageId}${columns.seriesId === undefined ? '' : ` AND placed.series_id = ${columns.seriesId}`}`;
  switch (field.name) {
    case 'mid':
      return `${messageId} = ${parameter(value)}`;
    case 'list':
      return `EXISTS (SELECT 1 FROM unnest(${columns.lists}) AS list
        WHERE list = ${parameter(value)} OR starts_with(list, ${parameter(`${value}.`)}))`;
    case 'is':
      return value === 'open'
        ? remarkCondition(columns, `remark.state = ANY(${parameter(unsettled)}::text[])`)
        : `EXISTS (SELECT 1 FROM series_mail AS placed WHERE placed.message_id = ${messageId} AND placed.kind = ${parameter(value)})`;
    case 'state':
      return remarkCondition(columns, `remark.state = ${parameter(value)}`);
    case 'turn':
      return `EXISTS (SELECT 1 FROM ${series} AND series.turn_on = ${parameter(value)})`;
    case 'stage':
      return `EXISTS (SELECT 1 FROM ${series} AND ${stageOf(columns, parameter)} = ${parameter(value)})`;
    case 'label':
      return `EXISTS (SELECT 1 FROM ${series} AND ${hasLabel('series', value, parameter)})`;
    case 'tag':
      return tagCondition(messageId, value, parameter);
    case 'version':
      return `EXISTS (SELECT 1 FROM series_mail AS placed JOIN version ON version.series_id = placed.series_id
        WHERE placed.message_id = ${messageId} AND ${versionCondition(value, parameter)}
        AND (version.cover_id = placed.posting OR EXISTS (SELECT 1 FROM patch
          WHERE patch.version_id = version.id AND patch.message_id = placed.posting AND patch.kind <> 'carried')))`;
  }
}

function stageOf({ present }: FactColumns, parameter: Parameter): string {
  if (!present) throw new Error('A stage was asked for without a moment.');
  return shownStage('series', present, parameter);
}

function remarkCondition(columns: FactColumns, which: string): string {
  const ways = columns.remarks.map(
    (way) => `EXISTS (SELECT 1 FROM remark WHERE ${way} AND remark.asks AND ${which})`,
  );
  return ways.length === 1 ? (ways[0] ?? '') : `(${ways.join(' OR ')})`;
}

function tagCondition(messageId: string, key: string, parameter: Parameter): string {
  const begins = `lower(tag.key) LIKE ${parameter(`${key.replace(/[\\%_]/g, '\\$&')}%`)}`;
  return `(EXISTS (SELECT 1 FROM tag WHERE tag.mail = ${messageId} AND ${begins})
    OR EXISTS (SELECT 1 FROM tag WHERE tag.patches @> ARRAY[${messageId}] AND ${begins}))`;
}

function versionCondition(value: string, parameter: Parameter): string {
  switch (value) {
    case 'rfc':
      return 'version.is_rfc';
    case 'newest':
      return 'version.ordinal = (SELECT max(ordinal) FROM version AS last WHERE last.series_id = version.series_id)';
    default:
      // A label is "v3", "RFC v3", "v3 RESEND".
      return `${parameter(value)} = ANY(string_to_array(version.label, ' '))`;
  }
}
