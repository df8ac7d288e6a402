import type { Discussion, Remark } from '../discussion/index';
import type { MessageId } from '../mail/index';
import { isReviewTrailer, parseTrailerLine } from '../patch/index';
import { isSamePerson, type Recognition, type Series } from '../series/index';
import { personIn, type Cast } from './cast';
import type { Journey, Stop } from './journey';
import type { Objection, PickedUp, Tag } from './status';
import { saysNack } from './acts';
import { carries, fateOf, type Fate, type IsSameChange } from './fate';
import { firstWords } from './words';

/**
 * The tags people gave in replies: `Key-by: Name <address>` on lines of their own text, as b4 collects them, and beyond
 * it: for which patches ("patches 1-3", "for the series"), on what condition, whether taken back, whether the change is
 * still the one that was read, and whether the author picked them up. A tag that holds for some of its patches and not for others is
 * told once for each fate.
 */
export function collectTags(
  recognition: Recognition,
  series: Series,
  discussion: Discussion,
  journey: Journey,
  cast: Cast,
  isSameChange: IsSameChange,
): readonly Tag[] {
  const withdrawals = discussion.remarks.filter((remark) => withdraws.test(remark.text));
  return discussion.remarks.flatMap((remark) =>
    givenIn(remark).flatMap(({ key, value, line }) => {
      const person = personIn(value);
      const posting = postingOf(remark, recognition);
      const stop = posting === undefined ? undefined : journey.stopOf(posting);
      if (!person || (stop && cast.isAuthorSide(remark.from, posting) && !isReviewTrailer(key))) return [];
      const { scope, patches } = reachOf(remark.text, line, stop, journey);
      const said = aboveTag(remark, line);
      const tag = {
        key,
        value,
        person,
        mail: remark.reply,
        block: remark.block,
        date: remark.date,
        version: stop?.version.label,
        posting,
        scope,
        condition: condition.test(said) && !noCondition.test(said) ? firstWords(said) : undefined,
      };
      const scene = { series, journey, cast, isSame: isSameChange };
      const voided = voidedBy(remark, tag, withdrawals, cast);
      return alike(patches, (patch) => voided ?? fateOf(tag, patch, scene), voided ?? unknownFate(tag)).map(
        ({ fate, patches: some }): Tag => ({
          ...tag,
          patches: some,
          pickedUp: pickedUpIn(series, journey, some, tag, cast, remark.date),
          ...fate,
        }),
      );
    }),
  );
}

/** Patches by what became of a tag for them; one entry without patches when it is not known which it was given to. */
function alike(
  patches: readonly MessageId[],
  fateFor: (patch: MessageId) => Fate,
  otherwise: Fate,
): readonly { readonly fate: Fate; readonly patches: readonly MessageId[] }[] {
  if (patches.length === 0) return [{ fate: otherwise, patches }];
  const found = new Map<string, { readonly fate: Fate; readonly patches: MessageId[] }>();
  for (const patch of patches) {
    const fate = fateFor(patch);
    const known = found.get(`${fate.holds} ${fate.why}`);
    if (known) known.patches.push(patch);
    else found.set(`${fate.holds} ${fate.why}`, { fate, patches: [patch] });
  }
  return [...found.values()];
}

function unknownFate({ condition: said }: Pick<Tag, 'condition'>): Fate {
  return said === undefined
    ? { holds: 'stale', why: 'the patch it was given to is not known' }
    : { holds: 'conditional', why: `given on a condition: "${said}"` };
}

/** A posting a remark speaks to: the one its anchor names, else the one its mail answers. */
export function postingOf(remark: Remark, recognition: Recognition): MessageId | undefined {
  return 'patch' in remark.anchor ? remark.anchor.patch : recognition.postingOf.get(remark.reply);
}

const personKey = /-by$/i;

