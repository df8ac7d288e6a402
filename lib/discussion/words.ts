import type { Mailbox } from '../mail/index';
import { isReviewTrailer, parseTrailerLine } from '../patch/index';

/** What people write around their remarks, told by its words. Each test reads one line or a few, in linear time. */

const wroteVerb =
  /\b(?:wrote|writes|said|schrieb|schreibt|geschrieben|a écrit|écrivait|escribi[oó]|scrisse|ha scritto|skrev|schreef|napsal|napisał|написал|пишет|kirjoitti|escreveu|yazdı)\b|写道|写到|书写|さんは書きました|のメール|작성/i;
const dateLike = /\d{1,2}[:.]\d{2}|\b(?:19|20)\d{2}\b|\d{1,2}[/.]\d{1,2}/;

/** "On ... wrote:" in any language: ends with a colon, and names a verb of writing, an address or a date with the writer. */
export function isAttribution(text: string, writer: Mailbox | undefined): boolean {
  const line = text.trim();
  if (line.length > 400 || !/[:：]$/.test(line.replace(/[\s>]*$/, ''))) return false;
  if (wroteVerb.test(line)) return true;
  const names = writer ? [writer.address, writer.name].filter((name) => name.length > 2) : [];
  const isNamed = names.some((name) => line.toLowerCase().includes(name.toLowerCase()));
  return (isNamed || /\S@\S/.test(line)) && (dateLike.test(line) || isNamed);
}

/** The headers of the quoted mail in one line, as some write them by hand: "From: A <a@x> Sent: Monday, 3 June". */
export function isHeaderLine(text: string): boolean {
  const line = text.trim();
  return line.length <= 400 && /^\*?From:\*?\s.*(?:<\S+@\S+>|\bSent:|\bDate:|\bOn Behalf Of\b)/i.test(line);
}

/** A first line of an attribution that goes on: "On Mon, 3 Jun 2024 at 10:00, Somebody". */
export function mayBeginAttribution(line: string): boolean {
  return (
    /^(?:On|Am|Le|El|Il|Em|Op|Den|Dne|W dniu|At|In message|Quoting|\*?From)\b/i.test(line.trim()) ||
    dateLike.test(line) ||
    /<\S+@\S+>/.test(line)
  );
}

/** Separators above a mail pasted whole. */
export function isPasteSeparator(line: string): boolean {
  return (
    /^\s*-{2,}\s*(?:Original|Forwarded|Urspr|Message d'origine|Mensaje original|Messaggio originale|原始邮件|转发邮件)[^-]*-{2,}\s*$/i.test(
      line,
    ) || /^\s*_{20,}\s*$/.test(line)
  );
}

/** A header of a pasted mail: "From: A", "Sent: Monday", "发件人: A". */
export function isPastedHeader(line: string): boolean {
  return /^\s*\*?(?:From|Sent|To|Cc|Subject|Date|Von|Gesendet|An|Betreff|De|Envoyé|À|Objet|发件人|发送时间|收件人|抄送|主题)\s*[:：]\*?\s/i.test(
    `${line} `,
  );
}

const greeting =
  /^(?:hi|hello|hey|dear|hallo|good (?:morning|afternoon|evening|day)|greetings)\b[^.?!]{0,60}[,!.:]?$/i;

export function isGreeting(line: string): boolean {
  return greeting.test(line.trim()) && line.trim().split(/\s+/).length <= 7;
}

const closing =
  /^(?:(?:many |best |kind |warm |with |with best |with kind )?(?:thanks|thank you|thx|regards|cheers|greetings|rgds|br|wishes|sincerely|yours|bye|ciao|mfg|viele grüße|gruß|best)(?: (?:again|a lot|in advance|very much|and regards|for all|so much))?)[,.!\s]*$/i;

/** "Thanks," or "Best regards" alone on a line. */
export function isClosing(line: string): boolean {
  return closing.test(line.trim());
}

/** A closing that thanks, so that it may also answer. */
export function isThanks(line: string): boolean {
  return isClosing(line) && /th(?:anks?|x)\b/i.test(line);
}

/** The writer's name alone on a line, whole or in part, with marks around it ("- Eric", "[jag]", "/Jarkko"). */
export function isOwnName(line: string, writer: Mailbox): boolean {
  const said = line
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s.]+/gu, ' ')
    .trim();
  if (said === '' || said.length > 40) return /^[-~=*_/\\.,;:()[\]{}<>|+\s]+$/.test(line);
  const names = new Set(
    `${writer.name} ${writer.address.split('@')[0] ?? ''}`
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ''),
  );
  const words = said.split(/[\s.]+/).filter((word) => word !== '');
  const initials = writer.name
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .map((word) => word[0] ?? '')
    .join('');
  return words.every(
    (word) => names.has(word) || (word.length === 1 && initials.includes(word)) || word === initials,
  );
}

/** Marks where a quote was cut: "[...]", "[snip]", "<snip>", "...", "8<". */
export function isSnip(line: string): boolean {
  return /^\s*(?:[[<({]*\s*(?:\.{2,}|…|snip(?:ped)?|trimmed|cut|deleted|skip(?:ped)?|omitted|-+\s*8<\s*-+|8<[-\s]*|>8[-\s]*)\s*[.…]*\s*[\])}>]*)\s*$/i.test(
    line,
  );
}

/** "Sent from my phone" and kin. */
export function isMobileSignature(line: string): boolean {
  return /^(?:sent from (?:my|a|the)\b|get outlook for\b|von meinem \S+ gesendet|envoyé de mon\b|发自我的)/i.test(
    line.trim(),
  );
}

