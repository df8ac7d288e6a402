import type { Remark } from '../discussion/index';
import type { Fate, Found } from './changes';
import type { ClaimFound } from './claimed';
import type { Evidence, State } from './status';
import type { Asked, Said } from './talk';
import { timeOf } from './talk';
import { firstWords } from './words';

/** A word by which a remark was settled: whose, in which version, and the mail. */
export interface Confirmation {
  /** Index of the version it was given on. */
  readonly at: number;
  readonly evidence: Evidence;
}

/** What else is known about a remark. */
export interface Circumstances {
  readonly fate: Fate;
  /** Changelog lines of later versions that speak of it, with the index of the version. */
  readonly claims: readonly ClaimFound[];
  /** Versions on which its writer asked for the same again: what changed up to there was not enough. */
  readonly repeats: readonly number[];
  /** Tags, approving words and "applied" by its writer afterwards. */
  readonly confirmations: readonly Confirmation[];
}

export interface Inferred {
  readonly state: State;
  readonly addressedIn: string | undefined;
  readonly why: string;
  readonly evidence: readonly Evidence[];
}

/** How the author's side took a remark. */
type Reaction = 'none' | 'accepted' | 'promised' | 'declined' | 'explained';

/**
 * The state of a remark from what was said about it and what later versions did. A change at the place counts alone; one
 * elsewhere in the patch only when the author said that something would be done. What its writer said or tagged
 * afterwards settles it.
 */
export function inferState(asked: Asked, circumstances: Circumstances): Inferred {
  const { fate, confirmations } = circumstances;
  const reaction = reactionTo(asked);
  const inWords = confirmedInWords(asked);
  const wasOnlyExplained =
    reaction.kind === 'explained' || reaction.kind === 'declined' || reaction.kind === 'none';
  // Who accepts an explanation asks for no change; what changes there later has other reasons.
  const change = inWords && wasOnlyExplained ? undefined : changeFor(asked, reaction.kind, circumstances);
  const said = reaction.said ? [replyOf(reaction.said)] : [];
  if (change) {
    const confirmed = confirmations.find((one) => one.at >= change.at);
    const base = { addressedIn: change.label, evidence: [...said, ...change.evidence] };
    if (inWords?.isOfAnswer)
      return {
        ...base,
        state: 'resolved',
        why: `${inWords.why}; it changed in ${change.label} all the same`,
        evidence: [...base.evidence, replyOf(inWords.said)],
      };
    if (confirmed)
      return {
        ...base,
        state: 'resolved',
        why: `changed in ${change.label}, and its writer approved afterwards`,
        evidence: [...base.evidence, confirmed.evidence],
      };
    return {
      ...base,
      state: 'addressed',
      why: `changed in ${change.label}; its writer has not said that it is enough`,
    };
  }
  if (inWords)
    return {
      state: 'resolved',
      addressedIn: undefined,
      why: inWords.why,
      evidence: [...said, replyOf(inWords.said)],
    };
  // A patch that lived on was dropped for other reasons: what the author said of the remark stands.
  const livedOn = fate.later.length > 0 && reaction.kind !== 'none';
  if (fate.dropped && !livedOn)
    return {
      state: 'moot',
      addressedIn: undefined,
      why: `the patch is not in ${fate.dropped.label}`,
      evidence: [...said, fate.dropped.evidence],
    };
  const still = [
    ...(fate.unchanged ? [fate.unchanged] : []),
    ...(fate.dropped ? [fate.dropped.evidence] : []),
  ];
  const [confirmed] = confirmations;
  if (reaction.kind === 'declined')
    return {
      state: 'rejected',
      addressedIn: undefined,
      why: 'the author said no, and it stayed so',
      evidence: [...said, ...still, ...(confirmed ? [confirmed.evidence] : [])],
    };
  if (confirmed)
    return {
      state: 'resolved',
      addressedIn: undefined,
      why: 'nothing changed there, and its writer approved of the patch afterwards',
      evidence: [...said, ...still, confirmed.evidence],
    };
  if (reaction.kind === 'promised' || reaction.kind === 'accepted')
    return {
      state: 'promised',
      addressedIn: undefined,
      why:
        fate.later.length > 0
          ? 'the author agreed, and no later version is seen to do it'
          : 'the author agreed, and there is no later version yet',
      evidence: [...said, ...still],
    };
  if (reaction.kind === 'explained')
    return {
      state: 'answered',
      addressedIn: undefined,
      why: 'it was answered, nothing changed there, and its writer has not said whether that is enough',
      evidence: [...said, ...still],
    };
  return {
    state: 'open',
    addressedIn: undefined,
    why:
      fate.later.length > 0
        ? 'nobody answered, and the place is the same in later versions'
        : 'nobody answered it',
    evidence: still,
  };
}

