import { parseMail, type Mail, type MessageId } from '../mail/index';
import { normaliseTitle, parseSubject, readPatch } from '../patch/index';
import { recogniseSeries, type Series } from '../series/index';
import { searchPhrase, type Archive, type ArchivedMail, type ArchiveLink } from '../inbox/index';

/** What has been found so far, for a reader who waits. */
export interface PullProgress {
  /** What is being asked just now, in words. */
  readonly step: string;
  readonly requests: number;
  readonly mails: number;
  /** Labels of the versions found so far, oldest first. */
  readonly versions: readonly string[];
}

/** Everything an archive holds of one series. */
export interface PulledSeries {
  readonly mails: readonly ArchivedMail[];
  readonly versions: readonly string[];
  /** Message-IDs that cover letters or patches link to and that the archive does not have. */
  readonly notFound: readonly MessageId[];
  /** True when the thread asked for holds no patch at all. */
  readonly isWithoutPatch: boolean;
  readonly requests: number;
}

/** Rounds of "search, look at what came, search with what was learnt". iopf needs two; each is one request. */
const mostSearches = 6;
/** Threads fetched because a posting links to them. */
const mostLinks = 12;
/** Patch-ids put into one query: enough to meet a retitled version, and the URL stays short. */
const patchIdsAsked = 6;

/**
 * Fetches a mail's thread and from it every other version of its series: threads that its postings link to,
 * then searches by change-id, title and sender, patch-id, and for mails that link back. Each hit is checked here: a thread
 * is kept only when the recognition, given all mails at hand, finds one of its mails in the series.
 *
 * @throws {ArchiveFailure} when the mail asked for cannot be read. A failing search for further versions is
 * thrown too: what was found until then is in `onProgress`, and a later pull finds the rest in the cache.
 */
export async function pullSeries(
  archive: Archive,
  link: ArchiveLink,
  onProgress: (progress: PullProgress) => void | Promise<void> = () => undefined,
): Promise<PulledSeries> {
  const pile = new Pile();
  let series: Series | undefined;
  const tell = (step: string) =>
    onProgress({
      step,
      requests: archive.requests,
      mails: pile.size,
      versions: series?.versions.map((version) => version.label) ?? [],
    });

  await tell('reading the thread');
  await pile.add(await archive.thread(link.messageId, link.list));
  series = pile.seriesOf(link.messageId);

  const asked = new Set<string>();
  const notFound: MessageId[] = [];
  for (let round = 0; series && round < mostSearches; round += 1) {
    for (const id of unreadLinks(series, pile).slice(0, mostLinks)) {
      if (asked.has(id)) continue;
      asked.add(id);
      await tell(`reading ${id}, which a posting links to`);
      const thread = await threadOrNothing(archive, id);
      if (thread) await pile.addIfOf(thread, link.messageId);
      else notFound.push(id);
    }
    series = pile.seriesOf(link.messageId) ?? series;

    const query = searchFor(series, pile);
    if (asked.has(query)) break;
    asked.add(query);
    await tell('searching for other versions');
    await pile.addIfOf(await archive.search(query), link.messageId);
    series = pile.seriesOf(link.messageId) ?? series;
  }
  await tell('all versions read');
  return {
    mails: pile.archived(),
    versions: series?.versions.map((version) => version.label) ?? [],
    notFound,
    isWithoutPatch: series === undefined,
    requests: archive.requests,
  };
}

async function threadOrNothing(
  archive: Archive,
  id: MessageId,
): Promise<readonly ArchivedMail[] | undefined> {
  try {
    return await archive.thread(id);
  } catch (error) {
    if ((error as { readonly kind?: unknown }).kind === 'not-found') return undefined;
    throw error;
  }
}

/** The mails at hand, parsed once. */
class Pile {
  private readonly held = new Map<string, { readonly archived: ArchivedMail; readonly mail: Mail }>();

  get size(): number {
    return this.held.size;
  }

  archived(): readonly ArchivedMail[] {
    return [...this.held.values()].map((entry) => entry.archived);
  }

  mails(): readonly Mail[] {
    return [...this.held.values()].map((entry) => entry.mail);
  }

  has(id: MessageId): boolean {
    return this.held.has(id);
  }

  get(id: MessageId): Mail | undefined {
    return this.held.get(id)?.mail;
  }

  async add(mails: readonly ArchivedMail[]): Promise<void> {
    for (const archived of mails) this.put(archived, await parseMail(archived.raw));
  }

