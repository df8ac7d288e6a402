import { isRobot } from '../discussion/index';
import type { MessageId } from '../mail/index';
import type { PatchSlot } from '../series/index';
import { personIn } from './cast';
import { fateOf } from './fate';
import type { Review, Tag } from './status';
import type { TurnSources } from './turnSources';

/** What a maintainer counts as review (Documentation/process/submitting-patches.rst); a test or a suggestion is none. */
export function isReviewKey(key: string): boolean {
  return /^(?:reviewed|acked)-by$/i.test(key);
}

/**
 * The review tags that count for the patches of the newest version, and nothing else says whether one does: a Reviewed-by or Acked-by of a person
 * who is not on the author's side, given in a reply to the change that the newest version makes, or carried by its posting while no
 * reply gave it. One that is stale, conditional, taken back or of somebody who is against the patch counts for nothing, though its posting carries it.
 */
export class Reviews {
  private readonly counted = new Map<PatchSlot, readonly Review[]>();
  /** Tags by patch, with whether they hold for it: found out once for all moments at which the series has the same versions. */
  private readonly fits: Map<MessageId, Map<Tag, boolean>>;

  constructor(
    private readonly from: TurnSources,
    before?: Reviews,
  ) {
    this.fits = before?.fits ?? new Map<MessageId, Map<Tag, boolean>>();
  }

  /** In the order given, those that only the posting carries last; each person once. */
  of(slot: PatchSlot): readonly Review[] {
    const known = this.counted.get(slot) ?? this.find(slot);
    this.counted.set(slot, known);
    return known;
  }

  private find({ mail }: PatchSlot): readonly Review[] {
    if (mail === undefined) return [];
    const { recognition, series, cast, journey, tags } = this.from;
    const against = new Set(this.objectors(mail));
    const isCounted = ({ key, person }: Pick<Review, 'key' | 'person'>): boolean =>
      isReviewKey(key) &&
      !cast.isAuthorSide(person, mail) &&
      !isRobot(person, '') &&
      !against.has(cast.personOf(person));
    const found = new Map<string, Review>();
    const spoken = new Set<string>();
    for (const tag of tags) {
      const who = cast.personOf(tag.person);
      if (!isCounted(tag) || !tag.patches.some((patch) => this.leadsTo(patch, mail))) continue;
      // What somebody gave in another's name is not that one's word, and says nothing against a posting that carries it.
      if (tag.holds === 'mismatch') continue;
      spoken.add(who);
      if (!found.has(who) && this.holdsFor(tag, mail)) {
        const { key, person, date, version } = tag;
        found.set(who, { key, person, mail: tag.mail, isCarried: false, date, version });
      }
    }
    const posted = recognition.byId.get(mail);
    const version = journey.stopOf(mail)?.version ?? series.versions.at(-1);
    for (const { key, value } of posted?.kind === 'patch' ? posted.patch.trailers : []) {
      const person = personIn(value);
      const who = person && cast.personOf(person);
      if (!person || who === undefined || spoken.has(who) || found.has(who)) continue;
      if (isCounted({ key, person }))
        found.set(who, { key, person, mail, isCarried: true, date: version?.date, version: version?.label });
    }
    return [...found.values()];
  }

  private holdsFor(tag: Tag, mail: MessageId): boolean {
    let fits = this.fits.get(mail);
    if (!fits) this.fits.set(mail, (fits = new Map()));
    const known =
      fits.get(tag) ??
      (tag.holds !== 'withdrawn' &&
        tag.patches.some(
          (patch) => this.leadsTo(patch, mail) && fateOf(tag, patch, this.from).holds === 'yes',
        ));
    fits.set(tag, known);
    return known;
  }

  private leadsTo(patch: MessageId, mail: MessageId): boolean {
    if (patch === mail) return true;
    const stop = this.from.journey.stopOf(patch);
    return stop !== undefined && this.from.journey.goesOnIn(stop, mail);
  }

  /** Persons who are against a patch, or all of them, and have not taken that back. */
  private objectors(mail: MessageId): readonly string[] {
    const { objections, recognition, cast } = this.from;
    return objections.flatMap((one) => {
      const from = recognition.byId.get(one.mail)?.mail.from;
      return from && isAgainst(one, mail, this.from) ? [cast.personOf(from)] : [];
    });
  }
}

/** Whether an objection is against a patch, or all of them, and was not taken back. */
export function isAgainst(
  { liftedBy, posting }: TurnSources['objections'][number],
  mail: MessageId,
  { journey }: Pick<TurnSources, 'journey'>,
): boolean {
  const stop = posting === undefined ? undefined : journey.stopOf(posting);
  if (liftedBy !== undefined || !stop) return false;
  return stop.number === 0 || journey.goesOnIn(stop, mail);
}
