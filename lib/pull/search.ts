import type { Mail, MessageId } from '../mail/index';
import { normaliseTitle, parseSubject, readPatch } from '../patch/index';
import type { PatchSlot, Series, Version } from '../series/index';
import { searchPhrase } from '../inbox/index';

/** Threads asked for in all because a posting links to them. */
const mostLinks = 48;
/** Patch-ids put into one query: enough to meet a retitled version, and the URL stays short. */
const patchIdsAsked = 6;
/** Patches of the newest version whose links back are looked for: maintainers' tools link the patch they took. */
const landingsAsked = 12;
/** Missing numbers looked for: beyond so many somebody numbers otherwise. */
const mostGaps = 6;
/** Files of the series that a patch of a missing version is looked for by. */
const filesAsked = 2;
/** Characters of one query before they are encoded; servers take request lines of 8 KB. What is left is asked next. */
const longestQuery = 4_500;

/** What a search needs of the mails at hand. */
export interface Held {
  has(id: MessageId): boolean;
  get(id: MessageId): Mail | undefined;
}

/** The searches for one series: each asks only what no earlier one asked. */
export class Search {
  private readonly asked = new Set<string>();
  /** Links asked for so far. */
  readonly links: MessageId[] = [];

  /** One query for all that could tell another version and was not asked before; undefined when there is nothing. */
  next(series: Series, held: Held): string | undefined {
    const links = unreadLinks(series, held).filter((id) => !this.links.includes(id));
    const wanted = links
      .slice(0, mostLinks - this.links.length)
      .map((id) => ({ id, term: `mid:${searchPhrase(id)}` }));
    const terms = [...wanted, ...termsFor(series, held).map((term) => ({ id: undefined, term }))];
    const query: string[] = [];
    let length = 0;
    for (const { id, term } of terms) {
      if (this.asked.has(term) || (query.length > 0 && length + term.length > longestQuery)) continue;
      this.asked.add(term);
      if (id !== undefined) this.links.push(id);
      query.push(term);
      length += term.length + ' OR '.length;
    }
    return query.length === 0 ? undefined : query.join(' OR ');
  }
}

/** Links of the series' postings, and of what tells of absent versions, to mails that are not at hand. */
function unreadLinks(series: Series, held: Held): readonly MessageId[] {
  const linked = postingIds(series).flatMap((id) => {
    const mail = held.get(id);
    return mail ? readPatch(mail.text).links : [];
  });
  const absent = series.absent.flatMap(({ ids }) => ids);
  return [...new Set([...absent, ...linked])].filter((id) => !held.has(id as MessageId)) as MessageId[];
}

function postingIds(series: Series): readonly MessageId[] {
  return series.versions.flatMap((version) => [
    ...(version.cover?.kind === 'held' ? [version.cover.mail] : []),
    ...version.patches.flatMap((slot) => (slot.kind === 'held' ? [slot.mail] : [])),
  ]);
}

/**
 * The change-id as a line, a title with one of its senders, a patch with the same patch-id, a mail that links to a
 * first mail of a known version or to a patch of the newest, a patch of a missing number, and mail sent beside a version with
 * missing patches.
 */
function termsFor(series: Series, held: Held): readonly string[] {
  const changeIds = unique(series.versions.map((version) => version.changeId));
  const titles = unique(
    series.versions.map((version) => headTitle(version, held)),
    normaliseTitle,
  );
  const senders = unique(
    series.people.filter((person) => isSender(person.key, series)).flatMap((person) => person.addresses),
  );
  const patches = series.versions.flatMap((version) => version.patches.filter(isHeld));
  const patchIds = unique(patches.map(({ patch }) => patch.patchId));
  const heads = unique(series.versions.map((version) => version.cover?.mail ?? firstPatch(version)));
  const newest = (series.versions.at(-1)?.patches ?? []).filter(isHeld).map(({ mail }) => mail);
  const from = senders.map((address) => `f:${searchPhrase(address)}`).join(' OR ');
  return [
    ...changeIds.map((id) => `nq:${searchPhrase(`change-id: ${id}`)}`),
    ...titles.map((title) =>
      from ? `(s:${searchPhrase(title)} AND (${from}))` : `s:${searchPhrase(title)}`,
    ),
    ...patchIds.slice(0, patchIdsAsked).map((id) => `patchid:${id}`),
    ...unique([...heads, ...newest.slice(0, landingsAsked)]).map((id) => `nq:${searchPhrase(id)}`),
    ...missingNumbers(series, from),
    ...series.versions.flatMap((version) => besides(version, series)),
  ];
}