  /** Keeps those threads of `mails` that belong to the series of `id`, by the same rules as everywhere. */
  async addIfOf(mails: readonly ArchivedMail[], id: MessageId): Promise<void> {
    const fresh = new Map<MessageId, { readonly archived: ArchivedMail; readonly mail: Mail }>();
    for (const archived of mails) {
      const mail = await parseMail(archived.raw);
      if (!this.has(mail.id)) fresh.set(mail.id, { archived, mail });
    }
    if (fresh.size === 0) return;
    const all = [...this.mails(), ...[...fresh.values()].map((entry) => entry.mail)];
    const members = new Set(seriesOf(all, id)?.mails ?? []);
    for (const [freshId, { archived, mail }] of fresh) if (members.has(freshId)) this.put(archived, mail);
  }

  seriesOf(id: MessageId): Series | undefined {
    return seriesOf(this.mails(), id);
  }

  /** A second mail with the same id and other content is kept beside the first. */
  private put(archived: ArchivedMail, mail: Mail): void {
    const known = this.held.get(mail.id);
    const isCopy =
      known !== undefined && known.mail.text === mail.text && known.mail.subject === mail.subject;
    if (known === undefined) this.held.set(mail.id, { archived, mail });
    else if (!isCopy) this.held.set(`${mail.id} ${this.held.size}`, { archived, mail });
  }
}

function seriesOf(mails: readonly Mail[], id: MessageId): Series | undefined {
  return recogniseSeries(mails).series.find((series) => series.mails.includes(id));
}

/** Links of the series' postings to mails that are not at hand. */
function unreadLinks(series: Series, pile: Pile): readonly MessageId[] {
  const linked = postingIds(series).flatMap((id) => {
    const mail = pile.get(id);
    return mail ? readPatch(mail.text).links : [];
  });
  return [...new Set(linked)].filter((id) => !pile.has(id as MessageId)) as MessageId[];
}

function postingIds(series: Series): readonly MessageId[] {
  return series.versions.flatMap((version) => [
    ...(version.cover?.kind === 'held' ? [version.cover.mail] : []),
    ...version.patches.flatMap((slot) => (slot.kind === 'held' ? [slot.mail] : [])),
  ]);
}

/**
 * One query for all that could tell another version: the change-id as a line, a title with one of its senders,
 * a patch with the same patch-id, and a mail that links to a first mail of a known version.
 */
function searchFor(series: Series, pile: Pile): string {
  const changeIds = unique(series.versions.map((version) => version.changeId));
  const titles = unique(
    series.versions.map((version) => headTitle(version, pile)),
    normaliseTitle,
  );
  const senders = unique(
    series.people.filter((person) => isSender(person.key, series)).flatMap((person) => person.addresses),
  );
  const patchIds = unique(
    series.versions.flatMap((version) =>
      version.patches.map((slot) => (slot.kind === 'held' ? slot.patch.patchId : undefined)),
    ),
  );
  const heads = unique(series.versions.map((version) => version.cover?.mail ?? firstPatch(version)));
  const from = senders.map((address) => `f:${searchPhrase(address)}`).join(' OR ');
  return [
    ...changeIds.map((id) => `nq:${searchPhrase(`change-id: ${id}`)}`),
    ...titles.map((title) =>
      from ? `(s:${searchPhrase(title)} AND (${from}))` : `s:${searchPhrase(title)}`,
    ),
    ...patchIds.slice(0, patchIdsAsked).map((id) => `patchid:${id}`),
    ...heads.map((id) => `nq:${searchPhrase(id)}`),
    ...series.versions.flatMap((version) => besides(version, series)),
  ].join(' OR ');
}

/** Patches and cover of one posting go out in one go; a slow mail server spreads them over some minutes. */
const postingTakes = 15 * 60_000;

/**
 * For a version of which patches are missing: mail by its sender at the same time. Patches sent without threading
 * share neither a title nor a thread, and are found by nothing else.
 */
function besides(version: Series['versions'][number], series: Series): readonly string[] {
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

function headTitle(version: Series['versions'][number], pile: Pile): string | undefined {
  const head = version.cover?.kind === 'held' ? version.cover.mail : firstPatch(version);
  const subject = head === undefined ? undefined : pile.get(head)?.subject;
  return subject === undefined ? undefined : parseSubject(subject).title;
}

function firstPatch(version: Series['versions'][number]): MessageId | undefined {
  const slot = version.patches.find((one) => one.kind === 'held');
  return slot?.kind === 'held' ? slot.mail : undefined;
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
