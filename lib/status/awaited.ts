import { isRobot } from '../discussion/index';
import type { Mail, Mailbox, MessageId } from '../mail/index';
import type { PatchSlot } from '../series/index';
import { isAgainst, Reviews } from './reviews';
import type { Objection, Review } from './status';
import { isForSame } from './tags';
import { timeOf } from './talk';
import type { TurnSources } from './turnSources';

/** Whom a new version waits for, and who has said yes to a patch of it. */
export class Awaited {
  /** Review tags that count for the patches. */
  readonly reviews: Reviews;

  constructor(
    private readonly from: TurnSources,
    before?: Awaited,
  ) {
    this.reviews = new Reviews(from, before?.reviews);
  }

  /** Review tags by which a patch may go in: none while somebody is against it. */
  standingFor(slot: PatchSlot): readonly Review[] {
    return slot.mail === undefined || this.objectionsTo(slot.mail).length > 0 ? [] : this.reviews.of(slot);
  }

  /** Who is against a patch, or all of them, and has not taken that back. */
  objectionsTo(mail: MessageId): readonly Objection[] {
    return this.from.objections.filter((one) => isAgainst(one, mail, this.from));
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
          // A robot reports, and its report brings a tag to be given; nobody waits for it.
          !isRobot(tag.person, '') &&
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
