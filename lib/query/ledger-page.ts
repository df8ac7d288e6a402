import type { Person } from '../series/index';
import { correctionsMade, pool } from '../store/index';
import { readAsks, readDates } from './asks';
import { ledgerOf, type Ledger, type LedgerAsked, type LedgerVersion, type StoredAsk } from './ledger';
import { Cast } from './people';
import { ofOneDerivation } from './oneDerivation';

/** What the ledger of a version shows. */
export interface LedgerPage extends Ledger {
  readonly series: { readonly slug: string; readonly title: string };
  readonly version: LedgerVersion;
  readonly isNewest: boolean;
  readonly versions: readonly LedgerVersion[];
  readonly asked: LedgerAsked;
  /** What people said of states here and is in force, by "reply/block" of the remark. */
  readonly said: ReadonlyMap<string, readonly StateSaid[]>;
  /** Remarks of which somebody said that they ask for nothing. */
  readonly noAsks: readonly NoAsk[];
}

/** A person's word on a state. */
export interface StateSaid {
  /** Number of the correction, by which it is taken back. */
  readonly id: number;
  readonly state: string;
  readonly author: string;
  readonly reason: string;
  readonly madeAt: Date;
}

export interface NoAsk {
  readonly reply: string;
  readonly block: number;
  readonly line: number;
  readonly text: string;
  readonly name: string;
}

/**
 * What the ledger of a version shows; undefined when there is no such series or version.
 *
 * @param mostRows Rows of a page; Infinity for all at once.
 */
export function findLedgerPage(
  slug: string,
  version: string,
  asked: LedgerAsked,
  mostRows?: number,
): Promise<LedgerPage | undefined> {
  return ofOneDerivation(slug, () => makePage(slug, version, asked, mostRows));
}

async function makePage(
  slug: string,
  version: string,
  asked: LedgerAsked,
  mostRows: number | undefined,
): Promise<LedgerPage | undefined> {
  const series = await readSeries(slug);
  const upTo = series?.versions.findIndex((one) => one.slug === version) ?? -1;
  const found = series?.versions[upTo];
  if (!series || !found) return undefined;
  const asks = await readAsks(series.id);
  const [dates, said] = await Promise.all([readDates(asks), readSaid(asks)]);
  return {
    ...ledgerOf(asks, series.versions, upTo, asked, series.cast, dates, mostRows),
    series: { slug, title: series.title },
    version: found,
    isNewest: upTo === series.versions.length - 1,
    versions: series.versions,
    asked,
    said,
    noAsks: asks
      .filter((ask) => !ask.asks)
      .map((ask) => ({
        reply: ask.reply,
        block: ask.block,
        line: ask.startLine,
        text: ask.text,
        name: series.cast.nameOf(ask.fromName, ask.fromAddress),
      })),
  };
}

/** The address of the newest version's ledger; undefined when there is no such series. */
export async function findNewestVersion(slug: string): Promise<string | undefined> {
  const { rows } = await pool().query<{ slug: string }>(
    `SELECT version.slug FROM series JOIN version ON series_id = series.id
     WHERE series.slug = $1 ORDER BY ordinal DESC LIMIT 1`,
    [slug],
  );
  return rows[0]?.slug;
}

interface SeriesRow {
  readonly id: number;
  readonly title: string;
  readonly people: readonly Person[];
  readonly author_key: string;
  readonly versions:
    | readonly {
        readonly slug: string;
        readonly label: string;
        readonly sent: string | null;
        readonly cover: string | null;
        readonly sender: string;
        readonly patches:
          readonly (readonly [number: number, kind: string, messageId: string | null])[] | null;
      }[]
    | null;
}

/** One statement for the series, its versions and their patches. */
async function readSeries(slug: string) {
  const { rows } = await pool().query<SeriesRow>(
    `SELECT id, title, people, author_key,
       (SELECT json_agg(json_build_object('slug', slug, 'label', label, 'sent', sent_at, 'cover', cover_id, 'sender', sender_key,
         'patches', (SELECT json_agg(json_build_array(number, kind, message_id) ORDER BY number) FROM patch WHERE version_id = version.id))
         ORDER BY ordinal) FROM version WHERE series_id = series.id) AS versions
     FROM series WHERE slug = $1`,
    [slug],
  );
  const row = rows[0];
  if (!row) return undefined;
  const stored = row.versions ?? [];
  const versions = stored.map((version): LedgerVersion => {
    const patches = version.patches ?? [];
    return {
      slug: version.slug,
      label: version.label,
      at: version.sent === null ? undefined : new Date(version.sent),
      total: patches.length,
      postings: [
        ...(version.cover === null ? [] : [{ number: 0, messageId: version.cover }]),
        ...patches
          .filter(([, kind]) => kind !== 'carried')
          .map(([number, , messageId]) => ({ number, messageId: messageId ?? undefined })),
      ],
    };
  });
  const authors = [row.author_key, ...stored.map((version) => version.sender)];
  return { id: row.id, title: row.title, versions, cast: new Cast(row.people, authors) };
}

/** Asked only when there is a remark that somebody corrected. */
async function readSaid(asks: readonly StoredAsk[]): Promise<ReadonlyMap<string, readonly StateSaid[]>> {
  const said = new Map<string, StateSaid[]>();
  const corrected = asks.filter(({ evidence }) => evidence.some(({ kind }) => kind === 'correction'));
  if (corrected.length === 0) return said;
  for (const { id, correction, author, reason, madeAt } of await correctionsMade()) {
    if (correction.kind !== 'state') continue;
    const { reply, line } = correction.remark;
    // A remark ends where the next of its mail begins: the last that begins at or before the line is meant.
    const ask = corrected.findLast((one) => one.reply === reply && one.startLine <= line);
    if (!ask) continue;
    const key = `${reply}/${ask.block}`;
    const one = { id, state: correction.state, author, reason, madeAt };
    said.set(key, [...(said.get(key) ?? []), one]);
  }
  return said;
}
