import type { Absent, Lineage, Maybe, Person, Repost, Signal } from '../series/index';
import type { Objection } from '../status/index';
import { select } from '../store/index';
import { readAsks, readDates } from './asks';
import { KeptBySeries } from './kept';
import {
  countGroups,
  ledgerOf,
  type GroupCounts,
  type Ledger,
  type LedgerRow,
  type LedgerVersion,
  type StoredAsk,
} from './ledger';
import { findCoverSteps } from './cover-steps';
import { Cast, nameOf } from './people';
import { readSeriesRows, type Stored, type StoredSeries } from './series-rows';
import { eachGiven, readTags, tagsInForce, type ReviewView, type TagView } from './series-tags';
import { slugsOf } from './slugs';
import { seriesTime, type SeriesTime } from './series-time';
import { groupOf, stateOf, type State } from './states';
import type { Present } from '../progress/index';
import { progressViewOf, type ProgressView } from './progress';
import { turnOf, type TurnView } from './turn';
import { ofOneDerivation } from './oneDerivation';
import { findTreesLeft, type TreeLeft } from './trees-left';

export interface VersionView {
  readonly slug: string;
  readonly label: string;
  readonly isRfc: boolean;
  readonly at: Date | undefined;
  readonly sender: string;
  readonly cover:
    { readonly id: string; readonly isHeld: boolean; readonly title: string | undefined } | undefined;
  readonly total: number;
  readonly held: number;
  /** Replies in its threads. */
  readonly replies: number;
  readonly partialOf: string | undefined;
  readonly changeId: string | undefined;
  readonly baseCommit: string | undefined;
  readonly linkedBy: readonly Signal[];
}

/** A patch in one version. */
export interface GridCell {
  readonly number: number;
  readonly total: number;
  readonly kind: 'held' | 'missing' | 'carried';
  /** Undefined when only its number is known. */
  readonly messageId: string | undefined;
  readonly title: string | undefined;
  readonly remarks: number;
  /** Of the remarks that ask, how many are in each state. */
  readonly states: StateCounts;
}

/** How many remarks are in each state; a state without any is left out. */
export type StateCounts = ReadonlyMap<State, number>;

/** One patch followed through the versions. */
export interface GridRow {
  /** Index in the lineages of the series: what steps name a patch by. */
  readonly row: number;
  readonly title: string;
  /** Number in the newest version; undefined when it was dropped. */
  readonly number: number | undefined;
  /** Other titles it had, with the version. */
  readonly formerTitles: readonly { readonly label: string; readonly title: string }[];
  /** Label of the version that no longer has it. */
  readonly droppedIn: string | undefined;
  readonly cells: readonly (GridCell | undefined)[];
  readonly steps: Lineage['steps'];
  /** Tags for it, of each person and kind the last. */
  readonly tags: readonly TagView[];
  /** Review tags that count for it in the newest version; empty when that no longer has it. */
  readonly reviews: readonly ReviewView[];
  readonly objections: readonly Objection[];
  /** Of all its versions. */
  readonly states: StateCounts;
}

export interface SeriesPage {
  readonly slug: string;
  readonly title: string;
  readonly author: string;
  readonly people: readonly (Person & { readonly mails: number; readonly remarks: number })[];
  readonly lists: readonly string[];
  readonly firstAt: Date | undefined;
  readonly lastAt: Date | undefined;
  readonly mails: number;
  readonly remarks: number;
  readonly isSample: boolean;
  readonly turn: TurnView;
  readonly progress: ProgressView;
  /** Clones that its steps rest on and that are not read now. */
  readonly treesLeft: readonly TreeLeft[];
  readonly versions: readonly VersionView[];
  readonly rows: readonly GridRow[];
  /** The cover letters, one cell a version. */
  readonly covers: readonly (GridCell | undefined)[];
  /** As a row's. */
  readonly coverSteps: Lineage['steps'];
  /** Of the cover letters of all versions. */
  readonly coverStates: StateCounts;
  /** Every tag given, oldest first. */
  readonly tags: readonly TagView[];
  /** Who is or was against it, oldest first. */
  readonly objections: readonly Objection[];
  /** Of all remarks that ask. */
  readonly counts: GroupCounts;
  /** Remarks that wait for somebody, oldest first. */
  readonly unsettled: readonly LedgerRow[];
  readonly time: SeriesTime;
  /** Where its patches were posted again by others, by date. */
  readonly reposts: readonly Repost[];
  /** Versions that mail tells of and that are not held. */
  readonly absent: readonly Absent[];
  /** Series that may be this one, likeliest first. */
  readonly maybe: readonly MaybeView[];
}

