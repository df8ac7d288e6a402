import type { Analysis } from '../analysis/index';
import type { Discussion, Remark } from '../discussion/index';
import type { Mailbox, MessageId } from '../mail/index';
import type { Listed, Maintainers } from '../maintainers/index';
import { nameKey, parseMailbox, type Recognition, type Series } from '../series/index';
import type { Holds, State, Status, TurnEvidence, WaitingOn } from '../status/index';

/** Something a person wrote. Moments are milliseconds since 1970, so that facts are plain JSON. */
export interface WordSaid {
  readonly mail: MessageId;
  readonly block: number;
  /** Key of the person. */
  readonly by: string;
  readonly name: string;
  readonly at: number | undefined;
  /** The first words of it, one line. */
  readonly words: string;
}

/** What triage needs to know of a series, whoever reads. */
export interface SeriesFacts {
  readonly newest:
    | {
        readonly label: string;
        readonly slug: string;
        /** Place among the versions, from 0. */
        readonly ordinal: number;
        readonly at: number | undefined;
        /** The mail that leads it: the cover letter, else the first patch held. */
        readonly head: MessageId | undefined;
        readonly isRfc: boolean;
        readonly patches: number;
        readonly files: number;
        readonly added: number;
        readonly deleted: number;
      }
    | undefined;
  readonly turn: {
    readonly on: WaitingOn;
    /** Keys. */
    readonly people: readonly string[];
    readonly names: readonly string[];
    readonly since: number | undefined;
    readonly why: string;
    /** What gave it: 'posting' for a version, 'correction' for a person's word; undefined when it is unknown. */
    readonly by: TurnEvidence['kind'] | undefined;
    readonly mail: MessageId | undefined;
  };
  /** The last thing a person wrote in a reply. */
  readonly last: WordSaid | undefined;
  /** Of the remarks that ask, how many are in each state: people's and programs', as the ledger counts them. */
  readonly asks: Readonly<Partial<Record<State, number>>>;
  /** Of these, people's on which somebody has to act: what a program says holds up nobody. */
  readonly unsettledOfPeople: number;
  /** True when somebody who is not on the author's side has said anything in any version; courtesies are nothing. */
  readonly isAnswered: boolean;
  /** The same of the newest version: a remark on it or a tag for it. */
  readonly isNewestRead: boolean;
  /** Who spoke on which version, oldest version first: "v1: Rob Reader 3, Max Maintainer 1". */
  readonly spoken: readonly {
    readonly label: string;
    readonly slug: string;
    readonly people: readonly {
      readonly name: string;
      readonly remarks: number;
      readonly tags: readonly string[];
    }[];
  }[];
  /** True when a review tag stands for every patch of the newest version. */
  readonly isTagged: boolean;
  /** Objections that were not taken back. */
  readonly objections: readonly { readonly name: string; readonly mail: MessageId }[];
  /** Date of the newest mail of all, programs' included. */
  readonly lastAt: number | undefined;
}

/** What one person has to do with a series. */
export interface Part {
  readonly key: string;
  readonly name: string;
  /** Lower case, every address that mail proves to be theirs. */
  readonly addresses: readonly string[];
  readonly isAuthor: boolean;
  /** Remarks they wrote that say anything. */
  readonly remarks: number;
  /** In the To: line of the newest version. */
  readonly isAddressed: boolean;
  /** What MAINTAINERS lists them as for the files of the newest version. */
  readonly listed: Listed['as'] | undefined;
  /** When they last wrote anything, and posted or replied last. */
  readonly spokeAt: number | undefined;
  /** The last version they remarked on or tagged. */
  readonly reviewed: { readonly label: string; readonly slug: string; readonly ordinal: number } | undefined;
  /** Of what they asked, how many are in each state. */
  readonly asks: Readonly<Partial<Record<State, number>>>;
  /** Tags they gave that count on the newest version, and those that do not any more. */
  readonly tags: { readonly hold: number; readonly stale: number };
  /** What somebody else wrote last in answer to them. */
  readonly answer: WordSaid | undefined;
}

export interface TriageFacts {
  readonly series: SeriesFacts;
  /** Everybody who has a part in it. */
  readonly parts: readonly Part[];
}

/** People named for a series beyond this make it no one's in particular; the most involved are kept. */
const mostParts = 200;

/** What triage needs to know of a series: facts for every reader, and the part each person has in it. */
export function triageFacts(analysis: Analysis, series: Series, maintainers?: Maintainers): TriageFacts {
  const discussion = analysis.discussions.get(series.slug);
  const status = analysis.statuses.get(series.slug);
  if (!discussion || !status) throw new Error(`Nothing was derived of the series "${series.slug}".`);
  return new Clerk(analysis.recognition, series, discussion, status, maintainers).facts();
}

