import { readClaims, type Claim } from '../compare/index';
import type { Remark } from '../discussion/index';
import type { MessageId } from '../mail/index';
import type { Series } from '../series/index';
import type { Journey, Stop } from './journey';
import type { Evidence } from './status';
import type { Asked } from './talk';
import { firstWords } from './words';

/** A line of a changelog that speaks of a remark. */
export interface ClaimFound {
  /** Index of the version it says to have changed. */
  readonly at: number;
  readonly label: string;
  /** True when it names what the remark names; else it shares its words only. */
  readonly isSure: boolean;
  /** True when it ends in brackets with the writer's name, and is most like this remark of all of theirs. */
  readonly isForWriter: boolean;
  readonly evidence: Evidence;
}

/** A line of a changelog, or the title of a patch that was not there before. */
interface Source {
  readonly mail: MessageId;
  readonly line: number;
  readonly text: string;
  readonly at: number;
  /** Patches of that version it speaks of; empty when it does not say, or speaks of a new one. */
  readonly about: readonly MessageId[];
  readonly words: ReadonlyMap<string, number>;
  /** Words that say where it works or who asked, and not what changed: of the title's prefix, of brackets at the end. */
  readonly beside: readonly string[];
  /** Text in which people are named. */
  readonly names: string;
  /** True for the title of a new patch. */
  readonly isTitle: boolean;
}

/** Words that are in every remark and every changelog. */
const common = new Set(
  `this that these those with from into onto have been were will would should could there here they them then than
  what when where which while about above below after before also just only some more most much many very make makes
  made need needs needed want wants like look looks think seems maybe please thanks patch patches series version commit
  message code line lines function change changes changed update updated updates fixed fixes typo typos instead because
  since same other another does doing done dont cant wont shouldnt isnt doesnt didnt your mine ours their its
  rather really still even though however comment comments review suggested suggestion drop dropped remove removed
  added adds add use used uses using rename renamed move moved rework reworked address addressed according`
    .split(/\s+/)
    .map(stem),
);

/** What a claim and a remark must share, in points: a name of code is worth two, another word one. */
const enough = { points: 3, named: 2, sure: 4 } as const;
/** Of the points of a claim this share must be of the remark: a long claim shares words with everything. */
const leastShare = 0.3;
/** Quoted lines above a remark that are read with it. */
const quotedLines = 3;

/** The changelogs of a series, ready to be asked which line speaks of a remark. */
export class Claims {
  private readonly sources: readonly Source[];

  constructor(
    private readonly series: Series,
    private readonly journey: Journey,
    /** All that was asked in the series. */
    private readonly asked: readonly Asked[],
    textOf: (id: MessageId) => string | undefined,
  ) {
    const claims = readClaims(series, textOf);
    this.sources = [...claims.flatMap((claim) => sourceOf(claim, series)), ...newTitles(series, claims)];
  }

  /** Lines that speak of what a remark asks, by version. */
  about(asked: Asked): readonly ClaimFound[] {
    const { remark, posting } = asked;
    const stop = posting === undefined ? undefined : this.journey.stopOf(posting);
    if (!stop) return [];
    const own = spokenIn(asked);
    const found = new Map<number, ClaimFound>();
    const person = this.nameOf(remark.from.name);
    const isOnMessage = remark.anchor.kind === 'line' && remark.anchor.part === 'message';
    for (const source of this.sources) {
      const { at, mail, line: bodyLine, text, about } = source;
      if (at <= stop.at) continue;
      if (about.length > 0 && stop.number > 0 && !about.some((one) => this.journey.goesOnIn(stop, one)))
        continue;
      const { points, share, hasName } = likeness(source, own);
      const isOfMessage = isOnMessage && messageWords.test(text) && this.isAboutLine(stop, at, about, text);
      const mayBeEnough = points >= enough.named && share >= leastShare;
      if (!mayBeEnough && !isOfMessage) continue;
      const isNamed = mayBeEnough && isOf(source, remark, person);
      const isEnough = points >= (isNamed ? enough.named : enough.points) && share >= leastShare;
      if (!isEnough && !isOfMessage) continue;
      const isForWriter = isMarkedFor(source, remark, person) && points >= this.bestOf(source, remark);
      const isSure = isOfMessage || (points >= enough.sure && (isNamed || (hasName && about.length > 0)));
      const before = found.get(at);
      if (before && (before.isSure || !(isSure || isForWriter))) continue;
      const version = this.series.versions[at]?.label ?? '';
      found.set(at, {
        at,
        label: version,
        isSure,
        isForWriter,
        evidence: { kind: 'changelog', mail, version, line: bodyLine, words: firstWords(text) },
      });
    }
    return [...found.values()].sort((a, b) => a.at - b.at);
  }