/** A series that may be the one shown, with its address. */
export interface MaybeView extends Maybe {
  readonly slug: string;
}

/** What does not hang on the present nor on other series. */
interface Made {
  readonly stored: StoredSeries;
  readonly page: Omit<SeriesPage, 'maybe' | 'progress' | 'treesLeft'>;
}

/** One of a thousand mails holds about a megabyte. */
const mostMade = 48;
const kept = new KeptBySeries<Made | undefined>(mostMade);

/** What the page of a series shows; undefined when there is none of that name. */
export async function findSeriesPage(slug: string, present: Present): Promise<SeriesPage | undefined> {
  const [known] = await select<{ id: number }>`SELECT id FROM series WHERE slug = ${slug}`;
  const made = known && (await kept.get(String(known.id), () => ofOneDerivation(slug, () => makePage(slug))));
  if (!made) return undefined;
  const { stored, page } = made;
  const progress = progressViewOf(stored, stored.lineages, present);
  const [maybe, treesLeft] = await Promise.all([
    withSlugs(stored.maybe),
    findTreesLeft(progress.steps, present.now),
  ]);
  return { ...page, progress, maybe, treesLeft };
}

async function makePage(slug: string): Promise<Made | undefined> {
  const series = await readSeriesRows(slug);
  if (!series) return undefined;
  const [spoken, replies, tags, mails, remarksOf, asks, coverSteps] = await Promise.all([
    countSpoken(series.id),
    countReplies(series.id),
    readTags(series.id),
    countMails(series.id),
    countRemarks(series.id),
    readAsks(series.id),
    findCoverSteps(series.versions),
  ]);
  const { objections, people } = series;
  const dates = await readDates(
    asks,
    objections.map(({ mail }) => mail),
  );
  const authors = [series.authorKey, ...series.versions.map((version) => version.senderKey)];
  const cast = new Cast(people, authors);
  const ledger = allAsked(
    ledgerOf(
      asks,
      series.versions.map(ledgerVersion),
      series.versions.length - 1,
      { state: undefined, person: undefined, withOwn: true },
      cast,
      dates,
      Infinity,
    ),
  );
  const asked = countStates(asks);
  const cellOf = (
    patch: { number: number; kind: string; messageId: string | null; title: string | null },
    total: number,
  ): GridCell => ({
    number: patch.number,
    total,
    kind: patch.kind as GridCell['kind'],
    messageId: patch.messageId ?? undefined,
    title: patch.title ?? undefined,
    remarks: spoken.get(patch.messageId ?? '') ?? 0,
    states: asked.get(patch.messageId ?? '') ?? new Map<State, number>(),
  });
  const versions = series.versions.map((version): VersionView => ({
    slug: version.slug,
    label: version.label,
    isRfc: version.isRfc || version.isPreview,
    at: version.sentAt ?? undefined,
    sender: nameOf(version.senderName, version.senderKey).name,
    cover:
      version.coverId === null
        ? undefined
        : { id: version.coverId, isHeld: version.isCoverHeld, title: version.coverTitle ?? undefined },
    total: version.patches.length,
    held: version.patches.filter((patch) => patch.kind !== 'missing').length,
    replies: [
      version.coverId,
      ...version.patches.filter((patch) => patch.kind !== 'carried').map((patch) => patch.messageId),
    ].reduce((sum, id) => sum + (replies.get(id ?? '') ?? 0), 0),
    partialOf: version.partialOf ?? undefined,
    changeId: version.changeId ?? undefined,
    baseCommit: version.baseCommit ?? undefined,
    linkedBy: version.linkedBy,
  }));
  const rows = series.lineages.map((lineage, row): GridRow => {
    const cells = series.versions.map((version, index) => {
      const number = lineage.cells[index];
      const patch =
        number === undefined || number === null
          ? undefined
          : version.patches.find((one) => one.number === number);
      return patch && cellOf(patch, version.patches.length);
    });
    const number = lineage.cells.at(-1);
    const newest = series.versions.at(-1)?.patches.find((one) => one.number === number);
    const reviews = (newest?.reviews ?? []).map(({ key, person, mail, isCarried, version }) => ({
      key,
      name: nameOf(person.name, person.address).name,
      mail,
      isCarried,
      version,
    }));
    return { row, ...rowOf(lineage, cells, versions, tags, reviews, objections) };
  });
  const covers = series.versions.map((version) =>
    version.coverId === null
      ? undefined
      : cellOf(
          {
            number: 0,
            kind: version.isCoverHeld ? 'held' : 'missing',
            messageId: version.coverId,
            title: version.coverTitle,
          },
          version.patches.length,
        ),
  );
  const reposts = series.reposts.map((repost) => dated<Repost>(repost));
  const given = eachGiven(tags);
  const newestFirst = (row: GridRow) => row.number ?? Infinity;
  const page: Made['page'] = {
    slug: series.slug,
    title: series.title,
    author: series.authorName || series.authorKey,
    people: people
      .map((person) => ({ ...person, ...sumOf(person, mails, remarksOf) }))
      .sort((a, b) => b.mails - a.mails),
    lists: series.lists,
    firstAt: series.firstAt ?? undefined,
    lastAt: series.lastAt ?? undefined,
    mails: series.mailCount,
    remarks: series.remarkCount,
    isSample: series.isSample,
    turn: turnOf(series),
    versions,
    rows: [...rows].sort((a, b) => newestFirst(a) - newestFirst(b)),
    covers,
    coverSteps,
    coverStates: sumStates(covers),
    tags: given,
    objections,
    counts: countGroups(ledger.map((row) => row.state)),
    unsettled: ledger
      .filter((row) => groupOf(row.state) === 'unsettled')
      .sort((a, b) => (a.sentAt?.getTime() ?? Infinity) - (b.sentAt?.getTime() ?? Infinity)),
    time: seriesTime({
      versions,
      asked: ledger,
      tags: given,
      objections: objections.map(({ mail, name }) => ({ name, at: dates.get(mail) })),
      mails: mails.map((one) => ({ ...one, isAuthor: cast.roleOf(one.address, '') === 'author' })),
      reposts,
      turns: series.turnsOver.map((one) => ({ ...one, at: new Date(one.at) })),
      turnDays: series.turnDays,
    }),
    reposts,
    absent: series.absent,
  };
  return { stored: series, page };
}

