import type { Mailbox } from '../mail/index';

/** What people and programs put around a text: greetings, closings, marks of cutting, footers. One line each, in linear time. */

/** "Hi", "Dear all". What follows is a name or a word for a group; "Hi Ann, a few more comments:" is more than a greeting. */
const greeting =
  /^(?:hi|hello|hey|dear|hallo|moin|bonjour|ciao|good (?:morning|afternoon|evening|day)|greetings)\b(?:[\s,;]+(?:\p{Lu}[\p{L}\p{M}.'’-]{0,30}|\p{Lo}{1,10}|all|everyone|everybody|folks|there|guys|both|team|list|maintainers?|again|and|&|-?san))*[\s,;!.:：，-]*$/iu;
/** One word after "Hi" is a name however it is written: "Hi willy,". */
const shortGreeting = /^(?:hi|hello|hey|dear|hallo)[\s,]+\S{1,30}[\s,;!.:：，-]*$/i;
/** "Ann," or "Ann, Bob," alone. */
const bareName = /^\p{Lu}[\p{L}\p{M}'’-]{1,20}(?:(?:,| and| &)? \p{Lu}[\p{L}\p{M}'’-]{1,20}){0,2},$/u;
/** Longer lines greet and say something. */
const longestGreeting = 80;

export function isGreeting(line: string): boolean {
  const said = line.trim();
  if (said.length > longestGreeting || said === '' || isClosing(said)) return false;
  return (greeting.test(said) && isNamed(said)) || shortGreeting.test(said) || bareName.test(said);
}

/** Whether what follows the first word are names. The flag i of `greeting` would let every word pass as one. */
function isNamed(said: string): boolean {
  const [, ...words] = said.replace(/[,;!.:：，&-]+/g, ' ').split(/\s+/);
  return words.every((word) => word === '' || /^(?:\p{Lu}|\p{Lo})/u.test(word) || groupWord.test(word));
}

const groupWord =
  /^(?:all|everyone|everybody|folks|there|guys|both|team|list|maintainers?|again|and|san|morning|afternoon|evening|day)$/i;

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

/** "Alex" for Alexander: the first letters of a name, so many that no other word is taken for one. */
const shortestNickname = 3;

/** The writer's name alone on a line, whole or in part, with marks around it ("- Ann", "[ab]", "/Ann"), or marks alone. */
export function isOwnName(line: string, writer: Mailbox): boolean {
  const said = line
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s.]+/gu, ' ')
    .trim();
  if (said === '' || said.length > 40) return /^[-~=*_/\\.,;:()[\]{}<>|+\s]+$/.test(line);
  const { names, initials } = namesOf(writer);
  const words = said.split(/[\s.]+/).filter((word) => word !== '');
  return words.every(
    (word) =>
      names.has(word) ||
      (word.length >= shortestNickname && [...names].some((name) => name.startsWith(word))) ||
      (word.length === 1 && initials.includes(word)) ||
      word === initials,
  );
}

interface Names {
  /** Words of the name and of the address before its "@", lower case. */
  readonly names: ReadonlySet<string>;
  readonly initials: string;
}

/** Asked for every line of what somebody wrote. */
const known = new WeakMap<Mailbox, Names>();

function namesOf(writer: Mailbox): Names {
  const found = known.get(writer);
  if (found) return found;
  const words = `${writer.name} ${writer.address.split('@')[0] ?? ''}`
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  const initials = writer.name
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .map((word) => word[0] ?? '')
    .join('');
  const made = { names: new Set(words), initials };
  known.set(writer, made);
  return made;
}

/** Marks where a quote was cut: "[...]", "[snip]", "<snip>", "...", "8<", "---end quoted text---". */
export function isSnip(line: string): boolean {
  const said = line.trim();
  if (said.length > 40) return false;
  return (
    /^[[<({\s]*(?:\.{2,}|…)[\])}>\s]*$/.test(said) ||
    /^[[<({\s.…~=*_-]*(?:snip(?:p?ed)?|trimm?(?:ed|ing)?|cut(?: here)?|deleted|skip(?:ped)?|omitted|elided)[\s\])}>.…~=*_-]*$/i.test(
      said,
    ) ||
    /^[-\s]*(?:8<|>8)[-\s]*$/.test(said) ||
    /^-+ ?(?:end|begin) (?:of )?quoted text ?-+$/i.test(said)
  );
}

/** "Sent from my phone" and kin. */
export function isMobileSignature(line: string): boolean {
  return /^(?:sent from (?:my|a|the)\b|get outlook for\b|von meinem \S+ gesendet|envoyé de mon\b|发自我的)/i.test(
    line.trim(),
  );
}

/** The first line of what a list adds at the end. */
export function isFooterStart(line: string): boolean {
  return (
    /^_{30,}\s*$/.test(line) ||
    /^(?:to unsubscribe|unsubscribe:|you received this (?:message|email) because)/i.test(line.trim())
  );
}

/** The first line of what a company adds at the end: a notice of secrecy, or its entry in a register. */
export function isLegalStart(line: string): boolean {
  const said = line.trim();
  return (
    /^(?:important notice|confidentiality notice|this e?-?mail (?:and any|message|is intended)|the information (?:contained|in this)|disclaimer\b)/i.test(
      said,
    ) ||
    (said.length <= 300 &&
      /\b(?:Ltd|Limited|GmbH|S\.?A\.?R?\.?L?|AG|Inc)\b.*\b(?:Registered (?:in|office)|Handelsregister|Amtsgericht|Gesch(?:ä|ae)ftsf(?:ü|ue)hr)/i.test(
        said,
      ))
  );
}

export function isSignatureMark(line: string): boolean {
  return /^--\s?$/.test(line);
}

export function isPgpStart(line: string): boolean {
  return /^-----BEGIN PGP (?:SIGNED MESSAGE|SIGNATURE|PUBLIC KEY BLOCK|MESSAGE)-----\s*$/.test(line);
}

/** "[+Cc linux-list]", "Cc: x@y", "[adding Ann]". */
const addressees =
  /^\s*(?:[[(]\s*(?:\+\s*|-\s*)?(?:\+?(?:cc|to)\b|adding|added|dropping|\+)|\+?\s?cc\b[:' ]|cc'?ing\b)[^?]{0,160}$/i;
/** "+ Ann Author", "+Bob, Carol", "+ the list folks": names and addresses after a plus. */
const plusNames =
  /^\s*[[(]?\+ ?(?:the )?(?:\p{Lu}[\p{L}.'’-]*|\S+@\S+|[\w-]+ (?:folks|list|team|maintainers?))(?:[\s,;]+(?:\p{Lu}[\p{L}.'’-]*|\S+@\S+|and|&)){0,8}\s*(?:\([^)]{0,80}\))?[\])]?\s*$/u;

/** A mark of who was added to or taken from a mail's readers. */
export function isAddresseeNote(line: string): boolean {
  return line.length <= 200 && (addressees.test(line) || plusNames.test(line));
}

/**
 * The first line of what a company's gateway puts on top of mail from outside; replies quote it, the mail itself has no
 * such line: "[EXTERNAL EMAIL]", "CAUTION: This email originated from outside", "[You don't often get email from ...".
 */
export function isGatewayNote(line: string): boolean {
  return /^\W{0,3}(?:external e-?mail\b|external\]|caution: (?:this |external )|(?:some people who received this message |you )don't often get e-?mail from\b)/i.test(
    line.trim(),
  );
}