/** Trailers of a remark that name a person, with the index of their line. A diff in the reply is somebody's patch: its trailers are not given here. */
function givenIn(remark: Remark): { readonly key: string; readonly value: string; readonly line: number }[] {
  return remark.text.split('\n').flatMap((text, line) => {
    const isInDiff = remark.counterDiffs.some(
      ({ start, end }) => remark.start + line >= start && remark.start + line < end,
    );
    const trailer = isInDiff ? undefined : parseTrailerLine(text.trim().replace(/^\*\s*/, ''));
    if (!trailer || !(personKey.test(trailer.key) || isReviewTrailer(trailer.key))) return [];
    return [{ ...trailer, line }];
  });
}

/** "for patches 1-3", "patches 1, 2 and 4", "for 1/5 and 2/5". */
const numbered =
  /\b(?:patch(?:es)?|for)\s+#?(\d{1,3}(?:\/\d{1,3})?(?:\s*(?:-|–|to|through|,|and|&|\+|,\s*and)\s*#?\d{1,3}(?:\/\d{1,3})?){0,20})\b(?!\s*(?:lines?|bits?|bytes?|years?|days?|versions?))/gi;
const wholeSeries =
  /\b(?:for|on|to|of) (?:the |this |all (?:of )?(?:the )?)?(?:(?:whole|entire|full|rest of the) )?(?:series|set|patch ?set|patch-?series|patches|lot|rest)\b|\b(?:whole|entire) (?:series|set|patch ?set)\b|\b(?:the|this) series\b/i;
/** Lines around a tag that say what it is for. */
const reach = { above: 6, below: 2 } as const;

function reachOf(
  text: string,
  line: number,
  stop: Stop | undefined,
  journey: Journey,
): { readonly scope: Tag['scope']; readonly patches: readonly MessageId[] } {
  if (!stop) return { scope: 'patch', patches: [] };
  const around = text
    .split('\n')
    .slice(Math.max(0, line - reach.above), line + reach.below + 1)
    .join('\n');
  const all = journey.patchesOf(stop.at);
  const numbers = numbersIn(around);
  const named = all.filter(({ number }) => numbers.has(number));
  // Who answers a patch and names other numbers gives it to these; its own number alone says nothing new.
  if (named.length > 0 && (stop.number === 0 || named.length > 1 || named[0]?.number !== stop.number))
    return { scope: 'range', patches: named.map(({ mail }) => mail) };
  if (stop.number === 0 || wholeSeries.test(around))
    return { scope: 'series', patches: all.map(({ mail }) => mail) };
  return { scope: 'patch', patches: stop.mail === undefined ? [] : [stop.mail] };
}

/** A range this long is a slip. */
const longestRange = 500;

/** The patch numbers a text names. */
export function numbersIn(text: string): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const [, list = ''] of text.matchAll(numbered)) {
    const parts = [...list.matchAll(/(\d{1,3})(?:\/\d{1,3})?\s*(-|–|to|through)?/g)];
    let open: number | undefined;
    for (const [, digits, dash] of parts) {
      const number = Number(digits);
      for (let one = open ?? number; one <= number && one - (open ?? number) < longestRange; one += 1)
        numbers.add(one);
      open = dash === undefined ? undefined : number;
    }
  }
  return numbers;
}

/** "with that fixed", "once the typo is gone", "if you drop the cast", "assuming ...". */
const condition =
  /\b(?:with|once|if|after|provided|assuming|modulo|given|as long as|conditional(?:ly)?|subject to)\b[^.!?]{0,120}?\b(?:fix(?:ed|es)?|address(?:ed)?|chang(?:e|ed|es)|updat(?:e|ed)|nits?|typos?|comments?|done|remov(?:e|ed)|resolv(?:e|ed)|drop(?:ped)?|add(?:ed)?|correct(?:ed)?|above|below|that|this|those|these|minor)\b/i;
