import type { Person } from '../series/index';
import { pool } from '../store/index';
import { nameOf } from './people';
import { stateOf, states, type State } from './states';
import { turnOf, type TurnView } from './turn';

/** A series as the page of a person lists it. */
export interface SeriesOfPerson {
  readonly slug: string;
  readonly title: string;
  readonly newest: string;
  readonly lastAt: Date | undefined;
  readonly turn: TurnView;
}

/** What somebody said on one series, and what became of it. */
export interface ReviewOfPerson extends SeriesOfPerson {
  readonly remarks: number;
  /** Of the remarks that ask for something, how many are in each state; the worst first. */
  readonly states: readonly (readonly [State, number])[];
}

export interface TagOfPerson {
  readonly key: string;
  readonly mail: string;
  readonly givenAt: Date | undefined;
  readonly version: string | undefined;
  readonly holds: string;
  readonly series: { readonly slug: string; readonly title: string };
}

/** What one person did in the mail that is held, under all addresses that are known to be theirs. */
export interface PersonPage {
  readonly name: string;
  /** The one that was asked for first. */
  readonly addresses: readonly string[];
  readonly mails: number;
  readonly firstAt: Date | undefined;
  readonly lastAt: Date | undefined;
  /** Series that wait for them, longest first. */
  readonly waiting: readonly SeriesOfPerson[];
  readonly wrote: readonly SeriesOfPerson[];
  readonly reviewed: readonly ReviewOfPerson[];
  readonly tags: readonly TagOfPerson[];
  /** All there are, where a list is cut. */
  readonly counts: { readonly wrote: number; readonly reviewed: number; readonly tags: number };
}

/** Rows of each list that are shown; the search has the rest. */
const rowsShown = 100;

/** Series looked at to learn which addresses are one person's; the newest tell enough. */
const seriesLookedAt = 2_000;

interface SeriesRow {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly newest_label: string;
  readonly last_at: Date | null;
  readonly author_key: string;
  readonly people: readonly Person[];
  readonly turn_on: string;
  readonly turn_people: readonly string[];
  readonly turn_since: Date | null;
  readonly turn_why: string;
}

const seriesColumns = `series.id, slug, title, newest_label, last_at, author_key, people, turn_on, turn_people, turn_since, turn_why`;

/**
 * What is held of a person; undefined when no mail is from this address and nothing waits for it.
 *
 * @param isWhole True for all rows of each list, however many.
 */
export async function findPersonPage(asked: string, isWhole = false): Promise<PersonPage | undefined> {
  const most = isWhole ? undefined : rowsShown;
  const address = asked.toLowerCase();
  const known = await seriesWith([address]);
  const selves = known.flatMap(({ people }) => people.filter((person) => holds(person, [address])));
  const addresses = [...new Set([address, ...selves.flatMap((person) => person.addresses)])];
  const [series, waiting, tags, mails] = await Promise.all([
    addresses.length === 1 ? known : seriesWith(addresses),
    seriesWaitingFor(addresses, most),
    readTags(addresses, most),
    readMails(addresses),
  ]);
  if (mails.count === 0 && waiting.length === 0 && series.length === 0) return undefined;
  const wrote = series.filter(({ people, author_key: author }) =>
    people.some((person) => person.key === author && holds(person, addresses)),
  );
  const reviewed = await readReviews(addresses);
  return {
    name: mostUsed(selves.map(({ name }) => name)) ?? mails.name ?? address,
    addresses,
    mails: mails.count,
    firstAt: mails.firstAt,
    lastAt: mails.lastAt,
    waiting: waiting.map(viewOf),
    wrote: wrote.slice(0, most).map(viewOf),
    reviewed: reviewed.slice(0, most),
    tags: tags.shown,
    counts: { wrote: wrote.length, reviewed: reviewed.length, tags: tags.count },
  };
}

