import type { MessageId } from '../mail/index';
import type { Series } from '../series/index';
import type { Review, Status } from '../status/index';
import type { Progress, RowProgress, Stage, Step } from './progress';
import { stages } from './progress';
import { waysOf, type Way } from './ways';

/**
 * How far each patch of a series and the series itself has come, by its steps (`stepsOf`): its review, who took it, where it was
 * posted again, which request to pull lists it and whether that was merged, which commits it became.
 */
export function inferProgress(series: Series, status: Status, steps: readonly Step[]): Progress {
  const rows = waysOf(series).flatMap((way) => rowProgress(way, series, status, steps) ?? []);
  return { ...wholeOf(rows), rows, steps };
}

/** What each kind of step brings a patch to, furthest first; others bring it nowhere. */
const reached: readonly (readonly [Step['kind'], Stage])[] = [
  ['backported', 'backported'],
  ['released', 'released'],
  ['in-mainline', 'in-mainline'],
  ['stable-queued', 'in-mainline'],
  ['in-next', 'in-next'],
  ['pull-requested', 'applied'],
  ['reposted', 'applied'],
  ['applied', 'applied'],
];

function rowProgress(
  way: Way,
  series: Series,
  status: Status,
  steps: readonly Step[],
): RowProgress | undefined {
  const own = steps.filter(({ rows }) => rows === undefined || rows.includes(way.row));
  const reverted = own.findLast(({ kind }) => kind === 'reverted');
  const told = (step: Step, stage: Stage): RowProgress => ({
    row: way.row,
    stage,
    since: step.date,
    ...(step.between && { between: step.between }),
    why: reverted ? `${step.what}; ${reverted.what}` : step.what,
    evidence: step.mails,
    commit: commitOf(step, way.row),
    retitled: way.retitled,
  });
  // What was taken back is nowhere any more.
  if (reverted && way.newest !== undefined && isTakenBack(status, way.newest))
    return underReview(way, way.newest, series, status, own);
  for (const [kind, stage] of reached) {
    const step = own.find((one) => one.kind === kind);
    // What only another posting or a pull request tells of is said with the word that it was taken, when there is one.
    if (step)
      return told(stage === 'applied' ? (own.find((one) => one.kind === 'applied') ?? step) : step, stage);
  }
  if (way.newest === undefined) return undefined;
  const ended = own.findLast(({ kind }) => kind === 'turned-down' || kind === 'withdrawn');
  if (ended) return told(ended, ended.kind === 'turned-down' ? 'rejected' : 'superseded');
  return underReview(way, way.newest, series, status, own);
}

/** A patch that was taken back awaits somebody: its author, or who looks at a version since; one that a tree still has awaits nobody. */
function isTakenBack(status: Status, patch: number): boolean {
  const turn = status.turns.patches.find(({ number }) => number === patch);
  return turn !== undefined && turn.waitingOn !== 'nobody';
}

/** The commit a step names for a row. */
function commitOf({ commits, where }: Step, row: number): RowProgress['commit'] {
  const hash = commits.find((one) => one.row === row)?.commit;
  return hash === undefined ? undefined : { hash, tree: where ?? '' };
}

/** The stages before anybody takes it: by the turn, the tags that stand and who said anything. */
function underReview(
  way: Way,
  newest: number,
  series: Series,
  status: Status,
  own: readonly Step[],
): RowProgress {
  const turn = status.turns.patches.find(({ number }) => number === newest);
  const patch = { row: way.row, retitled: way.retitled, commit: undefined };
  if (turn?.waitingOn === 'author')
    return {
      ...patch,
      stage: 'changes-requested',
      since: turn.since,
      why: turn.why,
      evidence: mailsOf(turn),
    };
  const review = turn?.reviews.toSorted((a, b) => (a.date?.getTime() ?? 0) - (b.date?.getTime() ?? 0)).at(-1);
  if (review)
    return {
      ...patch,
      stage: 'reviewed',
      since: review.date,
      why: review.isCarried
        ? `${review.version ?? 'The newest version'} carries ${review.key} of ${nameIn(review)}`
        : `${nameIn(review)} gave ${review.key}, and it stands on the newest version`,
      evidence: [review.mail],
    };
  const first = own.find(({ kind }) => kind === 'first-review');
  if (first)
    return {
      ...patch,
      stage: 'under-review',
      since: first.date,
      why: first.what,
      evidence: first.mails,
    };
  const posted = own.findLast(({ kind }) => kind === 'posted');
  const version = series.versions.at(-1);
  const slot = version?.patches.find(({ number }) => number === newest);
  if (!posted || !version || slot?.kind === 'missing')
    return {
      ...patch,
      stage: 'unknown',
      since: undefined,
      why: 'The patch is not held, and nothing is said of it',
      evidence: [],
    };
  return {
    ...patch,
    stage: 'posted',
    since: version.date,
    why: `Nobody has said anything of it since ${posted.what}`,
    evidence: posted.mails,
  };
}

function nameIn({ person }: Review): string {
  return person.name || person.address;
}

function mailsOf({ evidence }: { readonly evidence: readonly object[] }): readonly MessageId[] {
  return evidence.flatMap((one) => ('mail' in one ? [one.mail as MessageId] : []));
}

/** The series stands where its last patch stands; how many are there or further is said. */
function wholeOf(rows: readonly RowProgress[]): Omit<Progress, 'rows' | 'steps'> {
  const alive = rows.filter(({ stage }) => !isOver(stage));
  const [last] = [...(alive.length > 0 ? alive : rows)].sort(
    (a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage),
  );
  if (!last) return { stage: 'unknown', since: undefined, why: 'No patch of it is held', evidence: [] };
  const there = rows.filter(({ stage }) => stage === last.stage);
  const furthest = rows.reduce(
    (best, one) => (stages.indexOf(one.stage) > stages.indexOf(best.stage) ? one : best),
    last,
  );
  const ahead = rows.filter(({ stage }) => stage === furthest.stage);
  const since = there
    .map((one) => one.since?.getTime() ?? NaN)
    .reduce((latest, one) => Math.max(latest, one), -Infinity);
  return {
    stage: last.stage,
    since: Number.isFinite(since) ? new Date(since) : undefined,
    why:
      furthest.stage === last.stage
        ? rows.every(({ why }) => why === last.why)
          ? last.why
          : `All ${rows.length} patches are ${stageWords[last.stage]}`
        : `${ahead.length} of ${rows.length} patches ${stageWords[furthest.stage]}; ${there.length} ${stageWords[last.stage]}`,
    evidence: [...new Set([...last.evidence, ...(furthest === last ? [] : furthest.evidence)])],
  };
}

function isOver(stage: Stage): boolean {
  return stage === 'rejected' || stage === 'superseded';
}

/** The words for a stage after "3 patches". */
const stageWords: Readonly<Record<Stage, string>> = {
  unknown: 'not known',
  superseded: 'withdrawn',
  rejected: 'turned down',
  posted: 'posted, with no word on them',
  'under-review': 'under review',
  'changes-requested': 'wait for changes',
  reviewed: 'reviewed',
  applied: 'applied',
  'in-next': 'in linux-next',
  released: 'released',
  backported: 'in stable trees',
  'in-mainline': 'in mainline',
};
