import type { Discussion, Remark, RemarkRef } from '../discussion/index';
import type { MessageId } from '../mail/index';
import type { Recognition, Series } from '../series/index';
import type { Cast } from './cast';
import type { Journey } from './journey';
import { isLanding } from './landing';
import type { Word } from './status';
import { numbersIn, postingOf } from './tags';
import { timeOf } from './talk';
import { firstWords } from './words';

const head = 600;

/** "Applied, thanks", "Looks good. Queued this series for v6.13.": done, at the beginning of a sentence. */
const sentenceStart =
  '(?:^|\\n\\s*\\n|[.!]\\s+)(?:(?:ok(?:ay)?|thanks?(?: you)?|great|good|looks? good|both|all|now|series|patch(?:es)?(?: [\\d, -]+)?)[,.!:]?\\s+){0,3}';
/** "With that assumption, I have applied this whole series": the first person says it anywhere. */
const firstPerson = "\\b(?:i|we)(?:'ve| have)(?: now| just| already)? ";
const took =
  '(?:applied|queued|merged|pulled|pushed(?: out)?|picked up|picked (?:it|this|these|them|the \\w+) up)';
/** What may follow: "merged requests are freed" tells of something else. */
const object =
  '(?=[,.!?\\n]|$|\\s+(?:it|this|these|them|the|all|both|to|for|in|into|with|on|as|up|and|thanks|patch|patches|series|v?\\d)\\b|\\s+[(\\[])';
const takes = new RegExp(
  `(?:${sentenceStart}(?:now )?|${firstPerson})${took}${object}((?:[^.!?\\n]|\\.(?=\\S))*)([.!?\\n]|$)`,
  'i',
);
/** Who applied it to read or try it took nothing. */
const onlyTried =
  /\b(?:on top of|locally|cleanly|conflicts?|fail(?:s|ed)?|tested|my (?:machine|board|local)|and (?:ran|built|tried)|if|once|when|could|should)\b/i;