/** True when `findPersonPage` has something to show. */
export async function isKnown(asked: string): Promise<boolean> {
  const address = asked.toLowerCase();
  const { rows } = await pool().query<{ known: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM mail WHERE lower(from_address) = $1 AND NOT is_variant)
       OR EXISTS (SELECT 1 FROM series WHERE people @> $2::jsonb) AS known`,
    [address, JSON.stringify([{ addresses: [address] }])],
  );
  return rows[0]?.known === true || (await seriesWaitingFor([address], 1)).length > 0;
}

function holds(person: Person, addresses: readonly string[]): boolean {
  return person.addresses.some((one) => addresses.includes(one.toLowerCase()));
}

function mostUsed(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function viewOf(row: SeriesRow): SeriesOfPerson {
  return {
    slug: row.slug,
    title: row.title,
    newest: row.newest_label,
    lastAt: row.last_at ?? undefined,
    turn: turnOf({
      turnOn: row.turn_on,
      turnPeople: row.turn_people,
      turnSince: row.turn_since,
      turnWhy: row.turn_why,
      turnEvidence: [],
    }),
  };
}

/** Series in which one of the addresses takes part, newest first. */
async function seriesWith(addresses: readonly string[]): Promise<readonly SeriesRow[]> {
  const { rows } = await pool().query<SeriesRow>(
    `SELECT ${seriesColumns} FROM series WHERE id IN (
       SELECT series.id FROM unnest($1::jsonb[]) AS asked(person) JOIN series ON series.people @> asked.person)
     ORDER BY last_at DESC NULLS LAST, id LIMIT $2`,
    [addresses.map((address) => JSON.stringify([{ addresses: [address] }])), seriesLookedAt],
  );
  return rows;
}

async function seriesWaitingFor(
  addresses: readonly string[],
  most: number | undefined,
): Promise<readonly SeriesRow[]> {
  const { rows } = await pool().query<SeriesRow>(
    `SELECT ${seriesColumns} FROM series WHERE turn_on NOT IN ('nobody', 'unknown') AND EXISTS (
       SELECT 1 FROM unnest(turn_people) AS box WHERE lower(coalesce(substring(box FROM '<([^<>]*)>$'), box)) = ANY($1::text[]))
     ORDER BY turn_since NULLS LAST, id LIMIT $2`,
    // LIMIT NULL is none.
    [addresses, most ?? null],
  );
  return rows;
}

async function readReviews(addresses: readonly string[]): Promise<readonly ReviewOfPerson[]> {
  const { rows } = await pool().query<
    SeriesRow & { remarks: number; asked: Readonly<Record<string, number>> }
  >(
    `SELECT ${seriesColumns}, said.remarks, said.asked FROM (
       SELECT series_id, sum(many)::int AS remarks, coalesce(jsonb_object_agg(state, many) FILTER (WHERE state IS NOT NULL), '{}') AS asked
       FROM (SELECT series_id, CASE WHEN asks THEN state END AS state, count(*)::int AS many FROM remark
             WHERE lower(from_address) = ANY($1::text[]) GROUP BY 1, 2) AS counted GROUP BY series_id
     ) AS said JOIN series ON series.id = said.series_id ORDER BY last_at DESC NULLS LAST, series.id`,
    [addresses],
  );
  return rows
    .filter(({ people, author_key: author }) =>
      people.every((person) => person.key !== author || !holds(person, addresses)),
    )
    .map((row) => ({
      ...viewOf(row),
      remarks: row.remarks,
      states: states.flatMap((state) => {
        const many = row.asked[state];
        return stateOf(state) && many ? [[state, many] as const] : [];
      }),
    }));
}

async function readTags(
  addresses: readonly string[],
  most: number | undefined,
): Promise<{ readonly shown: readonly TagOfPerson[]; readonly count: number }> {
  const { rows } = await pool().query<{
    key: string;
    mail: string;
    given_at: Date | null;
    version: string | null;
    holds: string;
    slug: string;
    title: string;
    count: string;
  }>(
    `SELECT tag.key, tag.mail, tag.given_at, tag.version, tag.holds, series.slug, series.title, count(*) OVER () AS count
     FROM tag JOIN series ON series.id = tag.series_id WHERE tag.address = ANY($1::text[])
     ORDER BY tag.given_at DESC NULLS LAST, tag.id LIMIT $2`,
    [addresses, most ?? null],
  );
  return {
    count: Number(rows[0]?.count ?? 0),
    shown: rows.map((row) => ({
      key: row.key,
      mail: row.mail,
      givenAt: row.given_at ?? undefined,
      version: row.version ?? undefined,
      holds: row.holds,
      series: { slug: row.slug, title: row.title },
    })),
  };
}

async function readMails(addresses: readonly string[]) {
  const { rows } = await pool().query<{ count: string; first: Date | null; last: Date | null }>(
    `SELECT count(*) AS count, min(sent_at) AS first, max(sent_at) AS last FROM mail
     WHERE lower(from_address) = ANY($1::text[]) AND NOT is_variant`,
    [addresses],
  );
  const { rows: named } = await pool().query<{ from_name: string }>(
    `SELECT from_name FROM mail WHERE lower(from_address) = ANY($1::text[]) AND from_name <> '' ORDER BY sent_at DESC LIMIT 1`,
    [addresses],
  );
  return {
    count: Number(rows[0]?.count ?? 0),
    firstAt: rows[0]?.first ?? undefined,
    lastAt: rows[0]?.last ?? undefined,
    name: named[0] && nameOf(named[0].from_name, '').name,
  };
}
