import type { MessageId } from '../mail/index';
import type { Patch } from '../patch/index';
import type { PatchSlot, Series, Version } from '../series/index';

/** A patch of a version that can be read: held there, or carried over from an earlier one. */
export interface HeldPatch {
  readonly mail: MessageId;
  readonly number: number;
  readonly title: string;
  readonly patch: Patch;
  readonly slot: PatchSlot;
}

/** The patches of a version that are at hand, in order. */
export function heldPatches(series: Series, version: Version): readonly HeldPatch[] {
  return version.patches.flatMap((slot) => {
    if (slot.kind === 'missing') return [];
    const patch = slot.kind === 'held' ? slot.patch : patchOf(series, slot.mail);
    return patch ? [{ mail: slot.mail, number: slot.number, title: slot.title, patch, slot }] : [];
  });
}

function patchOf(series: Series, mail: MessageId): Patch | undefined {
  for (const { patches } of series.versions) {
    for (const slot of patches) if (slot.kind === 'held' && slot.mail === mail) return slot.patch;
  }
  return undefined;
}