/** Said with many tags, and no condition. */
const noCondition =
  /\b(?:if (?:you|anyone|it)(?:'s| is| are)? (?:want|need|like|wish|care|useful|matters?|helps?)|with (?:this|that|the) (?:series|patch|set))\b/i;
/** The condition stands right above the tag. */
const conditionLines = 3;

const withdraws =
  /\b(?:withdraw(?:ing)?|retract(?:ing)?|revok(?:e|ing)|rescind(?:ing)?|take back|drop|remove|un-?ack)\b[^.\n]{0,40}\b(?:my|this|the|that)\b[^.\n]{0,20}\b(?:r-?b|a-?b|t-?b|rb|ack(?:ed-by)?|reviewed-by|tested-by|review tag|tags?)\b/i;

function aboveTag(remark: Remark, line: number): string {
  return remark.text
    .split('\n')
    .slice(Math.max(0, line - conditionLines), line + 1)
    .join(' ');
}

/** What makes a tag none, whatever became of its patches. */
function voidedBy(
  remark: Remark,
  { person }: Pick<Tag, 'person'>,
  withdrawals: readonly Remark[],
  cast: Cast,
): Fate | undefined {
  const taken = withdrawals.find(
    (one) => cast.personOf(one.from) === cast.personOf(remark.from) && (one.date ?? 0) > (remark.date ?? 0),
  );
  if (taken) return { holds: 'withdrawn', why: `taken back: "${firstWords(taken.text)}"` };
  return cast.personOf(person) === cast.personOf(remark.from) || isSamePerson(person, remark.from)
    ? undefined
    : {
        holds: 'mismatch',
        why: `it names ${person.name || person.address} and came from ${cast.nameOf(remark.from)}`,
      };
}

/** Whether versions after the tag carry it on all the patches it was given to that they have. */
function pickedUpIn(
  series: Series,
  journey: Journey,
  patches: readonly MessageId[],
  tag: Pick<Tag, 'key' | 'person'>,
  cast: Cast,
  given: Date | undefined,
): PickedUp | undefined {
  const carriers = new Map<string, boolean>();
  for (const patch of patches) {
    const stop = journey.stopOf(patch);
    if (!stop) continue;
    for (const later of journey.after(stop)) {
      if ('dropped' in later || !later.isHeld) continue;
      if (given && later.version.date && later.version.date < given) continue;
      const has = carries(tag, later, cast);
      if (has === undefined) continue;
      const { label } = later.version;
      carriers.set(label, (carriers.get(label) ?? true) && has);
    }
  }
  const labels = series.versions.map((version) => version.label).filter((label) => carriers.has(label));
  if (labels.length === 0) return undefined;
  const first = labels.find((label) => carriers.get(label));
  return {
    in: first,
    missedIn: labels.slice(0, first === undefined ? labels.length : labels.indexOf(first)),
  };
}

/** Words against the work, and whether the same person took them back or tagged the patch later. */
export function collectObjections(
  recognition: Recognition,
  discussion: Discussion,
  journey: Journey,
  cast: Cast,
  tags: readonly Tag[],
): readonly Objection[] {
  return discussion.remarks.flatMap((remark) => {
    const posting = postingOf(remark, recognition);
    const isNackedBy = givenIn(remark).some(({ key }) => /^nack/i.test(key));
    if (remark.kind === 'bot' || cast.isAuthorSide(remark.from, posting)) return [];
    if (!isNackedBy && !saysNack(remark.text)) return [];
    const person = cast.personOf(remark.from);
    const lifted = tags.find(
      (tag) =>
        cast.personOf(tag.person) === person &&
        !/^nac?k/i.test(tag.key) &&
        tag.holds !== 'withdrawn' &&
        (tag.date ?? 0) > (remark.date ?? 0) &&
        isForSame(tag, posting, journey),
    );
    return [
      {
        name: cast.nameOf(remark.from),
        mail: remark.reply,
        block: remark.block,
        version: posting === undefined ? undefined : journey.stopOf(posting)?.version.label,
        posting,
        words: firstWords(remark.text),
        liftedBy: lifted?.mail,
      },
    ];
  });
}

/** True when a tag was given to the same patch as `posting` in some version (a cover letter stands for all). */
export function isForSame(tag: Tag, posting: MessageId | undefined, journey: Journey): boolean {
  const stop = posting === undefined ? undefined : journey.stopOf(posting);
  if (!stop) return false;
  if (stop.number === 0) return tag.scope === 'series';
  return tag.patches.some((patch) => journey.goesOnIn(stop, patch));
}
