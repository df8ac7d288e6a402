import type { MessageId } from '../mail/index';
import { similarity, type PatchSlot, type Series, type Version } from '../series/index';
import { claimsBetween } from './claims';
import type { Compared } from './compared';
import type { ComparedPair, Comparison } from './comparison';
import { interdiff } from './diffPatch';
import type { Interdiff } from './interdiff';
import { pairSlots, sideOf, type Side } from './slotPairs';
import { findSplits } from './splits';

type TextOf = (id: MessageId) => string | undefined;

/**
 * Compares two versions of one series, neighbours or not. Patches are paired as the series follows them, what is left by
 * the assignment of greatest likeness; split and merged ones are known by where their lines went. A partial re-roll's
 * patches that were carried over are compared as the mails they are.
 *
 * @param textOf the decoded text of a mail; undefined when it is not at hand, and then its patch is `unknown`.
 */
export function compareVersions(
  series: Series,
  earlier: Version,
  later: Version,
  textOf: TextOf,
): Comparison {
  const [before, behind] = [sideOf(series, earlier), sideOf(series, later)];
  const partners = pairSlots(series, before, behind);
  const turned = new Map([...partners].map(([theirs, mine]) => [mine, theirs]));
  const taken = new Set<PatchSlot>();
  const several: ComparedPair[] = [];
  for (const { whole, pieces, share } of findSplits(before, behind, turned)) {
    for (const slot of [whole, ...pieces]) taken.add(slot);
    several.push(severalOf('split', [whole], pieces, share));
  }
  for (const { whole, pieces, share } of findSplits(behind, before, partners)) {
    if ([whole, ...pieces].some((slot) => taken.has(slot))) continue;
    for (const slot of [whole, ...pieces]) taken.add(slot);
    several.push(severalOf('merged', pieces, [whole], share));
  }
  const pairs = [
    ...later.patches.flatMap((slot): readonly ComparedPair[] => {
      if (taken.has(slot)) return several.filter((pair) => pair.later[0] === slot);
      const mine = partners.get(slot);
      return [pairOf(before, mine, behind, slot, textOf)];
    }),
    ...earlier.patches.flatMap((slot) =>
      taken.has(slot) || turned.has(slot) ? [] : [pairOf(before, slot, behind, undefined, textOf)],
    ),
  ];
  return {
    earlier: earlier.label,
    later: later.label,
    pairs,
    cover: compareCovers(earlier, later, textOf),
    claims: claimsBetween(series, earlier, later, textOf),
  };
}

function severalOf(
  kind: 'split' | 'merged',
  earlier: readonly PatchSlot[],
  later: readonly PatchSlot[],
  likeness: number,
): ComparedPair {
  return { earlier, later, kind, state: kind, likeness, diff: undefined };
}

function pairOf(
  before: Side,
  mine: PatchSlot | undefined,
  behind: Side,
  theirs: PatchSlot | undefined,
  textOf: TextOf,
): ComparedPair {
  const slots = { earlier: mine ? [mine] : [], later: theirs ? [theirs] : [], likeness: 0, diff: undefined };
  const unknown = { ...slots, kind: 'unknown', state: 'unknown' } as const;
  if (mine?.kind === 'missing' || theirs?.kind === 'missing') return unknown;
  if (!mine) return hidesUntitled(before) ? unknown : { ...slots, kind: 'new', state: 'new' };
  if (!theirs) return hidesUntitled(behind) ? unknown : { ...slots, kind: 'dropped', state: 'dropped' };
  const [one, other] = [comparedOf(before, mine, textOf), comparedOf(behind, theirs, textOf)];
  const [a, b] = [before.likeness.get(mine), behind.likeness.get(theirs)];
  if (!one || !other || !a || !b) return unknown;
  const diff = interdiff(one, other);
  return { ...slots, kind: 'paired', state: stateOf(diff), likeness: similarity(a, b), diff };
}

/** A missing patch of unknown title may be the partner of any that seems new or dropped. */
function hidesUntitled({ version }: Side): boolean {
  return version.patches.some((slot) => slot.kind === 'missing' && slot.title === undefined);
}

function comparedOf({ held }: Side, slot: PatchSlot, textOf: TextOf): Compared | undefined {
  const known = held.get(slot);
  const text = known && textOf(known.mail);
  return known && text !== undefined ? { title: known.title, text, patch: known.patch } : undefined;
}

function stateOf({ changes }: Interdiff): ComparedPair['state'] {
  if (changes.has('diff')) return 'diff';
  if (changes.has('title')) return 'renamed';
  if (changes.has('message')) return 'message';
  return changes.has('context') ? 'context' : 'unchanged';
}

function compareCovers(earlier: Version, later: Version, textOf: TextOf): Interdiff | undefined {
  if (earlier.cover?.kind !== 'held' || later.cover?.kind !== 'held') return undefined;
  const [before, behind] = [textOf(earlier.cover.mail), textOf(later.cover.mail)];
  if (before === undefined || behind === undefined) return undefined;
  return interdiff({ ...earlier.cover, text: before }, { ...later.cover, text: behind });
}