/** The last word of the author's side decides; who argues for the author counts as the author's side. */
function reactionTo(asked: Asked): { readonly kind: Reaction; readonly said: Said | undefined } {
  const theirs = asked.said.filter(
    ({ voice, isDirect }) => voice === 'author' || (voice === 'other' && isDirect),
  );
  const authors = theirs.filter(({ voice }) => voice === 'author');
  const last = (authors.length > 0 ? authors : theirs).at(-1);
  if (!last) return { kind: 'none', said: undefined };
  const from = authors.length > 0 ? authors : theirs;
  const promise = from.findLast(({ acts, voice }) => voice === 'author' && acts.promises && !acts.declines);
  const consent = from.findLast(
    (one) => one.voice === 'author' && one.acts.accepts && !one.acts.declines && !isAnswer(one, asked),
  );
  const refusal = from.findLast(({ acts, voice }) => voice === 'author' && acts.declines && !acts.promises);
  const latest = [promise, consent, refusal].reduce<Said | undefined>(
    (best, one) => (one && (!best || timeOf(one.remark) >= timeOf(best.remark)) ? one : best),
    undefined,
  );
  if (latest && latest === promise) return { kind: 'promised', said: promise };
  if (latest && latest === consent) return { kind: 'accepted', said: consent };
  if (latest && latest === refusal) return { kind: 'declined', said: refusal };
  return { kind: 'explained', said: last };
}

/** "Yes, we have both" to a question answers it, and agrees to nothing. */
function isAnswer({ acts, remark: { text } }: Said, { remark }: Asked): boolean {
  return acts.isBareYes && !acts.promises && text.length > shortYes && /\?(?:\s|$)/.test(remark.text);
}

/** "Yes.", "Right, will do": nothing is explained in so few characters. */
const shortYes = 40;

interface Change {
  readonly at: number;
  readonly label: string;
  readonly evidence: readonly Evidence[];
}

/**
 * The change that answers a remark, in the first version that has one. What was promised may come in any later version.
 * Where nothing was promised, only the next version counts: what changes there later has other reasons.
 */
function changeFor(
  asked: Asked,
  reaction: Reaction,
  { fate, claims, repeats }: Circumstances,
): Change | undefined {
  const isAgreed = reaction === 'promised' || reaction === 'accepted';
  const counts = strengthsFor(asked, reaction);
  const after = Math.max(-1, ...repeats);
  const next = nextAfter(asked, fate, after);
  const found = fate.changes.filter(
    ({ strength, at }) =>
      at > after && counts.has(strength) && (isAgreed || strength === 'suggested' || at === next),
  );
  const first = best(found);
  const claim = claims.find(
    ({ at, isSure, isForWriter }) => at > after && (isAgreed || isSure || isForWriter || at === next),
  );
  const isWeak = first !== undefined && weak.has(first.strength);
  if (claim && (!first || claim.at < first.at || (claim.isSure && isWeak)))
    return {
      at: claim.at,
      label: claim.label,
      evidence: [
        claim.evidence,
        ...found
          .filter(({ at }) => at === claim.at)
          .slice(0, 1)
          .map(({ evidence }) => evidence),
      ],
    };
  if (!first) return undefined;
  const said = claims.find(({ at }) => at === first.at);
  return { at: first.at, label: first.label, evidence: [first.evidence, ...(said ? [said.evidence] : [])] };
}