/** What the tools of maintainers send when something was taken: patchwork, tip, mm, git.kernel.org hooks, the tracker of pull requests. */
const notice =
  /(?<!\b(?:if|once|when|until|before|after|unless|as|that|because) )\b(?:this (?:series|patch(?: ?set)?|pull request)|(?:the )?following (?:commit|patch)(?:es)?) (?:was|were|has been|have been) (?:applied|merged|added|pulled|committed|queued(?: up)?)\b|\bthe patch titled\s[^]{0,300}?\b(?:was|has been) (?:added|merged)\b|\bthe pull request you sent on [^]{0,400}?\bhas been merged\b|\bi(?:'ve| have) just added the patch titled\b/i;
/** Not "take a look". */
const take = '\\b(?:queue|apply|take|pick|merge|pull)\\b(?! (?:a |another )?(?:\\w+ )?look\\b)';
const willTake = new RegExp(
  `\\b(?:i(?:'ll| will|'m going to| am going to| plan to)|^(?:will|i'll)) (?:then |now |go ahead and )?${take}((?:[^.!?\\n]|\\.(?=\\S))*)([.!?\\n]|$)`,
  'im',
);
const patchworkCommand = /^pw-bot:\s*([a-z-]{1,30})\s*$/im;
const withdrawal =
  /\b(?:(?:please,? )?(?:ignore|drop|disregard|discard) (?:this|the) (?:whole |entire )?(?:series|patch ?set|patch(?:es)?|version|v\d+|posting)\b|self[- ]nack\b|superseded by\b|i(?:'ll| will| am|'m)? ?withdraw(?:ing)? (?:this|the|my)\b)/i;
/** The author says that another version comes. */
const willResend =
  /\b(?:i(?:'ll| will|'m going to| am going to|'m| am)|will|let me)\b[^.?!\n]{0,60}\b(?:re-?send|re-?spin|send|post|prepar(?:e|ing)|work(?:ing)? on|spin)\b[^.?!\n]{0,40}\b(?:v\d{1,3}|(?:new|next|another|updated) (?:version|revision|respin|spin|round|series|one)|respin)\b|\bi(?:'ll| will) (?:re-?spin|re-?send)\b/i;

/** The words of a series that say what becomes of it as a whole, and the postings by which others took its patches; by date. */
export function wordsOf(
  recognition: Recognition,
  series: Series,
  discussion: Discussion,
  journey: Journey,
  cast: Cast,
  remarkAt: (ref: RemarkRef) => Remark | undefined,
): readonly Word[] {
  const spoken = discussion.remarks.flatMap((remark) => {
    const answered = remark.answers && remarkAt(remark.answers);
    return wordIn(remark, answered, recognition, journey, cast) ?? [];
  });
  const posted = series.reposts
    .filter((repost) => isLanding(repost, recognition) && !cast.isAuthorSide(repost.by, repost.of))
    .map(({ mail, by, of, date }): Word => {
      const name = cast.nameOf(by);
      const stop = journey.stopOf(of);
      return {
        kind: 'taken',
        remark: undefined,
        date,
        at: stop?.at,
        patches: new Set([of]),
        why: `${name} took it and posted it`,
        evidence: { kind: 'posting', mail, version: stop?.version.label ?? '', name },
      };
    });
  return [...spoken, ...posted].sort(byDate);
}

function byDate(a: Word, b: Word): number {
  const [first, second] = [a.date?.getTime() ?? Infinity, b.date?.getTime() ?? Infinity];
  if (first !== second) return first - second;
  return a.evidence.kind === b.evidence.kind && mailOf(a) < mailOf(b) ? -1 : 1;
}

function mailOf({ evidence }: Word): string {
  return 'mail' in evidence ? evidence.mail : '';
}

function wordIn(
  remark: Remark,
  answered: Remark | undefined,
  recognition: Recognition,
  journey: Journey,
  cast: Cast,
): Word | undefined {
  const posting = postingOf(remark, recognition);
  const kind = kindOf(remark, cast.isAuthorSide(remark.from, posting));
  if (!kind) return undefined;
  const stop = posting === undefined ? undefined : journey.stopOf(posting);
  const name = cast.nameOf(remark.from);
  const says: Record<Word['kind'], string> = {
    taken: `${name} took it`,
    'will-take': `${name} said to take it`,
    'turned-down': `${name} marked it as not to be taken`,
    'author-withdraws': `${name} withdrew it`,
    'author-resends': `${name} said that another version comes`,
    'changes-requested': `${name} marked it as in need of changes`,
    'taken-back': `${name} took it back`,
  };
  const words = firstWords(remark.text);
  const request =
    answered && cast.isAuthorSide(answered.from, postingOf(answered, recognition)) ? answered : undefined;
  const isTaken = kind === 'taken';
  return {
    kind,
    remark,
    date: remark.date,
    at: stop?.at,
    patches: stop && patchesIn(remark.text, sentenceIn(remark.text, kind), request, stop, journey),
    why: `${says[kind]}: "${firstWords(sentenceIn(remark.text, kind).replace(/^[\s.!]+/, ''), 60)}"`,
    evidence: isTaken
      ? { kind: 'applied', mail: remark.reply, name, words }
      : { kind: 'reply', mail: remark.reply, block: remark.block, name, words },
  };
}

function kindOf(remark: Remark, isAuthor: boolean): Word['kind'] | undefined {
  const text = remark.text.slice(0, head);
  if (isAuthor) {
    if (remark.kind === 'bot') return undefined;
    if (willResend.test(text)) return 'author-resends';
    return withdrawal.test(text) ? 'author-withdraws' : undefined;
  }
  // A maintainer's tool tells what its maintainer did; of what else programs send nothing follows.
  if (notice.test(text)) return 'taken';
  if (remark.kind === 'bot') return undefined;
  const command = patchworkCommand.exec(remark.text)?.[1];
  if (command !== undefined) return commandKind(command);
  const took = takes.exec(text);
  if (took && took[2] !== '?' && !onlyTried.test(took[1] ?? '')) return 'taken';
  const will = willTake.exec(text);
  return will && will[2] !== '?' && !/\b(?:if|unless|after you)\b/i.test(will[1] ?? '')
    ? 'will-take'
    : undefined;
}

/** What a person tells patchwork's bot to set (docs of netdev and bpf); words it does not know are none. */
function commandKind(command: string): Word['kind'] | undefined {
  if (/^(?:cr|changes-requested)$/.test(command)) return 'changes-requested';
  if (/^(?:accepted|applied)$/.test(command)) return 'taken';
  return /^(?:rejected|reject|superseded|not-applicable|na|nap|deferred|defer)$/.test(command)
    ? 'turned-down'
    : undefined;
}

/** b4 lists what was taken, and what not: "[1/3] title", "(no commit info)". */
const listed = /^\[0*(\d{1,4})\/0*\d{1,4}\] [^\n]*(?:\n[^\S\n]+([^\n]*))?/gm;

/** The words that say for which patches: the sentence of who takes it, else the beginning. */
function sentenceIn(text: string, kind: Word['kind']): string {
  const start = text.slice(0, head);
  const found = kind === 'taken' ? takes.exec(start) : kind === 'will-take' ? willTake.exec(start) : null;
  return found?.[0] ?? start;
}

/**
 * The patches of its version that a word is for: those it lists or numbers, the one it answers, else all; also all where it answers a
 * request of the author's to take the series, unless it says "this patch".
 */
function patchesIn(
  text: string,
  sentence: string,
  request: Remark | undefined,
  stop: { readonly at: number; readonly number: number; readonly mail: MessageId | undefined },
  journey: Journey,
): ReadonlySet<MessageId> | undefined {
  const numbers = new Set<number>();
  for (const [, number, note = ''] of text.matchAll(listed))
    if (!/no commit info/i.test(note)) numbers.add(Number(number));
  if (numbers.size === 0) for (const number of numbersIn(sentence)) numbers.add(number);
  const firsts = firstOnes.exec(sentence)?.[1];
  const many = firsts === undefined ? 0 : Number(firsts) || counts.indexOf(firsts.toLowerCase());
  for (let number = 1; number <= many; number += 1) numbers.add(number);
  const all = journey.patchesOf(stop.at);
  const named = all.filter(({ number }) => numbers.has(number));
  if (named.length > 0) return new Set(named.map(({ mail }) => mail));
  const isOfAll =
    whole.test(sentence) || (request !== undefined && asksForAll(request.text) && !thisOne.test(sentence));
  if (stop.number === 0 || stop.mail === undefined || all.length <= 1 || isOfAll) return undefined;
  return new Set([stop.mail]);
}

/** "Applied the first 2 patches". */
const firstOnes = /\bfirst (\d{1,2}|two|three|four|five|six) patches\b/i;
const counts = ['', 'one', 'two', 'three', 'four', 'five', 'six'];

const thisOne = /\bthis (?:patch|one)\b/i;
const whole = /\b(?:series|patch ?set|all (?:of )?(?:the |them|these|patches|\d)|both|whole)\b/i;

/** "This series got all acks. So, would you pick this up?", but not "could you pick patch 2 of this series?" */
function asksForAll(text: string): boolean {
  const start = text.slice(0, head);
  return asksToTake.test(start) && theSeries.test(start) && numbersIn(start).size === 0;
}

const asksToTake = new RegExp(`\\b(?:please|(?:can|could|would|will) you)\\b[^.?!\\n]{0,60}${take}`, 'i');
const theSeries =
  /(?<!\b(?:of|in|from) )\b(?:this|the|my)(?: whole| entire)? (?:(?:patch ?)?series|patch ?set)\b/i;

/** True when a word was said of the newest version, or after it. */
export function isOfNewest(word: Word, newest: number, posted: number): boolean {
  if (word.at !== undefined && word.at >= newest) return true;
  return (word.remark ? timeOf(word.remark) : (momentOf(word) ?? Infinity)) > posted;
}

/** When a word was said, or from when on it counts; milliseconds, undefined when nothing tells. */
export function momentOf({ date, countedFrom }: Pick<Word, 'date' | 'countedFrom'>): number | undefined {
  return (date ?? countedFrom)?.getTime();
}
