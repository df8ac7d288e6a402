import type { Lineage } from '../series/index';
import {
  stages,
  stalledSince,
  type Present,
  type Progress,
  type RowProgress,
  type ShownStage,
  type Stage,
  type Step,
} from '../progress/index';
import { betweenOf, dateOf, stepsIn, type StoredRow } from './stored-steps';
import { turnOf } from './turn';

/** Where the way of a patch ends without arriving. */
const otherEnds: readonly Stage[] = ['rejected', 'superseded', 'unknown'];

/** Stages in the order of the filters: the way upstream, then where it stops. */
export const stageOrder: readonly ShownStage[] = [
  ...stages.filter((stage) => !otherEnds.includes(stage)),
  'stalled',
  ...otherEnds,
];

export const stageNames: Readonly<Record<ShownStage, string>> = {
  posted: 'posted',
  'under-review': 'under review',
  'changes-requested': 'changes requested',
  reviewed: 'reviewed',
  applied: 'applied',
  'in-next': 'in linux-next',
  'in-mainline': 'in mainline',
  released: 'released',
  backported: 'backported',
  stalled: 'stalled',
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

/** Where a series stands at a moment: the stage that was derived, or that nobody has said a word there for long. */
export interface StageView {
  readonly at: ShownStage;
  /** The stage that was derived. */
  readonly was: Stage;
  readonly since: Date | undefined;
  /** One sentence. */
  readonly why: string;
  /** The last thing a person said of it or posted. */
  readonly lastWord: LastWord | undefined;
}

export interface LastWord {
  readonly at: Date;
  readonly by: string;
  readonly mail: string;
}

/** How far a series has come, as a page shows it. */
export interface ProgressView extends Omit<Progress, 'rows' | 'stage'> {
  readonly stage: StageView;
  readonly rows: readonly (RowProgress & { readonly title: string; readonly shown: ShownStage })[];
}

export interface StoredStage {
  readonly stage: string;
  readonly stageSince: Date | null;
  readonly progress: unknown;
  readonly lastWordAt: Date | null;
  readonly lastWordBy: string | null;
  readonly lastWordMail: string | null;
  readonly turnOn: string;
  readonly turnPeople: readonly string[];
  readonly turnSince: Date | null;
  readonly turnWhy: string;
  readonly turnEvidence: unknown;
}

export function progressViewOf(
  row: StoredStage,
  lineages: readonly Lineage[],
  present: Present,
): ProgressView {
  const held = row.progress as {
    readonly why: string;
    readonly evidence: Progress['evidence'];
    readonly rows: readonly StoredRow[];
  };
  const stage = stageOf(row, present);
  return {
    stage,
    since: stage.since,
    why: held.why,
    evidence: held.evidence,
    rows: held.rows.map(({ between, ...one }) => ({
      ...one,
      title: lineages[one.row]?.title ?? '',
      since: dateOf(one.since),
      ...(between && { between: betweenOf(between) }),
      shown: stalledSince(one.stage, stage.lastWord?.at, present) ? 'stalled' : one.stage,
    })),
    steps: stepsIn(row.progress),
  };
}

/** The stage alone, for a row of a list. */
export function stageOf(row: StoredStage, present: Present): StageView {
  const was = known(row.stage);
  const lastWord =
    row.lastWordAt === null
      ? undefined
      : { at: row.lastWordAt, by: row.lastWordBy ?? '', mail: row.lastWordMail ?? '' };
  const stalled = stalledSince(was, lastWord?.at, present);
  if (lastWord && stalled)
    return { at: 'stalled', was, since: stalled, why: stalledWhy(was, lastWord, row), lastWord };
  return {
    at: was,
    was,
    since: row.stageSince ?? undefined,
    why: (row.progress as { readonly why: string }).why,
    lastWord,
  };
}

/** The stage that a row shows at a moment, and no more. */
export function shownOf(
  row: { readonly stage: string; readonly last_word_at: Date | null },
  present: Present,
): ShownStage {
  const was = known(row.stage);
  return stalledSince(was, row.last_word_at ?? undefined, present) ? 'stalled' : was;
}

function stalledWhy(was: Stage, { at, by }: LastWord, row: StoredStage): string {
  const { on, people } = turnOf(row);
  const whom = people.length > 0 ? people.slice(0, 3).join(', ') : on === 'nobody' ? 'nobody' : `the ${on}`;
  const turn = on === 'unknown' ? 'whose turn it is is not known' : `it waits for ${whom}`;
  return `No word since ${at.toISOString().slice(0, 10)}, by ${by}; it stood at "${stageNames[was]}", and ${turn}`;
}

function known(word: string): Stage {
  return stages.find((stage) => stage === word) ?? 'unknown';
}