  private readonly firstNames = new Map<string, RegExp | undefined>();

  private nameOf(name: string): RegExp | undefined {
    if (!this.firstNames.has(name)) this.firstNames.set(name, firstNameOf(name));
    return this.firstNames.get(name);
  }

  /**
   * The most points a claim that names somebody has with a remark of that person on an earlier version: what was done for
   * them answers the remark it is most like.
   */
  private bestOf(source: Source, { from }: Remark): number {
    const key = `${this.sources.indexOf(source)} ${from.name}`;
    const known = this.best.get(key);
    if (known !== undefined) return known;
    const theirs = this.asked.filter(({ remark, posting }) => {
      const stop = posting === undefined ? undefined : this.journey.stopOf(posting);
      return remark.from.name === from.name && stop !== undefined && stop.at < source.at;
    });
    const best = Math.max(0, ...theirs.map((one) => likeness(source, spokenIn(one)).points));
    this.best.set(key, best);
    return best;
  }

  private readonly best = new Map<string, number>();

  /** True when a claim names the patch: one it is about, or its title (also of a mail that is not held). */
  private isAboutLine(stop: Stop, at: number, about: readonly MessageId[], text: string): boolean {
    if (about.some((one) => this.journey.goesOnIn(stop, one))) return true;
    const here = this.journey.after(stop).find((one) => one.at === at);
    const slot =
      here && !('dropped' in here)
        ? here.version.patches.find(({ number }) => number === here.number)
        : undefined;
    return slot?.title !== undefined && text.includes(slot.title);
  }
}

/** The words of a remark that claims are compared with. */
interface Spoken {
  /** Of its own text. */
  readonly said: ReadonlyMap<string, number>;
  /** Of its text and the lines it quotes. */
  readonly all: ReadonlyMap<string, number>;
  /** Of the author's answers too, when these say that a patch of its own does it: its title has their words. */
  readonly talk: ReadonlyMap<string, number>;
}

const spoken = new WeakMap<Asked, Spoken>();

function spokenIn(asked: Asked): Spoken {
  const known = spoken.get(asked);
  if (known) return known;
  const { remark, said } = asked;
  const texts = [remark.text, ...remark.quote.slice(-quotedLines)];
  const answers = said.filter(({ voice, isDirect }) => isDirect && voice === 'author');
  const isOwnPatch = answers.some(({ acts, remark: { text } }) => acts.promises && ownPatch.test(text));
  const all = wordsOf(texts.join('\n'));
  const made = {
    said: wordsOf(remark.text),
    all,
    talk: isOwnPatch ? wordsOf([...texts, ...answers.map((one) => one.remark.text)].join('\n')) : all,
  };
  spoken.set(asked, made);
  return made;
}

/** "I made a new separate patch for this." */
const ownPatch = /\b(?:separate|new|extra|additional|preparatory|prep|dedicated) (?:\w+ )?patch\b/i;

/** What a claim and a remark share; `share`: of the points of the claim. */
function likeness(
  { words, beside, isTitle }: Source,
  { said, all, talk }: Spoken,
): { readonly points: number; readonly share: number; readonly hasName: boolean } {
  let [points, most, hasName] = [0, 0, false];
  for (const [word, worth] of words) {
    most += worth;
    if (!(isTitle ? talk : all).has(word)) continue;
    points += worth;
    if (worth > 1) hasName = true;
  }
  // Where a patch works says little of what it does, and nothing when only the quoted code says it too.
  for (const word of beside) {
    most += 1;
    if (isTitle && said.has(word)) points += 1;
  }
  return { points, share: most === 0 ? 0 : points / most, hasName };
}

/** True when a claim names the writer of a remark; programs are named in what they write. */
function isOf(
  { names, beside, isTitle }: Source,
  { kind, text }: Remark,
  person: RegExp | undefined,
): boolean {
  if (person?.test(names) === true) return true;
  return kind === 'bot' && !isTitle && beside.some((word) => text.toLowerCase().includes(word));
}

