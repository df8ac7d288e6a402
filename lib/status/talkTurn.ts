import type { Mailbox, MessageId } from '../mail/index';
import type { Remark } from '../discussion/index';
import type { Addressees } from './addressees';
import type { Cast } from './cast';
import { replyOf } from './state';
import type { Evidence } from './status';
import { timeOf, type Asked, type Said } from './talk';

/** Who holds the turn in one talk: the author's side, named people, or nobody any more. */
export interface Hold {
  readonly on: 'author' | 'nobody' | readonly Mailbox[];
  readonly since: Date | undefined;
  readonly why: string;
  readonly evidence: readonly Evidence[];
  /** The author said that it will be done: thanks for that change nothing. */
  readonly isPromised?: boolean;
}

/**
 * Goes through a talk by date and passes the turn on. What was said up to `after` is taken for settled by the version
 * posted then; undefined when nothing was said since.
 *
 * @param after milliseconds; -Infinity for the whole talk
 * @param momentOf when something was said; never before the posting it answers, whatever clock the sender has
 */
export function holdIn(
  asked: Asked,
  after: number,
  momentOf: (remark: Remark) => number,
  cast: Cast,
  addressees: Addressees,
): Hold | undefined {
  let hold = momentOf(asked.remark) > after ? firstHold(asked, cast, addressees) : undefined;
  for (const said of asked.said) {
    if (momentOf(said.remark) <= after || movesNothing(said)) continue;
    hold = passOn(hold, said, asked, cast, addressees);
  }
  return hold;
}

function firstHold(asked: Asked, cast: Cast, addressees: Addressees): Hold {
  const { remark, posting } = asked;
  const name = cast.nameOf(remark.from);
  const called = isQuestion(remark.text) ? addressees.calledIn(remark) : undefined;
  const evidence = [replyOf({ remark })];
  if (called && !cast.isAuthorSide(called, posting))
    return {
      on: [cast.boxOf(called)],
      since: remark.date,
      why: `${name} asked ${cast.nameOf(called)}`,
      evidence,
    };
  return { on: 'author', since: remark.date, why: `${name} asked, and it is not answered`, evidence };
}

/** Programs, courtesy and tags: a ping or a bare "thanks" moves nothing, whoever sends it. */
function movesNothing({ voice, remark }: Said): boolean {
  return (
    voice === 'bot' ||
    remark.kind === 'bot' ||
    remark.kind === 'social' ||
    remark.kind === 'trailer' ||
    isPing(remark.text)
  );
}

/** No more than a call for attention. */
export function isPing(text: string): boolean {
  return text.trim().length <= longestPing && ping.test(text);
}
const longestPing = 240;
const ping =
  /\b(?:(?:gentle|friendly|kind|another)?\s*(?:re-?)?ping(?:ing)?\b|any (?:news|updates?|progress|feedback|comments?|thoughts?|chance (?:to|of) (?:look|review))(?: (?:on|about|for|regarding) (?:this|that|these|the (?:series|patch\w*)))?\s*\?|gentle reminder|just a reminder)/i;