/** The first line of what a list or company adds at the end. */
export function isFooterStart(line: string): boolean {
  return (
    /^_{30,}\s*$/.test(line) ||
    /^(?:to unsubscribe|unsubscribe:|you received this (?:message|email) because)/i.test(line.trim()) ||
    /^(?:important notice|confidentiality notice|this e?-?mail (?:and any|message|is intended)|the information (?:contained|in this)|disclaimer\b)/i.test(
      line.trim(),
    )
  );
}

export function isSignatureMark(line: string): boolean {
  return /^--\s?$/.test(line);
}

export function isPgpStart(line: string): boolean {
  return /^-----BEGIN PGP (?:SIGNED MESSAGE|SIGNATURE|PUBLIC KEY BLOCK|MESSAGE)-----\s*$/.test(line);
}

/** A mark of who was added to or taken from a mail's readers: "[+Cc linux-ext4]", "+ Kees", "Cc: x@y". */
export function isAddresseeNote(line: string): boolean {
  return (
    /^\s*[[(]?\s*(?:[+-]\s*)?(?:\+?cc(?:'?ing|'ed|ed)?|adding|added|dropping|removed?)\b[^?]{0,160}$/i.test(
      line,
    ) || /^\s*(?:\+|cc:)\s*\S+(?:\s+\S+){0,3}\s*$/i.test(line)
  );
}

const robotAddress =
  /(?:^|[.+_-])(?:robot|bot|lkp|syzbot|noreply|no-reply|kernelci|ci_notify|tcwg|buildbot|patchwork|patchwork-bot|devicetree-bot|bluez\.test\.bot|coverity-bot)(?:[.+_@-]|$)/i;
const robotName = /\b(?:robot|bot|syzbot|kernelci|patchwork|buildbot|CI)\b|[a-z]bot\b/i;

/** What robots write at the end of their reports, also when a person passes them on unchanged. */
const robotWords = /^(?:0-DAY (?:CI )?Kernel Test|This (?:report|bug) is generated by a bot|I am a bot\b)/im;

/** A program that answers mail, or a person who passes its report on. */
export function isRobot(from: Mailbox, text: string): boolean {
  return robotAddress.test(from.address) || robotName.test(from.name) || robotWords.test(text);
}

const socialWords =
  /^(?:(?:hi|hello|hey|dear)\b[^.!?]{0,40}[,.!]?\s*)?(?:(?:many |ok(?:ay)?,? |great,? |cool,? |sure,? |no problem,? |yes,? )*(?:thanks?(?: you)?|thx|cheers|you(?:'re| are) welcome|(?:gentle |friendly )?(?:re)?ping|finally got (?:time|around)|sorry for (?:the )?(?:delay|late|noise)|cool|nice|great|congratulations|welcome|no worries)\b)/i;

/** Words that carry a matter: where one stands, a short text is more than courtesy. */
const matter =
  /\?|\b(?:but|should|could you|please (?!let me know|find|update once)|need|fix|change|why|how|will (?:do|fix|change|update|send|add|remove)|in v\d|next version|wrong|instead|use|patch \d|bug|because|apply|applied|queued|looks? (?:good|fine|better|nice|ok|right)|lgtm)\b|[(){};_]\S|\S_\S/i;

/** Thanks, greetings, pings: short text that speaks of no matter. */
export function isSocial(text: string): boolean {
  const said = text.trim();
  return said.length <= 280 && socialWords.test(said) && !matter.test(said);
}

const approval =
  /^(?:(?:hi|hello|hey|dear)\b[^.!?\n]{0,40}[,.!]?\s*)?(?:(?:looks?|this looks|looking|it looks|still looks|all looks)\b[^.!?\n]{0,40}|lgtm|(?:very )?nice|good|great|thanks?(?: you)?[^.!?\n]{0,40}|fine (?:by|with) me|with that[^.!?\n]{0,60}|you can add|feel free to add|please add|for (?:the|this) [^.!?\n]{0,40}|[^.!?\n]{0,30}series[^.!?\n]{0,30})?[\s.,:;!-]*(?:you can add|feel free to add|please add|if you like)?[\s.,:;!-]*$/i;

/** The review tags in a text, whether it says nothing besides (a word of approval apart), and what it does say. */
export function readTags(text: string): {
  readonly trailers: readonly { readonly key: string; readonly value: string }[];
  readonly isOnlyTags: boolean;
  readonly rest: string;
} {
  const trailers: { key: string; value: string }[] = [];
  const rest: string[] = [];
  const said: string[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    const trailer = parseTrailerLine(line.replace(/^(?:>|\*)\s*/, ''));
    if (trailer && isReviewTrailer(trailer.key)) {
      trailers.push({ key: trailer.key, value: trailer.value });
      continue;
    }
    rest.push(line);
    if (line !== '' && !isClosing(line) && !isGreeting(line)) said.push(line);
  }
  const words = said.join(' ');
  return {
    trailers,
    isOnlyTags: trailers.length > 0 && (words === '' || (words.length <= 120 && approval.test(words))),
    rest: rest.join('\n'),
  };
}

/** Words about the sign-off, the tags, their authors and readers: such a remark stands under a trailer because it means it. */
export function speaksOfTrailers(text: string): boolean {
  return /\b(?:sign(?:ed)?[- ]?off|s-?o-?b|tags?|trailers?|fixes|reported|suggested|co-developed|link|closes|author(?:ship)?|cc|r-?b|reviewed-by|acked-by|tested-by|from:|e-?mail|address|name)\b/i.test(
    text,
  );
}

/** Words about how something is written: such a remark means the text right above it. */
export function speaksOfWording(text: string): boolean {
  return /\b(?:typos?|nit|spelling|grammar|wording|re-?word|re-?phrase|phrasing|sentences?|paragraphs?|(?:commit )?(?:message|log|description)|subject)\b|^\s*s\/[^/\n]+\//im.test(
    text,
  );
}
