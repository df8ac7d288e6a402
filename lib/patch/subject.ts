import type { Subject } from './patch';

/**
 * Reply prefixes as mail programs of many languages write them, before ":" (or the wide colon of CJK input).
 * Collected from list archives and from the localised strings of Outlook, Lotus Notes and Thunderbird.
 * "Re[2]:", "Re^3:" and "Re(2):" count as one prefix: the program replaced what stood there.
 */
const replyPrefix =
  /(re|aw|antw|antwort|odp|sv|vs|rif|ref|réf|res|rép|ynt|bls|ang|atb|hs|vá|nv|απ|σχετ|отв|ответ|答复|回复|回覆|答覆|返信)\s?(?:\[\d{1,4}\]|\(\d{1,4}\)|\^\d{1,4})?\s{0,3}[:：]\s*/iuy;

/** Prefixes of forwards, same sources. */
const forwardPrefix =
  /(fwd?|fyi|wg|tr|rv|enc|doorst|vl|vb|pd|továbbítás|πρθ|прд|пересл|转发|轉寄|轉發|転送)\s?(?:\[\d{1,4}\])?\s{0,3}[:：]\s*/iuy;

/**
 * Prefixes that no subsystem is called. The others ("wg: allow ...", "ref: ..." name what is changed) count only in
 * front of a posting's brackets and with a capital.
 */
const surePrefix = /^(?:re|aw|antw|antwort|odp|fwd?|\P{ASCII}.*)$/iu;

/** "(subset) " in front of the brackets: b4 writes it when only a part was applied. */
const subsetMark = /\(subset\)\s*(?=\[)/iy;

/** "PATCH [1/3] x". */
const barePatch = /patch\s+(?=\[[^\]]{0,20}\d\/\d)/iy;

/** "[Fwd: x]" and "[a@b.c: x]": the whole subject of the mail that is passed on, as Mozilla and mutt wrote it. */
const passedOn = /^(?:fwd?|[^\s@:[\]]{1,100}@[^\s@:[\]]{1,100}): (.*)$/i;

/** "[PATCH] 2/2] x": a bracket was lost. */
const strayNumber = /\s*(\d{1,4})\/(\d{1,4})\]\s*/y;

/** Reads past what a bracket leaves behind: "[PATCH]: x", "[PATCH]] x", "[PATCH] - x". */
const afterBracket = /[\]:\s]*(?:[-–]\s+)?/y;

/** n/m, spaced or glued, also "1 of 8"; "4a/8" is a 4/8 sent again. Not a date (2021/03/04), not a path (a/1/8), not a release (5.10/6). */
const numberOfTotal =
  /(?<![\d./])(\d{1,4})[a-d]?\s{0,4}(?:\/|\bof\b)\s{0,4}(\d{1,4}|[nNxXmM?](?![A-Za-z]))(?![\d/]|\.\d)/;

/** A version in a word of its own: "v2", "V2", "v2.1", "ver2", "version2", "rev2". "v5.10" is read by `versionOf`. */
const versionWord = /^-?(?:v|ver|version|rev|revision)\.?(\d{1,4}(?:\.\d{1,3}|[a-d])?)$/i;

/** "v2-RESEND", "v3_fix": a version and a remark on it. "v6.1-stable" is a tree. */
const versionAndMore = /^(v\d{1,3})[-_](?=[A-Za-z])(.*)$/i;

/** Words that hold a version glued to them: "PATCHv3", "RFCv2", "PATCH-v4", "PATCH_v2", "PATCHv2.1". */
const keywordWord =
  /^(patch(?:es|set|series)?|rfc|resend|resent|repost|reposted|preview|wip)[-_:]?(?:v\.?(\d{1,4}(?:\.\d{1,3})?))?$/i;

/** Words after which a bare number is a version: "v 2", "take 2", "try #2", "version 3". */
const versionIntroducer = /^-?(?:v|ver|version|rev|revision|take|try|attempt|round|iteration)$/i;
const takeWord = /^(?:take|try|attempt|round)#?(\d{1,3})$/i;
const bareNumber = /^#?(\d{1,3})$/;
const hashNumber = /^#(\d{1,3})$/;
const ordinal = /^(\d{1,3})(?:st|nd|rd|th)$/i;

/** Brackets that are no postings even with a version or a number: pull requests and announcements. */
const neverPosting = /\b(?:pull|announce|announcement|announcing)\b/i;