/** A part while it is being filled in. */
type Draft = { -readonly [Key in keyof Part]: Part[Key] } & {
  asks: Partial<Record<State, number>>;
  tags: { hold: number; stale: number };
};

/** States in which somebody has to act. */
const unsettled: ReadonlySet<State> = new Set<State>(['open', 'answered', 'promised']);

class Clerk {
  private readonly keys = new Map<string, string>();
  private readonly byName = new Map<string, string>();
  private readonly parts = new Map<string, Draft>();
  private readonly authors = new Set<string>();
  /** Who wrote a patch, where somebody else sent it. */
  private readonly writerOf = new Map<MessageId, string>();
  /** Which version each posting belongs to: index from 0. */
  private readonly ordinalOf = new Map<MessageId, number>();
  private readonly said: readonly Remark[];

  constructor(
    private readonly recognition: Recognition,
    private readonly series: Series,
    private readonly discussion: Discussion,
    private readonly status: Status,
    private readonly maintainers: Maintainers | undefined,
  ) {
    for (const person of series.people) {
      for (const address of person.addresses) this.keys.set(address.toLowerCase(), person.key);
      const key = nameKey(person.name);
      if (key !== '') this.byName.set(key, person.key);
    }
    this.authors.add(series.author.key);
    for (const [ordinal, version] of series.versions.entries()) {
      this.authors.add(version.sender.key);
      for (const id of [
        version.cover?.mail,
        ...version.patches.map((slot) => (slot.kind === 'carried' ? undefined : slot.mail)),
      ])
        if (id !== undefined && !this.ordinalOf.has(id)) this.ordinalOf.set(id, ordinal);
      for (const slot of version.patches)
        if (slot.kind === 'held') this.writerOf.set(slot.mail, this.keyOf(slot.author));
    }
    this.said = discussion.remarks
      .filter(({ kind }) => kind !== 'bot')
      .sort(
        (a, b) =>
          (a.date?.getTime() ?? 0) - (b.date?.getTime() ?? 0) ||
          compare(a.reply, b.reply) ||
          a.block - b.block,
      );
  }

  facts(): TriageFacts {
    const isNewestRead = this.readRemarks();
    this.readAuthors();
    this.readTags();
    this.readAsks();
    this.readNamed();
    const people = [...this.parts.values()].sort(
      (a, b) => weightOf(b) - weightOf(a) || compare(a.key, b.key),
    );
    const turn = this.turnFacts();
    const last = this.said.at(-1);
    return {
      series: {
        newest: this.newestFacts(),
        turn,
        last: last && this.wordOf(last),
        asks: this.asks,
        unsettledOfPeople: this.unsettledOfPeople,
        isAnswered: this.isAnswered,
        isNewestRead: isNewestRead || this.isNewestTagged(),
        spoken: this.spokenFacts(),
        isTagged: this.isTagged(),
        objections: this.status.objections
          .filter(({ liftedBy }) => liftedBy === undefined)
          .map(({ name, mail }) => ({ name, mail })),
        lastAt: this.lastAt(),
      },
      parts: people.slice(0, mostParts),
    };
  }

  private isAnswered = false;
  private readonly asks: Partial<Record<State, number>> = {};
  private unsettledOfPeople = 0;
  /** By version, by person: what they said there. */
  private readonly spoken = new Map<number, Map<string, { remarks: number; tags: string[] }>>();

  /** Who wrote what, and who was answered. True when the newest version was remarked on. */
  private readRemarks(): boolean {
    let isNewestRead = false;
    for (const remark of this.said) {
      const part = this.partOf(remark.from);
      const at = remark.date?.getTime();
      part.spokeAt = later(part.spokeAt, at);
      if (remark.kind === 'social') continue;
      part.remarks += 1;
      const posting = this.postingOf(remark);
      const ordinal = posting === undefined ? undefined : this.ordinalOf.get(posting);
      if (!this.isAuthorSide(part.key, posting)) {
        this.isAnswered = true;
        if (ordinal !== undefined) {
          this.spokenBy(ordinal, part.key).remarks += remark.kind === 'trailer' ? 0 : 1;
          this.setReviewed(part, ordinal);
          isNewestRead ||= ordinal === this.series.versions.length - 1;
        }
      }
      for (const key of this.answeredBy(remark))
        if (key !== part.key) this.partNamed(key).answer = this.wordOf(remark);
    }
    return isNewestRead;
  }

