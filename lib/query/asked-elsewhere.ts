import type { InterdiffHunk } from '../compare/index';
import type { Evidence } from './states';

/** A remark that asks, and may have asked for a change though it stands elsewhere. */
export interface AskElsewhere {
  readonly reply: string;
  readonly block: number;
  readonly name: string;
  readonly sentAt: Date | undefined;
  /** Label of the version it was made on. */
  readonly madeOn: string | undefined;
  readonly text: string;
  readonly evidence: readonly Evidence[];
  /** Where it belongs in the earlier posting: made on an older version and carried there. */
  readonly carriedTo: { readonly patch: string; readonly bodyLine: number } | undefined;
}

/** A remark beside a change at which it does not stand, and why it is shown there. */
export interface AskedBy {
  readonly reply: string;
  readonly block: number;
  readonly name: string;
  readonly sentAt: Date | undefined;
  readonly madeOn: string | undefined;
  readonly text: string;
  readonly why: string;
}

/** A change, and the postings it is between. */
export interface ChangedPlace {
  readonly path: string;
  readonly hunk: InterdiffHunk;
  readonly earlier: string | undefined;
  readonly later: string | undefined;
}

/** Of one change, the remarks that speak most for it. */
const mostShown = 2;
/** A name that this share of the changes has tells none of them from another; below `fewChanges` changes every name tells. */
const mostShare = 0.25;
const fewChanges = 4;

/**
 * For each change the remarks that may have asked for it from elsewhere, in this order: of which the change was found to be
 * what they asked for; which were made on an older version and are carried to its lines; which name its file, or a name of
 * code that it changes, wherever they stand. Time is in proportion to the text of remarks and changes.
 */
export function askedElsewhere(
  places: readonly ChangedPlace[],
  asks: readonly AskElsewhere[],
): readonly (readonly AskedBy[])[] {
  const byName = new Map<string, AskElsewhere[]>();
  for (const ask of asks)
    for (const name of namesIn(ask.text)) byName.set(name, [...(byName.get(name) ?? []), ask]);
  const names = places.map(({ path, hunk }) => changedNames(path, hunk).filter((name) => byName.has(name)));
  const counts = new Map<string, number>();
  for (const name of names.flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const most = Math.max(fewChanges, places.length * mostShare);
  return places.map((place, at) => {
    const found = new Map<AskElsewhere, string>();
    const add = (ask: AskElsewhere, why: string): void => {
      if (!found.has(ask)) found.set(ask, why);
    };
    for (const ask of asks) if (isAnsweredBy(ask, place)) add(ask, 'this change was found to answer it');
    for (const ask of asks)
      if (isCarriedTo(ask, place)) add(ask, `said of ${ask.madeOn ?? 'an older version'}, and belongs here`);
    for (const name of names[at] ?? [])
      if (
        (counts.get(name) ?? 0) <= most &&
        !(isFile(name) && places.length > 1 && counts.get(name) === places.length)
      )
        for (const ask of byName.get(name) ?? []) add(ask, `names ${name}`);
    return [...found].slice(0, mostShown).map(([{ reply, block, name, sentAt, madeOn, text }, why]) => ({
      reply,
      block,
      name,
      sentAt,
      madeOn,
      text,
      why,
    }));
  });
}

/** The file that all changes are in tells none of them from another, however few they are. */
function isFile(name: string): boolean {
  return name.includes('.');
}

/** What its state rests on is a line of this change. */
function isAnsweredBy({ evidence }: AskElsewhere, { later, hunk }: ChangedPlace): boolean {
  return evidence.some(
    (one) =>
      one.kind === 'hunk' &&
      one.mail === later &&
      one.line !== undefined &&
      isWithin(
        one.line,
        hunk.lines.map(({ laterLine }) => laterLine),
      ),
  );
}

function isCarriedTo({ carriedTo }: AskElsewhere, { earlier, hunk }: ChangedPlace): boolean {
  return (
    carriedTo !== undefined &&
    carriedTo.patch === earlier &&
    isWithin(
      carriedTo.bodyLine,
      hunk.lines.map(({ earlierLine }) => earlierLine),
    )
  );
}

function isWithin(line: number, shown: readonly (number | undefined)[]): boolean {
  const lines = shown.filter((one) => one !== undefined);
  const [first, last] = [lines[0], lines.at(-1)];
  return first !== undefined && last !== undefined && line >= first && line <= last;
}

/** Names of code with `_`, capitals inside or `()` behind, and names of files: "foo_bar", "fooBar", "walk()", "fault.c". */
function namesIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [whole, file, code] of text.matchAll(
    /\b([\w-]{2,60}\.(?:c|h|rs|S|py|sh|rst|yaml|dts|dtsi|txt|cc|cpp|go|ts))\b|\b([A-Za-z_]\w{3,60})\b(?:\(\))?/g,
  )) {
    if (file !== undefined) names.add(file);
    else if (code !== undefined && (/\w_\w|[a-z][A-Z]/.test(code) || whole.endsWith('()'))) names.add(code);
  }
  return names;
}

/** The names on changed lines, and of the file. */
function changedNames(path: string, { lines }: InterdiffHunk): readonly string[] {
  const changed = lines.filter(({ outer }) => outer !== ' ').map(({ text }) => text);
  return [...new Set([path.replace(/^.*\//, ''), ...(changed.join('\n').match(/[A-Za-z_]\w{3,60}/g) ?? [])])];
}