/** A changelog line that is sure says more than these. */
const weak: ReadonlySet<Found['strength']> = new Set(['elsewhere', 'passing', 'wholesale']);

/** The first later version of the patch that was sent when all was said about the remark. */
function nextAfter({ remark, said }: Asked, { later, dropped }: Fate, after: number): number | undefined {
  const last = Math.max(
    timeOf(remark),
    ...said.filter(({ voice, isDirect }) => isDirect && voice === 'author').map((one) => timeOf(one.remark)),
  );
  const left = later.filter(({ at }) => at > after);
  return (left.find(({ date }) => date !== undefined && date.getTime() >= last) ?? left[0] ?? dropped)?.at;
}

/** Who asks for something to be added is answered beside the line. */
const addition = /\b(?:add|document|comment|explain|describe|mention|missing|check|validate)\b/i;

function strengthsFor({ remark, said }: Asked, reaction: Reaction): ReadonlySet<Found['strength']> {
  const isCode = remark.anchor.kind === 'line' && remark.anchor.part === 'diff';
  const beside: readonly Found['strength'][] = [
    ...(addition.test(remark.text) && !remark.text.includes('?') ? (['neighbour'] as const) : []),
    // Who is asked about wording explains it in the mail and writes the text anew.
    ...(isCode ? [] : (['wholesale'] as const)),
  ];
  switch (reaction) {
    case 'promised':
    case 'accepted':
      return new Set(['spot', 'suggested', 'neighbour', 'wholesale', 'passing', 'elsewhere']);
    case 'none':
      return new Set(['spot', 'suggested', 'neighbour', 'wholesale']);
    case 'explained':
      return new Set(['spot', 'suggested', ...beside]);
    case 'declined':
      return new Set(said.some(isPush) ? ['spot', 'suggested', 'wholesale'] : ['suggested']);
  }
}

/** Its writer did not leave it at that. */
function isPush({ voice, acts, isDirect }: Said): boolean {
  return isDirect && voice === 'writer' && acts.asks;
}

/** The first version that has any; of one version the strongest. */
function best(found: readonly Found[]): Found | undefined {
  const order = ['spot', 'suggested', 'neighbour', 'wholesale', 'passing', 'elsewhere'];
  return [...found].sort((a, b) => a.at - b.at || order.indexOf(a.strength) - order.indexOf(b.strength))[0];
}

/** Who hears an answer and says no more than this, and asks nothing, accepts it. */
const fewWords = 60;

/**
 * Its writer took it back, or accepted what was answered, and asked nothing more. `isOfAnswer`: what was accepted is an
 * explanation and no promise, so nothing has to change.
 */
function confirmedInWords({
  said,
}: Asked): { readonly said: Said; readonly why: string; readonly isOfAnswer: boolean } | undefined {
  const last = said.findLast(({ voice, isDirect }) => voice === 'writer' && isDirect);
  if (!last || last.acts.asks) return undefined;
  const answer = said.findLast(
    ({ voice, remark, isDirect }) =>
      isDirect && voice !== 'writer' && voice !== 'bot' && timeOf(remark) <= timeOf(last.remark),
  );
  if (last.acts.withdraws) return { said: last, why: 'its writer took it back', isOfAnswer: true };
  if (!answer) return undefined;
  const isShort = last.remark.text.trim().length <= fewWords;
  const isOfAnswer = !answer.acts.promises && !(answer.acts.accepts && !answer.acts.isBareYes);
  if (last.acts.accepts || last.acts.approves || isShort)
    return { said: last, why: 'its writer accepted the answer', isOfAnswer };
  return undefined;
}

/** What a remark proves by being said. */
export function replyOf({ remark }: Pick<Said, 'remark'>): Evidence {
  let evidence = replies.get(remark);
  if (!evidence) {
    evidence = {
      kind: 'reply',
      mail: remark.reply,
      block: remark.block,
      name: remark.from.name || remark.from.address,
      words: firstWords(remark.text),
    };
    replies.set(remark, evidence);
  }
  return evidence;
}

/** A remark is cited for its state, for whose turn it is, and for each moment at which that is told. */
const replies = new WeakMap<Remark, Evidence>();