  /** Whom a remark answers: who wrote the mail, and who wrote the remark it quotes. */
  private answeredBy(remark: Remark): ReadonlySet<string> {
    const keys = new Set<string>();
    const parent = this.recognition.parentOf.get(remark.reply);
    for (const id of [parent, remark.answers?.reply]) {
      const mail = id === undefined ? undefined : this.recognition.byId.get(id)?.mail;
      if (mail) keys.add(this.keyOf(mail.from));
    }
    return keys;
  }

  private readAuthors(): void {
    for (const version of this.series.versions) {
      const part = this.partOf({ name: version.sender.name, address: version.sender.key });
      part.isAuthor = true;
      part.spokeAt = later(part.spokeAt, version.date?.getTime());
    }
    for (const slot of this.series.versions.at(-1)?.patches ?? [])
      if (slot.kind === 'held') this.partOf(slot.author).isAuthor = true;
  }

  private readTags(): void {
    const fates = new Map<string, Holds>();
    for (const tag of this.status.tags) {
      const part = this.partOf(tag.person);
      if (this.isAuthorSide(part.key, tag.posting)) continue;
      const ordinal = tag.posting === undefined ? undefined : this.ordinalOf.get(tag.posting);
      if (ordinal !== undefined && tag.holds !== 'mismatch') {
        this.setReviewed(part, ordinal);
        const of = this.spokenBy(ordinal, part.key);
        if (!of.tags.includes(tag.key)) of.tags.push(tag.key);
      }
      // One tag for several patches is one: stale as soon as it is for one of them.
      const given = `${tag.block} ${tag.mail} ${tag.key} ${part.key}`;
      const before = fates.get(given);
      if (before === 'stale' || before === tag.holds) continue;
      fates.set(given, tag.holds);
      if (tag.holds === 'yes') part.tags.hold += 1;
      if (tag.holds === 'stale') part.tags.stale += 1;
      if (before === 'yes') part.tags.hold -= 1;
    }
  }

  private readAsks(): void {
    const remarks = new Map(this.said.map((remark) => [`${remark.block} ${remark.reply}`, remark]));
    for (const { reply, block, asks, state } of this.status.remarks) {
      if (!asks || state === undefined) continue;
      this.asks[state] = (this.asks[state] ?? 0) + 1;
      const remark = remarks.get(`${block} ${reply}`);
      if (!remark) continue;
      if (unsettled.has(state)) this.unsettledOfPeople += 1;
      const part = this.partOf(remark.from);
      part.asks[state] = (part.asks[state] ?? 0) + 1;
    }
  }

  /** Who is named for the newest version: in To:, and by MAINTAINERS. */
  private readNamed(): void {
    const version = this.series.versions.at(-1);
    if (!version) return;
    const lists = new Set(this.series.lists);
    const cover = version.cover?.kind === 'held' ? [version.cover.mail] : [];
    const ids =
      cover.length > 0 ? cover : version.patches.flatMap((slot) => (slot.kind === 'held' ? slot.mail : []));
    for (const id of ids)
      for (const box of this.recognition.byId.get(id)?.mail.to ?? [])
        if (box.address !== '' && !lists.has(box.address.replace('@', '.').toLowerCase()))
          this.partOf(box).isAddressed = true;
    for (const { as, ...box } of this.maintainers?.(this.paths()) ?? []) {
      const part = this.partOf(box);
      part.listed = part.listed === 'maintainer' ? part.listed : as;
      if (!part.addresses.includes(box.address)) part.addresses = [...part.addresses, box.address];
    }
  }

  private paths(): readonly string[] {
    return (this.series.versions.at(-1)?.patches ?? []).flatMap((slot) =>
      slot.kind === 'held'
        ? slot.patch.files.flatMap(({ newPath, oldPath }) => newPath ?? oldPath ?? [])
        : [],
    );
  }

  private newestFacts(): SeriesFacts['newest'] {
    const version = this.series.versions.at(-1);
    if (!version) return undefined;
    const held = version.patches.flatMap((slot) => (slot.kind === 'held' ? [slot] : []));
    const files = held.flatMap(({ patch }) => patch.files);
    const signs = files.flatMap(({ hunks }) => hunks.flatMap(({ lines }) => lines.map(({ sign }) => sign)));
    return {
      label: version.label,
      slug: version.slug,
      ordinal: this.series.versions.length - 1,
      at: version.date?.getTime(),
      head: version.cover?.kind === 'held' ? version.cover.mail : held[0]?.mail,
      isRfc: version.isRfc || version.isPreview,
      patches: version.patches.length,
      files: new Set(this.paths()).size,
      added: signs.filter((sign) => sign === '+').length,
      deleted: signs.filter((sign) => sign === '-').length,
    };
  }

