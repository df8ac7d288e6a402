import type { Mail, Mailbox, MessageId } from '../mail/index';
import type { PatchSlot } from '../series/index';
import { personIn } from './cast';
import type { Objection, Tag } from './status';
import { isForSame } from './tags';
import { timeOf } from './talk';
import type { TurnSources } from './turnSources';

/** Tags by which a person says that a patch may go in. Tests and suggestions do not. */
const reviewTag = /^(?:reviewed|acked)-by$/i;

/** A review tag that stands for a patch of the newest version. */
export interface Standing {
  readonly person: Mailbox;
  /** The reply; undefined when the posting carries it and no reply that gave it is held. */
  readonly tag: Tag | undefined;
}

/** Whom a new version waits for, and who has said yes to a patch of it. */
export class Awaited {
  private readonly standing = new Map<PatchSlot, readonly Standing[]>();
  /** Tags by patch, with whether they are for it: found out once for all moments at which the series has the same versions. */
  private readonly fits: Map<MessageId, Map<Tag, boolean>>;

  constructor(
    private readonly from: TurnSources,
    before?: Awaited,
  ) {
    this.fits = before?.fits ?? new Map<MessageId, Map<Tag, boolean>>();
  }

  /**
   * Review tags that stand for a patch: given in replies to the same change, or carried by the posting itself. Nobody's
   * tag stands who is against it.
   */
  standingFor(slot: PatchSlot): readonly Standing[] {
    const known = this.standing.get(slot) ?? this.findStanding(slot);
    this.standing.set(slot, known);
    return known;
  }

  private findStanding({ mail }: PatchSlot): readonly Standing[] {
    if (mail === undefined || this.objectionsTo(mail).length > 0) return [];
    const given = this.from.tags
      .filter((tag) => reviewTag.test(tag.key) && this.isFor(tag, mail))
      .map((tag): Standing => ({ person: tag.person, tag }));
    const posted = this.from.recognition.byId.get(mail);
    const carried = (posted?.kind === 'patch' ? posted.patch.trailers : []).flatMap((trailer) => {
      const person = reviewTag.test(trailer.key) ? personIn(trailer.value) : undefined;
      return person && !this.from.cast.isAuthorSide(person, mail) ? [{ person, tag: undefined }] : [];
    });
    const people = new Set(given.map(({ person }) => this.from.cast.personOf(person)));
    return [...given, ...carried.filter(({ person }) => !people.has(this.from.cast.personOf(person)))];
  }

  private isFor(tag: Tag, mail: MessageId): boolean {
    let fits = this.fits.get(mail);
    if (!fits) this.fits.set(mail, (fits = new Map()));
    const known = fits.get(tag) ?? this.isGivenTo(tag, mail);
    fits.set(tag, known);
    return known;
  }

  private isGivenTo(tag: Tag, mail: MessageId): boolean {
    if (tag.holds === 'withdrawn' || tag.holds === 'mismatch') return false;
    if (this.from.cast.isAuthorSide(tag.person, mail)) return false;
    // A condition is met when the author took the tag into the posting; then it is among the trailers.
    if (tag.holds === 'conditional') return false;
    return tag.patches.some((patch) => {
      if (patch === mail) return true;
      const stop = this.from.journey.stopOf(patch);
      return (
        stop !== undefined && this.from.journey.goesOnIn(stop, mail) && this.from.isSame(patch, mail) === true
      );
    });
  }

  /** Who is against a patch, or all of them, and has not taken that back. */
  objectionsTo(mail: MessageId): readonly Objection[] {
    return this.from.objections.filter(({ liftedBy, posting }) => {
      if (liftedBy !== undefined || posting === undefined) return false;
      const stop = this.from.journey.stopOf(posting);
      if (!stop) return false;
      return stop.number === 0 || this.from.journey.goesOnIn(stop, mail);
    });
  }