/** For a number that no version carries: a patch with that number by a sender of the series, to one of its files. */
function missingNumbers(series: Series, from: string): readonly string[] {
  const files = mostTouched(series).slice(0, filesAsked);
  if (from === '' || files.length === 0) return [];
  const to = files.map((path) => `dfn:${searchPhrase(path)}`).join(' OR ');
  const numbers = series.absent.flatMap(({ numbers: range, ids }) =>
    range === undefined || ids.length > 0 || range.last - range.first >= mostGaps
      ? []
      : Array.from({ length: range.last - range.first + 1 }, (_, index) => range.first + index),
  );
  // A first version names no number.
  const named = numbers.filter((number) => number > 1).slice(0, mostGaps);
  return named.map((number) => `(s:${searchPhrase(`v${number}`)} AND (${from}) AND (${to}))`);
}

function mostTouched(series: Series): readonly string[] {
  const counts = new Map<string, number>();
  for (const { patches } of series.versions)
    for (const slot of patches.filter(isHeld))
      for (const { newPath, oldPath } of slot.patch.files) {
        const path = newPath ?? oldPath;
        if (path !== undefined) counts.set(path, (counts.get(path) ?? 0) + 1);
      }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([path]) => path);
}

/** Patches and cover of one posting go out in one go; a slow mail server spreads them over some minutes. */
const postingTakes = 15 * 60_000;

/**
 * For a version of which patches are missing: mail by its sender at the same time. Patches sent without threading
 * share neither a title nor a thread, and are found by nothing else.
 */
function besides(version: Version, series: Series): readonly string[] {
  const isWhole = version.patches.every((slot) => slot.kind !== 'missing');
  if (isWhole || !version.date) return [];
  const sender = series.people.find((person) => person.key === version.sender.key) ?? version.sender;
  const between = [-postingTakes, postingTakes].map((apart) =>
    timestamp(new Date((version.date?.getTime() ?? 0) + apart)),
  );
  return sender.addresses.map((address) => `(f:${searchPhrase(address)} AND dt:${between.join('..')})`);
}

/** YYYYMMDDhhmmss in UTC, as the prefix dt: wants it. */
function timestamp(date: Date): string {
  return date.toISOString().replace(/\D/g, '').slice(0, 14);
}

function isSender(key: string, series: Series): boolean {
  return series.author.key === key || series.versions.some((version) => version.sender.key === key);
}

function isHeld(slot: PatchSlot): slot is Extract<PatchSlot, { readonly kind: 'held' }> {
  return slot.kind === 'held';
}

function headTitle(version: Version, held: Held): string | undefined {
  const head = version.cover?.kind === 'held' ? version.cover.mail : firstPatch(version);
  const subject = head === undefined ? undefined : held.get(head)?.subject;
  return subject === undefined ? undefined : parseSubject(subject).title;
}

function firstPatch(version: Version): MessageId | undefined {
  return version.patches.find(isHeld)?.mail;
}

/** Values that are there, each once, in order; `by` tells which count as the same. */
function unique(
  values: readonly (string | undefined)[],
  by: (value: string) => string = (value) => value,
): readonly string[] {
  const seen = new Map<string, string>();
  for (const value of values)
    if (value !== undefined && value !== '' && !seen.has(by(value))) seen.set(by(value), value);
  return [...seen.values()];
}