  private turnFacts(): SeriesFacts['turn'] {
    const { waitingOn, people, since, why, evidence } = this.status.turn;
    const first = evidence.find((one) => 'mail' in one);
    return {
      on: waitingOn,
      people: people.map((box) => this.keyOf(box)),
      names: people.map(({ name, address }) => name || address),
      since: since?.getTime(),
      why,
      by: evidence[0]?.kind,
      mail: first && 'mail' in first ? first.mail : undefined,
    };
  }

  private spokenFacts(): SeriesFacts['spoken'] {
    return [...this.spoken]
      .sort(([a], [b]) => a - b)
      .flatMap(([ordinal, people]) => {
        const version = this.series.versions[ordinal];
        const names = [...people].map(([key, { remarks, tags }]) => ({
          name: this.partNamed(key).name,
          remarks,
          tags,
        }));
        return version ? [{ label: version.label, slug: version.slug, people: names }] : [];
      });
  }

  /** Everything that nobody took yet has a review tag that counts, and so the turn is the maintainer's: not for a word of his. */
  private isTagged(): boolean {
    const { waitingOn, evidence } = this.status.turn;
    return (
      waitingOn === 'maintainer' &&
      evidence.length > 0 &&
      evidence.every(({ kind }) => kind === 'tag' || kind === 'posting')
    );
  }

  private isNewestTagged(): boolean {
    return this.spoken.has(this.series.versions.length - 1);
  }

  private lastAt(): number | undefined {
    let last: number | undefined;
    for (const id of this.series.mails)
      last = later(last, this.recognition.byId.get(id)?.mail.date?.getTime());
    return last;
  }

  private postingOf(remark: Remark): MessageId | undefined {
    return 'patch' in remark.anchor ? remark.anchor.patch : this.recognition.postingOf.get(remark.reply);
  }

  private isAuthorSide(key: string, posting: MessageId | undefined): boolean {
    return this.authors.has(key) || (posting !== undefined && this.writerOf.get(posting) === key);
  }

  private spokenBy(ordinal: number, key: string): { remarks: number; tags: string[] } {
    const people = this.spoken.get(ordinal) ?? new Map<string, { remarks: number; tags: string[] }>();
    this.spoken.set(ordinal, people);
    const known = people.get(key) ?? { remarks: 0, tags: [] };
    people.set(key, known);
    return known;
  }

  private setReviewed(part: Draft, ordinal: number): void {
    const version = this.series.versions[ordinal];
    if (version && (part.reviewed?.ordinal ?? -1) < ordinal)
      part.reviewed = { label: version.label, slug: version.slug, ordinal };
  }

  private wordOf(remark: Remark): WordSaid {
    const part = this.partOf(remark.from);
    return {
      mail: remark.reply,
      block: remark.block,
      by: part.key,
      name: part.name,
      at: remark.date?.getTime(),
      words: firstWords(remark.text),
    };
  }

  private keyOf({ name, address }: Mailbox): string {
    const lower = address.toLowerCase();
    return (
      this.keys.get(lower) ?? this.byName.get(nameKey(name)) ?? (lower || nameKey(name) || name.toLowerCase())
    );
  }

  private partOf(box: Mailbox): Draft {
    return this.partNamed(this.keyOf(box), box);
  }

  private partNamed(key: string, box: Mailbox = { name: '', address: key }): Draft {
    const known = this.parts.get(key);
    if (known) return known;
    const person = this.series.people.find((one) => one.key === key);
    const address = parseMailbox(box.address)?.address.toLowerCase() ?? '';
    const draft: Draft = {
      key,
      name: person?.name || box.name || box.address || key,
      addresses: person
        ? [...new Set(person.addresses.map((one) => one.toLowerCase()))]
        : address === ''
          ? []
          : [address],
      isAuthor: false,
      remarks: 0,
      isAddressed: false,
      listed: undefined,
      spokeAt: undefined,
      reviewed: undefined,
      asks: {},
      tags: { hold: 0, stale: 0 },
      answer: undefined,
    };
    this.parts.set(key, draft);
    return draft;
  }
}

/** Who did most comes first; who is only named comes last. */
function weightOf({ isAuthor, remarks, tags, isAddressed }: Part): number {
  return (isAuthor ? 1_000 : 0) + remarks + tags.hold + tags.stale + (isAddressed ? 0.5 : 0);
}

const mostWords = 200;

function firstWords(text: string): string {
  const line = text
    .slice(0, 2 * mostWords)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > mostWords ? `${line.slice(0, mostWords).trimEnd()} ...` : line;
}

function later(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.max(a, b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
