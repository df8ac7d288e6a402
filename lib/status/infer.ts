import type { Discussion, Remark, RemarkRef } from '../discussion/index';
import type { MessageId } from '../mail/index';
import type { Maintainers } from '../maintainers/index';
import type { Recognition, Series } from '../series/index';
import { carryRemarks } from './carry';
import { Cast } from './cast';
import { Changes } from './changes';
import { Claims } from './claimed';
import { Confirmations } from './confirm';
import { correctStates } from './correct';
import { Journey } from './journey';
import { doneOutside } from './outside';
import { withoutOwedPoints } from './points';
import { asksAgain, repeatsOf } from './repeats';
import { inferState } from './state';
import type { Findings, RemarkStatus, StateCorrection, Status, Word } from './status';
import { collectObjections, collectTags, postingOf } from './tags';
import { tagsBroughtBack } from './tagsAsked';
import { momentOf, wordsOf } from './taken';
import { findAsked, keyOf } from './talk';
import { inferTurns } from './turn';
import type { Judged } from './talkThen';
import { turnsOver } from './turnsOver';
import type { TurnSources } from './turnSources';

/** What the mails of a series tell, before it is told whose turn it is: that hangs on what commits tell besides. */
export interface BeforeTurns {
  readonly findings: Findings;
  readonly sources: TurnSources;
  readonly judged: readonly Judged[];
}

/**
 * What became of every remark of a series, which tags hold, who objects, and where remarks belong in later versions: from
 * its mails, and from what people said of states, which outranks the rest. Of a correction that names no remark nothing
 * is made. `maintainers` names who looks after files, where that is known; else the To: line does.
 */
export function inferFindings(
  recognition: Recognition,
  series: Series,
  discussion: Discussion,
  corrections: readonly StateCorrection[] = [],
  maintainers?: Maintainers,
): BeforeTurns {
  const journey = new Journey(series);
  const cast = new Cast(recognition, series, journey);
  const changes = new Changes(recognition, discussion, journey);
  const tags = collectTags(recognition, series, discussion, journey, cast, (a, b) =>
    changes.isSameChange(a, b),
  );
  const confirmations = new Confirmations(recognition, discussion, journey, cast, tags);
  const asked = findAsked(recognition, discussion, cast);
  const claims = new Claims(series, journey, asked, (id) => recognition.byId.get(id)?.mail.text);
  const repetitions = asked.filter(asksAgain);
  const judged: Judged[] = [];
  const inferred = asked.map((one): RemarkStatus => {
    const { remark, posting } = one;
    const stop = posting === undefined ? undefined : journey.stopOf(posting);
    const repeats = repeatsOf(one, repetitions, journey, cast, changes);
    // What is said about the repetition is said about the remark.
    const whole = { ...one, said: [...one.said, ...repeats.flatMap(({ asked: { said } }) => said)] };
    const fate = changes.fateOf(remark, posting);
    const broughtBack = tagsBroughtBack(whole, tags, series, journey, cast);
    const changed = broughtBack
      ? [broughtBack.found ?? []].flat()
      : [...fate.changes, ...doneOutside(whole, series, journey, recognition)];
    const circumstances = {
      fate: { ...fate, changes: changed },
      claims: broughtBack ? [] : claims.about(one),
      repeats: repeats.map(({ at }) => at),
      confirmations: confirmations.of(one),
    };
    judged.push({ asked: whole, circumstances });
    const found = inferState(whole, circumstances);
    return {
      reply: remark.reply,
      block: remark.block,
      asks: true,
      version: stop?.version.label,
      ...withoutOwedPoints(found, whole, series, journey, recognition),
    };
  });
  const versionOf = (remark: Remark): string | undefined => {
    const posting = postingOf(remark, recognition);
    return posting === undefined ? undefined : journey.stopOf(posting)?.version.label;
  };
  const remarks = correctStates(inferred, discussion, corrections, versionOf);
  const asking = new Set(remarks.filter(({ asks }) => asks).map(keyOf));
  const objections = collectObjections(recognition, discussion, journey, cast, tags);
  const byKey = new Map(discussion.remarks.map((remark) => [keyOf(remark), remark]));
  const remarkAt = (ref: RemarkRef) => byKey.get(keyOf(ref));
  const words = wordsOf(recognition, series, discussion, journey, cast, remarkAt);
  const isSame = (a: MessageId, b: MessageId) => changes.isSameChange(a, b);
  const statuses = new Map(remarks.map((status) => [keyOf(status), status]));
  const sources = {
    recognition,
    series,
    remarkAt,
    journey,
    cast,
    asked,
    states: new Map(asked.map(({ remark }) => [remark, statuses.get(keyOf(remark))])),
    tags,
    objections,
    words,
    isSame,
    maintainers,
  };
  const carried = carryRemarks(
    discussion.remarks.filter((remark) => asking.has(keyOf(remark))),
    journey,
    changes,
  );
  return { findings: { remarks, tags, objections, words, carried }, sources, judged };
}

/**
 * The findings of a series with whose turn it is and was.
 *
 * @param landed What is told of its patches elsewhere than in its own mails: that they were taken, and taken back.
 */
export function withTurns(
  { findings, sources, judged }: BeforeTurns,
  discussion: Discussion,
  landed: readonly Word[],
): Status {
  const all = { ...sources, words: [...sources.words, ...landed].sort(byMoment) };
  return { ...findings, ...inferTurns(all), turnsOver: () => turnsOver(all, judged, discussion) };
}

/** The status of a series as its mails alone tell it. */
export function inferStatus(
  recognition: Recognition,
  series: Series,
  discussion: Discussion,
  corrections: readonly StateCorrection[] = [],
  maintainers?: Maintainers,
): Status {
  return withTurns(inferFindings(recognition, series, discussion, corrections, maintainers), discussion, []);
}

function byMoment(a: Word, b: Word): number {
  const [first, second] = [momentOf(a) ?? Infinity, momentOf(b) ?? Infinity];
  return first === second ? 0 : first - second;
}
