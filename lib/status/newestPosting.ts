import type { Mailbox } from '../mail/index';
import type { PatchSlot } from '../series/index';
import type { Awaited } from './awaited';
import type { Review, Turn, TurnEvidence } from './status';
import { timeOf } from './talk';
import type { TurnSources } from './turnSources';

/** The newest version itself, and what it alone gives a turn to. */
export class NewestPosting {
  private readonly newest: number;
  private readonly since: number;

  constructor(
    private readonly from: TurnSources,
    private readonly awaited: Awaited,
  ) {
    this.newest = from.series.versions.length - 1;
    this.since = from.series.versions.at(-1)?.date?.getTime() ?? -Infinity;
  }

  /**
   * The maintainer's, when a review tag stands for every one of these patches; since the last one was given.
   *
   * @param areRest True when they are what is left of a version.
   */
  readyOf(slots: readonly PatchSlot[], areRest: boolean): Turn | undefined {
    if (slots.length === 0) return undefined;
    const given: Review[] = [];
    for (const slot of slots) {
      const [first] = this.awaited.standingFor(slot);
      if (!first) return undefined;
      if (!first.isCarried) given.push(first);
    }
    const since = Math.max(this.since, ...given.map(({ date }) => date?.getTime() ?? this.since));
    const paths = slots.flatMap((slot) =>
      slot.kind === 'held'
        ? slot.patch.files.flatMap(({ newPath, oldPath }) => newPath ?? oldPath ?? [])
        : [],
    );
    const listed = this.from.maintainers?.(paths).filter((one) => one.as === 'maintainer') ?? [];
    const evidence = given.map(({ mail, key, person, version = '' }): TurnEvidence => ({
      kind: 'tag',
      mail,
      key,
      name: this.from.cast.nameOf(person),
      version,
    }));
    return {
      waitingOn: 'maintainer',
      people: listed.length > 0 ? listed.map((box) => this.from.cast.boxOf(box)) : this.awaited.addressed(),
      since: Number.isFinite(since) ? new Date(since) : undefined,
      why:
        slots.length === 1
          ? `the ${areRest ? 'last patch' : 'patch'} has a review tag`
          : `all ${slots.length} ${areRest ? 'others' : 'patches'} have a review tag`,
      evidence: evidence.length > 0 ? evidence : this.postingEvidence(),
    };
  }

  /** The reviewers', since it was posted: nothing was said since that gives the turn to anybody. */
  waitsFor(people: readonly Mailbox[], since: number): Turn {
    const label = this.from.series.versions.at(-1)?.label ?? '';
    const at = this.firstPosting();
    const posted = this.from.series.versions[at];
    const isSent = at !== this.newest;
    return {
      waitingOn: 'reviewers',
      people,
      since: isSent ? posted?.date : Number.isFinite(since) ? new Date(since) : undefined,
      why:
        people.length === 0
          ? `${label} was posted, and nobody is asked by name`
          : isSent
            ? `${posted?.label ?? ''} was posted, and sent again as ${label}`
            : `${label} was posted`,
      evidence: this.postingEvidence(),
    };
  }

  /** A version that was sent again unanswered is as old as the first of these postings: sending again is a ping. */
  private firstPosting(): number {
    const { versions } = this.from.series;
    let at = this.newest;
    while (at > 0 && versions[at]?.isResend === true) {
      const [before, until] = [versions[at - 1]?.date?.getTime(), versions[at]?.date?.getTime()];
      const { asked, tags } = this.from;
      const isAnswered =
        before === undefined ||
        until === undefined ||
        asked.some(
          ({ remark }) => remark.kind !== 'bot' && timeOf(remark) > before && timeOf(remark) <= until,
        ) ||
        tags.some(({ date }) => date !== undefined && date.getTime() > before && date.getTime() <= until);
      if (isAnswered) return at;
      at -= 1;
    }
    return at;
  }

  private postingEvidence(): readonly TurnEvidence[] {
    const version = this.from.series.versions.at(-1);
    const mail = version?.cover?.mail ?? version?.patches.find(({ mail: id }) => id !== undefined)?.mail;
    return version && mail !== undefined
      ? [{ kind: 'posting', mail, version: version.label, name: version.sender.name }]
      : [];
  }
}
