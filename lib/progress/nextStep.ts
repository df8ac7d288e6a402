import type { WaitingOn } from '../status/index';
import type { PullWord } from './openPull';
import { stages, type Stage } from './progress';
import type { ShownStage } from './stalled';

/** What the next step of a series follows from. */
export interface Standing {
  readonly stage: ShownStage;
  readonly turn: { readonly on: WaitingOn; readonly people: readonly string[] };
  /** Remarks on which somebody has to act. */
  readonly unsettled: number;
  /** Patches of the newest version, and those for which no review tag stands. */
  readonly patches: number;
  readonly untagged: number;
  /** Whether it is (`isOnItsWay`). */
  readonly isOnItsWay: boolean;
  /** A request to pull that is not answered yet. */
  readonly pull: PullWord | undefined;
}

/** What is expected to happen next, in a few words; undefined when nothing is, or it is not known. */
export function nextStep(standing: Standing): string | undefined {
  const { stage, turn, unsettled, patches, untagged, pull } = standing;
  const who = (role: string): string => names(turn.people) ?? role;
  // What was taken is the author's only when it was taken back, or a person says so.
  if (turn.on === 'author' && stages.indexOf(stage as Stage) >= stages.indexOf('applied'))
    return `${who('the author')} posts it again, or gives it up`;
  switch (stage) {
    case 'unknown':
    case 'superseded':
    case 'rejected':
    case 'released':
    case 'backported':
      return undefined;
    case 'in-mainline':
      return 'a release that contains it';
    case 'in-next':
      if (!standing.isOnItsWay) return notKnown;
      return pull ? merge(pull) : 'a pull request in the merge window';
    case 'applied':
      if (!standing.isOnItsWay) return notKnown;
      return pull ? merge(pull) : 'linux-next, then a pull request';
    case 'stalled':
      return turn.on === 'author'
        ? `${who('the author')} answers or posts again, or gives it up`
        : `the author asks ${turn.on === 'unknown' || turn.on === 'nobody' ? 'again' : who(plain[turn.on])} or posts it again`;
    default:
      if (turn.on === 'author')
        return unsettled > 0
          ? `${who('the author')} answers ${count(unsettled, 'remark')} or posts a version`
          : `${who('the author')} answers or posts a version`;
      if (turn.on === 'maintainer') return `${who('the maintainer')} takes it`;
      if (untagged > 0 && untagged < patches)
        return `review of ${untagged} of ${count(patches, 'patch', 'patches')}${by(turn.people)}`;
      return stage === 'posted' ? `a first answer${by(turn.people)}` : `review${by(turn.people)}`;
  }
}

/** Of what was taken, and of which nothing more is told. */
const notKnown = 'not known: no mail tells where it went from there';

function merge({ by: puller }: PullWord): string {
  return `the pull request${puller === undefined ? '' : ` of ${puller}`} is merged`;
}

const plain = { author: 'the author', reviewers: 'the reviewers', maintainer: 'the maintainer' } as const;

/** More names than this make a crowd. */
const mostNames = 2;

function names(people: readonly string[]): string | undefined {
  if (people.length === 0) return undefined;
  const others = people.length - mostNames;
  if (others > 0) return `${people.slice(0, mostNames).join(', ')} and ${count(others, 'other')}`;
  return people.join(' and ');
}

function by(people: readonly string[]): string {
  const named = names(people);
  return named === undefined ? '' : ` by ${named}`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
