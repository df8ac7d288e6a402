/**
 * What a text does, told by its words. Each pattern is one wording family seen on lists; all take time in proportion to
 * the text, and only its beginning is read where people say it first.
 */
export interface Acts {
  /** "OK", "you are right", "good catch", "sounds reasonable". */
  readonly accepts: boolean;
  /** "will fix", "in the next version", "done". */
  readonly promises: boolean;
  /** "I don't think so", "I'd rather keep it", "out of scope". */
  readonly declines: boolean;
  /** It asks for something: an answer, a change, a reason. */
  readonly asks: boolean;
  /** "never mind", "I misread". */
  readonly withdraws: boolean;
  /** "looks good", "thanks for updating". */
  readonly approves: boolean;
  /** "can be pushed as it is", "good to go": it settles everything asked before. */
  readonly approvesWhole: boolean;
  /** "Applied, thanks": the patch was taken as it is. */
  readonly takes: boolean;
  /** The consent is a bare "yes" or "right": to a question that is an answer and promises nothing. */
  readonly isBareYes: boolean;
}

/** Who accepts or declines says so in the first lines; further down the same words speak of other things. */
const opening = 400;
/** Longest text in which one word of consent at the beginning speaks for all of it. */
const shortConsent = 600;

const consent =
  /^(?:(?:hi|hello|hey|dear)\b[^\n,.!]{0,40}[,.!]\s*)?(?:(?:ah|oh|oops|hmm+|well|thanks?(?: you)?|thx)\b[^\n]{0,40}?[,.!\s]+)?(?:ok(?:ay)?|sure|yes|yeah|yep|yup|right|ack(?:ed)?|agreed?|i agree|fully agree|correct|indeed|exactly|true|fair(?: enough| point)?|good (?:catch|point|idea|suggestion|question,? will|one|spot|call)|great (?:catch|point|idea|suggestion)|nice (?:catch|idea|suggestion|one)|makes? sense|sounds? (?:good|reasonable|fine|great|right|like a plan)|works for me|you(?:'re| are)(?: absolutely| completely| totally)? (?:right|correct)|that(?:'s| is) (?:right|true|correct|fair|better|a (?:better|good|great)|good)|it(?:'s| is) (?:right|true|better)|will do|done|fixed|noted|oops|my (?:bad|mistake|fault)|sorry(?: for| about|,? (?:i )?(?:missed|forgot|will))|i (?:missed|forgot|see)|got it|no problem|absolutely|definitely|of course|certainly|(?:it|that) looks better|can do)\b/i;
const consentAnywhere =
  /\b(?:you(?:'re| are)(?: absolutely| completely)? right|good (?:catch|point|idea|suggestion)|makes? sense|i agree|sounds (?:good|reasonable)|i(?:'m| am) (?:ok|fine) with (?:that|this|it)|(?:it|that) (?:looks|is) better|i missed (?:this|that|it)|that(?:'s| is) (?:a )?(?:better|good))\b/i;

/** Verbs of work on a patch. */
const work =
  '(?:fix|change|do|update|add|remove|drop|delete|rename|move|rework|rewrite|reword|rephrase|re-?order|split|use|address|correct|include|resend|respin|send|make|clean|adjust|improve|document|take|put|switch|convert|squash|fold|merge|modify|revise|replace|refactor|clarify|mention|note|explain|describe|expand|extend|restructure|simplify|incorporate|integrate|handle|implement|keep|follow|amend|tweak|polish|unify|align|post|bring|get rid|try|figure|look into)';
const promise = new RegExp(
  [
    `\\b(?:i(?:'ll| will| shall| can| could|'m going to| am going to)|we(?:'ll| will| shall))\\b(?! not\\b| check\\b| see\\b)[^.?!\\n]{0,40}\\b${work}`,
    `^(?:ok(?:ay)?|sure|yes|right|thanks?|ack)?[,.! ]{0,3}will\\b(?! not\\b)[^.?!\\n]{0,30}\\b${work}`,
    '\\bwill (?:be )?(?:fix|fixed|do|change|changed|update|updated|remove|removed|add|added|rename|renamed|address|addressed|drop|dropped|correct|corrected|use|keep)\\b',
    '\\b(?:in|for|with) (?:the |my )?(?:next|v\\d{1,3}\\b|follow-?ing|upcoming|new)(?: (?:version|revision|respin|re-?spin|spin|rev|series|iteration|round|post(?:ing)?|submission|patch ?set|re-?roll|update))?',
    '\\bnext (?:version|revision|respin|re-?spin|spin|rev|iteration|round|posting|re-?roll)\\b',
    "\\b(?:i(?:'ve| have)|just|already|now) (?:fixed|changed|updated|removed|added|renamed|dropped|included|addressed|reworked|done|folded|applied|moved)\\b",
    '^(?:done|fixed|will do|todo)\\b',
    "\\bi(?:'ve| have)? (?:actually )?(?:made|sent|posted|created|wrote|prepared|added) [^.\\n]{0,30}\\b(?:patch|commit|change|fix)\\b",
    "\\blet'?s (?:use|do|change|drop|remove|rename|move|go with)\\b",
    '\\b(?:need|needs|have|has) to (?:be )?(?:fix|change|detach|convert|update|add|remove|rework|move)',
    '\\bneed(?:s)? (?:a |the )?(?:conversion|fix|fixing|update|rework)\\b',
  ].join('|'),
  'im',
);

const decline = new RegExp(
  [
    "\\bi (?:really )?(?:do not|don'?t) (?:think|believe|see (?:why|any|the|how|a)|want|agree|like)\\b",
    '\\b(?:i )?disagree\\b',
    "\\bi(?:'d| would) (?:rather|prefer|like to (?:keep|leave))\\b",
    '\\b(?:prefer|rather) (?:to )?(?:keep|leave|not|the current|it this way|this way)\\b',
    '^(?:hmm+[,.]* |well[,.]* |unfortunately[,.]* )?(?:no|nope|nah)\\b(?! (?:problem|worries|objection|doubt|idea|question))[,. \\n!-]',
    "\\b(?:won'?t|will not|wouldn'?t) (?:change|do|work|help|be (?:able|possible))\\b",
    '\\b(?:out of|beyond|outside) (?:the )?scope\\b',
    "\\b(?:no|not|isn'?t|don'?t|doesn'?t) (?:really )?(?:a )?(?:need(?:ed)?|necessary|required|worth|possible|applicable|feasible)\\b",
    "\\blet'?s (?:keep|leave|not)\\b",
    '\\b(?:keep|leave|leaving|keeping) (?:it|this|that|these|them|the current|things)\\b[^.\\n]{0,30}\\b(?:as|way|for now|current|unchanged|so)\\b',
    '\\b(?:intentional|intended|by design|on purpose|deliberate(?:ly)?|expected behaviou?r)\\b',
    '\\b(?:leav(?:e|ing)|keep(?:ing)?)\\b[^.\\n]{0,30}\\bas[- ]is\\b',
    "\\bi(?:'m| am) afraid\\b",
    '\\bthat would (?:break|not|make)\\b',
    '\\b(?:in|for|as|to|with) (?:a |an |the )?(?:possible )?(?:separate|another|follow-?up|later|future|different) (?:patch|series|change|work|optimi[sz]ation)\\b',
    '\\bnot (?:enough to )?convinced?\\b',
    '\\bthis is (?:fine|correct|ok|safe|already)\\b',
  ].join('|'),
  'im',
);

const withdrawal =
  /\b(?:never ?mind|nevermind|scratch that|(?:please )?(?:ignore|disregard) (?:this|that|my|it)|i (?:misread|misunderstood|was wrong|was mistaken|overlooked|missed (?:that|it))|my (?:mistake|misunderstanding)|i take (?:it|that) back|withdraw(?:n|ing)?|retract(?:ed|ing)?|false alarm|not a big deal|up to you|your call|feel free to ignore|i'?m (?:ok|fine|good) with (?:it|that|this|either|both))\b/i;

const approval =
  /\b(?:looks? (?:\w+ )?(?:good|fine|ok|okay|great|sane|right|correct|much better|better)|lgtm|looking good|thanks? (?:you )?(?:a lot |so much |very much )?for (?:updating|fixing|addressing|renaming|taking care|the (?:update|fix|change|rework|clarification|explanation))|(?:much|far|way) better|(?:is|are|it's|that's) (?:excellent|perfect|great)|i(?:'m| am) happy with|no (?:further|more|other) (?:comments?|objections?|issues?|concerns?)|nothing (?:else|further) (?:from me|to add)|exactly what i|(?:good|right|great) direction|(?:pretty|very|really) (?:neat|nice|cool)|(?:great|nice|good|excellent) (?:work|job|stuff|series|patch|idea|improvement|clean-?up))\b/i;

const wholeApproval =
  /\b(?:(?:could|can|should|may) (?:now )?(?:be )?(?:pushed|merged|applied|committed|go in|picked up|queued)|(?:good|ready|fine) (?:to|for) (?:go|merg(?:e|ing)|be (?:merged|applied|pushed|queued)|push(?:ing)?|apply(?:ing)?|inclusion|commit)|ship it|no (?:further|more|other|remaining) (?:comments?|objections?|issues?|concerns?|remarks?)|(?:all|every(?:thing|one)?(?: of)?) (?:of )?(?:my|the) (?:comments?|concerns?|remarks?|points|feedback) (?:(?:have|has) been |are |is |were )?(?:addressed|resolved|taken care of|fixed))\b/i;
/** What takes an approval back in the same breath. */
const reservation =
  /\b(?:but|however|except|unless|although|though|apart from|other than|once|not (?:yet|ready))\b/i;

/** "Yeah, but ..." agrees to nothing. */
const yesBut = /^[^.\n]{0,20}[, ]but\b/i;

const taken =
  /^(?:(?:hi|hello|hey|dear)\b[^\n]{0,40}\n+)?(?:ok(?:ay)?[,.]? |thanks?[,.!]? |thank you[,.!]? )?(?:i(?:'ve| have)? )?(?:now |both |all |series |patch(?:es)? )?(?:applied|queued|merged|picked (?:it |this )?up|pushed)\b(?![^.!\n]{0,60}\?)/i;
/** The same on a line of its own further down: "Queued this series for v6.13." */
const takenBelow =
  /^(?:applied|queued|merged|pushed|picked up)(?:,? (?:this|these|the|all|both|it|them|series|whole|patch(?:es)?|for|thanks?|thank you)\b[^?\n]*|[.,!]?)$/im;

const bareYes =
  /^(?:(?:ah|oh|hmm+|well)[,. ]+)?(?:yes|yeah|yep|yup|right|correct|indeed|exactly|true|i see)\b/i;

/** Something is wanted: a question, a request, a defect named, another way proposed. */
const request = new RegExp(
  [
    '\\?(?:\\s|$|["\')\\]])',
    '^\\s*s[/|@].{1,80}[/|@].{0,80}[/|@]?',
    '\\b(?:please|pls|plz)\\b',
    "\\b(?:should|shouldn'?t|must|ought|need(?:s|ed)?|have to|has to|had better|better to|would be (?:better|nice|good|great|helpful|useful|cleaner|nicer|preferable|clearer|easier))\\b",
    '\\b(?:could|can|would|might|may) (?:you|we|this|it|be|also|just|probably|perhaps|simply|then)\\b',
    '\\b(?:why|what about|how about|how come|wonder(?:ing)?|curious|any (?:reason|chance|idea))\\b',
    '\\b(?:nit(?:s|pick)?|typo(?:s)?|minor|bikeshed|spelling)\\b',
    '\\b(?:missing|missed|wrong|incorrect|broken|bug(?:gy)?|leak(?:s|ed|ing)?|race|racy|deadlock|overflow|underflow|crash|oops|unused|unnecessary|unneeded|redundant|useless|pointless|superfluous|duplicate[ds]?|dup|stale|misleading|confusing|unclear|odd|weird|strange|ugly|awkward|hard to (?:read|follow|parse|understand)|difficult to)\\b',
    "\\b(?:i(?:'d| would)|i (?:suggest|propose|recommend|think|guess|expect|prefer|don'?t (?:think|like|understand|see|get|follow)|fail to|can'?t see|am not sure|doubt|suspect))\\b",
    "\\bi'?m (?:not sure|confused|worried|concerned|lost|having trouble)\\b",
    '\\b(?:instead|rather than|not (?:needed|necessary|required|used|clear|correct|right|safe|enough|a fan|sure)|no need|drop|remove|rename|move|avoid|consider|use|add|split|fix|reword|rephrase|replace|document|explain|elaborate|clarify)\\b',
    "\\b(?:doesn'?t|don'?t|isn'?t|aren'?t|won'?t|can'?t|cannot|does not|is not|will not) \\w+",
    '\\b(?:nack(?:ed)?|nak(?:ed)?|object(?:ion)?)\\b',
    '\\b(?:seems?|looks?) (?:like|to|a bit|odd|wrong|weird|strange|unrelated|over)',
    '\\b(?:too (?:many|much|long|late|early|big|large|generic)|overly|overkill)\\b',
    '\\b(?:update|follow|check|make sure|ensure|reserve|wrap|align|sort|indent|capitali[sz]e|simplify|unify|merge|squash|fold|convert|switch|return|handle)\\b',
  ].join('|'),
  'im',
);

/** Nothing but consent, thanks or praise: no ask, whatever words stand in it. */
const plainConsent =
  /^(?:(?:ah|oh|ok(?:ay)?|yes|yeah|yep|right|sure|agreed?|i agree|makes? sense|thanks?(?: you)?|great|good|nice|cool|perfect|excellent|fair enough|got it|i see|sounds good|understood|lgtm|looks? (?:\w+ )?(?:good|fine|ok))\b[\s,.!:)]*)+$/i;

/** Said beside a plan for the next version, it still means no. */
const firmDecline =
  /\b(?:leav(?:e|ing)|keep(?:ing)?)\b[^.\n]{0,30}\bas[- ]is\b|\b(?:won'?t|will not) (?:change|do|be (?:changed|done))\b|\b(?:prefer|rather) (?:to )?(?:keep|leave|not)\b/i;

/** Reads what a text does; `said` is the writer's own text without quotes. */
export function readActs(said: string): Acts {
  const text = said.replace(/[‘’]/g, "'").trim();
  const head = text.slice(0, opening);
  const withdraws = withdrawal.test(head);
  const accepts =
    plainConsent.test(text) ||
    (consent.test(head) && !yesBut.test(head) && text.length <= shortConsent) ||
    consentAnywhere.test(head) ||
    /^\+1\b/.test(head);
  return {
    accepts,
    promises: promise.test(text.slice(0, 4 * opening)) && !firmDecline.test(head),
    declines: decline.test(head),
    asks: !plainConsent.test(text) && request.test(withoutDiff(text)),
    withdraws,
    approves: approves(head),
    approvesWhole:
      wholeApproval.test(text) && !/\bcan(?:'|no)t\b|\?/.test(wholeApproval.exec(text)?.[0] ?? ''),
    takes: taken.test(head) || takenBelow.test(text.slice(0, 4 * opening)),
    isBareYes: bareYes.test(head) && !consentAnywhere.test(head),
  };
}

/** Words of approval without a "but" in the rest of their sentence. */
function approves(head: string): boolean {
  const found = approval.exec(head);
  if (!found) return false;
  const rest = /^[^.!\n]*(?:\n[^.!\n]*)?/.exec(head.slice(found.index))?.[0] ?? '';
  return !reservation.test(rest);
}

/** Lines of a diff or of code ask nothing by themselves. */
function withoutDiff(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^(?:[-+@]|diff --git |index [0-9a-f]{7})/.test(line))
    .join('\n');
}

/** A person is against the work: "NACK", "NAK", "Nacked-by". Who says on which condition they would be is not. */
export function saysNack(text: string): boolean {
  const head = text.slice(0, 2000);
  const isSaid = [...head.matchAll(nack)].some(({ index, 0: whole }) => {
    const before = head.slice(Math.max(0, index - 120), index + whole.length);
    return !conditional.test(before.slice(before.search(/[^.!?]*$/)));
  });
  return isSaid && !/\b(?:not|no|un)[ -]?(?:a )?NAC?K/i.test(text);
}

const nack = /^(?:[^\n]{0,80}\b)?(?:NACK(?:ed)?|NAK(?:ed)?)\b(?![-_/])/gm;
/** "If there is one, I'd happily give a NACK." */
const conditional = /\b(?:if|would|might|could)\b|\b(?:I|we)['’]d\b/i;