  /**
   * Who asked for changes, was against it, or gave a tag before the newest version: of this patch, else of the series; else
   * those whom its To: line names. Left out is whose tag stands for the patch. Empty when mail names nobody.
   */
  reviewersOf(slot: PatchSlot, before: number): readonly Mailbox[] {
    const done = new Set(this.standingFor(slot).map(({ person }) => this.from.cast.personOf(person)));
    const left = (boxes: readonly Mailbox[]) =>
      this.unique(boxes).filter((box) => !done.has(this.from.cast.personOf(box)));
    const ofPatch = left(this.spokeOf(slot.mail, before));
    if (ofPatch.length > 0) return ofPatch;
    const ofSeries = left(this.spokeOf(undefined, before));
    return ofSeries.length > 0 ? ofSeries : left(this.addressed());
  }

  /** `mail` undefined: of any patch. A word about a cover letter is one about every patch. */
  private spokeOf(mail: MessageId | undefined, before: number): readonly Mailbox[] {
    const isAbout = (posting: MessageId | undefined): boolean => {
      if (mail === undefined) return true;
      const stop = posting === undefined ? undefined : this.from.journey.stopOf(posting);
      return stop !== undefined && this.from.journey.goesOnIn(stop, mail);
    };
    const asked = this.from.asked
      .filter(({ remark, posting }) => remark.kind !== 'bot' && timeOf(remark) <= before && isAbout(posting))
      .map(({ remark }) => ({ at: timeOf(remark), from: remark.from }));
    const tagged = this.from.tags
      .filter(
        (tag) =>
          (tag.date?.getTime() ?? Infinity) <= before &&
          tag.holds !== 'mismatch' &&
          tag.holds !== 'withdrawn' &&
          (mail === undefined || isForSame(tag, mail, this.from.journey) || tag.patches.some(isAbout)),
      )
      .map((tag) => ({ at: tag.date?.getTime() ?? Infinity, from: tag.person }));
    return [...asked, ...tagged]
      .sort((a, b) => (a.at === b.at ? 0 : a.at - b.at))
      .map(({ from }) => from)
      .filter((box) => !this.from.cast.isAuthorSide(box, mail));
  }

  /** The people in the To: line of the newest version, lists and the author's side left out. */
  addressed(): readonly Mailbox[] {
    const version = this.from.series.versions.at(-1);
    const ids = version ? [version.cover?.mail, ...version.patches.map(({ mail }) => mail)] : [];
    const mails = ids.flatMap((id) =>
      id === undefined ? [] : (this.from.recognition.byId.get(id)?.mail ?? []),
    );
    const [first] = mails;
    // Without a cover letter each patch is addressed by itself.
    const asked = version?.cover?.kind === 'held' && first ? [first] : mails;
    return this.unique(
      asked.flatMap((mail) => mail.to.filter((box) => !isList(box, mail, this.from.series.lists))),
    ).filter((box) => !this.from.cast.isAuthorSide(box, undefined));
  }

  private unique(boxes: readonly Mailbox[]): readonly Mailbox[] {
    const found = new Map<string, Mailbox>();
    for (const box of boxes) {
      const key = this.from.cast.personOf(box);
      if (!found.has(key)) found.set(key, this.from.cast.boxOf(box));
    }
    return [...found.values()];
  }
}

/** Addresses that are nobody's own. A list without a List-Id header is told by its host or name. */
const listAddress =
  /@(?:vger\.kernel\.org|lists?\.|[^@]{0,100}\blists?\.|googlegroups\.com|[^@]{0,100}\.sourceforge\.net)|(?:^|[-_.])(?:list|lists|devel|dev|discuss|users|patches|announce|bugs)@|^(?:linux|git|stable|patches|netdev|bpf|kvm|kernel)(?:-[^@]{0,60})?@/i;

function isList({ address }: Mailbox, mail: Mail, lists: readonly string[]): boolean {
  const id = address.replace('@', '.').toLowerCase();
  return address === '' || mail.lists.includes(id) || lists.includes(id) || listAddress.test(address);
}
