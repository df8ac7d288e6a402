import type { MessageId } from '../mail/index';
import { pairPatches } from './pairing';
import { likenessOf, type Likeness } from './similarity';
import type { Lineage } from './series';
import type { MadeVersion } from './versions';

/** How many of the rows that ended are looked through for a patch that comes back: the latest ones. */
const MAX_ENDED = 200;

/** A patch that went away is taken up again only by one at least this like it: most often the same title or diff. */
const TAKEN_UP_AGAIN = 0.6;

interface Row {
  title: string;
  /** Index of the slot in each version. */
  readonly slots: (number | undefined)[];
}

/**
 * Follows every patch through the versions by likeness of title and diff, each version with the one before it.
 * A missing patch whose title is known keeps its place in the row.
 */
export function followPatches(made: readonly MadeVersion[]): {
  readonly lineages: Lineage[];
  readonly patchPairs: (readonly [MessageId, MessageId])[];
} {
  const alike = made.map(({ version, postings }) =>
    version.patches.map((slot, index) => likenessOf(slot.title ?? '', postings[index]?.patch)),
  );
  const rows: Row[] = [];
  let rowOf: (Row | undefined)[] = [];
  made.forEach(({ version }, at) => {
    const mine: (Row | undefined)[] = version.patches.map(() => undefined);
    for (const [a, b] of pairPatches(alike[at - 1] ?? [], alike[at] ?? [])) mine[b] = rowOf[a];
    takeUpAgain(rows, alike, at, mine);
    version.patches.forEach((slot, index) => {
      const row = mine[index] ?? { title: '', slots: made.map(() => undefined) };
      if (!mine[index]) rows.push(row);
      mine[index] = row;
      row.slots[at] = index;
      row.title = slot.title ?? row.title;
    });
    rowOf = mine;
  });
  return {
    lineages: rows.map((row) => lineage(row, made, alike)),
    patchPairs: rows.flatMap((row) => pairsOf(row, made)),
  };
}

/** Gives patches that seem new to rows that ended before the version just before. */
function takeUpAgain(
  rows: readonly Row[],
  alike: readonly (readonly Likeness[])[],
  at: number,
  mine: (Row | undefined)[],
): void {
  const ended = rows.filter((row) => row.slots[at - 1] === undefined).slice(-MAX_ENDED);
  const fresh = mine.flatMap((row, index) => (row ? [] : [index]));
  if (ended.length === 0 || fresh.length === 0) return;
  const last = ended.map((row) => {
    const version = row.slots.findLastIndex((slot) => slot !== undefined);
    return alike[version]?.[row.slots[version] ?? -1];
  });
  const left = last.flatMap((likeness, index) => (likeness ? [{ likeness, index }] : []));
  const right = fresh.flatMap((index) => alike[at]?.[index] ?? []);
  for (const [a, b] of pairPatches(
    left.map(({ likeness }) => likeness),
    right,
    TAKEN_UP_AGAIN,
  )) {
    const index = fresh[b];
    if (index !== undefined) mine[index] = ended[left[a]?.index ?? -1];
  }
}

function lineage(row: Row, made: readonly MadeVersion[], alike: readonly (readonly Likeness[])[]): Lineage {
  const cells = row.slots.map((slot, at) =>
    slot === undefined ? undefined : made[at]?.version.patches[slot]?.number,
  );
  const steps = row.slots.slice(1).map((slot, before): Lineage['steps'][number] => {
    const earlier = row.slots[before];
    if (slot === undefined && earlier === undefined) return 'none';
    if (earlier === undefined) return hidesUntitled(made[before]) ? 'unknown' : 'new';
    if (slot === undefined) return hidesUntitled(made[before + 1]) ? 'unknown' : 'dropped';
    const [a, b] = [made[before]?.postings[earlier], made[before + 1]?.postings[slot]];
    if (!a || !b) return 'unknown';
    if (a === b) return 'same';
    const [one, other] = [alike[before]?.[earlier], alike[before + 1]?.[slot]];
    const isSame =
      (one?.patchId !== undefined && one.patchId === other?.patchId) ||
      // What only moved with its base, context and all, does the same.
      (one?.changeHash !== undefined && one.changeHash === other?.changeHash);
    return isSame ? 'same' : 'changed';
  });
  return { title: row.title, cells, steps };
}

/** A version with a missing patch of unknown title may hold anything under it. */
function hidesUntitled(made: MadeVersion | undefined): boolean {
  return made?.version.patches.some((slot) => slot.kind === 'missing' && slot.title === undefined) ?? false;
}

function pairsOf(row: Row, made: readonly MadeVersion[]): (readonly [MessageId, MessageId])[] {
  const mails = row.slots.map((slot, at) =>
    slot === undefined ? undefined : made[at]?.postings[slot]?.mail.id,
  );
  return mails.slice(1).flatMap((later, before) => {
    const earlier = mails[before];
    return earlier !== undefined && later !== undefined && earlier !== later
      ? [[earlier, later] as const]
      : [];
  });
}
