import type { MessageId } from '../mail/index';
import {
  likenessOf,
  pairPatches,
  type Likeness,
  type PatchSlot,
  type Series,
  type Version,
} from '../series/index';
import { heldPatches, type HeldPatch } from './slots';

/** The patches of one of two versions, and what is known of them. */
export interface Side {
  readonly version: Version;
  /** Those that can be read. */
  readonly held: ReadonlyMap<PatchSlot, HeldPatch>;
  readonly likeness: ReadonlyMap<PatchSlot, Likeness>;
}

export function sideOf(series: Series, version: Version): Side {
  const held = new Map(heldPatches(series, version).map((patch) => [patch.slot, patch]));
  const likeness = new Map(
    version.patches.map((slot) => [slot, likenessOf(slot.title ?? '', held.get(slot)?.patch)]),
  );
  return { version, held, likeness };
}

/**
 * Which slot of the earlier version each slot of the later one continues. One mail in both is one patch; then what the
 * series followed from version to version, for changes made one by one leave less in common between distant
 * versions than between neighbours; then the assignment of greatest likeness.
 */
export function pairSlots(series: Series, earlier: Side, later: Side): ReadonlyMap<PatchSlot, PatchSlot> {
  const partners = new Map<PatchSlot, PatchSlot>();
  const free = new Set(earlier.version.patches);
  const take = (mine: PatchSlot | undefined, theirs: PatchSlot | undefined): void => {
    if (!mine || !theirs || !free.has(mine) || partners.has(theirs)) return;
    partners.set(theirs, mine);
    free.delete(mine);
  };
  const byMail = new Map<MessageId, PatchSlot>();
  for (const slot of earlier.version.patches) if (slot.mail !== undefined) byMail.set(slot.mail, slot);
  for (const slot of later.version.patches) if (slot.mail !== undefined) take(byMail.get(slot.mail), slot);
  const [from, to] = [series.versions.indexOf(earlier.version), series.versions.indexOf(later.version)];
  for (const { cells } of series.lineages) {
    take(numbered(earlier.version, cells[from]), numbered(later.version, cells[to]));
  }
  const left = [...free];
  const right = later.version.patches.filter((slot) => !partners.has(slot));
  const told = ({ likeness }: Side, slots: readonly PatchSlot[]): Likeness[] =>
    slots.map((slot) => likeness.get(slot) ?? likenessOf('', undefined));
  for (const [a, b] of pairPatches(told(earlier, left), told(later, right))) take(left[a], right[b]);
  return partners;
}

function numbered({ patches }: Version, number: number | undefined): PatchSlot | undefined {
  return number === undefined ? undefined : patches.find((slot) => slot.number === number);
}
