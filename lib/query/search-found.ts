import type { PoolClient } from 'pg';
import type { Present } from '../progress/index';
import { wordLeaves, type Tree } from '../search/index';
import { pool, sqlStateOf } from '../store/index';
import type { Parameter } from './search-facts';
import { asksFacts, looseCondition, rankQuery, strictCondition, type SearchColumns } from './search-sql';

/** A row that was found, and where a page that ends with it ends. */
export interface Found {
  /** When it was received, in microseconds since 1970: decimal digits. */
  readonly at: string;
  /** What tells it from others: of a mail its number; of a remark its series, reply and block. */
  readonly key: readonly string[];
}

/** A search was stopped because it took too long. */
export interface SearchStopped {
  readonly kind: 'stopped';
  readonly milliseconds: number;
}

/** What a reader waits for at most; a search that takes longer is stopped, and told how to be narrower. */
export const longestSearch = 3_000;
/** What PostgreSQL says of a statement that it stopped. */
const queryCanceled = '57014';

/**
 * Rows looked at one by one, from the newest, before the index is asked: common words fill a page among so many, and for
 * rare ones it costs some milliseconds.
 */
const walked = 300;
/**
 * When some of those match, though too few, so many are looked at as ought to hold enough; not more than this, where the
 * index is the shorter way.
 */
const walkedAtMost = 2_000;
/** The matches of a stretch vary: this much more is looked at than their number asks for. */
const walkedMore = 1.4;

/** Ranking looks into each row, so it is done among the newest matches, so many. */
export const rankedAmong = 1_000;

/** A table of words: which columns tell its rows apart and in which order they stand. */
interface Searched {
  readonly table: string;
  readonly key: readonly { readonly name: string; readonly type: string }[];
  readonly at: string;
  readonly columns: SearchColumns;
  /** What is joined to a row of words `w` for the conditions on facts. */
  readonly join: string;
  /** Holds for the rows of words `w` that are shown. */
  readonly isShown: string;
}

const mails: Searched = {
  table: 'mail_words',
  key: [{ name: 'raw_id', type: 'bigint' }],
  at: 'received_at',
  columns: {
    words: 'w.words',
    sent: 'w.sent_at',
    received: 'w.received_at',
    messageId: 'm.message_id',
    lists: 'm.lists',
    remarks: ['remark.reply = m.message_id', 'remark.patch = m.message_id'],
    seriesId: undefined,
    present: undefined,
  },
  join: 'JOIN mail AS m ON m.raw_id = w.raw_id',
  isShown: '(SELECT NOT is_variant FROM mail WHERE mail.raw_id = w.raw_id)',
};

const remarks: Searched = {
  table: 'remark_words',
  key: [
    { name: 'series_id', type: 'int' },
    { name: 'reply', type: 'text' },
    { name: 'block', type: 'int' },
  ],
  at: 'sent_at',
  columns: {
    words: 'w.words',
    sent: 'w.sent_at',
    received: 'w.sent_at',
    messageId: 'w.reply',
    lists: '(SELECT lists FROM mail WHERE mail.message_id = w.reply AND NOT mail.is_variant LIMIT 1)',
    remarks: ['remark.series_id = w.series_id AND remark.reply = w.reply AND remark.block = w.block'],
    seriesId: 'w.series_id',
    present: undefined,
  },
  join: '',
  isShown: 'true',
};

/** The tables that can be searched. */
const searched = { mails, remarks } as const;

function searchedAt(kind: keyof typeof searched, present: Present | undefined): Searched {
  const from: Searched = searched[kind];
  return { ...from, columns: { ...from.columns, present } };
}

/**
 * The newest rows that match, `limit` at most, from the one after `after` on. First the newest rows of all are looked at;
 * when too few of them match, the index names all that may, and these are looked into from the newest on, as far as needed. Stages are those of the moment `present`; a tree that asks for one needs it.
 */
export async function findNewest(
  kind: keyof typeof searched,
  tree: Tree,
  limit: number,
  after: Found | undefined,
  present?: Present,
): Promise<readonly Found[] | SearchStopped> {
  return searching(async (client) => {
    const from = searchedAt(kind, present);
    const near = await ask(client, walk(from, tree, limit, after, walked));
    if (near.length >= limit) return near;
    const enough = Math.ceil((walked * limit * walkedMore) / near.length);
    if (enough <= walkedAtMost) {
      const further = await ask(client, walk(from, tree, limit, after, enough));
      if (further.length >= limit) return further;
    }
    return ask(client, allMatches(from, tree, limit, after));
  });
}

/** The rows that match best among the newest `rankedAmong`: at most `limit` of those behind the first `skip`. */
export async function findBest(
  kind: keyof typeof searched,
  tree: Tree,
  limit: number,
  skip: number,
  present?: Present,
): Promise<readonly Found[] | SearchStopped> {
  return searching(async (client) => {
    const from = searchedAt(kind, present);
    const found = await ask(client, allMatches(from, tree, rankedAmong, undefined));
    const query = rankQuery(tree);
    if (query === undefined) return found.slice(skip, skip + limit);
    const statement = new Statement(from);
    const columns = from.key.map(
      ({ type }, index) => `${statement.add(found.map((row) => row.key[index]))}::${type}[]`,
    );
    const names = from.key.map(({ name }) => name).join(', ');
    return ask(client, {
      // A subject weighs most, then prose, then changed lines of a diff, then its context (weights D, C, B, A). Long mails are
      // no better for being long.
      text: `SELECT ${statement.told} FROM (
          SELECT w.* FROM unnest(${columns.join(', ')}) AS asked(${names}) JOIN ${from.table} AS w USING (${names})
          ORDER BY ts_rank('{0.1, 0.3, 0.3, 1}', w.words, ${statement.add(query)}::tsquery, 1) DESC, ${statement.newestFirst}
          LIMIT ${statement.add(limit)} OFFSET ${statement.add(skip)}) AS w`,
      values: statement.values,
    });
  });
}