/** "Corrected the commit message": of a remark on the message it says enough, when it is about that patch. */
const messageWords = /\b(?:commit|patch) (?:message|log|description|msg|text)s?\b/i;

/** Names of people or programs in brackets at the end: words with a capital letter, and no names of code. */
const aside =
  /[[(] ?@?\p{Lu}[\p{Ll}'-]+(?:(?:[ ,/&]| and )+@?\p{Lu}[\p{Ll}'.-]*)* ?[\])](?=[\s.]*(?:$|https?:))/gu;
/** "PCI: ", "driver core: platform: ". */
const subsystem = /^(?:[\w./,*+-]+(?: [\w./,*+-]+)?: ?)+(?=\S)/;

function sourceOf({ mail, line, text, about, to }: Claim, series: Series): Source[] {
  const at = series.versions.findIndex(({ label }) => label === to);
  // The title of a patch in a claim says which patch it is about, and not what changed.
  const titles = series.versions[at]?.patches.flatMap(({ title }) => title ?? []) ?? [];
  const told = titles.reduce((left, title) => left.replace(title, ' '), text);
  const beside = [...wordsOf([...told.matchAll(aside)].map(([names]) => names).join(' ')).keys()];
  const words = wordsOf(told.replace(aside, ' ').replace(/https?:\/\/\S+/g, ' '));
  return at < 0 ? [] : [{ mail, line, text, at, about, words, beside, names: text, isTitle: false }];
}

/** A patch that a version adds does what its title says. */
function newTitles(series: Series, claims: readonly Claim[]): Source[] {
  return series.lineages.flatMap(({ cells }) => {
    const at = cells.findIndex((number) => number !== undefined);
    const slot = series.versions[at]?.patches.find(({ number }) => number === cells[at]);
    if (at < 1 || slot?.kind !== 'held') return [];
    const text = `new patch: ${slot.title}`;
    const label = series.versions[at]?.label;
    const names = claims.filter((claim) => claim.to === label && claim.text.includes(slot.title));
    return [
      {
        mail: slot.mail,
        line: 1,
        text,
        at,
        about: [],
        words: wordsOf(slot.title.replace(subsystem, '')),
        beside: [...wordsOf(subsystem.exec(slot.title)?.[0] ?? '').keys()],
        names: names.map((claim) => claim.text).join('\n'),
        isTitle: true,
      },
    ];
  });
}

/**
 * "(Bjorn)", "per feedback from Krzysztof": a changelog that names a reviewer speaks of what that one said. Undefined for
 * a name too short to be looked for.
 */
function firstNameOf(name: string): RegExp | undefined {
  const [first = ''] = name.replace(/^(.*), *(.*)$/, '$2 $1').split(/\s+/);
  if (first.length < 3) return undefined;
  return new RegExp(`\\b${first.replace(/[^\p{L}\p{N}]/gu, '.')}(?![\\p{L}\\p{N}])`, 'iu');
}

/** "(Christoph)" at the end of a claim: it was done because that person asked. */
function isMarkedFor({ names, isTitle }: Source, { kind }: Remark, person: RegExp | undefined): boolean {
  return (
    kind !== 'bot' &&
    !isTitle &&
    person !== undefined &&
    [...names.matchAll(aside)].some(([brackets]) => person.test(brackets))
  );
}

/** The telling words of a text with their worth: names of code two, other words one. */
export function wordsOf(text: string): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  for (const [word] of text.matchAll(/[A-Za-z_][\w-]{2,60}(?:\(\))?/g)) {
    const isName = /\w_\w|\(\)$|[a-z][A-Z]|[A-Z]{3,}\d*$/.test(word);
    const key = isName ? word.replace(/\(\)$/, '').toLowerCase() : stem(word.toLowerCase());
    if (!isName && (key.length < 4 || common.has(key))) continue;
    words.set(key, Math.max(words.get(key) ?? 0, isName ? 2 : 1));
  }
  return words;
}

/** "renaming", "renamed", "renames" are one word. */
function stem(word: string): string {
  return word.replace(/(?:ing|ed|es|s|ly)$/, '');
}
