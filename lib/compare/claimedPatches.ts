import type { MessageId } from '../mail/index';
import { normaliseTitle, type Patch } from '../patch/index';

/** A patch a changelog may speak of. */
export interface NamedPatch {
  readonly mail: MessageId;
  readonly number: number;
  readonly title: string;
  /** Undefined for one that is not held: its title may still be named. */
  readonly patch: Patch | undefined;
}

/** "patch 2", "patches 1-3", "patch #2", "2/5", "Patch 1, 3 and 4". */
const numbered =
  /\b(?:patch(?:es)?|commits?)\s*(?:no\.?|number)?\s*((?:#?\d{1,3}(?:\/\d{1,3})?)(?:\s*(?:-|to|,|and|&|\+)+\s*#?\d{1,3}(?:\/\d{1,3})?)*)|(?:^|[\s([])#?(\d{1,3})\/\d{1,3}(?=[\s)\]:,.]|$)/gi;

/** A name of a function, macro or file: with "_", "()", or a path or an ending. */
const name =
  /[A-Za-z_][\w]*(?:[-./][\w]+)*\.(?:[chS]|py|rs|dts|dtsi|yaml|rst|txt|sh)\b|[A-Za-z_]\w*\(\)|[A-Za-z]\w*_\w+|\b\w+(?:\/[\w.-]+)+/g;

/** Half of a title's words in a claim of at least this many shared words name the patch. */
const LEAST_SHARED_WORDS = 3;

/** The patches that a changelog entry of a cover letter speaks of, and how that is known. */
export function patchesSpokenOf(
  text: string,
  patches: readonly NamedPatch[],
): { readonly about: readonly MessageId[]; readonly why: string } {
  const numbers = numbersIn(text);
  const byNumber = patches.filter(({ number }) => numbers.has(number));
  if (byNumber.length > 0) return { about: mailsOf(byNumber), why: `it names ${counted(byNumber)}` };
  const said = normaliseTitle(text);
  const words = new Set(said.split(' '));
  const byTitle = patches.filter((patch) => namesTitle(said, words, patch));
  if (byTitle.length > 0 && byTitle.length * 2 <= Math.max(2, patches.length))
    return { about: mailsOf(byTitle), why: `it has the words of the title of ${counted(byTitle)}` };
  const names = [...new Set([...text.matchAll(name)].map(([found]) => found.replace(/\(\)$/, '')))];
  const byName = patches.filter(({ patch }) => names.some((one) => holdsName(patch, one)));
  // A name that stands in most patches tells none of them.
  if (byName.length > 0 && byName.length * 2 <= Math.max(2, patches.length))
    return { about: mailsOf(byName), why: `${counted(byName)} has ${names.slice(0, 3).join(', ')}` };
  return { about: [], why: 'it names no patch' };
}

function mailsOf(patches: readonly NamedPatch[]): readonly MessageId[] {
  return patches.map(({ mail }) => mail);
}

function counted(patches: readonly NamedPatch[]): string {
  return `patch ${patches.map(({ number }) => number).join(', ')}`;
}

function numbersIn(text: string): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const [, list = '', single] of text.matchAll(numbered)) {
    if (single !== undefined) numbers.add(Number(single));
    const range = /#?(\d{1,3})(?:\/\d{1,3})?\s*(?:-|to)\s*#?(\d{1,3})/i.exec(list);
    if (range) {
      for (let at = Number(range[1]); at <= Number(range[2]); at++) numbers.add(at);
    }
    for (const [, number] of list.matchAll(/#?(\d{1,3})(?:\/\d{1,3})?/g)) numbers.add(Number(number));
  }
  return numbers;
}

/** @param said What is said, folded as titles are; `words` are its words. */
function namesTitle(said: string, words: ReadonlySet<string>, patch: NamedPatch): boolean {
  const { whole, own } = foldedTitle(patch);
  if (patch.title.includes(' ') && ` ${said} `.includes(` ${whole} `)) return true;
  const shared = own.filter((word) => words.has(word)).length;
  return shared >= LEAST_SHARED_WORDS && shared * 2 > own.length;
}

interface FoldedTitle {
  readonly whole: string;
  /** Its longer words without those of its prefix. */
  readonly own: readonly string[];
}

const foldedTitles = new WeakMap<NamedPatch, FoldedTitle>();

function foldedTitle(patch: NamedPatch): FoldedTitle {
  const known = foldedTitles.get(patch);
  if (known) return known;
  const own = normaliseTitle(patch.title.replace(/^(?:[^\s:]{1,60}:\s+)+/, ''));
  const made = {
    whole: normaliseTitle(patch.title),
    own: own.split(' ').filter((word) => word.length > 3),
  };
  foldedTitles.set(patch, made);
  return made;
}

/** Whether a patch touches a file of that name, or adds, removes or is headed by a line with it. */
function holdsName(patch: Patch | undefined, wanted: string): boolean {
  return (patch?.files ?? []).some(
    ({ oldPath, newPath, hunks }) =>
      [oldPath, newPath].some((path) => path === wanted || path?.endsWith(`/${wanted}`)) ||
      hunks.some(({ lines }) => lines.some(({ sign, text }) => sign !== ' ' && text.includes(wanted))),
  );
}
