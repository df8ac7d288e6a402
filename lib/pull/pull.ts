import { createHash } from 'node:crypto';
import { parseMail, UnreadableMail, type Mail, type MessageId } from '../mail/index';
import { recogniseSeries, type Absent, type Series } from '../series/index';
import {
  whyTooLarge,
  type Archive,
  type ArchivedMail,
  type ArchiveLink,
  type FileProblem,
} from '../inbox/index';
import { Search } from './search';

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
  /** What came among them and is no mail, or is larger than any; it names no thread, so that all of it is told. */
  readonly unreadable: readonly FileProblem[];
  readonly versions: readonly string[];
  /** Message-IDs that cover letters or patches link to and that the archive does not have. */
  readonly notFound: readonly MessageId[];
  /** Versions that were looked for and not found, and why they are thought to exist. */
  readonly absent: readonly Absent[];
  /** False when the archive gave another thread than the one asked for: the mail asked for is not in it. */
  readonly isAskedHere: boolean;
  /** True when the mail asked for is of no series: its thread holds no patch. */
  readonly isWithoutPatch: boolean;
  readonly requests: number;
}

/** Rounds of "search, look at what came, search with what was learnt". iopf needs two; each is one request. */
const mostSearches = 6;

/**
 * Fetches a mail's thread and from it every other version of its series: one search for the threads that its postings
 * link to, and by change-id, title and sender, patch-id, links back and missing numbers; then again for what that taught, until
 * nothing new is to be asked. Each hit is checked here: a thread is kept only when the recognition, given all mails at
 * hand, finds one of its mails in the series; of a set in which somebody else posted its patches again, those patches.
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
  const asked = pile.idOf(link.messageId) ?? link.messageId;
  series = pile.seriesOf(asked);

  const search = new Search();
  for (let round = 0; series && round < mostSearches; round += 1) {
    const query = search.next(series, pile);
    if (query === undefined) break;
    await tell(stepOf(series, round));
    await pile.addIfOf(await archive.search(query), asked);
    series = pile.seriesOf(asked) ?? series;
  }
  await tell('all versions read');
  return {
    mails: pile.archived(),
    unreadable: pile.unreadable(),
    versions: series?.versions.map((version) => version.label) ?? [],
    notFound: search.links.filter((id) => !pile.saw(id)),
    absent: series?.absent ?? [],
    isAskedHere: pile.has(asked),
    isWithoutPatch: series === undefined,
    requests: archive.requests,
  };
}

function stepOf(series: Series, round: number): string {
  if (round > 0) return 'searching with what was learnt';
  const absent = series.absent.map(({ what }) => what);
  return `searching for other versions${absent.length > 0 ? `, ${absent.join(', ')} among them` : ''}`;
}

/** The mails at hand, parsed once. */
class Pile {
  private readonly held = new Map<string, { readonly archived: ArchivedMail; readonly mail: Mail }>();
  private readonly seen = new Set<MessageId>();
  /** By their content: a search gives a thread again that was read before. */
  private readonly problems = new Map<string, FileProblem>();

  get size(): number {
    return this.held.size;
  }

  archived(): readonly ArchivedMail[] {
    return [...this.held.values()].map((entry) => entry.archived);
  }

  unreadable(): readonly FileProblem[] {
    return [...this.problems.values()];
  }

  mails(): readonly Mail[] {
    return [...this.held.values()].map((entry) => entry.mail);
  }

  has(id: MessageId): boolean {
    return this.held.has(id);
  }

  /** The id of the mail that is known by `id`: an archive gives a mail with a used Message-ID a second one. */
  idOf(id: MessageId): MessageId | undefined {
    return this.mails().find((mail) => mail.id === id || mail.otherIds.includes(id))?.id;
  }

  /** True for every mail that came, those of other series too. */
  saw(id: MessageId): boolean {
    return this.has(id) || this.seen.has(id);
  }

  get(id: MessageId): Mail | undefined {
    return this.held.get(id)?.mail;
  }

  async add(mails: readonly ArchivedMail[]): Promise<void> {
    for (const archived of mails) {
      const mail = await this.read(archived);
      if (mail) this.put(archived, mail);
    }
  }

  /** Keeps those threads of `mails` that belong to the series of `id`, by the same rules as everywhere. */
  async addIfOf(mails: readonly ArchivedMail[], id: MessageId): Promise<void> {
    const fresh = new Map<MessageId, { readonly archived: ArchivedMail; readonly mail: Mail }>();
    for (const archived of mails) {
      const mail = await this.read(archived);
      if (!mail) continue;
      this.seen.add(mail.id);
      if (!this.has(mail.id)) fresh.set(mail.id, { archived, mail });
    }
    if (fresh.size === 0) return;
    const all = [...this.mails(), ...[...fresh.values()].map((entry) => entry.mail)];
    const series = seriesOf(all, id);
    // A repost with what it answers: the cover letter says whether who took the patch sent it on.
    const reposts = (series?.reposts ?? []).flatMap(({ mail }) => [
      mail,
      ...(fresh.get(mail)?.mail.parents.slice(0, 1) ?? []),
    ]);
    const members = new Set([...(series?.mails ?? []), ...reposts]);
    for (const [freshId, { archived, mail }] of fresh) if (members.has(freshId)) this.put(archived, mail);
  }

  seriesOf(id: MessageId): Series | undefined {
    return seriesOf(this.mails(), id);
  }

  /** The mail; undefined for what is none, which is noted with its place and the reason. */
  private async read({ raw, source, offset, isCut }: ArchivedMail): Promise<Mail | undefined> {
    const note = (why: string) => {
      const content = createHash('sha256').update(raw).digest('hex');
      if (!this.problems.has(content))
        this.problems.set(content, { kind: 'problem', place: `${source} (byte ${offset})`, why });
    };
    if (isCut) {
      note(whyTooLarge(raw));
      return undefined;
    }
    try {
      return await parseMail(raw);
    } catch (error) {
      if (!(error instanceof UnreadableMail)) throw error;
      note(error.message);
      return undefined;
    }
  }

  /** A second mail with the same id and other content is kept beside the first. Copied: it may be one of many in an answer. */
  private put(given: ArchivedMail, mail: Mail): void {
    const archived = { ...given, raw: new Uint8Array(given.raw) };
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