function dated<T extends { readonly date: Date | undefined }>(stored: Stored<T>): T {
  const { date, ...rest } = stored;
  return { ...rest, date: date === undefined ? undefined : new Date(date) } as unknown as T;
}

/** A series is named by a mail of it, since its address hangs on what else is stored. */
async function withSlugs(stored: readonly Stored<Maybe>[]): Promise<readonly MaybeView[]> {
  const slugOf = await slugsOf(stored.map((one) => one.other));
  return stored.flatMap((one) => {
    const slug = slugOf.get(one.other);
    return slug === undefined ? [] : [{ ...dated<Maybe>(one), slug }];
  });
}

function rowOf(
  lineage: Lineage,
  cells: readonly (GridCell | undefined)[],
  versions: readonly VersionView[],
  tags: readonly TagView[],
  reviews: readonly ReviewView[],
  objections: readonly Objection[],
): Omit<GridRow, 'row'> {
  const ids = new Set<string | undefined>(cells.flatMap((cell) => cell?.messageId ?? []));
  const newest = cells.at(-1);
  const last = cells.findLast((cell) => cell !== undefined);
  const title = last?.title ?? lineage.title;
  const former = new Map<string, string>();
  cells.forEach((cell, index) => {
    const label = versions[index]?.label;
    if (cell?.title && label && cell.title.toLowerCase() !== title.toLowerCase() && !former.has(cell.title))
      former.set(cell.title, label);
  });
  const lastIndex = cells.findLastIndex((cell) => cell !== undefined);
  return {
    title,
    number: newest?.number,
    formerTitles: [...former].map(([formerTitle, label]) => ({ label, title: formerTitle })),
    droppedIn: newest ? undefined : versions[lastIndex + 1]?.label,
    cells,
    steps: lineage.steps,
    tags: tagsInForce(tags.filter((tag) => tag.patches.some((id) => ids.has(id)))),
    reviews,
    objections: objections.filter((objection) => ids.has(objection.posting)),
    states: sumStates(cells),
  };
}

