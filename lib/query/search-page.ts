import type { Present } from '../progress/index';
import {
  fieldNamed,
  markMatches,
  matchingLines,
  readQuery,
  wordLeaves,
  type Marked,
  type MarkedLine,
  type Query,
  type QueryProblem,
  type Tree,
  type WordsLeaf,
} from '../search/index';
import { pool } from '../store/index';
import { nameOf } from './people';
import { findBest, findNewest, rankedAmong, type Found, type SearchStopped } from './search-found';
import { stateOf, type State } from './states';

/** What a search can look for, by the word in the URL. */
export const searchKinds = ['mails', 'patches', 'remarks'] as const;
export type SearchKind = (typeof searchKinds)[number];

export interface SearchAsked {
  readonly text: string;
  readonly kind: SearchKind;
  readonly order: 'newest' | 'relevance';
  /** Where the page before ended, as its link told it; undefined for the first page. */
  readonly after: string | undefined;
  /** From 1; of results by relevance only, which are few. */
  readonly page: number;
}

export interface SearchHit {
  readonly messageId: string;
  /** The remark, by its number in the mail; undefined when the whole mail was found. */
  readonly block: number | undefined;
  readonly subject: readonly Marked[];
  readonly sender: readonly Marked[];
  readonly address: string;
  readonly sentAt: Date | undefined;
  readonly lists: readonly string[];
  readonly lines: readonly MarkedLine[];
  /** Of a remark that asks for something. */
  readonly state: State | undefined;
  /** Where it lives in its series: the posting it is or speaks to. */
  readonly place:
    | {
        readonly series: string;
        readonly title: string;
        readonly version:
          { readonly label: string; readonly slug: string; readonly number: number } | undefined;
      }
    | undefined;
}

export type SearchPage =
  | { readonly kind: 'empty' }
  | QueryProblem
  | (SearchStopped & { readonly notes: Query['notes'] })
  | {
      readonly kind: 'found';
      readonly hits: readonly SearchHit[];
      /** What the link to the next page carries; undefined on the last. */
      readonly next: string | undefined;
      readonly notes: Query['notes'];
      /** Mails held in all. */
      readonly held: number;
      /** Matches that are ranked at most; undefined for another order. */
      readonly rankedAmong: number | undefined;
    };

const hitsOfAPage = 50;
/** Lines of each mail that are shown. */
const linesOfAHit = 3;

/** A page of what a reader looks for, or why there is none. */
export async function findSearchPage(asked: SearchAsked, present: Present): Promise<SearchPage> {
  if (asked.text.trim() === '') return { kind: 'empty' };
  const query = readQuery(asked.text, present.now);
  if (query.kind === 'problem') return query;
  const tree = asked.kind === 'patches' ? ofPatches(query.tree) : query.tree;
  const kind = asked.kind === 'remarks' ? 'remarks' : 'mails';
  const found =
    asked.order === 'relevance'
      ? await findBest(kind, tree, hitsOfAPage + 1, (asked.page - 1) * hitsOfAPage, present)
      : await findNewest(kind, tree, hitsOfAPage + 1, readCursor(asked.after, kind), present);
  if ('kind' in found) return { ...found, notes: query.notes };
  const shown = found.slice(0, hitsOfAPage);
  const leaves = wordLeaves(tree);
  const last = shown.at(-1);
  return {
    kind: 'found',
    hits: kind === 'remarks' ? await readRemarks(shown, leaves) : await readMails(shown, leaves),
    next: found.length > hitsOfAPage && last ? writeCursor(last) : undefined,
    notes: query.notes,
    held: await countHeld(),
    rankedAmong: asked.order === 'relevance' ? rankedAmong : undefined,
  };
}

/** Only what is a posting with a diff. */
function ofPatches(tree: Tree): Tree {
  const field = fieldNamed('is');
  if (field?.kind !== 'fact') throw new Error('There is no field "is".');
  const isPatch: Tree = { kind: 'fact', field, value: 'patch', at: { start: 0, end: 0 } };
  return { kind: 'all', of: tree.kind === 'all' ? [...tree.of, isPatch] : [tree, isPatch] };
}

/** Where a page ended, as a link carries it: the moment, then what tells the row from others. */
function writeCursor({ at, key }: Found): string {
  const [first = '', reply, block] = key;
  return reply === undefined ? `${at}-${first}` : `${at}-${first}-${block ?? ''}-${reply}`;
}

/** The row such a word names; a link that was tampered with leads to the first page. */
function readCursor(text: string | undefined, kind: 'mails' | 'remarks'): Found | undefined {
  const [, at, first, block, reply] =
    (kind === 'mails'
      ? /^(-?\d{1,17})-(\d{1,18})$/
      : /^(-?\d{1,17})-(\d{1,9})-(\d{1,9})-([^\0]{1,1000})$/s
    ).exec(text ?? '') ?? [];
  if (at === undefined || first === undefined) return undefined;
  if (block === undefined || reply === undefined) return { at, key: [first] };
  return reply.isWellFormed() ? { at, key: [first, reply, block] } : undefined;
}