/** "(was: x)", "(was Re: x)", "[was: x]", "(was x: y)", at the end of the title; the closing bracket may be cut off. */
const wasClause = /(?:\s*[([{]\s*was(?:\s*[:：]\s*|\s+)|,\s*was\s*:\s*|\s*\((?=re:\s*\[))([^\n]*)$/i;

/** "(resend)", "(repost)" at the end of a title. */
const titleResend = /\s*[([](?:resend|resent|repost|reposted)[)\]]$/i;

/** A version at the end of a title: "foo: mend bar (v2)", "... [V3]", "(take 2)". Used only when no bracket named one. */
const titleVersion = /\s*[([]\s*(?:v|version |take |take#)(\d{1,2})\s*[)\]]$/i;

interface Found {
  replyDepth: number;
  isForward: boolean;
  /** All of the subject stood in one bracket, whose end is still there. */
  isPassedOn: boolean;
  hasPatchWord: boolean;
  hasVersion: boolean;
  versionText: string | undefined;
  isRfc: boolean;
  isResend: boolean;
  isPreview: boolean;
  isNeverPosting: boolean;
  number: number | undefined;
  total: number | undefined;
  readonly tags: string[];
}

/**
 * Reads a subject (decoded and unfolded) by the grammar of docs/glossary.md. Any text gives a Subject; what is not
 * understood stands in `tags` or `title`. Time is in proportion to the length.
 */
export function parseSubject(subject: string): Subject {
  const text = subject.replace(/[\s\u00a0\u200b\ufeff]+/g, ' ').trim();
  const found = nothingFound();
  const start = readPrefixes(text, found);
  const rest = text.slice(start, found.isPassedOn ? -1 : undefined);
  const named = splitFormerTitle(rest.replace(/\s*\(fwd\)$/i, ''));
  let title = named.title;
  const isPosting =
    found.hasPatchWord ||
    (!found.isNeverPosting &&
      (found.hasVersion ||
        (found.number !== undefined && (found.isRfc || found.isResend || found.isPreview))));
  if (isPosting) {
    const resend = titleResend.exec(title);
    if (resend) {
      found.isResend = true;
      title = title.slice(0, resend.index);
    }
    const version = found.versionText === undefined ? titleVersion.exec(title) : undefined;
    if (version) {
      found.versionText = version[1];
      title = title.slice(0, version.index);
    }
  }
  return {
    replyDepth: found.replyDepth,
    isForward: found.isForward,
    isPosting,
    version: found.versionText === undefined ? 1 : Number.parseInt(found.versionText, 10),
    versionText: found.versionText,
    isRfc: found.isRfc,
    isResend: found.isResend,
    isPreview: found.isPreview,
    number: found.number,
    total: found.total,
    tags: found.tags,
    title,
    formerTitle: named.formerTitle,
  };
}

function nothingFound(): Found {
  return {
    replyDepth: 0,
    isForward: false,
    isPassedOn: false,
    hasPatchWord: false,
    hasVersion: false,
    versionText: undefined,
    isRfc: false,
    isResend: false,
    isPreview: false,
    isNeverPosting: false,
    number: undefined,
    total: undefined,
    tags: [],
  };
}

/** Consumes prefixes and brackets from the start into `found` and returns where the title begins. */
function readPrefixes(text: string, found: Found): number {
  let at = 0;
  for (;;) {
    const reply = prefixAt(replyPrefix, text, at, found);
    if (reply > 0) {
      found.replyDepth++;
      at += reply;
      continue;
    }
    const forward = prefixAt(forwardPrefix, text, at, found);
    if (forward > 0) {
      found.isForward = true;
      at += forward;
      continue;
    }
    const subset = matchAt(subsetMark, text, at);
    if (subset) {
      noteTag('subset', found);
      at += subset[0].length;
      continue;
    }
    const bare = matchAt(barePatch, text, at);
    if (bare) {
      found.hasPatchWord = true;
      at += bare[0].length;
    }
    if (text[at] !== '[') return at;
    const close = closingBracket(text, at);
    if (close === undefined) return readUnclosed(text, at, found);
    const inside = text.slice(at + 1, close).trim();
    const next = close + 1 + (matchAt(afterBracket, text, close + 1)?.[0].length ?? 0);
    const whole = next === text.length && !found.hasPatchWord ? passedOn.exec(inside)?.[1] : undefined;
    if (whole !== undefined) {
      found.isForward = true;
      found.isPassedOn = true;
      at = text.length - 1 - whole.length;
      continue;
    }
    const isUnderstood = readBracket(inside, found);
    // A bracket that is all there is says what the mail is about: "[bug report]".
    if (!isUnderstood && next === text.length && !found.hasPatchWord) {
      found.tags.pop();
      return at;
    }
    at = next;
    const stray =
      found.hasPatchWord && found.number === undefined ? matchAt(strayNumber, text, at) : undefined;
    if (stray) {
      found.number = Number(stray[1]);
      found.total = Number(stray[2]);
      at += stray[0].length;
    }
  }
}

/** The length of a reply or forward prefix at `at`, 0 for none. */
function prefixAt(pattern: RegExp, text: string, at: number, found: Found): number {
  const match = matchAt(pattern, text, at);
  if (!match) return 0;
  const word = match[1] ?? '';
  if (surePrefix.test(word)) return match[0].length;
  const isCapital = word.charAt(0) !== word.charAt(0).toLowerCase();
  return isCapital && !found.hasPatchWord ? match[0].length : 0;
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | undefined {
  sticky.lastIndex = at;
  return sticky.exec(text) ?? undefined;
}

/** The index of the "]" that ends the bracket opened at `open`, inner brackets skipped. */
function closingBracket(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '[') depth++;
    else if (text[at] === ']' && --depth === 0) return at;
  }
  // "[[PATCH] x": an inner bracket was closed, the outer never: take the first that closes.
  const first = text.indexOf(']', open);
  return first < 0 ? undefined : first;
}

/** "[PATCH 1/3 foo: bar": no closing bracket. Takes the words that are understood, the rest is the title. */
function readUnclosed(text: string, open: number, found: Found): number {
  const prefix =
    /\[\s*(?:(?:patch|rfc|resend|repost|preview)(?:v\d{1,3})?\b|v\d{1,3}\b|\d{1,4}\s?\/\s?\d{1,4}|[\s,:}])+/iy;
  const match = matchAt(prefix, text, open);
  if (!match) return open;
  readBracket(match[0].slice(1).replace('}', ' '), found);
  return open + match[0].length;
}

/** Reads the inside of one bracket into `found`; false when nothing of a posting is in it and it is a tag as a whole. */
function readBracket(inside: string, found: Found): boolean {
  if (neverPosting.test(inside)) found.isNeverPosting = true;
  let rest = inside.replace(/[[\](){}]/g, ' ');
  const marker = numberOfTotal.exec(rest);
  let isSeries = false;
  if (marker) {
    const before = rest.slice(0, marker.index);
    isSeries = true;
    found.number = Number(marker[1]);
    const total = Number(marker[2]);
    found.total = Number.isNaN(total) ? undefined : total;
    rest = `${before} ${rest.slice(marker.index + marker[0].length)}`;
  }
  const words = rest
    .split(/[\s,;|+]+|(?<=[a-z])\/(?=(?:patch|rfc|resend|wip)\b)|(?<=(?:^|\s)(?:patch|rfc|resend))[/:_-]/i)
    .flatMap((word) => versionAndMore.exec(word)?.slice(1) ?? [word])
    .map((word) => word.replace(/[.:]$/, ''))
    .filter((word) => word !== '');
  const others: string[] = [];
  let isUnderstood = isSeries;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const keyword = keywordWord.exec(word);
    if (keyword) {
      noteKeyword(keyword[1] ?? '', found);
      noteVersion(keyword[2], found);
      isUnderstood = true;
      continue;
    }
    const next = words[index + 1] ?? '';
    if (versionIntroducer.test(word) && bareNumber.test(next)) {
      noteVersion(bareNumber.exec(next)?.[1], found);
      isUnderstood = true;
      index++;
      continue;
    }
    const version = versionOf(word, next);
    if (version !== undefined) {
      noteVersion(version, found);
      if (ordinal.test(word)) index++;
      isUnderstood = true;
      continue;
    }
    if (/^[-/:v]$/i.test(word)) continue;
    others.push(word);
  }
  if (isUnderstood) others.forEach((word) => noteTag(word, found));
  else if (others.length > 0) noteTag(inside, found);
  return isUnderstood;
}

function noteKeyword(word: string, found: Found): void {
  const lower = word.toLowerCase();
  if (lower.startsWith('patch')) found.hasPatchWord = true;
  else if (lower === 'rfc') found.isRfc = true;
  else if (lower.startsWith('res') || lower.startsWith('repost')) found.isResend = true;
  else if (lower === 'preview') found.isPreview = true;
  else noteTag(word, found);
}

function noteVersion(version: string | undefined, found: Found): void {
  if (version === undefined) return;
  found.hasVersion = true;
  found.versionText ??= version;
}

function noteTag(tag: string, found: Found): void {
  if (tag !== '' && !found.tags.includes(tag)) found.tags.push(tag);
}

/**
 * The version a word names, or undefined. "v2.1" is a version; "v5.10", "v4.19" name a kernel release to apply to:
 * nobody posts a tenth correction of one version, and the release numbers past .9 are the ones with a "v" in front.
 */
function versionOf(word: string, next: string): string | undefined {
  const version = versionWord.exec(word)?.[1];
  if (version !== undefined) return /\.\d\d/.test(version) ? undefined : version;
  const take = takeWord.exec(word) ?? hashNumber.exec(word);
  if (take) return take[1];
  if (/^(?:try|attempt|take|version|round)$/i.test(next)) return ordinal.exec(word)?.[1];
  return undefined;
}

function splitFormerTitle(rest: string): { title: string; formerTitle: string | undefined } {
  const was = wasClause.exec(rest);
  if (!was) return { title: rest.trim(), formerTitle: undefined };
  let former = (was[1] ?? '').trim();
  if (/[)\]}]$/.test(former)) former = former.slice(0, -1);
  // "(was broken by ...)" is part of a sentence, "(was mm: do x)" names a title.
  const namesTitle =
    /was\s*[:：]/i.test(was[0]) || /^(?:re\b|\[|["'])/i.test(former) || /\S: \S/.test(former);
  if (!namesTitle || was.index === 0) return { title: rest.trim(), formerTitle: undefined };
  former = former.replace(/^["']|["']$/g, '');
  // What the former title was before that again is not asked for.
  const bare = former.slice(readPrefixes(former, nothingFound())).replace(wasClause, '').trim();
  return { title: rest.slice(0, was.index).trim(), formerTitle: bare === '' ? undefined : bare };
}