function ledgerVersion(version: {
  readonly slug: string;
  readonly label: string;
  readonly sentAt: Date | null;
  readonly coverId: string | null;
  readonly patches: readonly {
    readonly number: number;
    readonly kind: string;
    readonly messageId: string | null;
  }[];
}): LedgerVersion {
  return {
    slug: version.slug,
    label: version.label,
    at: version.sentAt ?? undefined,
    total: version.patches.length,
    postings: [
      ...(version.coverId === null ? [] : [{ number: 0, messageId: version.coverId }]),
      ...version.patches
        .filter((patch) => patch.kind !== 'carried')
        .map((patch) => ({ number: patch.number, messageId: patch.messageId ?? undefined })),
    ],
  };
}

function allAsked(ledger: Ledger): readonly LedgerRow[] {
  return [...ledger.rows.unsettled, ...ledger.rows.confirm, ...ledger.rows.settled, ...ledger.bots];
}

/** How many remarks on each posting are in each state. */
function countStates(asks: readonly StoredAsk[]): ReadonlyMap<string, StateCounts> {
  const counts = new Map<string, Map<State, number>>();
  for (const { posting, asks: isAsking, state } of asks) {
    if (posting === null || !isAsking) continue;
    const of = counts.get(posting) ?? new Map<State, number>();
    const name = stateOf(state) ?? 'open';
    of.set(name, (of.get(name) ?? 0) + 1);
    counts.set(posting, of);
  }
  return counts;
}

/** A carried patch shows what its posting shows, so its remarks are counted there alone. */
function sumStates(cells: readonly (GridCell | undefined)[]): StateCounts {
  const sum = new Map<State, number>();
  for (const cell of cells) {
    if (!cell || cell.kind === 'carried') continue;
    for (const [state, count] of cell.states) sum.set(state, (sum.get(state) ?? 0) + count);
  }
  return sum;
}

async function countSpoken(seriesId: number): Promise<ReadonlyMap<string, number>> {
  const rows = await select<{ patch: string; remarks: string }>`
    SELECT patch, count(*) AS remarks FROM remark WHERE series_id = ${seriesId} AND patch IS NOT NULL GROUP BY patch`;
  return new Map(rows.map((row) => [row.patch, Number(row.remarks)]));
}

async function countReplies(seriesId: number): Promise<ReadonlyMap<string, number>> {
  const rows = await select<{ posting: string; count: string }>`
    SELECT posting, count(*) AS count FROM series_mail
    WHERE series_id = ${seriesId} AND kind = 'reply' AND posting IS NOT NULL GROUP BY posting`;
  return new Map(rows.map((row) => [row.posting, Number(row.count)]));
}

interface MailsOfDay {
  /** Lower case. */
  readonly address: string;
  /** The day, UTC; undefined for mails without a date. */
  readonly day: Date | undefined;
  readonly mails: number;
}

async function countMails(seriesId: number): Promise<readonly MailsOfDay[]> {
  const rows = await select<{ address: string; day: Date | null; mails: string }>`
    SELECT lower(from_address) AS address, date_trunc('day', sent_at, 'UTC') AS day, count(*) AS mails
    FROM series_mail JOIN mail USING (message_id) WHERE series_id = ${seriesId} AND NOT is_variant GROUP BY 1, 2 ORDER BY 2`;
  return rows.map((row) => ({ address: row.address, day: row.day ?? undefined, mails: Number(row.mails) }));
}

async function countRemarks(seriesId: number): Promise<ReadonlyMap<string, number>> {
  const rows = await select<{ address: string; remarks: string }>`
    SELECT lower(from_address) AS address, count(*) AS remarks FROM remark WHERE series_id = ${seriesId} GROUP BY 1`;
  return new Map(rows.map((row) => [row.address, Number(row.remarks)]));
}

function sumOf(
  person: Person,
  mails: readonly MailsOfDay[],
  remarks: ReadonlyMap<string, number>,
): { readonly mails: number; readonly remarks: number } {
  const own = new Set(person.addresses.map((address) => address.toLowerCase()));
  return {
    mails: mails.filter((one) => own.has(one.address)).reduce((sum, one) => sum + one.mails, 0),
    remarks: [...own].reduce((sum, address) => sum + (remarks.get(address) ?? 0), 0),
  };
}
