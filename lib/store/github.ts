import type { ForgePlace } from '../patch/index';
import { cleanJson } from '../rows/index';
import { database, pool } from './database';
import { select } from './select';

/** Answers that nothing asked for in this time are forgotten, in days. */
const answersKept = 90;

/** An answer of GitHub as it is kept. */
export interface StoredAnswer {
  readonly etag: string;
  readonly value: unknown;
  readonly hasNext: boolean;
}

export async function recallAnswer(question: string): Promise<StoredAnswer | undefined> {
  const row = await database().githubAnswer.findUnique({ where: { question } });
  return row ? { etag: row.etag, value: row.value, hasNext: row.hasNext } : undefined;
}

export async function keepAnswer(question: string, { etag, value, hasNext }: StoredAnswer): Promise<void> {
  await pool().query(
    `INSERT INTO github_answer (question, etag, value, has_next) VALUES ($1, $2, $3, $4)
     ON CONFLICT (question) DO UPDATE SET etag = excluded.etag, value = excluded.value, has_next = excluded.has_next, used_at = now()`,
    [question, etag, cleanJson(value), hasNext],
  );
}

export async function dropOldAnswers(): Promise<void> {
  await pool().query('DELETE FROM github_answer WHERE used_at < now() - make_interval(days => $1)', [
    answersKept,
  ]);
}

/** What is left of what GitHub may be asked. */
export interface StoredLimit {
  readonly resource: string;
  readonly most: number;
  readonly remaining: number;
  readonly resetAt: Date;
  readonly seenAt: Date;
}

export async function githubLimits(): Promise<readonly StoredLimit[]> {
  return database().githubLimit.findMany({ orderBy: { resource: 'asc' } });
}

export async function rememberLimits(limits: readonly StoredLimit[]): Promise<void> {
  for (const limit of limits)
    await database().githubLimit.upsert({
      where: { resource: limit.resource },
      create: { ...limit },
      update: { ...limit },
    });
}

/** Whether GitHub could be asked the last time. */
export interface Contact {
  readonly answeredAt: Date | undefined;
  /** Why not, in words; undefined when it could. */
  readonly problem: string | undefined;
  /** In a row. */
  readonly failures: number;
  readonly triedAt: Date;
  /** It is not asked by itself before. */
  readonly nextTryAt: Date | undefined;
}

interface ContactRow {
  readonly answeredAt: Date | null;
  readonly problem: string | null;
  readonly failures: number;
  readonly triedAt: Date;
  readonly nextTryAt: Date | null;
}

/** Undefined: it was never asked. */
export async function githubContact(host: string): Promise<Contact | undefined> {
  const [row] = await select<ContactRow>`
    SELECT answered_at AS "answeredAt", problem, failures, tried_at AS "triedAt", next_try_at AS "nextTryAt"
    FROM github_contact WHERE host = ${host}`;
  return row
    ? {
        answeredAt: row.answeredAt ?? undefined,
        problem: row.problem ?? undefined,
        failures: row.failures,
        triedAt: row.triedAt,
        nextTryAt: row.nextTryAt ?? undefined,
      }
    : undefined;
}

export async function rememberContact(host: string, contact: Contact): Promise<void> {
  const data = {
    answeredAt: contact.answeredAt ?? null,
    problem: contact.problem ?? null,
    failures: contact.failures,
    triedAt: contact.triedAt,
    nextTryAt: contact.nextTryAt ?? null,
  };
  await database().githubContact.upsert({ where: { host }, create: { host, ...data }, update: data });
}

/** What is known of a thing that mail links. */
export interface PlaceSeen {
  /** PlaceFacts of lib/github; undefined while nothing is known. */
  readonly facts: unknown;
  /** When they were so. */
  readonly seenAt: Date | undefined;
  /** Why it could not be asked about last time. */
  readonly problem: string | undefined;
  readonly triedAt: Date;
}

interface PlaceRow {
  readonly key: string;
  readonly facts: unknown;
  readonly seenAt: Date | null;
  readonly problem: string | null;
  readonly triedAt: Date;
}

/** By `codeKey`; what was never asked about is absent. */
export async function placesSeen(keys: readonly string[]): Promise<ReadonlyMap<string, PlaceSeen>> {
  const rows = await select<PlaceRow>`
    SELECT key, facts, seen_at AS "seenAt", problem, tried_at AS "triedAt"
    FROM github_place WHERE key = ANY(${keys}::text[])`;
  return new Map(
    rows.map((row) => [
      row.key,
      {
        facts: row.facts ?? undefined,
        seenAt: row.seenAt ?? undefined,
        problem: row.problem ?? undefined,
        triedAt: row.triedAt,
      },
    ]),
  );
}

/** Puts down what is so now, or why that is not known; what was known before stays then, with its date. */
export async function rememberPlace(
  key: string,
  now: { readonly facts: unknown } | { readonly problem: string },
): Promise<void> {
  const facts = 'facts' in now ? cleanJson(now.facts) : null;
  await pool().query(
    `INSERT INTO github_place (key, facts, seen_at, problem, tried_at) VALUES ($1, $2, $3, $4, now())
     ON CONFLICT (key) DO UPDATE SET facts = COALESCE(excluded.facts, github_place.facts),
       seen_at = COALESCE(excluded.seen_at, github_place.seen_at), problem = excluded.problem, tried_at = now()`,
    [key, facts, facts === null ? null : new Date(), 'problem' in now ? now.problem : null],
  );
}

