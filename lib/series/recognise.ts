import type { Mail, MessageId } from '../mail/index';
import { asSaid } from './said';
import { findAbsent } from './absent';
import { gatherBatches, postingsAbove, type Batch } from './batch';
import { DisjointSets, groupsByKeys } from './disjoint';
import { JOIN_AT, weighEdges, type Edge } from './graph';
import { keysOf, slugOf } from './keys';
import { followPatches } from './lineage';
import { byDateThenId, byText, onePerId, timeOf } from './order';
import { gatherPeople, senderOf, type Sender } from './people';
import { findMaybe } from './maybe';
import { findReposts } from './reposts';
import { findPostings, readMail, type Posting, type ReadMail } from './posting';
import type { Recognition, Series, SeriesCorrection, SeriesMail, Signal, Version } from './series';
import { findSpokenTo } from './spoken';
import { threadMails } from './thread';
import { findUnheld } from './unheld';
import { makeVersions, orderVersions } from './versions';

/**
 * Finds the series in a set of mails: which mails are postings, which postings are one version, which versions
 * are one series, which patch continues which, and what every reply speaks to.
 *
 * The order of `mails` does not matter. Mails that share no key (`seriesKeys`) do not influence one another.
 *
 * @param corrections what people entered, oldest first; they outrank every inference.
 */
export function recogniseSeries(
  mails: readonly Mail[],
  corrections: readonly SeriesCorrection[] = [],
): Recognition {
  const reads = onePerId(mails).map(readMail);
  const found = connected(reads, corrections).map((group) => recogniseGroup(group, corrections));
  return {
    series: nameApart(found.flatMap(({ series }) => series).sort(byStart)),
    byId: mergeMaps(found.map(({ byId }) => byId)),
    parentOf: mergeMaps(found.map(({ parentOf }) => parentOf)),
    postingOf: mergeMaps(found.map(({ postingOf }) => postingOf)),
    outside: found.flatMap(({ outside }) => outside).sort(byText),
  };
}

/** Mails in groups that share keys or are named together in a correction, each by date then id. */
function connected(reads: readonly ReadMail[], corrections: readonly SeriesCorrection[]): ReadMail[][] {
  const named = corrections.flatMap((one) => (one.kind === 'join' ? [[`id:${one.a}`, `id:${one.b}`]] : []));
  return groupsByKeys([...reads.map(keysOf), ...named])
    .map((group) => group.flatMap((index) => reads[index] ?? []))
    .filter((group) => group.length > 0);
}

interface Found {
  /** Their slugs are not yet told apart from those of other groups. */
  readonly series: readonly Series[];
  readonly byId: ReadonlyMap<MessageId, SeriesMail>;
  readonly parentOf: ReadonlyMap<MessageId, MessageId>;
  readonly postingOf: ReadonlyMap<MessageId, MessageId>;
  readonly outside: readonly MessageId[];
}

