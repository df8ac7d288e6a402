import type { Stage } from '../progress/index';

/** How many of a kind fell where, and how long the middle took. */
export interface Spread {
  readonly bins: readonly { readonly name: string; readonly count: number }[];
  readonly counted: number;
  /** Milliseconds; undefined when nothing was counted. */
  readonly median: number | undefined;
  /** Nine of ten took no longer; milliseconds. */
  readonly most: number | undefined;
}

/** A bin and the time its durations stay under; milliseconds. */
type Bin = readonly [name: string, under: number];

const day = 86_400_000;

/** A first answer: days at first, since kernel documentation asks for patience of a week before one asks again. */
export const answerBins: readonly Bin[] = [
  ['same day', day],
  ['1 d', 2 * day],
  ['2 d', 3 * day],
  ['3 to 4 d', 5 * day],
  ['5 to 7 d', 8 * day],
  ['2 weeks', 15 * day],
  ['3 weeks', 22 * day],
  ['longer', Infinity],
];

/** From posting to landing: weeks at first, then months; a kernel release takes nine to ten weeks. */
export const landingBins: readonly Bin[] = [
  ['a week', 8 * day],
  ['2 weeks', 15 * day],
  ['4 weeks', 29 * day],
  ['2 months', 62 * day],
  ['3 months', 92 * day],
  ['6 months', 183 * day],
  ['a year', 366 * day],
  ['longer', Infinity],
];

/** Durations in bins. One below 0 comes from clocks that disagree and counts as none. */
export function spreadOf(durations: readonly number[], bins: readonly Bin[]): Spread {
  const sorted = durations.map((one) => Math.max(0, one)).sort((a, b) => a - b);
  const counts = bins.map(() => 0);
  for (const one of sorted) {
    const at = bins.findIndex(([, under]) => one < under);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return {
    bins: bins.map(([name], at) => ({ name, count: counts[at] ?? 0 })),
    counted: sorted.length,
    median: quantile(sorted, 0.5),
    most: quantile(sorted, 0.9),
  };
}

/** The value that so large a part does not exceed, linear between neighbours; undefined of nothing. */
export function quantile(sorted: readonly number[], part: number): number | undefined {
  if (sorted.length === 0) return undefined;
  const at = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (high - low) * (at - Math.floor(at));
}

export function medianOf(values: readonly number[]): number | undefined {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

/** Bands of the cumulative flow, the furthest first. Released and backported patches stay in mainline; ended ones leave. */
export const bands = [
  'in-mainline',
  'in-next',
  'applied',
  'reviewed',
  'under-review',
  'changes-requested',
  'posted',
] as const satisfies readonly Stage[];
export type Band = (typeof bands)[number];

function bandOf(stage: string): Band | undefined {
  if (stage === 'released' || stage === 'backported') return 'in-mainline';
  return bands.find((band) => band === stage);
}

export interface FlowPoint {
  /** The end of a step of time, UTC. */
  readonly at: Date;
  /** Patches in each band then. */
  readonly patches: Readonly<Record<Band, number>>;
}

/** What changed in one step of time: 0 is all before the first. */
export interface FlowMove {
  readonly step: number;
  readonly stage: string;
  readonly patches: number;
}

/** How many patches stood in each band at the end of each step: the sum of all moves until then. */
export function flowOf(
  moves: readonly FlowMove[],
  ends: readonly Date[],
): { readonly points: readonly FlowPoint[]; readonly ended: number; readonly unknown: number } {
  const byStep = new Map<number, FlowMove[]>();
  for (const move of moves) {
    const at = byStep.get(move.step);
    if (at) at.push(move);
    else byStep.set(move.step, [move]);
  }
  const sofar = Object.fromEntries(bands.map((band) => [band, 0])) as Record<Band, number>;
  let [ended, unknown] = [0, 0];
  const points = ends.map((at, step): FlowPoint => {
    for (const { stage, patches } of byStep.get(step) ?? []) {
      const band = bandOf(stage);
      if (band) sofar[band] += patches;
      else if (stage === 'rejected' || stage === 'superseded') ended += patches;
      else unknown += patches;
    }
    return { at, patches: { ...sofar } };
  });
  return { points, ended, unknown };
}
