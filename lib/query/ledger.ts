import type { Cast } from './people';
import { groupOf, stateOf, statesOf, type Evidence, type Group, type State } from './states';

/** A version of the series, as the ledger needs it. */
export interface LedgerVersion {
  readonly slug: string;
  readonly label: string;
  readonly at: Date | undefined;
  /** The cover letter as number 0, then the patches; a carried patch is left out, it is posted elsewhere. */
  readonly postings: readonly { readonly number: number; readonly messageId: string | undefined }[];
  /** n of the last patch. */
  readonly total: number;
}

/** A remark that asks, as it is stored. */
export interface StoredAsk {
  readonly reply: string;
  readonly block: number;
  readonly startLine: number;
  readonly text: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly sentAt: Date | null;
  readonly kind: string;
  readonly asks: boolean;
  readonly state: string | null;
  readonly madeOn: string | null;
  readonly addressedIn: string | null;
  readonly stateWhy: string | null;
  readonly evidence: readonly Evidence[];
  /** What it speaks of: the posting its place is in, else the one its mail answers. */
  readonly posting: string | null;
  readonly anchorKind: string;
  readonly path: string | null;
  readonly line: number | null;
  /** diff, message and so on: the part of the posting its line is in. */
  readonly part: string | null;
}

/** One number of one version. */
export interface PostingPlace {
  readonly version: { readonly slug: string; readonly label: string };
  /** 0 is the cover letter. */
  readonly number: number;
  readonly total: number;
}

/** An evidence, and what is held of the mail it points at. */
export interface EvidenceView {
  readonly evidence: Evidence;
  readonly at: Date | undefined;
  readonly posting: PostingPlace | undefined;
}

export interface LedgerRow {
  readonly reply: string;
  readonly block: number;
  /** First body line of the remark in its mail, from 1: what names it for a correction. */
  readonly line: number;
  readonly state: State;
  readonly isBot: boolean;
  /** Undefined when the posting it speaks of is of no version. */
  readonly posting: PostingPlace | undefined;
  /** Label of the version it was made on, where only that is known. */
  readonly madeOn: string | undefined;
  /** True when it stands on the page of that posting. */
  readonly isPlaced: boolean;
  readonly path: string | undefined;
  readonly lineOfFile: number | undefined;
  readonly part: string | undefined;
  readonly text: string;
  readonly name: string;
  /** One value for all addresses of the person. */
  readonly person: string;
  readonly sentAt: Date | undefined;
  readonly addressedIn: string | undefined;
  readonly why: string;
  readonly evidence: readonly EvidenceView[];
}

/** What a reader asked for; undefined means "all". */
export interface LedgerAsked {
  readonly state: State | Group | undefined;
  readonly person: string | undefined;
  /** Remarks on the version itself, too. */
  readonly withOwn: boolean;
  /** From 1; a row that is named decides by itself. */
  readonly page?: number | undefined;
  /** "reply/block" of a row that the page shall show. */
  readonly row?: string | undefined;
}

/** Rows shown at once: more make a page slow, and nobody reads them in one go. */
export const ledgerRowsOfAPage = 100;

export type GroupCounts = Readonly<Record<Group, number>>;

export interface Ledger {
  /** What people asked, by group, the worst state first and then the oldest: one page of it. */
  readonly rows: Readonly<Record<Group, readonly LedgerRow[]>>;
  readonly page: number;
  readonly pages: number;
  /** Rows of people on all pages, after filtering, by group. */
  readonly found: GroupCounts;
  /** What bots reported, in the same order, at most a page of it. */
  readonly bots: readonly LedgerRow[];
  readonly botsFound: number;
  /** Of people and bots, before filtering. */
  readonly counts: GroupCounts;
  readonly all: number;
  /** For each state, as many as the filter by person leaves. */
  readonly states: ReadonlyMap<State, number>;
  /** For each person, as many as the filter by state leaves; most first. */
  readonly people: readonly { readonly person: string; readonly name: string; readonly count: number }[];
  /** Labels of the versions that remarks of the ledger were made on, oldest first. */
  readonly madeOn: readonly string[];
}

/** The word a filter by state can be: a state, or a group. */
export function filterOf(word: string | undefined): State | Group | undefined {
  if (word === 'unsettled' || word === 'confirm' || word === 'settled') return word;
  return stateOf(word);
}

/**
 * The ledger of a version: every remark made on the versions before it that asks, with what became of it by now.
 *
 * @param upTo Index of the version in `versions`, which are in their order, oldest first.
 * @param dates When mails were sent, by Message-ID.
 * @param mostRows Rows of a page; without a limit all are on one.
 */
