import type { MessageId } from '../mail/index';
import type { Series } from '../series/index';
import type { TurnEvidence, Word } from '../status/index';
import type { Commit } from './commits';
import type { Step, StepCommit } from './progress';
import { waysOf, type Way } from './ways';

/** Steps by which a patch is taken, other than by a word that the series' own mails have; a release takes nothing more. */
const taking: ReadonlySet<Step['kind']> = new Set<Step['kind']>([
  'applied',
  'pull-requested',
  'in-next',
  'in-mainline',
  'stable-queued',
  'backported',
]);
/** Trees into which only finished work goes: a maintainer may post what is in their own tree for review. */
const final: ReadonlySet<Step['kind']> = new Set<Step['kind']>(['in-next', 'in-mainline', 'backported']);

/**
 * What steps tell of patches that the words of the series' mails (`said`) do not: that they were taken, by commits and pull requests, and that a
 * later commit took them back. Whose turn a series is hangs on these as on the words.
 *
 * What came into a tree before the newest version was posted is an earlier version, unless it has the diff of the newest and the tree
 * takes finished work alone. A patch was taken back when a later commit reverts what the tree furthest on holds of it: what brings
 * the same commit into other trees after that takes nothing.
 */
export function takenBySteps(
  series: Series,
  steps: readonly Step[],
  said: readonly Word[],
  commits: readonly Commit[],
): readonly Word[] {
  const known = new Set(said.flatMap(({ evidence }) => ('mail' in evidence ? [evidence.mail] : [])));
  const newest = series.versions.length - 1;
  return waysOf(series).flatMap((way): readonly Word[] => {
    const own = steps.filter(({ rows }) => rows?.includes(way.row));
    const back = takenBack(way, own, commits);
    const words = own
      .filter(
        ({ kind, mails }) => taking.has(kind) && (mails.length === 0 || !mails.every((id) => known.has(id))),
      )
      .flatMap((step) => wordOf(step, way, back ? undefined : newest) ?? []);
    if (!back) return words;
    return [...words.filter((word) => momentIn(word) < momentIn(back)), back];
  });
}

function wordOf(step: Step, way: Way, newest: number | undefined): Word | undefined {
  const { kind, date, what, mails, by = '' } = step;
  const one = step.commits.find(({ row }) => row === way.row);
  const patches: ReadonlySet<MessageId> = way.mails;
  const word = { kind: 'taken', remark: undefined, date, patches } as const;
  if (one?.found) {
    const isNewest = final.has(kind) && way.newest !== undefined && one.found.difference?.kind === 'same';
    return {
      ...word,
      ...(date ? {} : { countedFrom: momentOf(step, way) }),
      at: isNewest ? newest : undefined,
      why: `it is in ${step.where ?? ''} as ${shortHash(one)}`,
      evidence: commitEvidence(step, one),
    };
  }
  const [mail] = mails;
  return mail === undefined
    ? undefined
    : { ...word, at: undefined, why: what, evidence: { kind: 'applied', mail, name: by, words: what } };
}

/** That a later commit reverts the one a patch became, in the tree furthest on. */
function takenBack(way: Way, own: readonly Step[], commits: readonly Commit[]): Word | undefined {
  const landed = (['in-mainline', 'in-next', 'applied', 'backported'] as const)
    .map((kind) => own.findLast((step) => step.kind === kind && commitIn(step, way)?.found !== undefined))
    .find((step) => step !== undefined);
  const hash = landed && commitIn(landed, way)?.commit;
  if (hash === undefined) return undefined;
  for (const step of own.filter(({ kind }) => kind === 'reverted')) {
    const revert = commitIn(step, way);
    const { reverts = [] } = commits.find((one) => one.hash === revert?.commit) ?? {};
    if (!revert || !reverts.some((short) => hash.startsWith(short))) continue;
    // A tree may be brought a commit together with what takes it back.
    const came = own
      .filter(({ kind, commits: [one] }) => taking.has(kind) && one?.found !== undefined)
      .filter((one) => reverts.some((short) => commitIn(one, way)?.commit.startsWith(short)))
      .map((one) => momentOf(one, way))
      .reduce((first, at) => (at < first ? at : first));
    return {
      kind: 'taken-back',
      remark: undefined,
      date: step.date && step.date > came ? step.date : came,
      at: undefined,
      patches: way.mails,
      why: `it was taken, and ${shortHash(revert)} took it back: ${revert.found?.title ?? ''}`,
      evidence: commitEvidence(step, revert),
    };
  }
  return undefined;
}

/** When a commit came with a step, or by when it had: as `knownUntil` counts it. */
function momentOf(step: Step, way: Way): Date {
  const { date, between } = step;
  // Of several commits that came at times nobody tells, each counts from its own.
  return date ?? between?.atLatest ?? commitIn(step, way)?.found?.committedAt ?? new Date(0);
}

function commitIn({ commits }: Step, { row }: Way): StepCommit | undefined {
  return commits.find((one) => one.row === row);
}

function commitEvidence({ where = '' }: Step, { commit, found }: StepCommit): TurnEvidence {
  return { kind: 'commit', commit, tree: where, title: found?.title ?? '', url: found?.url };
}

/** As many digits as Linux's own rules ask of a reference. */
function shortHash({ commit }: StepCommit): string {
  return commit.slice(0, 12);
}

function momentIn({ date, countedFrom }: Word): number {
  return (date ?? countedFrom)?.getTime() ?? -Infinity;
}
