import type { Discussion, Remark, RemarkRef } from '../discussion/index';
import type { MessageId } from '../mail/index';
import type { Recognition } from '../series/index';
import { readActs, type Acts } from './acts';
import type { Cast } from './cast';
import { postingOf } from './tags';

/** Who speaks, seen from the remark that asks: its writer, the author's side, a program, or somebody else. */
export type Voice = 'writer' | 'author' | 'other' | 'bot';

/** Something said about a remark, with what it does. */
export interface Said {
  readonly remark: Remark;
  readonly voice: Voice;
  readonly acts: Acts;
  /** False when it answers the whole mail the remark stands in, and not the remark itself. */
  readonly isDirect: boolean;
}

/** A remark that asks, and everything said about it, by date. */
export interface Asked {
  readonly remark: Remark;
  readonly acts: Acts;
  readonly posting: MessageId | undefined;
  readonly said: readonly Said[];
}

export function keyOf({ reply, block }: RemarkRef): string {
  return `${block} ${reply}`;
}

/**
 * The remarks that ask for something: the first one of each tree of answers that is not the author's own and is no mere
 * consent, with the talk below it. What is asked further down in the same talk is part of the same matter.
 */
export function findAsked(recognition: Recognition, discussion: Discussion, cast: Cast): readonly Asked[] {
  const answersTo = new Map<string, Remark[]>();
  const byKey = new Map(discussion.remarks.map((remark) => [keyOf(remark), remark]));
  const roots: Remark[] = [];
  for (const remark of discussion.remarks) {
    const above = remark.answers && byKey.get(keyOf(remark.answers));
    if (!above || above === remark) roots.push(remark);
    else push(answersTo, keyOf(above), remark);
  }
  const toMail = wholeMailAnswers(recognition, discussion);
  const asked: Asked[] = [];
  const waiting = [...roots].reverse();
  const seen = new Set<Remark>();
  for (let remark = waiting.pop(); remark; remark = waiting.pop()) {
    if (seen.has(remark)) continue;
    seen.add(remark);
    const posting = postingOf(remark, recognition);
    const acts = readActs(remark.text);
    if (cast.isAuthorSide(remark.from, posting) || !isAsk(remark, acts)) {
      waiting.push(...(answersTo.get(keyOf(remark)) ?? []));
      continue;
    }
    const said = [
      ...below(remark, answersTo, seen).map((one) => ({ one, isDirect: true })),
      ...(toMail.get(remark.reply) ?? []).map((one) => ({ one, isDirect: false })),
    ].map(({ one, isDirect }): Said => ({
      remark: one,
      voice: voiceOf(one, remark, posting, cast),
      acts: readActs(one.text),
      isDirect,
    }));
    asked.push({ remark, acts, posting, said: said.sort((a, b) => timeOf(a.remark) - timeOf(b.remark)) });
  }
  return asked;
}

export function timeOf(remark: Remark): number {
  return remark.date?.getTime() ?? Infinity;
}

/** Tags, thanks and consent ask nothing. A remark at a line does, unless it only agrees: people do not stop at lines for nothing. */
function isAsk(remark: Remark, acts: Acts): boolean {
  if (remark.kind === 'trailer' || remark.kind === 'social') return false;
  if (remark.kind === 'bot') return !looksClean.test(remark.text);
  if (acts.asks) return remark.answers === undefined || !isAnswerOf(remark, acts);
  return remark.kind === 'inline' && remark.answers === undefined && !acts.approves && !acts.accepts;
}

/** Who answers somebody and begins with a yes or a no, and asks nothing back, asks for nothing. */
function isAnswerOf({ text }: Remark, { accepts, isBareYes, declines }: Acts): boolean {
  return (accepts || isBareYes || declines) && !/\?(?:\s|$)/.test(text);
}

/** Reports of success. */
const looksClean =
  /\b(?:no (?:new )?(?:issues?|errors?|warnings?|problems?|regressions?|failures?)|all (?:tests? )?pass(?:ed)?|(?:series|patch) (?:was )?applied|has been (?:merged|applied|added)|BUILD SUCCESS|build test(?:ing)? ok|Tests?: PASS|tested successfully)\b/i;

function below(
  remark: Remark,
  answersTo: ReadonlyMap<string, readonly Remark[]>,
  seen: Set<Remark>,
): Remark[] {
  const found: Remark[] = [];
  const waiting = [remark];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    for (const one of answersTo.get(keyOf(at)) ?? []) {
      if (seen.has(one)) continue;
      seen.add(one);
      found.push(one);
      waiting.push(one);
    }
  }
  return found;
}

/** Remarks on the whole in replies to a mail ("Will fix all of these"), by that mail. */
function wholeMailAnswers(
  recognition: Recognition,
  discussion: Discussion,
): ReadonlyMap<MessageId, readonly Remark[]> {
  const found = new Map<MessageId, Remark[]>();
  for (const remark of discussion.remarks) {
    if (remark.kind !== 'general' || remark.answers !== undefined) continue;
    const parent = recognition.parentOf.get(remark.reply);
    if (parent !== undefined && recognition.byId.get(parent)?.kind === 'reply') push(found, parent, remark);
  }
  return found;
}

function voiceOf(one: Remark, asked: Remark, posting: MessageId | undefined, cast: Cast): Voice {
  if (one.kind === 'bot') return 'bot';
  if (cast.personOf(one.from) === cast.personOf(asked.from)) return 'writer';
  return cast.isAuthorSide(one.from, posting) ? 'author' : 'other';
}

/** Adds to the list of a key. */
export function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
