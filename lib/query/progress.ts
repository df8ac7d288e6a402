import type { Lineage } from '../series/index';
import { stages, type Progress, type RowProgress, type Stage, type Step } from '../progress/index';

/** Where the way of a patch ends without arriving. */
const otherEnds: readonly Stage[] = ['rejected', 'superseded', 'unknown'];

/** Stages in the order of the filters: the way upstream, then its other ends. */
export const stageOrder: readonly Stage[] = [
  ...stages.filter((stage) => !otherEnds.includes(stage)),
  ...otherEnds,
];

export const stageNames: Readonly<Record<Stage, string>> = {
  posted: 'posted',
  'under-review': 'under review',
  'changes-requested': 'changes requested',
  reviewed: 'reviewed',
  applied: 'applied',
  'in-next': 'in linux-next',
  'in-mainline': 'in mainline',
  released: 'released',
  backported: 'backported',
  rejected: 'rejected',
  superseded: 'withdrawn',
  unknown: 'not known',
};

export const stepNames: Readonly<Record<Step['kind'], string>> = {
  posted: 'posted',
  'first-review': 'first answer',
  promised: 'to be taken',
  applied: 'applied',
  reposted: 'posted again',
  borrowed: 'borrowed',
  'pull-requested': 'in pull request',
  'in-mainline': 'in mainline',
  'stable-queued': 'for stable',
  'in-next': 'in linux-next',
  released: 'released',
  backported: 'backported',
  fixed: 'fixed later',
  reverted: 'reverted',
  'turned-down': 'turned down',
  withdrawn: 'withdrawn',
};

export type StepView = Step;

/** How far a series has come, as a page shows it. */
export interface ProgressView extends Omit<Progress, 'rows'> {
  readonly rows: readonly (RowProgress & { readonly title: string })[];
}

interface StoredStage {
  readonly stage: string;
  readonly stageSince: Date | null;
  readonly progress: unknown;
}

/** The store holds what lib/progress made; dates are strings in JSON. */
type Stored<T> = Omit<T, 'date' | 'since'> & { readonly date?: string; readonly since?: string };

export function progressViewOf(row: StoredStage, lineages: readonly Lineage[]): ProgressView {
  const held = row.progress as {
    readonly why: string;
    readonly evidence: Progress['evidence'];
    readonly rows: readonly Stored<RowProgress>[];
    readonly steps: readonly Stored<Step>[];
  };
  return {
    stage: known(row.stage),
    since: row.stageSince ?? undefined,
    why: held.why,
    evidence: held.evidence,
    rows: held.rows.map((one) => ({
      ...one,
      title: lineages[one.row]?.title ?? '',
      since: dateOf(one.since),
    })),
    steps: held.steps.map((one) => ({ ...one, date: dateOf(one.date) })),
  };
}

/** The stage alone, for a row of a list. */
export function stageOf(row: StoredStage): {
  readonly at: Stage;
  readonly since: Date | undefined;
  readonly why: string;
} {
  return {
    at: known(row.stage),
    since: row.stageSince ?? undefined,
    why: (row.progress as { readonly why: string }).why,
  };
}

function known(word: string): Stage {
  return stageOrder.find((stage) => stage === word) ?? 'unknown';
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