/** As PostgreSQL knows it from its statistics once there are many: counting costs as much as searching. */
async function countHeld(): Promise<number> {
  const { rows } = await pool().query<{ held: string }>(
    `SELECT CASE WHEN reltuples > 10000 THEN reltuples::bigint ELSE (SELECT count(*) FROM mail_words) END AS held
     FROM pg_class WHERE oid = 'mail_words'::regclass`,
  );
  return Number(rows[0]?.held ?? 0);
}

interface MailRow {
  readonly message_id: string;
  readonly subject: string;
  readonly from_name: string;
  readonly from_address: string;
  readonly sent_at: Date | null;
  readonly lists: readonly string[];
  readonly text: string;
  readonly slug: string | null;
  readonly title: string | null;
  readonly label: string | null;
  readonly version: string | null;
  readonly number: number | null;
}

/** The series of a mail and the posting it is or speaks to. `placed` names the row of `series_mail`. */
const placeJoin = `LEFT JOIN series ON series.id = placed.series_id
  LEFT JOIN LATERAL (
    SELECT version.label, version.slug AS version, coalesce(patch.number, 0) AS number
    FROM version LEFT JOIN patch ON patch.version_id = version.id AND patch.message_id = placed.posting AND patch.kind <> 'carried'
    WHERE version.series_id = placed.series_id AND (patch.id IS NOT NULL OR version.cover_id = placed.posting) LIMIT 1
  ) AS place ON true`;

/** What of a mail's text is looked through for lines to show. */
const textRead = 100_000;
const mailColumns = `mail.message_id, mail.subject, mail.from_name, mail.from_address, mail.sent_at, mail.lists,
  series.slug, series.title, place.label, place.version, place.number`;

async function readMails(
  found: readonly Found[],
  leaves: readonly WordsLeaf[],
): Promise<readonly SearchHit[]> {
  const { rows } = await pool().query<MailRow>(
    `SELECT ${mailColumns}, left(mail.text, ${textRead}) AS text FROM unnest($1::bigint[]) WITH ORDINALITY AS asked(raw_id, place)
     JOIN mail USING (raw_id)
     LEFT JOIN LATERAL (SELECT * FROM series_mail WHERE series_mail.message_id = mail.message_id LIMIT 1) AS placed ON true
     ${placeJoin} ORDER BY asked.place`,
    [found.map(({ key }) => key[0])],
  );
  return rows.map((row) => hitOf(row, leaves, undefined, undefined));
}

async function readRemarks(
  found: readonly Found[],
  leaves: readonly WordsLeaf[],
): Promise<readonly SearchHit[]> {
  const { rows } = await pool().query<
    MailRow & { readonly block: number; readonly state: string | null; readonly start_line: number }
  >(
    `SELECT ${mailColumns}, remark.text, remark.block, remark.state, remark.start_line
     FROM unnest($1::int[], $2::text[], $3::int[]) WITH ORDINALITY AS asked(series_id, reply, block, place)
     JOIN remark USING (series_id, reply, block)
     JOIN mail ON mail.message_id = asked.reply AND NOT mail.is_variant
     LEFT JOIN series_mail AS placed ON placed.series_id = asked.series_id AND placed.message_id = asked.reply
     ${placeJoin} ORDER BY asked.place`,
    [0, 1, 2].map((index) => found.map(({ key }) => key[index])),
  );
  return rows.map((row) => {
    const hit = hitOf(row, leaves, row.block, stateOf(row.state));
    // Lines of a remark are counted in its mail.
    return { ...hit, lines: hit.lines.map((line) => ({ ...line, line: line.line + row.start_line - 1 })) };
  });
}

function hitOf(
  row: MailRow,
  leaves: readonly WordsLeaf[],
  block: number | undefined,
  state: State | undefined,
): SearchHit {
  const { slug, title, label, version, number } = row;
  return {
    messageId: row.message_id,
    block,
    subject: markMatches(row.subject, leaves, ['s', 'h']),
    sender: markMatches(nameOf(row.from_name, row.from_address).name, leaves, ['f', 'h']),
    address: row.from_address,
    sentAt: row.sent_at ?? undefined,
    lists: row.lists,
    lines: matchingLines(row.text, leaves, linesOfAHit),
    state,
    place:
      slug === null || title === null
        ? undefined
        : {
            series: slug,
            title,
            version:
              label === null || version === null ? undefined : { label, slug: version, number: number ?? 0 },
          },
  };
}