interface Asked {
  readonly text: string;
  readonly values: unknown[];
}

/** Looks at the newest rows one by one, `rows` of them. */
function walk(from: Searched, tree: Tree, limit: number, after: Found | undefined, rows: number): Asked {
  const statement = new Statement(from);
  return {
    text: `SELECT ${statement.told} FROM (
        SELECT * FROM ${from.table} AS w WHERE ${statement.before(after)} ORDER BY ${statement.newestFirst} LIMIT ${statement.add(rows)}
      ) AS w ${asksFacts(tree) ? from.join : ''}
      WHERE ${from.isShown} AND ${strictCondition(tree, from.columns, statement.add)}
      ORDER BY ${statement.newestFirst} LIMIT ${statement.add(limit)}`,
    values: statement.values,
  };
}

/** The plan by which the index names matches, as PostgreSQL explains it: to see that it is asked. */
export async function explainSearch(kind: keyof typeof searched, tree: Tree): Promise<string> {
  const plan = await searching(async (client) => {
    const { text, values } = allMatches(searched[kind], tree, 1, undefined);
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  return typeof plan === 'string' ? plan : '';
}

/** Lets the index name all matches; places and weights of words are looked at from the newest on until enough are found. */
function allMatches(from: Searched, tree: Tree, limit: number, after: Found | undefined): Asked {
  const statement = new Statement(from);
  const names = from.key.map(({ name }) => name);
  const before = statement.before(after);
  const join = asksFacts(tree) ? from.join : '';
  const { loose, isExact } = looseCondition(tree, besideWords(tree, from.columns), statement.add);
  const strict = isExact
    ? []
    : [
        `(SELECT ${strictCondition(tree, from.columns, statement.add)} FROM ${from.table} AS w ${join}
          WHERE ${names.map((name) => `w.${name} = near.${name}`).join(' AND ')})`,
      ];
  return {
    text: `WITH candidate AS MATERIALIZED (
        SELECT ${[...names, from.at].map((name) => `w.${name}`).join(', ')} FROM ${from.table} AS w ${join}
        WHERE ${before}${loose === undefined ? '' : ` AND ${loose}`})
      SELECT ${statement.told} FROM (
        SELECT * FROM (SELECT * FROM candidate AS w ORDER BY ${statement.newestFirst} OFFSET 0) AS near
        WHERE ${[...strict, from.isShown.replaceAll('w.', 'near.')].join(' AND ')}
        LIMIT ${statement.add(limit)}) AS w ORDER BY ${statement.newestFirst}`,
    values: statement.values,
  };
}

/**
 * The columns for a statement in which the index of the words is to be used: dates are written so that no index of theirs
 * fits. The planner does not count what unpacking words costs, and would look into every mail of a year instead.
 */
function besideWords(tree: Tree, columns: SearchColumns): SearchColumns {
  if (wordLeaves(tree).length === 0) return columns;
  const unindexed = (column: string) => `(${column} + interval '0')`;
  return { ...columns, sent: unindexed(columns.sent), received: unindexed(columns.received) };
}

async function ask(client: PoolClient, { text, values }: Asked): Promise<readonly Found[]> {
  const { rows } = await client.query<Found>(text, values);
  return rows;
}

/** The parts of a statement about rows of words `w`, and the values it is given. */
class Statement {
  readonly values: unknown[] = [];
  readonly newestFirst: string;
  readonly told: string;

  constructor(private readonly from: Searched) {
    this.newestFirst = [from.at, ...from.key.map(({ name }) => name)]
      .map((name) => `w.${name} DESC`)
      .join(', ');
    this.told = `(extract(epoch FROM w.${from.at}) * 1000000)::bigint::text AS at,
      ARRAY[${from.key.map(({ name }) => `w.${name}::text`).join(', ')}] AS key`;
  }

  readonly add: Parameter = (value) => {
    this.values.push(value);
    return `$${this.values.length}`;
  };

  /** Holds for the rows that come after this one, whatever was stored meanwhile. */
  before(after: Found | undefined): string {
    if (!after) return 'true';
    const at = `'epoch'::timestamptz + ${this.add(after.at)}::bigint * interval '1 microsecond'`;
    const keys = this.from.key.map(({ type }, index) => `${this.add(after.key[index] ?? '')}::${type}`);
    const names = [this.from.at, ...this.from.key.map(({ name }) => name)];
    return `(${names.map((name) => `w.${name}`).join(', ')}) < (${[at, ...keys].join(', ')})`;
  }
}

/** Runs a search in a transaction of its own that reads only and is stopped by the database when it takes too long. */
async function searching<T>(work: (client: PoolClient) => Promise<T>): Promise<T | SearchStopped> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    // Reading a table whole would unpack the words of every mail, which the planner does not count; compiling costs more
    // than it saves in a search.
    await client.query(
      `BEGIN READ ONLY; SET LOCAL statement_timeout = ${longestSearch}; SET LOCAL jit = off; SET LOCAL enable_seqscan = off`,
    );
    return await work(client);
  } catch (error) {
    if (sqlStateOf(error) === queryCanceled) return { kind: 'stopped', milliseconds: longestSearch };
    throw error;
  } finally {
    await client.query('ROLLBACK').catch((lost: unknown) => {
      broken = lost instanceof Error ? lost : new Error(String(lost));
    });
    client.release(broken);
  }
}