/** A question that is not only quoted. */
function isQuestion(text: string): boolean {
  return /\?(?:\s|$|["')\]])/.test(text);
}

/** The last thing said is a question. */
function endsAsking(text: string): boolean {
  return /\?["')\]]?\s*$/.test(text);
}

function passOn(
  hold: Hold | undefined,
  said: Said,
  asked: Asked,
  cast: Cast,
  addressees: Addressees,
): Hold | undefined {
  const { remark, voice } = said;
  const called = isQuestion(remark.text) ? addressees.calledIn(remark) : undefined;
  const answered = called ?? addressees.answeredBy(remark);
  if (voice === 'author') return afterAuthor(hold, said, asked, answered, cast);
  if (called && !cast.isAuthorSide(called, asked.posting))
    return give([called], said, `${cast.nameOf(remark.from)} asked ${cast.nameOf(called)}`, cast);
  return voice === 'writer'
    ? afterWriter(hold, said, asked, answered, cast)
    : afterOther(hold, said, asked, answered, cast);
}

function give(on: 'author' | 'nobody' | readonly Mailbox[], { remark }: Said, why: string, cast: Cast): Hold {
  return {
    on: typeof on === 'string' ? on : on.map((box) => cast.boxOf(box)),
    since: remark.date,
    why,
    evidence: [replyOf({ remark })],
  };
}

/** A promise keeps the turn with the author; an answer or a question gives it to whom he answers. */
function afterAuthor(
  hold: Hold | undefined,
  said: Said,
  asked: Asked,
  answered: Mailbox | undefined,
  cast: Cast,
): Hold {
  const { acts, remark } = said;
  const name = cast.nameOf(remark.from);
  const isBareAnswer = acts.isBareYes && !acts.promises && isQuestion(asked.remark.text);
  const promises = (acts.promises || (acts.accepts && !isBareAnswer)) && !acts.declines;
  if (promises && !endsAsking(remark.text)) {
    const why = `${name} agreed to it, and no later version is seen to do it`;
    const promised = replyOf({ remark });
    return hold?.on === 'author'
      ? { ...hold, why, evidence: [...hold.evidence.slice(0, 1), promised], isPromised: true }
      : { on: 'author', since: remark.date, why, evidence: [promised], isPromised: true };
  }
  // Who answers himself goes on with what he said to the writer.
  const to = answered && !cast.isAuthorSide(answered, asked.posting) ? answered : asked.remark.from;
  const verb = isQuestion(remark.text) ? 'asked back' : acts.declines ? 'said no to' : 'answered';
  const whom = cast.nameOf(to);
  return give(
    [to],
    said,
    verb === 'asked back' ? `${name} asked ${whom} back` : `${name} ${verb} ${whom}`,
    cast,
  );
}

function afterWriter(
  hold: Hold | undefined,
  said: Said,
  asked: Asked,
  answered: Mailbox | undefined,
  cast: Cast,
): Hold | undefined {
  const { acts, remark } = said;
  const name = cast.nameOf(remark.from);
  const isShort = remark.text.trim().length <= fewWords;
  if (acts.withdraws && !acts.asks) return give('nobody', said, `${name} took it back`, cast);
  const isToOther =
    answered !== undefined &&
    !cast.isAuthorSide(answered, asked.posting) &&
    cast.personOf(answered) !== cast.personOf(remark.from);
  if (isToOther && isQuestion(remark.text))
    return give([answered], said, `${name} asked ${cast.nameOf(answered)}`, cast);
  if (acts.asks && !isToOther) return askedAgain(hold, said, cast);
  if (acts.accepts || acts.approves || isShort || praise.test(remark.text))
    return hold && hold.on !== 'author' ? give('nobody', said, `${name} accepted the answer`, cast) : hold;
  return isAwaited(hold, remark, cast) ? give('author', said, `${name} answered`, cast) : hold;
}

/** Who hears an answer and says no more than this, and asks nothing, accepts it. */
const fewWords = 60;
/** How people begin who were answered well. */
const praise = /^(?:excellent|great|perfect|nice|cool|wonderful|thanks?|thank you)\b/i;

/** The turn the author has already is as old as the first ask. */
function askedAgain(hold: Hold | undefined, said: Said, cast: Cast): Hold {
  if (hold?.on === 'author' && hold.isPromised !== true) return hold;
  const next = give(
    'author',
    said,
    `${cast.nameOf(said.remark.from)} asked again, and it is not answered`,
    cast,
  );
  return hold?.on === 'author'
    ? { ...next, since: hold.since, evidence: [...hold.evidence, ...next.evidence] }
    : next;
}

/** A third person: asks, answers in the author's place, offers to do it, or only agrees. */
function afterOther(
  hold: Hold | undefined,
  said: Said,
  asked: Asked,
  answered: Mailbox | undefined,
  cast: Cast,
): Hold | undefined {
  const { acts, remark } = said;
  const name = cast.nameOf(remark.from);
  const isToAuthor = answered !== undefined && cast.isAuthorSide(answered, asked.posting);
  if (isToAuthor) {
    if (acts.asks) return askedAgain(hold, said, cast);
    return isAwaited(hold, remark, cast) ? give('author', said, `${name} answered`, cast) : hold;
  }
  if (answered === undefined || cast.personOf(answered) === cast.personOf(remark.from)) return hold;
  if (acts.promises && !acts.declines) return give([remark.from], said, `${name} will do it`, cast);
  if (isQuestion(remark.text)) return give([answered], said, `${name} asked ${cast.nameOf(answered)}`, cast);
  if (acts.accepts || acts.approves || acts.asks) return hold;
  return give([answered], said, `${name} answered ${cast.nameOf(answered)}`, cast);
}

function isAwaited(hold: Hold | undefined, { from }: Remark, cast: Cast): boolean {
  if (!hold || typeof hold.on === 'string') return false;
  const person = cast.personOf(from);
  return hold.on.some((box) => cast.personOf(box) === person);
}

/** When something was said, for comparing with the day of a version: an answer is never older than what it answers. */
export function momentIn(dateOf: (posting: MessageId) => Date | undefined) {
  return (remark: Remark, posting: MessageId | undefined): number => {
    const posted = posting === undefined ? undefined : dateOf(posting);
    return Math.max(timeOf(remark), posted ? posted.getTime() + 1 : -Infinity);
  };
}