function recogniseGroup(group: readonly ReadMail[], corrections: readonly SeriesCorrection[]): Found {
  const threads = threadMails(group.map(({ mail }) => mail));
  const readOf = new Map(group.map((read) => [read.mail.id, read]));
  const topDown = threads.topDown.flatMap(({ id }) => readOf.get(id) ?? []);
  const postings = findPostings(topDown, threads);
  const ordered = [...postings.values()].sort((a, b) => byDateThenId(a.mail, b.mail));
  const above = postingsAbove(threads, postings);
  const gathered = gatherBatches(ordered, threads, above).sort(
    (a, b) =>
      (a.time === b.time ? 0 : a.time - b.time) || byText(a.postings[0].mail.id, b.postings[0].mail.id),
  );
  const unheldAs = findUnheld(topDown, gathered, postings, threads, above);
  const postingOf = findSpokenTo(topDown, gathered, unheldAs, postings, threads);
  const batchOf = batchesById(gathered, unheldAs);
  const batches = asSaid(
    gathered,
    (id) => batchOf.get(id) ?? batchOf.get(postingOf.get(id) ?? id),
    corrections,
  );
  const unheldOf = new Map(
    batches.map((batch, index) => [batch, unheldAs.get(gathered[index] ?? batch) ?? nothingUnheld] as const),
  );
  const joined = joinBatches(batches, batchOf, postingOf, corrections);
  const reposts = findReposts(batches, joined.seriesOfBatch);
  const { seriesOf, outside } = placeMails(topDown, threads.rootOf, joined.seriesOfBatch, batchOf, postingOf);
  const mailsOf = new Map<number, Mail[]>();
  for (const { mail } of group) {
    const series = seriesOf.get(mail.id);
    if (series === undefined) continue;
    const mails = mailsOf.get(series);
    if (mails) mails.push(mail);
    else mailsOf.set(series, [mail]);
  }
  const seriesOfMail = (id: MessageId): number => joined.seriesOfBatch[batchOf.get(id) ?? -1] ?? -1;
  const landings = new Set(
    [...reposts].flatMap(([series, all]) => all.map(({ mail }) => `${series} ${seriesOfMail(mail)}`)),
  );
  const apart = new Set(
    corrections.flatMap((one) =>
      one.kind === 'apart' ? [`${seriesOfMail(one.a)} ${seriesOfMail(one.b)}`] : [],
    ),
  );
  const maybe = findMaybe(batches, joined.edges, joined.seriesOfBatch, (a, b) => {
    const pair = `${a} ${b}`;
    return landings.has(pair) || apart.has(pair);
  });
  return {
    series: joined.members.map((members, index) =>
      makeSeries(
        members,
        mailsOf.get(index) ?? [],
        postings,
        unheldOf,
        (batch) => joined.signalsOf(batch),
        (ordered) => ({
          reposts: reposts.get(index) ?? [],
          absent: findAbsent(ordered, (id) => readOf.has(id) || batchOf.has(id)),
          maybe: maybe.get(index) ?? [],
        }),
      ),
    ),
    byId: new Map(
      group.map((read) => [read.mail.id, seriesMail(read, postings.get(read.mail.id), postingOf)]),
    ),
    parentOf: threads.parentOf,
    postingOf,
    outside,
  };
}

const nothingUnheld = { cover: undefined, patches: new Map() } as const;

function seriesMail(
  read: ReadMail,
  posting: Posting | undefined,
  postingOf: ReadonlyMap<MessageId, MessageId>,
): SeriesMail {
  const { mail, subject } = read;
  if (posting) return { kind: posting.kind, mail, subject, patch: posting.patch };
  return { kind: postingOf.has(mail.id) ? 'reply' : 'other', mail, subject };
}

function batchesById(
  batches: readonly Batch[],
  unheldOf: ReadonlyMap<
    Batch,
    { cover: MessageId | undefined; patches: ReadonlyMap<number, { mail: MessageId | undefined }> }
  >,
): Map<MessageId, number> {
  const batchOf = new Map<MessageId, number>();
  batches.forEach((batch, index) => batch.postings.forEach(({ mail }) => batchOf.set(mail.id, index)));
  batches.forEach((batch, index) => {
    const unheld = unheldOf.get(batch);
    for (const id of [unheld?.cover, ...[...(unheld?.patches.values() ?? [])].map(({ mail }) => mail)]) {
      if (id !== undefined && !batchOf.has(id)) batchOf.set(id, index);
    }
  });
  return batchOf;
}

interface Joined {
  /** Batches of each series, series by their oldest batch. */
  readonly members: readonly (readonly Batch[])[];
  readonly seriesOfBatch: readonly number[];
  readonly signalsOf: (batch: Batch) => readonly Signal[];
  /** Every pair that something connects, joined or not. */
  readonly edges: readonly Edge[];
}

