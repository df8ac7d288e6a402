import { diffArrays } from 'diff';

/** Which lines of two texts are the same. */
export interface CommonLines {
  /** For each earlier line the index of the later one, or -1. Rises: no two pairs cross. */
  readonly partners: Int32Array;
  /** True when a stretch differs too much to be compared in full; lines in it may lack partners. */
  readonly isCapped: boolean;
}

/**
 * Edits between two stretches that are still looked for. The work grows with their square: 600 take some 20 ms, and
 * lines that stand on one side only are no edits here, for they are left out before.
 */
const MOST_EDITS = 600;

/** All edits looked for in one pair of texts, so that many stretches together cost no more than a few large ones. */
const MOST_EDITS_IN_ALL = 2_400;

/**
 * Pairs equal lines in order. Telling lines that stand once on both sides come first, for they say where a piece of code
 * went; what lies between two of them is compared by itself (the way `git diff --patience` does it).
 */
export function commonLines(earlier: readonly string[], later: readonly string[]): CommonLines {
  const partners = new Int32Array(earlier.length).fill(-1);
  const last = { earlier: earlier.length, later: later.length };
  let start = 0;
  while (start < last.earlier && start < last.later && earlier[start] === later[start]) {
    partners[start] = start;
    start++;
  }
  while (last.earlier > start && last.later > start && earlier[last.earlier - 1] === later[last.later - 1]) {
    last.earlier--;
    last.later--;
    partners[last.earlier] = last.later;
  }
  const whole = { e0: start, e1: last.earlier, l0: start, l1: last.later };
  if (whole.e0 >= whole.e1 || whole.l0 >= whole.l1) return { partners, isCapped: false };
  const pairer = new Pairer(earlier, later, partners);
  pairer.pairBetweenTelling(whole);
  return { partners, isCapped: pairer.isCapped };
}

/** True for a line that says something, in any script: braces and blank lines stand everywhere. */
export function isTelling(text: string): boolean {
  return /[A-Za-z0-9\u00c0-\uffff]/.test(text);
}

interface Stretch {
  readonly e0: number;
  readonly e1: number;
  readonly l0: number;
  readonly l1: number;
}

class Pairer {
  isCapped = false;
  private editsLeft = MOST_EDITS_IN_ALL;

  constructor(
    private readonly earlier: readonly string[],
    private readonly later: readonly string[],
    private readonly partners: Int32Array,
  ) {}

  pairBetweenTelling(whole: Stretch): void {
    let { e0, l0 } = whole;
    for (const [e, l] of this.linesThatStandOnce(whole)) {
      // A neighbour's run may have taken the line already.
      if (e < e0 || l < l0) continue;
      this.pairAll({ e0, e1: e, l0, l1: l });
      this.partners[e] = l;
      e0 = e + 1;
      l0 = l + 1;
    }
    this.pairAll({ e0, e1: whole.e1, l0, l1: whole.l1 });
  }

  private linesThatStandOnce({ e0, e1, l0, l1 }: Stretch): readonly (readonly [number, number])[] {
    const inEarlier = placesOfSingles(this.earlier, e0, e1);
    const inLater = placesOfSingles(this.later, l0, l1);
    const left: number[] = [];
    const right: number[] = [];
    for (const [text, at] of inEarlier) if (at >= 0 && (inLater.get(text) ?? -1) >= 0) left.push(at);
    for (const [text, at] of inLater) if (at >= 0 && (inEarlier.get(text) ?? -1) >= 0) right.push(at);
    const told = left.map((at) => this.earlier[at] ?? '');
    const found = this.inOrder(
      told,
      right.map((at) => this.later[at] ?? ''),
    );
    return found.map(([a, b]) => [left[a] ?? 0, right[b] ?? 0] as const);
  }

  private pairAll({ e0, e1, l0, l1 }: Stretch): void {
    if (e0 >= e1 || l0 >= l1) return;
    const inEarlier = new Set(this.earlier.slice(e0, e1));
    const inLater = new Set(this.later.slice(l0, l1));
    const left: number[] = [];
    const right: number[] = [];
    for (let at = e0; at < e1; at++) if (inLater.has(this.earlier[at] ?? '')) left.push(at);
    for (let at = l0; at < l1; at++) if (inEarlier.has(this.later[at] ?? '')) right.push(at);
    const found = this.inOrder(
      left.map((at) => this.earlier[at] ?? ''),
      right.map((at) => this.later[at] ?? ''),
    );
    for (const [a, b] of found) this.partners[left[a] ?? 0] = right[b] ?? -1;
  }

  /** The longest chain of equal lines in order, as indexes; none where it would take too long. */
  private inOrder(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
    const pairs: (readonly [number, number])[] = [];
    let start = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) pairs.push([start, start++]);
    if (start === a.length || start === b.length) return pairs;
    const most = Math.min(MOST_EDITS, this.editsLeft);
    const changes = diffArrays(a.slice(start), b.slice(start), { maxEditLength: most });
    if (!changes) {
      this.editsLeft -= most;
      this.isCapped = true;
      return pairs;
    }
    let [i, j] = [start, start];
    for (const { added, removed, count } of changes) {
      if (added) j += count;
      else if (removed) i += count;
      else for (let step = 0; step < count; step++) pairs.push([i++, j++]);
      if (added || removed) this.editsLeft -= count;
    }
    return pairs;
  }
}

/** Where the telling lines that stand once are, in order; -1 for one that stands more often. */
function placesOfSingles(lines: readonly string[], start: number, end: number): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (let at = start; at < end; at++) {
    const line = lines[at] ?? '';
    if (isTelling(line)) places.set(line, places.has(line) ? -1 : at);
  }
  return places;
}
