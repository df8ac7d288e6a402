import { foldSpaces } from '../patch/index';
import type { PatchSlot } from '../series/index';
import { isTelling } from './commonLines';
import type { Side } from './slotPairs';

/** One patch that is several in the other version. */
export interface Split {
  readonly whole: PatchSlot;
  /** Two or more, in order. */
  readonly pieces: readonly PatchSlot[];
  /** Share of the whole's lines that are in the pieces, 0 to 1. */
  readonly share: number;
}

/** A piece is a patch most of whose lines come from the whole: half, as a piece may bring some of its own. */
const FROM_THE_WHOLE = 0.5;

/** And at least so many, for one line in common ("#include <linux/gate.h>") is chance. */
const LEAST_LINES = 3;

/** The pieces together hold this much of the whole, else it was rewritten rather than divided. */
const FOUND_AGAIN = 0.6;

/**
 * Finds patches of one side that were divided: most of their added and removed lines stand in two or more patches of the
 * other side, of which one at most has the whole for its partner and the others have none.
 *
 * @param partners the slot of `others` that continues a slot of `wholes`. With the sides and partners turned round, merged
 * patches are found.
 */
export function findSplits(
  wholes: Side,
  others: Side,
  partners: ReadonlyMap<PatchSlot, PatchSlot>,
): readonly Split[] {
  const taken = new Set(partners.values());
  const free = others.version.patches.filter((slot) => !taken.has(slot) && others.held.has(slot));
  if (free.length === 0) return [];
  const linesOf = new Map(free.map((slot) => [slot, changedLines(others, slot)]));
  const used = new Set<PatchSlot>();
  return wholes.version.patches.flatMap((whole): Split[] => {
    if (!wholes.held.has(whole)) return [];
    const lines = changedLines(wholes, whole);
    const partner = partners.get(whole);
    const kept = partner ? changedLines(others, partner) : new Set<string>();
    // What the partner still holds did not go into another patch.
    const left = new Set([...lines].filter((line) => !kept.has(line)));
    const pieces = free.filter((slot) => {
      const mine = linesOf.get(slot) ?? new Set();
      const shared = countShared(mine, left);
      return !used.has(slot) && shared >= LEAST_LINES && shared >= FROM_THE_WHOLE * mine.size;
    });
    const all = others.version.patches.filter((slot) => slot === partner || pieces.includes(slot));
    if (all.length < 2 || pieces.length === 0) return [];
    const found = new Set(all.flatMap((slot) => [...(linesOf.get(slot) ?? kept)]));
    const share = countShared(lines, found) / lines.size;
    if (share < FOUND_AGAIN) return [];
    for (const slot of pieces) used.add(slot);
    return [{ whole, pieces: all, share }];
  });
}

/** Added and removed lines that tell something, with their sign, white space folded, each once. */
function changedLines({ held }: Side, slot: PatchSlot): ReadonlySet<string> {
  return new Set(
    (held.get(slot)?.patch.files ?? []).flatMap(({ hunks }) =>
      hunks.flatMap(({ lines }) =>
        lines.flatMap(({ sign, text }) =>
          (sign === '+' || sign === '-') && isTelling(text) ? [sign + foldSpaces(text)] : [],
        ),
      ),
    ),
  );
}

function countShared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const line of a) if (b.has(line)) shared++;
  return shared;
}
