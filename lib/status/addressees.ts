import type { Mailbox } from '../mail/index';
import type { Remark, RemarkRef } from '../discussion/index';
import type { Recognition, Series } from '../series/index';
import type { Cast } from './cast';

/** Which first names call somebody: of the people of a series, and of those whom its newest version is sent to. */
export class FirstNames {
  private boxes: ReadonlyMap<string, Mailbox | undefined> | undefined;

  constructor(
    private readonly recognition: Recognition,
    private readonly series: Series,
    private readonly cast: Cast,
  ) {}

  /** @param name In lower case. */
  boxOf(name: string): Mailbox | undefined {
    // Gathered when it is first asked: few remarks call anybody.
    return (this.boxes ??= this.gather()).get(name);
  }

  private gather(): ReadonlyMap<string, Mailbox | undefined> {
    const { recognition, series, cast } = this;
    const found = new Map<string, Mailbox | undefined>();
    const newest = series.versions.at(-1);
    const posted = newest ? [newest.cover?.mail, ...newest.patches.map(({ mail }) => mail)] : [];
    const mails = posted.flatMap((id) => (id === undefined ? [] : (recognition.byId.get(id)?.mail ?? [])));
    const people = [
      ...series.people.map(({ name, addresses }) => ({ name, address: addresses[0] ?? '' })),
      ...mails.flatMap(({ to, cc }) => [...to, ...cc]),
    ];
    for (const box of people) {
      const first = cast.nameOf(box).split(' ')[0]?.toLowerCase() ?? '';
      const known = found.get(first);
      // A first name that two people share calls neither.
      const isShared = found.has(first) && (!known || cast.personOf(known) !== cast.personOf(box));
      found.set(first, isShared ? undefined : (known ?? box));
    }
    return found;
  }
}

/** Reads who is asked: the writer of what is answered, or somebody called by name. */
export class Addressees {
  constructor(
    private readonly recognition: Recognition,
    private readonly names: FirstNames,
    private readonly remarkAt: (ref: RemarkRef) => Remark | undefined,
    private readonly cast: Cast,
  ) {}

  /** Who wrote what a remark answers; undefined for an answer to nothing that is held. */
  answeredBy(remark: Remark): Mailbox | undefined {
    const above = remark.answers && this.remarkAt(remark.answers);
    if (above) return above.from;
    const parent = this.recognition.parentOf.get(remark.reply);
    return parent === undefined ? undefined : this.recognition.byId.get(parent)?.mail.from;
  }

  /** The person a question calls by name ("Rob, is this what you meant?"), other than its writer. */
  calledIn(remark: Remark): Mailbox | undefined {
    for (const [, name = ''] of remark.text.slice(0, longestRead).matchAll(call)) {
      const box = this.names.boxOf(name.toLowerCase());
      if (box && this.cast.personOf(box) !== this.cast.personOf(remark.from)) return box;
    }
    return undefined;
  }
}

const longestRead = 4000;
/** A name at the beginning of a line or sentence, and a question not far below. */
const call =
  /(?:^|[.!?]\s)(?:(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear)\s+)?@?(\p{Lu}[\p{L}'-]{1,30})(?: \p{Lu}[\p{L}'-]{1,30})?\s?[,:] ?(?=[^?]{0,400}\?)/gmu;