function joinBatches(
  batches: readonly Batch[],
  batchOf: ReadonlyMap<MessageId, number>,
  postingOf: ReadonlyMap<MessageId, MessageId>,
  corrections: readonly SeriesCorrection[],
): Joined {
  const { alone, joins } = readCorrections(batchOf, postingOf, corrections);
  const open = batches.flatMap((_, index) => (alone.has(index) ? [] : [index]));
  const place = new Map(open.map((index, at) => [index, at]));
  const openOf = new Map(
    [...batchOf].flatMap(([id, index]) => (place.has(index) ? [[id, place.get(index) ?? 0] as const] : [])),
  );
  const inferred = weighEdges(
    open.flatMap((index) => batches[index] ?? []),
    openOf,
    postingOf,
  );
  const edges = [
    ...joins,
    ...inferred.map((edge) => ({ ...edge, earlier: open[edge.earlier] ?? 0, later: open[edge.later] ?? 0 })),
  ];
  const sets = new DisjointSets(batches.length);
  for (const edge of edges) if (edge.weight >= JOIN_AT) sets.join(edge.earlier, edge.later);
  const groups = sets.groups();
  const seriesOfBatch: number[] = [];
  groups.forEach((group, series) => group.forEach((index) => (seriesOfBatch[index] = series)));
  const indexOf = new Map(batches.map((batch, index) => [batch, index]));
  const touching = new Map<number, Edge[]>();
  for (const edge of edges) {
    if (seriesOfBatch[edge.earlier] !== seriesOfBatch[edge.later]) continue;
    for (const index of [edge.later, edge.earlier]) {
      const known = touching.get(index);
      if (known) known.push(edge);
      else touching.set(index, [edge]);
    }
  }
  return {
    members: groups.map((group) => group.flatMap((index) => batches[index] ?? [])),
    seriesOfBatch,
    edges,
    signalsOf: (batch) => signalsAt(indexOf.get(batch) ?? -1, touching.get(indexOf.get(batch) ?? -1) ?? []),
  };
}

/** The evidence towards earlier batches, of each kind the nearest; of the oldest batch, towards later ones. */
function signalsAt(index: number, edges: readonly Edge[]): Signal[] {
  const back = edges.filter((edge) => edge.later === index);
  const signals = new Map<Signal['kind'], Signal>();
  for (const edge of back.length > 0 ? back : edges) {
    for (const signal of edge.signals) if (!signals.has(signal.kind)) signals.set(signal.kind, signal);
  }
  return [...signals.values()];
}

/** Which batches stand alone and which are joined, by hand; of contradicting corrections the last one counts. */
function readCorrections(
  batchOf: ReadonlyMap<MessageId, number>,
  postingOf: ReadonlyMap<MessageId, MessageId>,
  corrections: readonly SeriesCorrection[],
): { alone: Set<number>; joins: Edge[] } {
  const batchAt = (id: MessageId): number | undefined =>
    batchOf.get(id) ?? batchOf.get(postingOf.get(id) ?? id);
  const alone = new Set<number>();
  let joins: Edge[] = [];
  for (const correction of corrections) {
    if (correction.kind === 'split') {
      const batch = batchAt(correction.posting);
      if (batch === undefined) continue;
      alone.add(batch);
      joins = joins.filter((edge) => edge.earlier !== batch && edge.later !== batch);
      continue;
    }
    if (correction.kind !== 'join') continue;
    const [a, b] = [batchAt(correction.a), batchAt(correction.b)];
    if (a === undefined || b === undefined || a === b) continue;
    const signal: Signal = {
      kind: 'correction',
      because: [correction.a, correction.b],
      why: 'joined by hand',
    };
    joins.push({ earlier: Math.min(a, b), later: Math.max(a, b), weight: JOIN_AT, signals: [signal] });
  }
  return { alone, joins };
}