export function ledgerOf(
  asks: readonly StoredAsk[],
  versions: readonly LedgerVersion[],
  upTo: number,
  asked: LedgerAsked,
  cast: Cast,
  dates: ReadonlyMap<string, Date>,
  mostRows = ledgerRowsOfAPage,
): Ledger {
  const places = placesOf(versions);
  const rows = asks
    .filter((ask) => ask.asks)
    .map((ask) => rowOf(ask, places, cast, dates))
    .filter((row) => isWithin(row, versions, asked.withOwn ? upTo : upTo - 1));
  const isOfState = (row: LedgerRow) =>
    asked.state === undefined || row.state === asked.state || groupOf(row.state) === asked.state;
  const isOfPerson = (row: LedgerRow) => asked.person === undefined || row.person === asked.person;
  const shown = rows.filter((row) => isOfState(row) && isOfPerson(row)).sort(byUrgency);
  const people = shown.filter((row) => !row.isBot);
  const bots = shown.filter((row) => row.isBot);
  const named = people.findIndex((row) => `${row.reply}/${row.block}` === asked.row);
  const pages = Math.max(1, Math.ceil(people.length / mostRows));
  const wanted = named < 0 ? (asked.page ?? 1) : Math.floor(named / mostRows) + 1;
  const page = Math.min(Math.max(1, wanted), pages);
  // Without a limit the first page is all, and the product would be no number.
  const ofPage = pages === 1 ? people : people.slice((page - 1) * mostRows, page * mostRows);
  const ofGroup = (group: Group) => ofPage.filter((row) => groupOf(row.state) === group);
  return {
    page,
    pages,
    found: countGroups(people.map((row) => row.state)),
    botsFound: bots.length,
    rows: { unsettled: ofGroup('unsettled'), confirm: ofGroup('confirm'), settled: ofGroup('settled') },
    bots: bots.slice(0, mostRows),
    counts: countGroups(rows.map((row) => row.state)),
    all: rows.length,
    states: countBy(rows.filter(isOfPerson), (row) => row.state),
    people: peopleOf(rows, isOfState),
    madeOn: versions.map(({ label }) => label).filter((label) => rows.some((row) => labelOf(row) === label)),
  };
}

export function countGroups(states: readonly State[]): GroupCounts {
  const counts = { unsettled: 0, confirm: 0, settled: 0 };
  for (const state of states) counts[groupOf(state)] += 1;
  return counts;
}

/** A remark of which no version is known stands in every ledger: nothing shall be lost. */
function isWithin(row: LedgerRow, versions: readonly LedgerVersion[], last: number): boolean {
  const slug = row.posting?.version.slug;
  const made = versions.findIndex((version) =>
    slug === undefined ? version.label === row.madeOn : version.slug === slug,
  );
  return made <= last;
}

function labelOf(row: LedgerRow): string | undefined {
  return row.posting?.version.label ?? row.madeOn;
}

function placesOf(versions: readonly LedgerVersion[]): ReadonlyMap<string, PostingPlace> {
  return new Map(
    versions.flatMap(({ slug, label, total, postings }) =>
      postings.flatMap(({ number, messageId }) =>
        messageId === undefined ? [] : [[messageId, { version: { slug, label }, number, total }] as const],
      ),
    ),
  );
}

function rowOf(
  ask: StoredAsk,
  places: ReadonlyMap<string, PostingPlace>,
  cast: Cast,
  dates: ReadonlyMap<string, Date>,
): LedgerRow {
  const posting = places.get(ask.posting ?? '');
  return {
    reply: ask.reply,
    block: ask.block,
    line: ask.startLine,
    state: stateOf(ask.state) ?? 'open',
    isBot: ask.kind === 'bot',
    posting,
    madeOn: ask.madeOn ?? undefined,
    isPlaced: posting !== undefined && ask.anchorKind !== 'unplaced',
    path: ask.path ?? undefined,
    lineOfFile: ask.line ?? undefined,
    part: ask.part ?? undefined,
    text: ask.text,
    name: cast.nameOf(ask.fromName, ask.fromAddress),
    person: cast.personOf(ask.fromAddress),
    sentAt: ask.sentAt ?? undefined,
    addressedIn: ask.addressedIn ?? undefined,
    why: ask.stateWhy ?? '',
    evidence: ask.evidence.map((evidence) => ({
      evidence,
      at: 'mail' in evidence ? dates.get(evidence.mail) : undefined,
      posting: 'mail' in evidence ? places.get(evidence.mail) : undefined,
    })),
  };
}

const urgency: ReadonlyMap<State, number> = new Map(
  [...statesOf.unsettled, ...statesOf.confirm, ...statesOf.settled].map((state, index) => [state, index]),
);

function byUrgency(a: LedgerRow, b: LedgerRow): number {
  return (
    (urgency.get(a.state) ?? 0) - (urgency.get(b.state) ?? 0) ||
    (a.sentAt?.getTime() ?? Infinity) - (b.sentAt?.getTime() ?? Infinity) ||
    a.block - b.block
  );
}

function countBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, number> {
  const counts = new Map<Key, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

function peopleOf(rows: readonly LedgerRow[], isShown: (row: LedgerRow) => boolean): Ledger['people'] {
  const counts = countBy(rows.filter(isShown), (row) => row.person);
  const names = new Map(rows.map((row) => [row.person, row.name]));
  return [...names]
    .map(([person, name]) => ({ person, name, count: counts.get(person) ?? 0 }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