/** How the patches of a series were looked for in a repository. */
export interface LandingLook {
  readonly repository: string;
  /** When all of them were looked for last. */
  readonly searchedAt: Date | undefined;
  /** When commits that name those that were found were looked for. */
  readonly namedAt: Date | undefined;
  readonly problem: string | undefined;
  readonly triedAt: Date;
}

interface LandingRow {
  readonly repository: string;
  readonly searchedAt: Date | null;
  readonly namedAt: Date | null;
  readonly problem: string | null;
  readonly triedAt: Date;
}

export async function landingLooks(slug: string): Promise<readonly LandingLook[]> {
  const rows = await select<LandingRow>`
    SELECT repository, searched_at AS "searchedAt", named_at AS "namedAt", problem, tried_at AS "triedAt"
    FROM github_landing WHERE slug = ${slug} ORDER BY repository`;
  return rows.map(({ repository, searchedAt, namedAt, problem, triedAt }) => ({
    repository,
    searchedAt: searchedAt ?? undefined,
    namedAt: namedAt ?? undefined,
    problem: problem ?? undefined,
    triedAt,
  }));
}

export async function rememberLanding(slug: string, look: LandingLook): Promise<void> {
  const { repository, searchedAt, namedAt, problem, triedAt } = look;
  const data = {
    searchedAt: searchedAt ?? null,
    namedAt: namedAt ?? null,
    problem: problem ?? null,
    triedAt,
  };
  await database().githubLanding.upsert({
    where: { slug_repository: { slug, repository } },
    create: { slug, repository, ...data },
    update: data,
  });
}

/** A series as far as it matters whether GitHub is asked about it by itself. */
export interface FollowedSeries {
  readonly slug: string;
  readonly stage: string;
  readonly lastAt: Date | undefined;
  /** The oldest moment at which something that it links was asked about; undefined when something never was, or nothing is linked. */
  readonly placesTriedAt: Date | undefined;
  readonly places: number;
  /** The same of the search for its patches. */
  readonly landingTriedAt: Date | undefined;
}

/** The series that somebody follows: which hold a mail that was asked for. */
export async function followedSeries(host: string): Promise<readonly FollowedSeries[]> {
  const { rows } = await pool().query<{
    slug: string;
    stage: string;
    last_at: Date | null;
    places: string;
    tried: string;
    places_tried_at: Date | null;
    landing_tried_at: Date | null;
  }>(
    `SELECT slug, stage, last_at, count(link.key) AS places, count(place.key) AS tried, min(place.tried_at) AS places_tried_at,
       (SELECT min(tried_at) FROM github_landing WHERE github_landing.slug = series.slug) AS landing_tried_at
     FROM series
     LEFT JOIN LATERAL (
       SELECT rtrim(code_link.host || '/' || lower(repository) || ' ' || kind || ' ' || what) AS key FROM code_link
       WHERE series_id = series.id AND code_link.host = $1 AND kind <> 'other') AS link ON true
     LEFT JOIN github_place AS place ON place.key = link.key
     WHERE series.id IN (SELECT series_id FROM series_mail JOIN follow USING (message_id) WHERE follow.state <> 'stopped')
     GROUP BY series.id ORDER BY last_at DESC NULLS LAST, slug`,
    [host],
  );
  return rows.map((row) => ({
    slug: row.slug,
    stage: row.stage,
    lastAt: row.last_at ?? undefined,
    places: Number(row.places),
    placesTriedAt: row.places === row.tried ? (row.places_tried_at ?? undefined) : undefined,
    landingTriedAt: row.landing_tried_at ?? undefined,
  }));
}

/** What the mails of a series link. */
export async function codePlaces(slug: string): Promise<readonly ForgePlace[]> {
  const rows = await database().codeLink.findMany({
    where: { series: { slug } },
    orderBy: { position: 'asc' },
    select: { host: true, repository: true, kind: true, what: true },
  });
  return rows.map((row) => ({ ...row, kind: row.kind as ForgePlace['kind'] }));
}

/** The key of the job that asks about a series. */
export function githubJob(slug: string): string {
  return `github:${slug}`;
}

/** True when a job of that key waits or runs. The queue's tables are its library's own, and not there before the first worker. */
export async function isJobWaiting(key: string): Promise<boolean> {
  const { rows } = await pool().query<{ jobs: string | null }>(
    `SELECT to_regclass('graphile_worker.jobs')::text AS jobs`,
  );
  if (!rows[0]?.jobs) return false;
  const { rowCount } = await pool().query(
    'SELECT 1 FROM graphile_worker.jobs WHERE key = $1 AND (locked_at IS NOT NULL OR run_at <= now()) AND attempts < max_attempts',
    [key],
  );
  return (rowCount ?? 0) > 0;
}