/** Each mail to the series it speaks to; the rest of a thread goes to the series of its first posting. */
function placeMails(
  topDown: readonly ReadMail[],
  rootOf: ReadonlyMap<MessageId, MessageId>,
  seriesOfBatch: readonly number[],
  batchOf: ReadonlyMap<MessageId, number>,
  postingOf: ReadonlyMap<MessageId, MessageId>,
): { seriesOf: Map<MessageId, number>; outside: MessageId[] } {
  const seriesAt = (id: MessageId): number | undefined =>
    seriesOfBatch[batchOf.get(postingOf.get(id) ?? id) ?? -1];
  const first = new Map<MessageId, { mail: Mail; series: number }>();
  for (const { mail } of topDown) {
    const root = rootOf.get(mail.id) ?? mail.id;
    const series = seriesAt(mail.id);
    const known = first.get(root);
    if (series !== undefined && (!known || byDateThenId(mail, known.mail) < 0))
      first.set(root, { mail, series });
  }
  const seriesOf = new Map<MessageId, number>();
  const outside: MessageId[] = [];
  for (const { mail } of topDown) {
    const series = seriesAt(mail.id) ?? first.get(rootOf.get(mail.id) ?? mail.id)?.series;
    if (series === undefined) outside.push(mail.id);
    else seriesOf.set(mail.id, series);
  }
  return { seriesOf, outside };
}

function makeSeries(
  batches: readonly Batch[],
  mails: readonly Mail[],
  postings: ReadonlyMap<MessageId, Posting>,
  unheldOf: Parameters<typeof makeVersions>[1],
  signalsOf: (batch: Batch) => readonly Signal[],
  besides: (ordered: readonly Batch[]) => Pick<Series, 'reposts' | 'absent' | 'maybe'>,
): Series {
  const senders: Sender[] = mails.flatMap((mail) => {
    const posting = postings.get(mail.id);
    if (!posting) return [senderOf(mail)];
    return [posting.sender, { ...posting.author, address: posting.author.address.toLowerCase(), alias: '' }];
  });
  const { people, personOf } = gatherPeople(senders);
  const ordered = orderVersions(batches);
  const made = makeVersions(ordered, unheldOf, signalsOf, personOf);
  const newest = made.at(-1);
  if (!newest) throw new RangeError('a series has at least one version');
  // A part sent again has a title of its own, which is not the series'.
  const whole = made.findLast(({ version }) => version.partialOf === undefined) ?? newest;
  const title = seriesTitle(whole.batch);
  return {
    title,
    slug: slugOf(title),
    author: newest.version.sender,
    versions: made.map(({ version }) => version),
    ...followPatches(made),
    ...besides(ordered),
    people,
    lists: [...new Set(mails.flatMap((mail) => mail.lists))].sort(byText),
    mails: mails.map((mail) => mail.id),
  };
}

function seriesTitle({ head }: Batch): string {
  return head.subject.title || head.mail.subject || head.mail.id;
}

/** By the date of the oldest version, one without a date last, then by its cover letter or first patch. */
function byStart(a: Series, b: Series): number {
  const [one, other] = [a.versions[0], b.versions[0]];
  const [then, later] = [timeOf(one?.date), timeOf(other?.date)];
  return then === later ? byText(firstOf(one), firstOf(other)) : then - later;
}

function firstOf(version: Version | undefined): string {
  if (version?.cover?.kind === 'held') return version.cover.mail;
  return version?.patches.find(({ kind }) => kind === 'held')?.mail ?? '';
}

function nameApart(series: readonly Series[]): Series[] {
  const slugs = slugsApart(series.map(({ slug }) => slug));
  return series.map((one, index) => ({ ...one, slug: slugs[index] ?? one.slug }));
}

/**
 * Gives the second and further series with one slug a number after a dot, which no title's slug has. Slugs that have
 * one already, because they were told apart before, lose it first.
 */
export function slugsApart(slugs: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  return slugs.map((named) => {
    const slug = named.replace(/\.\d+$/, '');
    const count = (counts.get(slug) ?? 0) + 1;
    counts.set(slug, count);
    return count === 1 ? slug : `${slug}.${count}`;
  });
}

function mergeMaps<K, V>(maps: readonly ReadonlyMap<K, V>[]): Map<K, V> {
  const all = new Map<K, V>();
  for (const map of maps) for (const [key, value] of map) all.set(key, value);
  return all;
}
